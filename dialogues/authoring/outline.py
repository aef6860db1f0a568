"""YAML read as an outline of lists, named parts and plain text, each knowing its line.

1. Nothing is guessed: a bare `no`, `5` or `1.0` stays what was written and is marked as bare.
2. A key written twice is a mistake, not a silent replacement.
3. No aliases, tags or second documents: a file of ours means what it shows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)

from dialogues.faults import Faults, Mistakes

DEPTH = 12
_FRAME = (StreamStartEvent, DocumentStartEvent)
# What YAML 1.1 or 1.2 readers take for something other than text when it is not in quotes.
_NOT_TEXT = re.compile(
    r"(?i:y|yes|n|no|on|off|true|false|null|~|)|[-+]?(0x[0-9a-f_]+|0o?[0-7_]+|[0-9][0-9_]*)"
    r"|[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[-+]?[0-9]+)?|[-+]?\.inf|\.nan"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}",
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """Plain text as written. `bare` is true where YAML would read something else than text."""

    text: str
    line: int
    bare: bool


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Parts:
    """Named parts."""

    entries: dict[str, "Node"]
    keys: dict[str, Leaf]
    line: int


Node = Leaf | Items | Parts


@dataclass
class _Builder:
    faults: Faults
    events: Iterator[Event]
    depth: int = field(default=0)

    def node(self, event: Event) -> Node:
        line = event.start_mark.line + 1
        if getattr(event, "tag", None) or getattr(event, "anchor", None):
            self._refuse(line)
        if isinstance(event, ScalarEvent):
            bare = event.style is None and _NOT_TEXT.fullmatch(event.value) is not None
            return Leaf(event.value, line, bare)
        if isinstance(event, AliasEvent):
            return Leaf("", line, bare=True)
        self.depth += 1
        if self.depth > DEPTH:
            self.faults.add(
                "F101",
                line,
                where="file",
                says="Lists stand too deep in one another.",
                remedy="Follow the shape of the framework that comes with the program.",
            )
            raise self.faults.all()
        built = self._items(line) if isinstance(event, SequenceStartEvent) else self._parts(line)
        self.depth -= 1
        return built

    def _refuse(self, line: int) -> None:
        self.faults.add(
            "F101",
            line,
            where="file",
            says="Tags (!), anchors (&) and aliases (*) are not used.",
            remedy="Write the text out, in quotes if it begins with one of these signs.",
        )

    def _items(self, line: int) -> Items:
        items = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self.node(event))
        return Items(tuple(items), line)

    def _parts(self, line: int) -> Parts:
        entries: dict[str, Node] = {}
        keys: dict[str, Leaf] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            key = self.node(event)
            value = self.node(next(self.events))
            if not isinstance(key, Leaf):
                key = Leaf("?", key.line, bare=True)
            if key.text in entries:
                self.faults.add(
                    "F103",
                    key.line,
                    where=f"key {key.text}",
                    says=f"The key {key.text} is already on line {keys[key.text].line}.",
                    remedy="Keep one of them.",
                )
                continue
            entries[key.text], keys[key.text] = value, key
        return Parts(entries, keys, line)


def outline(text: str, faults: Faults) -> Parts:
    """The named parts of a file, or `Mistakes` if it cannot be read at all."""
    events = _events(text, faults)
    starts = [event for event in events if isinstance(event, DocumentStartEvent)]
    if len(starts) > 1:
        line = starts[1].start_mark.line + 1
        raise _unreadable(faults, line, "A second document (---) begins here.")
    walk = iter(events)
    first = next((event for event in walk if not isinstance(event, _FRAME)), None)
    root = _Builder(faults, walk).node(first) if isinstance(first, MappingStartEvent) else None
    if isinstance(root, Parts):
        return root
    faults.add(
        "F102",
        1,
        where="file",
        says="The file is empty or has no named parts.",
        remedy="Begin with the first key of a file that comes with the program, such as id.",
    )
    raise faults.all()


def _events(text: str, faults: Faults) -> list[Event]:
    try:
        return list(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        says = f"This is not YAML at column {column}: {error.problem or error.context}."
        raise _unreadable(faults, line, says) from None
    except YAMLError as error:  # characters that YAML does not allow at all
        says = f"This is not YAML: {str(error).splitlines()[0].strip()}."
        raise _unreadable(faults, 1, says) from None


def _unreadable(faults: Faults, line: int, says: str) -> Mistakes:
    faults.add("F101", line, where="file", says=says, remedy="Mend this line; mind the spaces.")
    return faults.all()
