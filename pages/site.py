"""What the pages lean on, and one visit: who it is, in which language, and what was sent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from starlette.requests import Request

import locales
from dialogues.help import HelpLine
from dialogues.model import Phrase
from pages.making import Making
from storage import Store, Tx, places
from storage.places import Place
from storage.rounds import Window
from storage.staff import Staff
from summaries.disclose import Shown
from summaries.leaf import Summary
from summaries.table import Reader


class Work(Protocol):
    """What staff can set going from their desk: the same that the commands do."""

    @property
    def help(self) -> Sequence[HelpLine]:
        """Every help line, fit to be shown or not."""

    @property
    def chats(self) -> bool:
        """Whether people have a chat with a bot here, in an app, and can be written to there."""

    def name_of(self, place: Place) -> str:
        """What a place is called."""

    def links(self, code: str) -> Mapping[str, str]:
        """Where somebody begins with the code of an invitation, by the channel that has links."""

    def open_round(self, *, weeks: int, windows: int) -> None:
        """Open a round from today."""

    def unpublished(self, tx: Tx) -> Sequence[Window]:
        """The windows that have moved and are not released."""

    def release(self) -> Sequence[str]:
        """Release every such window; the ids of those that must not be released."""

    def tell(self, texts: Mapping[str, str], *, place: str) -> None:
        """Write to everybody of a place, in their own language."""

    def retry(self, parked_id: str) -> bool:
        """Try a parked message again; whether it was given to its question."""

    def audit(self) -> tuple[bool, str] | None:
        """Run the audit: whether nothing was found, and the report; None while another one runs."""


class Screen(Protocol):
    """What the page of a talk shows: its messages, and how the talk stands.

    name: of this screen and no other. known: there is a talk. kept: it has a yes and goes on.
    can_return: there is something to come back to. writes: own words answer what is asked.
    passing: said past the store while it fails; how the talk stands is not known.
    closed: no talk is open, so it cannot go on. back: what leads to the screen before this one.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - said above
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def bodies(self) -> Sequence[Mapping[str, Any]]: ...  # noqa: D102
    @property
    def known(self) -> bool: ...  # noqa: D102
    @property
    def kept(self) -> bool: ...  # noqa: D102
    @property
    def can_return(self) -> bool: ...  # noqa: D102
    @property
    def writes(self) -> bool: ...  # noqa: D102
    @property
    def passing(self) -> bool: ...  # noqa: D102
    @property
    def closed(self) -> bool: ...  # noqa: D102
    @property
    def back(self) -> str: ...  # noqa: D102


class Talks(Protocol):
    """The talks on pages. A talk is known by a word that only its browser and its person have."""

    def new_word(self) -> str:
        """A word for a talk that may begin."""

    def word(self, written: str) -> str:
        """The word in what was written, if there is one."""

    def is_code(self, written: str) -> bool:
        """Whether this is a code with which answers can be erased."""

    def invited(self, written: str) -> str:
        """The beginning that an invitation stands for; nothing if it is none."""

    def is_open(self) -> bool:
        """Whether somebody who begins now is asked anything."""

    def help(self, language: str) -> Mapping[str, Any]:
        """The help card, for whoever has no talk or no network."""

    def begins(self, form: Mapping[str, str]) -> bool:
        """Whether this begins a talk where there is none."""

    def look(self, word: str) -> Screen:
        """What the page shows now."""

    def hear(self, word: str, form: Mapping[str, str]) -> Screen:
        """Take in what was done on the page; what it shows then."""


@dataclass(frozen=True, eq=False)
class Site:
    """The house as the pages see it.

    languages: tag and own name of what is offered. each: every release, one by one; releases: all
    by id, the newest first. compose: one for a place, in a language.
    reader: who reads an export, in a language.
    public: our address, as people reach us. talks: the talks on pages, if people can talk here.
    work: what staff can set going. making: files that somebody waits for.
    """

    store: Store
    organisation: str
    now: Callable[[], datetime]
    languages: Sequence[tuple[str, str]]
    each: Callable[[], Iterator[Shown]]
    releases: Callable[[Tx], Sequence[tuple[str, Shown]]]
    compose: Callable[[Shown | None, str, str], Summary]
    reader: Callable[[str], Reader]
    staff_language: str = locales.SOURCE
    public: str = ""
    emergency: str = "112"
    work: Work | None = None
    talks: Talks | None = None
    making: Making = field(default_factory=Making)

    @property
    def seconds(self) -> float:
        """The clock in seconds, as the entrance counts."""
        return self.now().timestamp()


class NotFound(Exception):  # noqa: N818  it says what the visitor is told
    """There is no such page."""


class Outside(Exception):  # noqa: N818
    """Whoever asks has not come in."""


class Forbidden(Exception):  # noqa: N818
    """The page is there, but not for this visitor; it says nothing of what is on it."""


class Wrong(Exception):  # noqa: N818
    """What was sent cannot be done: one sentence for the visitor."""


@dataclass(frozen=True, eq=False)
class Visit:
    """One request of one visitor.

    form: what was sent. members: their roles if they are staff. wrong: why that cannot be done.
    """

    site: Site
    request: Request
    language: str
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)
    members: Sequence[Staff] = ()
    wrong: str = ""

    @property
    def work(self) -> Work:
        """What staff can set going here."""
        if self.site.work is None:
            raise NotFound
        return self.site.work

    @property
    def today(self) -> date:
        """Today, in the time zone of the house."""
        return self.site.now().date()

    def sent(self, name: str) -> str:
        """What was sent under a name, or nothing."""
        # PostgreSQL keeps no text with a NUL in it, and nobody types one.
        return next(iter(self.form.get(name, ())), "").replace("\x00", "").strip()

    def say(self, phrase: Phrase, **values: str) -> str:
        """A phrase in the visitor's language."""
        return locales.say(phrase.context, phrase.source, self.language, values)

    def controls(self) -> dict[str, str]:
        """The words of command in the visitor's language, the first of each."""
        return {name: each[0] for name, each in locales.control_words(self.language).items()}

    @property
    def direction(self) -> str:
        """Which way the page runs."""
        return locales.direction(self.language)

    def in_language(self, tag: str) -> str:
        """The same page in another language."""
        return f"{self.request.url.path}?lang={tag}"

    def covers(self, tx: Tx, place: str) -> bool:
        """Whether one of their roles is for this place or a larger one around it."""
        mine = {each.place for each in self.members}
        return bool(mine & set(around(tx, place)))

    def must_cover(self, tx: Tx, place: str) -> None:
        """Go no further with a place that is not theirs."""
        if not self.covers(tx, place):
            raise Forbidden


def around(tx: Tx, place: str) -> list[str]:
    """A place and every larger one that it lies in; nothing if there is no such place."""
    parents: dict[str, Any] = {each.id: each.parent for each in places.all_places(tx)}
    found: list[str] = []
    while place in parents:
        found.append(place)
        place = parents[place]
    return found
