"""From a message of the talk to what stands on its page: lines, options, what can be done besides.

1. Nothing is understood here: what a button means stands in its token.
2. A number to call becomes a link that calls it, and a code stands where it can be read well.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from dialogues.asking import LANGUAGE
from dialogues.model import read_token
from dialogues.ticked import TICKED

_CHOSEN = "✓ "
_DONE = "!done"
_CODE = r"(?P<code>[A-Z]{2}(?:-[0-9A-Z]{4}){4})"
# No date, no year, and no piece of a longer word.
_NUMBER = (
    r"(?P<number>(?<![\w.,:/-])(?!(?:19|20)\d\d(?!\d))\+?\d(?:[ -]?\d){2,18}(?![\w/-]|[.,:]\w))"
)
_MARKED = re.compile(f"{_CODE}|{_NUMBER}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to press or to tick. picture: an emoji, which is not read aloud."""

    label: str
    token: str
    picture: str = ""
    chosen: bool = False

    @property
    def name(self) -> str:
        """The option that it stands for."""
        parts = read_token(self.token)
        return parts[2] if parts else ""

    @property
    def language(self) -> str:
        """The language in which its label is written, where it names one."""
        parts = read_token(self.token)
        named = parts is not None and parts[1] == LANGUAGE and not self.name.startswith("!")
        return self.name if named else ""


@dataclass(frozen=True, slots=True)
class Block:
    """One message. ticked: what sends its boxes, where several can be chosen."""

    lines: Sequence[Markup]
    rtl: bool
    options: Sequence[Choice] = ()
    besides: Sequence[Choice] = ()
    ticked: Choice | None = None

    @property
    def asks_for_words(self) -> bool:
        """Whether it may be a question for own words: nothing to choose, but to skip or be done."""
        names = {each.name for each in self.besides}
        return not self.options and bool(names & {"!skip", _DONE})

    @property
    def asks(self) -> str:
        """A token of the question that typed words answer here; nothing below what only tells."""
        keys = self.besides if self.asks_for_words else self.options
        return keys[0].token if keys else ""


def blocks(bodies: Sequence[Mapping[str, Any]]) -> list[Block]:
    """The messages of a screen."""
    return [_block(body) for body in bodies]


def _block(body: Mapping[str, Any]) -> Block:
    keys = [_choice(label, token) for row in body["rows"] for label, token, *_ in row]
    options = [key for key in keys if not key.name.startswith("!")]
    besides = [key for key in keys if key.name.startswith("!")]
    lines = [_line(line) for line in body["text"].split("\n")]
    done = next((key for key in besides if key.name == _DONE), None)
    if done is None or not options:
        return Block(lines, body["rtl"], options, besides)
    others = [key for key in besides if key is not done]
    token = done.token.removesuffix(_DONE) + TICKED
    return Block(lines, body["rtl"], options, others, Choice(done.label, token))


def _choice(label: str, token: str) -> Choice:
    chosen = label.startswith(_CHOSEN)
    label = label.removeprefix(_CHOSEN)
    first, _, rest = label.partition(" ")
    if rest and unicodedata.category(first[0]) == "So":
        return Choice(rest, token, first, chosen)
    return Choice(label, token, "", chosen)


def _line(text: str) -> Markup:
    """A line as markup; what somebody wrote or is called stays text."""
    pieces, at = [], 0
    for found in _MARKED.finditer(text):
        pieces += [escape(text[at : found.start()]), _marked(found)]
        at = found.end()
    return Markup("").join([*pieces, escape(text[at:])])


def _marked(found: re.Match[str]) -> Markup:
    if found["code"]:
        return Markup('<code dir="ltr">{}</code>').format(found["code"])
    dialled = re.sub("[^0-9+]", "", found["number"])
    return Markup('<a class="call" href="tel:{}" dir="ltr">{}</a>').format(dialled, found["number"])
