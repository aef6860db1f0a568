"""Reading gettext's text format, as translation editors write it, without plurals.

1. One pattern reads a whole message at once: every language is read at every start.
2. Every broken message of a file is told, by its line.
3. Babel reads the format too, but at every start it would bring 6 MB and 50 ms of what only the
   command `howareyou locales extract` needs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_STRING = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_TEXT = rf"({_STRING}(?:[ \t]*\n[ \t]*{_STRING})*)[ \t]*(?:\n|\Z)"
_ABOVE = r"((?:[ \t]*(?:#(?!~)[^\n]*)?\n)*)"
_MESSAGE = re.compile(
    rf"{_ABOVE}(?:[ \t]*msgctxt[ \t]*{_TEXT})?[ \t]*msgid[ \t]*{_TEXT}[ \t]*msgstr[ \t]*{_TEXT}"
)
_OBSOLETE = re.compile(rf"{_ABOVE}((?:[ \t]*#~[^\n]*(?:\n|\Z))+)")
_NOTHING = re.compile(rf"{_ABOVE}\Z")
_GAP = re.compile(r"\n[ \t]*\n")
_TILDE = re.compile(r"^[ \t]*#~(?:(\|)|[ \t]?)", re.MULTILINE)
_BEFORE = re.compile(rf"(?:msgctxt[ \t]*{_TEXT})?msgid[ \t]*{_TEXT}")
_LINE = re.compile(rf"(?P<name>msgctxt|msgid|msgstr)?[ \t]*{_STRING}")
_FIELDS = ("msgctxt", "msgid", "msgstr")

_JOINT = re.compile(r'"[ \t]*\n[ \t]*"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_UNSAFE = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


class BrokenFile(ValueError):  # noqa: N818 - it says what is the matter
    """A file of the languages that somebody has to mend; the sentence says which and where."""


@dataclass(slots=True)
class Message:
    """One message: what stands above it, its three fields, whether its sentence is gone."""

    above: str
    context: str
    source: str
    translation: str
    obsolete: bool = False

    def marked(self, sign: str) -> list[str]:
        """The lines above that begin with a sign (`#.` to know, `#:` from where, `#,` flags)."""
        lines = map(str.strip, self.above.split("\n"))
        return [line[len(sign) :].strip() for line in lines if line.startswith(sign)]

    @property
    def notes(self) -> list[str]:
        """What a translator wrote above it."""
        bare = (line for line in self.marked("#") if not line.startswith(tuple(".:,|~")))
        return [line for line in bare if line]

    @property
    def previous(self) -> tuple[str, str] | None:
        """Context and English that the translation was made for, where the English has changed."""
        found = _BEFORE.match("\n".join(self.marked("#|")))
        return (_plain(found[1] or '""'), _plain(found[2])) if found else None


def messages(path: Path) -> Iterator[Message]:
    """Every message but the head, in the order of the file; ValueError names every broken line."""
    return (message for message in _messages(path.read_text(encoding="utf-8")) if message.source)


def head(path: Path) -> dict[str, str]:
    """The fields of the head of a file (`Language`, `Plural-Forms`), empty without one."""
    found = _MESSAGE.match(path.read_text(encoding="utf-8"))
    if found is None or _plain(found[3]):
        return {}
    fields = (line.partition(":") for line in _plain(found[4]).split("\n"))
    return {name.strip(): value.strip() for name, _, value in fields if name.strip()}


def quoted(text: str) -> str:
    """A text as it stands in a file, on one line."""
    return f'"{text.translate(_UNSAFE)}"'


def _messages(text: str) -> Iterator[Message]:
    place, broken = 0, []
    while place < len(text):
        if found := _MESSAGE.match(text, place):
            yield _message(found)
        elif found := _OBSOLETE.match(text, place):
            for each in _messages(_TILDE.sub(lambda tilde: "#|" if tilde[1] else "", found[2])):
                each.obsolete = True
                yield each
        elif not (found := _NOTHING.match(text, place)):
            broken.append(_broken_line(text, place))
            gap = _GAP.search(text, place + len(text[place:]) - len(text[place:].lstrip()))
            place = gap.end() if gap else len(text)
            continue
        place = found.end()
    if broken:
        lines = ", ".join(map(str, broken))
        raise ValueError(f"line{'s' if len(broken) > 1 else ''} {lines} cannot be read")


def _message(found: re.Match[str]) -> Message:
    above, context, source, translation = found.groups()
    return Message(above, _plain(context or '""'), _plain(source), _plain(translation))


def _plain(text: str) -> str:
    """The text between the quotation marks of one or more lines."""
    if "\n" in text:
        text = _JOINT.sub("", text)
    if "\\" not in text:
        return text[1:-1]
    return _ESCAPE.sub(lambda sign: _ESCAPED.get(sign[1], sign[1]), text[1:-1])


def _broken_line(text: str, place: int) -> int:
    """The number of the first line of a message that does not stand where it could."""
    number = text.count("\n", 0, place) + 1
    given: list[str] = []
    for line in text[place:].split("\n"):
        bare = line.strip()
        if not bare and given:
            break
        if bare and not bare.startswith("#"):
            found = _LINE.fullmatch(bare)
            name = found["name"] if found else ""
            if not found or name in given or not (name or given):
                return number
            given += [name] if name else []
        number += 1
    return number - 1
