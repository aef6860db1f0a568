"""What a person believes to have said: the reference that the stored drafts are held against.

1. It knows only the person's side: what was shown, tapped, typed and edited, in that order.
   Nothing of the engine is used, so that the two can differ.
2. The last thing said to a question is what counts for it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dialogues.model import read_token

Value = tuple[str, frozenset[str], tuple[str, ...]]


@dataclass(frozen=True)
class Belief:
    """What was said to one question."""

    state: str = "answered"
    choices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def value(self) -> Value:
        """What is compared: in which order things were chosen says nothing."""
        return self.state, frozenset(self.choices), self.words


@dataclass
class Notebook:
    """Stands between somebody and their app, and notes what passes.

    person: of a stand-in. types_back: say "back" in words, where a tap comes only once.
    """

    person: Any
    types_back: bool = False
    beliefs: dict[str, Belief] = field(default_factory=dict)
    language: str = ""
    place: str = ""
    declined: bool = False
    noted: Callable[[], None] = lambda: None
    pressed: tuple[str, str, str] = ("", "", "")
    _many: set[str] = field(default_factory=set)
    _asked: str = ""
    _offered: tuple[str, ...] = ()
    _refs: dict[Any, tuple[str, int]] = field(default_factory=dict)
    _renewed: str = ""
    _stepped_back: bool = False

    # --- what is read ----------------------------------------------------------------------------

    async def next(self, *, seconds: float) -> Any:
        """The next message."""
        return await self.person.next(seconds=seconds)

    def unread(self) -> list[Any]:
        """All messages that are there."""
        return list(self.person.unread())

    def answering(self, shown: Any) -> None:
        """The person answers this message now."""
        found = [read_token(token) for row in shown.rows for _, token in row]
        parts = [part for part in found if part is not None]
        self._asked = parts[0][1] if parts else ""
        self._offered = tuple(option for _, _, option in parts if option[0] != "!")
        if self._offered and "!done" in {option for _, _, option in parts}:
            self._many.add(self._asked)
        if self._stepped_back:
            self._stepped_back, self._renewed = False, self._asked

    # --- what is done ----------------------------------------------------------------------------

    def type(self, text: str) -> Any:
        """Write something."""
        number = self.person.type(text)
        if not text.startswith("/"):
            self._typed(number, text)
        self.noted()
        return number

    def press(self, token: str, message: Any) -> None:
        """Press a button."""
        if self.types_back and token.endswith(":!back"):
            self.person.type("/back")
        else:
            self.person.press(token, message)
        self.remember(token)
        self.noted()

    def tick(self, done: str, chosen: Sequence[str], page: Any) -> None:
        """Tick just these boxes of a page, and press what sends them."""
        self.person.tick(done, chosen, page)
        parts = read_token(done)
        assert parts is not None
        _, question, _ = self.pressed = parts
        self._renewed = "" if question == self._asked else self._renewed
        self._forget_refs(question)
        self._believe(question, Belief(choices=tuple(chosen)))
        self.noted()

    def edit(self, number: Any, text: str) -> None:
        """Change own words."""
        self.person.edit(number, text)
        question, part = self._refs.get(number, ("", 0))
        words = self.beliefs[question].words if question in self.beliefs else ()
        if part < len(words):
            self._believe(question, Belief(words=(*words[:part], text, *words[part + 1 :])))
        self.noted()

    def send_photo(self) -> None:
        """Send something that is no answer."""
        self.person.send_photo()
        self.noted()

    # --- what is remembered ----------------------------------------------------------------------

    def remember(self, token: str) -> None:
        """A button was pressed."""
        parts = read_token(token)
        assert parts is not None
        _, question, option = self.pressed = parts
        renewed = self._renewed == question
        if option == "!back":
            self._stepped_back = True
        elif option in ("!done", "!skip", "!keep") or question == self._asked:
            self._renewed = ""
        if question.startswith("_"):
            self._remember_side(question, option)
        elif option == "!skip" and self.beliefs.get(question, Belief()).words and not renewed:
            pass  # the bot says that it keeps what was written just now
        elif option == "!skip":
            self._forget_refs(question)
            self._believe(question, Belief("skipped"))
        elif option[0] != "!":
            self._forget_refs(question)
            self._choose(question, option)

    def _remember_side(self, question: str, option: str) -> None:
        if question == "_language":
            self.language = option
        elif question == "_place":
            self.place = "" if option == "!skip" else option

    def _choose(self, question: str, option: str) -> None:
        before = self.beliefs.get(question, Belief()).choices
        self.declined = self.declined or (question in ("age", "ask") and option == "no")
        if question not in self._many:
            self._believe(question, Belief(choices=(option,)))
        elif option in before:
            self._believe(question, Belief(choices=tuple(c for c in before if c != option)))
        else:
            self._believe(question, Belief(choices=(*before, option)))

    def _typed(self, number: Any, text: str) -> None:
        question = self._asked
        before = self.beliefs.get(question, Belief())
        if self._offered:
            chosen = tuple(self._offered[int(each) - 1] for each in text.split())
            self._forget_refs(question)
            self._believe(question, Belief(choices=chosen))
            self._refs[number] = question, 0
            return
        words = () if self._renewed == question else before.words
        if not words:
            self._forget_refs(question)
        self._renewed = ""
        self._believe(question, Belief(words=(*words, text)))
        self._refs[number] = question, len(words)

    def _believe(self, question: str, belief: Belief) -> None:
        if belief.words and self.beliefs.get("quote", Belief()).choices == ("yes",):
            del self.beliefs["quote"]  # a yes to words that are others now
        self.beliefs[question] = belief
        if belief == Belief():
            del self.beliefs[question]

    def _forget_refs(self, question: str) -> None:
        self._refs = {key: ref for key, ref in self._refs.items() if ref[0] != question}
