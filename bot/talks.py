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
from bot.channels.web import NAME, Web
from bot.channels.web import heard as said_on
from bot.house import SOURCE, House
from bot.stages import current, held, stages_of
from bot.urgent import help_card
from dialogues import walk
from dialogues.hearing import Control
from dialogues.kinds import KINDS
from dialogues.model import Heard, Phase, Talk, read_token
from dialogues.record import from_record
from storage import StoreError, codes, contacts, places, post, screens
from storage.contacts import Contact

BEGINS = "/start"

Hear = Callable[[Sequence[Heard]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Screen:
    """What the page of a person shows.

    known: there is a talk. kept: it has their yes and goes on, so that the browser may hold its
    word. can_return: there is something to come back to. writes: own words answer what is asked.
    name: of this screen and no other. bodies: its messages. passing: said past the store while it
    fails; how the talk stands is not known. closed: no talk is open, so it cannot go on. back: what
    leads to the screen before this one, until the yes.
    """

    name: str = ""
    language: str = SOURCE
    bodies: Sequence[Mapping[str, Any]] = ()
    known: bool = False
    kept: bool = False
    can_return: bool = False
    writes: bool = False
    passing: bool = False
    closed: bool = False
    back: str = ""


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
        with self._house.store.read() as tx:
            code = places.read_invitation(tx, written)
        return f"{BEGINS} {code}" if code else ""

    def is_open(self) -> bool:
        """Whether somebody who begins now is asked anything."""
        with self._house.store.read() as tx:
            return current(stages_of(tx)).on(self._house.today()) is not None

    def help(self, language: str) -> Mapping[str, Any]:
        """The help card, for whoever has no talk or no network."""
        card = help_card(self._house, language, phase=Phase.DECLINED)
        return render.body(render.message(card, language, self._web.capabilities))

    def begins(self, form: Mapping[str, str]) -> bool:
        """Whether this begins a talk where there is none."""
        parts = read_token(form.get("press", ""))
        return parts is not None and parts[2] == f"!{Control.START}"

    def look(self, word: str) -> Screen:
        """What the page of this word shows now. What somebody forgotten was told goes with it."""
        person = (NAME, "", word)
        today = self._house.today()
        with self._house.store.read() as tx:
            stages = stages_of(tx)
            contact = held(stages, contacts.load_all(tx, stages, [person]), today).get(person)
            shown = screens.screen(tx, person)
        if contact is None and shown.bodies:
            with self._house.store.begin() as tx:
                post.drop(tx, person)
        is_open = contact is not None and stages[contact.round].on(today) is not None
        return self._screen(contact, shown, is_open=is_open)

    def hear(self, word: str, form: Mapping[str, str]) -> Screen:
        """Take in what was done, if anything was, and give what is shown then.

        While the store fails a call for help is answered all the same, past the store.
        """
        event = said_on({**form, "address": word}, "")
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

    def _screen(self, contact: Contact | None, shown: screens.Screen, *, is_open: bool) -> Screen:
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
            # Before the yes there is nothing to come back to that would wait.
            can_return=agreed and talk.phase in (Phase.STOPPED, Phase.FINISHED),
            writes=self._writes(talk),
            closed=going and not is_open,
            back=self._back(talk) if not agreed else "",
        )

    def _back(self, talk: Talk) -> str:
        """What leads back from a screen of the consent; before the first one is the language."""
        if talk.asked or not talk.at or talk.phase is not Phase.TALKING:
            return ""
        framework = self._house.framework_of(talk.framework, talk.version)
        before = walk.before(framework, talk, frozenset())
        return f"/{Control.BACK}" if before else f"/{Control.LANGUAGE}"

    def _writes(self, talk: Talk) -> bool:
        framework = self._house.framework_of(talk.framework, talk.version)
        question = framework.by_id.get(talk.asked or talk.at)
        return question is not None and KINDS[question.kind].writes
