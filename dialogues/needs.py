"""The needs: what a tap stands for, what sponsors can do about it, and whose it is instead.

1. Codes are permanent; their order in `needs.yaml` decides between needs of equal weight.
2. A class says how carefully a need is shown: open, careful or protected. Nobody may lower it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, Literal, cast

from ruamel.yaml import YAML

from dialogues.model import Phrase

NeedClass = Literal["open", "careful", "protected"]

CLASSES: Final[tuple[NeedClass, ...]] = ("open", "careful", "protected")
"""From the least to the most careful."""

FIELDS: Final = frozenset({"code", "class", "label", "ideas", "others", "ioi", "oe", "ifrc"})


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The same need in other people's lists, by id only."""

    ioi: str
    oe: tuple[str, ...]
    ifrc: str


@dataclass(frozen=True, slots=True)
class Need:
    """One code of the taxonomy.

    ideas: what sponsors can do. others: whose it is instead, as roles.
    """

    code: str
    cls: NeedClass
    label: Phrase
    ideas: tuple[Phrase, ...]
    others: tuple[Phrase, ...]
    crosswalk: Crosswalk


def read(text: str) -> Mapping[str, Need]:
    """Read a taxonomy from YAML; a mistake in it is told as a ValueError."""
    content = YAML(typ="safe", pure=True).load(text)
    found: dict[str, Need] = {}
    for entry in content["needs"]:
        need = _need(entry)
        if need.code in found:
            raise ValueError(f"The need {need.code!r} stands twice in the list of needs.")
        found[need.code] = need
    return MappingProxyType(found)


@cache
def needs() -> Mapping[str, Need]:
    """Every need we know, by its code, in the order of the list."""
    return read(files("dialogues").joinpath("needs.yaml").read_text(encoding="utf-8"))


def sentences() -> Iterator[tuple[Phrase, str]]:
    """Every sentence of the taxonomy and where staff read it, for the translators."""
    for need in needs().values():
        yield need.label, "summary page for staff: the name of a need, at most 60 characters"
        for idea in need.ideas:
            yield idea, "summary page for staff: what sponsors can do, at most 200 characters"
        for other in need.others:
            yield other, "summary page for staff: whose it is instead, at most 200 characters"


def _need(entry: Mapping[str, Any]) -> Need:
    code = entry.get("code")
    if entry.keys() != FIELDS or entry["class"] not in CLASSES:
        raise ValueError(
            f"The need {code!r} must have exactly the fields {', '.join(sorted(FIELDS))} "
            f"and one of the classes {', '.join(CLASSES)}."
        )
    return Need(
        code=entry["code"],
        cls=cast("NeedClass", entry["class"]),
        label=Phrase(f"need.{code}", entry["label"]),
        ideas=_numbered(f"need.{code}.idea", entry["ideas"]),
        others=_numbered(f"need.{code}.other", entry["others"]),
        crosswalk=Crosswalk(ioi=entry["ioi"], oe=tuple(entry["oe"]), ifrc=entry["ifrc"]),
    )


def _numbered(context: str, texts: list[str]) -> tuple[Phrase, ...]:
    return tuple(Phrase(f"{context}.{number}", text) for number, text in enumerate(texts, start=1))
