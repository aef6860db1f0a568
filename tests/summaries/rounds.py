"""Rounds of invented people, counted as storage counts them."""

import string
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from dialogues.model import Phrase
from dialogues.needs import needs
from summaries.cells import NeedCell, Page
from summaries.disclose import Shown, disclose
from summaries.plan import HEARD, Face, Place, Plan
from summaries.sentences import FELT_HEARD
from summaries.tally import Tally
from summaries.tally import tally as counted

FINLAND = Place("fi", "Finland", "country")
NORTH = Place("north", "North", "region", "fi")
SOUTH = Place("south", "South", "region", "fi")
OULU = Place("oulu", "Oulu", "town", "north")
KEMI = Place("kemi", "Kemi", "town", "north")
SALO = Place("salo", "Salo", "town", "south")
TURKU = Place("turku", "Turku", "town", "south")
PLACES = (FINLAND, NORTH, SOUTH, OULU, KEMI, SALO, TURKU)

HOME = Face("home_mood", Phrase("topic.home", "Home and money"))
PEOPLE = Face("people_mood", Phrase("topic.people", "People and friends"))
LISTENED = Face("heard", FELT_HEARD, HEARD)
WISHES = {
    "language_cafe": Phrase("join.language_cafe", "Talk at a language café"),
    "sport_nature": Phrase("join.sport_nature", "Sport or nature"),
}
ASKED = {
    "works": Phrase("works", "What is good in your life now? What works well?"),
    "hard": Phrase("hard", "What is difficult now? What does not work?"),
    "hope": Phrase("hope", "What do you hope for in the next months?"),
}
LANGUAGES = {"en": "English", "fi": "suomi", "ar": "العربية", "uk": "українська"}


@dataclass(frozen=True)
class Combo:
    """The shape of the rows that storage gives."""

    place: str
    question: str
    state: str
    choices: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class Person:
    """One invented person's answers."""

    place: str = "fi"
    language: str = "en"
    needs: frozenset[str] = frozenset()
    faces: Mapping[str, str] | None = None
    wishes: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()

    def rows(self) -> Iterable[tuple[str, str, str, tuple[str, ...]]]:
        """What the move makes of this person."""
        yield self.place, "_talk", "answered", ()
        yield "fi", "_language", "answered", (self.language,)
        for code in self.needs:
            yield self.place, "_need", "answered", (code,)
        for question, level in (self.faces or {}).items():
            if question not in self.skipped:
                yield self.place, question, "answered", (level,)
        if self.wishes:
            yield self.place, "join", "answered", tuple(sorted(self.wishes))
        for question in self.skipped:
            yield self.place, question, "skipped", ()


def combos(people: Iterable[Person]) -> list[Combo]:
    """The people, counted by place, question, state and choices."""
    counted = Counter(row for person in people for row in person.rows())
    return [Combo(*row, number) for row, number in counted.items()]


def tally(people: Iterable[Person]) -> Tally:
    """The counts of these people."""
    return counted(combos(people))


def plan(**changes: Any) -> Plan:
    """The plan of these tests, with changes."""
    values: dict[str, Any] = {
        "round": "r1",
        "window": "r1-1",
        "first_day": date(2027, 3, 1),
        "last_day": date(2027, 3, 28),
        "places": PLACES,
        "faces": (HOME, PEOPLE, LISTENED),
        "wishes": "join",
        "wish_labels": WISHES,
        "asked": ASKED,
        "languages": LANGUAGES,
    }
    return Plan(**{**values, **changes})


def crowd(number: int, **answers: Any) -> list[Person]:
    """So many people who answered the same."""
    return [Person(**answers) for _ in range(number)]


def mixed(number: int, yes: int, *, code: str, place: str = "fi") -> list[Person]:
    """So many people, of whom some named a need."""
    named = crowd(yes, place=place, needs=frozenset({code}))
    return named + crowd(number - yes, place=place)


def persons() -> st.SearchStrategy[list[Person]]:
    """Arbitrary rounds of up to sixty people."""
    codes: Sequence[str] = ("friends", "language", "money", "mind", "safety", "other")
    person = st.builds(
        Person,
        place=st.sampled_from([*(place.id for place in PLACES), "oulu", "oulu", "turku", "gone"]),
        language=st.sampled_from(sorted(LANGUAGES)),
        needs=st.frozensets(st.sampled_from(codes)),
        faces=st.fixed_dictionaries(
            {},
            optional={
                "home_mood": st.sampled_from("12345"),
                "people_mood": st.sampled_from("45"),
                "heard": st.sampled_from(HEARD),
            },
        ),
        wishes=st.frozensets(st.sampled_from(["language_cafe", "sport_nature", "none"])),
        skipped=st.frozensets(st.sampled_from([*sorted(ASKED), "home_mood"])),
    )
    return st.lists(person, max_size=60)


def say(phrase: Phrase, values: Mapping[str, str]) -> str:
    """English, and proof that a sentence gets exactly the values that it has room for."""
    wanted = {name for _, name, _, _ in string.Formatter().parse(phrase.source) if name}
    assert wanted == set(values), phrase
    return phrase.source.format(**values)


def all_codes(cls: str) -> list[str]:
    """The codes of a class."""
    return [code for code, need in needs().items() if need.cls == cls]


def page(people: list[Person], earlier: list[Person] | None = None, **changes: Any) -> Page:
    """The page of the country."""
    found = released(people, earlier or [], **changes).page_for("fi")
    assert found is not None
    return found


def released(people: Iterable[Person], earlier: Iterable[Person] = (), **changes: Any) -> Shown:
    """A release, and the one of the window before, which it may be compared with."""
    before = tally(earlier)
    first = disclose(before, plan(round="r0", window="r0-1", **changes))
    return disclose(tally(people), plan(**changes), earlier=before, releases=[first])


def need(number: int, yes: int, *, code: str = "friends", **changes: Any) -> NeedCell | None:
    """What is shown of a need that some of so many people named."""
    cells = page(mixed(number, yes, code=code), **changes).needs
    assert len(cells) <= 1
    return cells[0] if cells else None


def faces(levels: str, question: str = "home_mood") -> list[Person]:
    """One person for each face."""
    return [Person(faces={question: level}) for level in levels]
