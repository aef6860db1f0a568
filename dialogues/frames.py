"""What many people are shown alike: made once, and told apart by the id of a talk alone.

1. Nothing of a person is in a frame: no words of theirs, no code, no day, no place, no talk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from dialogues.model import VERSION_OF_TOKENS, Button, Line

Row = tuple[Button, ...]
_HEAD = f"{VERSION_OF_TOKENS}:"


def head_of(talk: str) -> str:
    """What the tokens of a talk begin with; the rest of each is the same in every talk."""
    return _HEAD + talk


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """The lines of a say and its buttons, whose tokens name no talk: `v1::question:option`."""

    lines: tuple[Line, ...]
    rows: tuple[Row, ...]


class Framed(Sequence[Row]):
    """The buttons of a frame in one talk; made when somebody looks at them."""

    def __init__(self, frame: Frame, talk: str) -> None:
        self.frame = frame
        self.talk = talk

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        head, end = head_of(self.talk), len(_HEAD)
        return tuple(
            tuple(each._replace(token=head + each.token[end:]) for each in row)
            for row in self.frame.rows
        )

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self.frame.rows)

    def __eq__(self, other: object) -> bool:
        return self._rows == (other._rows if isinstance(other, Framed) else other)

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        return repr(self._rows)
