"""What stands on a page once it may be shown, and its frozen form as JSON, with the rules it obeys.

A cell says how much may be said, not only what: a number of people, or one of a few words.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal, cast

from dialogues.model import Phrase
from summaries.plan import Place, Quote
from summaries.rules import Gate, How, Rules, Word

FORMAT: Final = 2

Often = Literal["number", "nearly all", "few"]
Change = Literal["better", "worse", "not enough answers to compare"]


@dataclass(frozen=True, slots=True)
class NeedCell:
    """One need of a group; `people` only where `how` is "number"."""

    code: str
    how: How
    people: int | None = None


@dataclass(frozen=True, slots=True)
class FaceCell:
    """One word for the faces of a group."""

    question: str
    title: Phrase
    word: Word
    change: Change


@dataclass(frozen=True, slots=True)
class WishCell:
    """A wish, shown even if one person only has it: people are told so when they choose."""

    option: str
    label: Phrase
    people: int


@dataclass(frozen=True, slots=True)
class SkipCell:
    """How often a question was skipped in the whole window; "few": by fewer than k people."""

    question: str
    label: Phrase
    how: Often
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What may be shown of the people of one page."""

    place: str
    people: int
    needs: tuple[NeedCell, ...]
    faces: tuple[FaceCell, ...]
    wishes: tuple[WishCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Everything of one window that may be shown, and the rules by which it was decided."""

    round: str
    window: str
    first_day: date
    last_day: date
    rules: Rules
    places: tuple[Place, ...]
    pages: tuple[Page, ...]
    skips: tuple[SkipCell, ...]
    languages: tuple[str, ...]
    drafts: bool
    quotes: tuple[Quote, ...] = ()


def to_json(cells: Cells) -> str:
    """Freeze cells: the same cells are always the same text."""
    record = {"format": FORMAT, **asdict(cells)}
    return json.dumps(record, ensure_ascii=False, sort_keys=True, default=str)


def from_json(text: str) -> Cells:
    """Read frozen cells back; ValueError if they are not ours."""
    record = json.loads(text)
    if not isinstance(record, dict) or record.pop("format", None) != FORMAT:
        raise ValueError("These are not the cells of a release, or of a newer version.")
    try:
        return _cells(record)
    except (KeyError, TypeError) as error:
        raise ValueError("The cells of this release are damaged.") from error


def _cells(record: Mapping[str, Any]) -> Cells:
    rebuilt = {
        "first_day": date.fromisoformat(record["first_day"]),
        "last_day": date.fromisoformat(record["last_day"]),
        "places": tuple(Place(**place) for place in record["places"]),
        "pages": tuple(_page(page) for page in record["pages"]),
        "skips": tuple(SkipCell(**_phrased(skip, "label")) for skip in record["skips"]),
        "languages": tuple(record["languages"]),
        "rules": _rules(record["rules"]),
        "quotes": tuple(map(_quote, record.get("quotes", ()))),
    }
    return Cells(**{**record, **rebuilt})


def _quote(record: Mapping[str, Any]) -> Quote:
    said = tuple((str(language), str(text)) for language, text in record["said"])
    if not said:
        raise ValueError("A quote of this release says nothing.")
    return Quote(said)


def _rules(record: Mapping[str, Any]) -> Rules:
    gates = {code: tuple(Gate(**gate) for gate in found) for code, found in record["gates"].items()}
    return Rules(**{**record, "shift": Fraction(record["shift"]), "gates": gates})


def _page(record: Mapping[str, Any]) -> Page:
    return Page(
        place=record["place"],
        people=record["people"],
        needs=tuple(NeedCell(**need) for need in record["needs"]),
        faces=tuple(FaceCell(**_phrased(face, "title")) for face in record["faces"]),
        wishes=tuple(WishCell(**_phrased(wish, "label")) for wish in record["wishes"]),
    )


def _phrased(record: Mapping[str, Any], field: str) -> dict[str, Any]:
    phrase = cast("Mapping[str, str]", record[field])
    return {**record, field: Phrase(phrase["context"], phrase["source"])}
