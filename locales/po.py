"""Reading gettext's text format, as translation editors write it, without plurals.

Babel reads it too, but at every start it would bring 6 MB and 50 ms of what only the command
`howareyou locales extract` needs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_LINE = re.compile(r'(?P<name>msgctxt|msgid|msgstr)?\s*"(?P<text>(?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(slots=True)
class Message:
    """One message: its fields by name, and what stands above it."""

    fields: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    obsolete: bool = False


def messages(path: Path) -> Iterator[Message]:
    """Every message but the head, in the order of the file; ValueError names the broken line."""
    message, name = Message(), ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.removeprefix("#~").strip()
        comment = text.startswith("#")
        found = None if comment or not text else _LINE.fullmatch(text)
        if not (comment or found or not text):
            raise ValueError(f"line {number} cannot be read")
        # After its translation, a message goes on only with more of that.
        if "msgstr" in message.fields and not (found and found["name"] is None):
            yield from _whole(message)
            message, name = Message(), ""
        if comment:
            _note(message, text)
        if found:
            name = found["name"] or name
            if found["name"] in message.fields or not name:
                raise ValueError(f"line {number} stands where it cannot")
            said = _ESCAPE.sub(lambda sign: _ESCAPED.get(sign[1], sign[1]), found["text"])
            message.fields[name] = message.fields.get(name, "") + said
            message.obsolete = line.startswith("#~")
    yield from _whole(message)


def _note(message: Message, text: str) -> None:
    kind, said = text[:2], text[2:].strip()
    if kind == "#.":
        message.comments.append(said)
    elif kind == "#:":
        message.origins += [origin.rpartition(":")[0] or origin for origin in said.split()]
    elif kind == "#,":
        message.flags += [flag.strip() for flag in said.split(",")]


def _whole(message: Message) -> Iterator[Message]:
    # The head is the message without an English text.
    if message.fields.get("msgid"):
        yield message
