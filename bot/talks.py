"""The talks on pages, as the pages see them: what a screen shows, and what was done on it.

1. Nothing is held here between two requests: what a page shows waits in the store.
2. A page of nobody is nobody's: only a beginning makes a talk, never an old button.
3. Whoever has said no, deleted or finished keeps nothing in the browser (see `kept`).
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anyio import from_thread

from bot import render
from bot.channels.web import NAME, Web, heard
from bot.house import SOURCE, House
from bot.stages import held_on
from dialogues.hearing import Control
from dialogues.kinds import KINDS
from dialogues.model import Heard, Phase, Talk, read_token
from dialogues.record import from_record
from storage import StoreError, codes, places, post, screens
from storage.contacts import Contact

Hear = Callable[[Sequence[Heard]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Screen:
    """What the page of a person shows.

    known: there is a talk. kept: it has their yes and goes on, so that the browser may hold its
    word. can_return: there is something to come back to. writes: own words answer what is asked.
    name: of this screen and no other. bodies: its messages. passing: said past the store while it
    fails; how the talk stands is not known.
    """

    name: str = ""
    language: str = SOURCE
    bodies: Sequence[Mapping[str, Any]] = ()
    known: bool = False
    kept: bool = False
    can_return: bool = False
    writes: bool = False
    passing: bool = False


class Talks:
    """All talks on pages. hear: the intake; both methods run in a worker thread of the pages."""

    def __init__(self, house: House, web: Web, hear: Hear) -> None:
        self._house = house
        self._web = web
        self._hear = hear

    def new_word(self) -> str:
        """A word for a talk that may begin."""
        return codes.new_return_code()

    def word(self, written: str) -> str:
        """The word in what was written or kept, in the form in which it was given."""
        return codes.read_return_code(written) or ""

    def is_code(self, written: str) -> bool:
        """Whether this is a code with which answers can be erased."""
        return codes.read_code(written) is not None

    def invited(self, written: str) -> str:
        """The beginning that an invitation stands for; nothing if it is none."""
        if not (written.isascii() and written.isprintable()):
            return ""
        with self._house.store.read() as tx:
            place = places.invited(tx, written)
        return f"/start {written}" if place else ""

    def begins(self, form: Mapping[str, str]) -> bool:
        """Whether this begins a talk where there is none."""
        parts = read_token(form.get("press", ""))
        return parts is not None and parts[2] == f"!{Control.START}"

    def look(self, word: str) -> Screen:
        """What the page of this word shows now. What somebody forgotten was told goes with it."""
        person = (NAME, "", word)
        with self._house.store.read() as tx:
            contact = held_on(tx, self._house.today(), [person]).get(person)
            shown = screens.screen(tx, person)
        if contact is None and shown.bodies:
            with self._house.store.begin() as tx:
                post.drop(tx, person)
        return self._screen(contact, shown)

    def hear(self, word: str, form: Mapping[str, str]) -> Screen:
        """Take in what was done, if anything was, and give what is shown then.

        While the store fails a call for help is answered all the same, past the store.
        """
        event = heard({**form, "address": word}, "")
        try:
            if event is not None:
                from_thread.run(self._heard, event)
        except StoreError:
            card = self._web.sent.pop(word, None)
            if card is None:
                raise
            return Screen(bodies=(render.body(card),), passing=True)
        return self.look(word)

    async def _heard(self, event: Heard) -> None:
        await self._hear([event])

    def _screen(self, contact: Contact | None, shown: screens.Screen) -> Screen:
        if contact is None:
            return Screen(shown.name, bodies=shown.bodies)
        talk = from_record(contact.record)
        offered = dict(self._house.languages)
        agreed = self._house.agreed(talk)
        going = talk.phase in (Phase.TALKING, Phase.STOPPED)
        return Screen(
            # An empty page (see `screens.forget_screens`) is another one every time: what is
            # pressed on it must not look like what was pressed on the last empty one.
            shown.name or self.new_word(),
            language=talk.language if talk.language in offered else SOURCE,
            bodies=shown.bodies,
            known=True,
            kept=agreed and going,
            can_return=talk.phase in (Phase.STOPPED, Phase.FINISHED),
            writes=self._writes(talk),
        )

    def _writes(self, talk: Talk) -> bool:
        framework = self._house.framework_of(talk.framework, talk.version)
        question = framework.by_id.get(talk.asked or talk.at)
        return question is not None and KINDS[question.kind].writes
