"""From answers to a release, and from a release to a summary: the way of what was learnt.

1. Counts reach nobody but `summaries.disclose`; what is read back is what was released.
"""

from collections.abc import Iterator, Mapping

import locales
from bot.house import SOURCE, House
from dialogues.model import Framework, Kind, Part, Phrase, Question, When
from storage import Store, Tx, answers, places, quotes, releases, rounds
from storage.releases import Release
from storage.rounds import Round, Window
from summaries.attack import findings
from summaries.cells import from_json
from summaries.compose import Say, compose
from summaries.disclose import Shown, disclose, thaw
from summaries.leaf import Summary
from summaries.plan import HEARD, Face, Place, Plan, Quote
from summaries.rules import GROUP, MENTION, Gate
from summaries.sentences import FELT_HEARD, MOOD
from summaries.table import Reader
from summaries.tally import tally

_HEARD_CHOICES = set(HEARD)


def publish(tx: Tx, house: House, window: Window) -> Release:
    """Make the one release of a moved window, held against all that are out already."""
    held = rounds.get(tx, window.round)
    framework = house.framework_of(held.framework, held.version)
    before = _before(tx, window)
    shown = disclose(
        tally(answers.combos(tx, window=window.id)),
        plan(tx, house, framework, held, window),
        earlier=tally(answers.combos(tx, window=before)) if before else None,
        releases=all_shown(tx),
    )
    return releases.add(
        tx,
        round_id=held.id,
        window=window.id,
        published_on=house.today(),
        cells=shown.freeze(),
    )


def _before(tx: Tx, window: Window) -> str | None:
    """The newest window that was published before this one."""
    earlier = [each.window for each in releases.all_releases(tx) if each.window != window.id]
    return earlier[0] if earlier else None


def unpublished(tx: Tx) -> list[Window]:
    """Moved windows that have no release yet, the oldest first."""
    windows = [w for each in rounds.all_rounds(tx) for w in rounds.windows(tx, each.id)]
    return [w for w in windows if w.state == "moved" and releases.of_window(tx, w.id) is None]


def plan(tx: Tx, house: House, framework: Framework, held: Round, window: Window) -> Plan:
    """The fixed tables of a window, from the framework and the places."""
    asked = [q for q in framework.questions if q.part not in (Part.CONSENT, Part.LAST)]
    wishes = next((q for q in asked if q.wishes), None)
    # Whoever made talks on the web knows what they said: so many more people must stand behind
    # every figure (docs/privacy.md).
    k = house.k + window.uncounted
    return Plan(
        round=held.id,
        window=window.id,
        first_day=window.first_day,
        last_day=window.last_day,
        places=tuple(
            Place(each.id, house.name_of(each), each.kind, each.parent)
            for each in places.all_places(tx)
        ),
        faces=(*_faces(framework, asked), *_heard(asked)),
        gates=_gates(asked),
        wishes=wishes.id if wishes else "",
        wish_labels=_wish_labels(wishes),
        asked={q.id: q.text[0] for q in asked if _stands_alone(q)},
        languages={language.tag: language.name for language in locales.languages()},
        drafts=bool(house.drafts),
        quotes=_quotes(tx, house, window),
        k=k,
        group=max(GROUP, 2 * k),
        mention=MENTION + window.uncounted,
    )


def _quotes(tx: Tx, house: House, window: Window) -> tuple[Quote, ...]:
    """What people said, in the order of the alphabet; the language of the house first."""
    own = house.staff_language
    said = (
        tuple(sorted(each.items(), key=lambda pair: (pair[0] != own, pair[0])))
        for each in quotes.approved(tx, window=window.id)
    )
    return tuple(map(Quote, sorted(said)))


def _faces(framework: Framework, asked: list[Question]) -> tuple[Face, ...]:
    titles = {topic.id: topic.title for topic in framework.topics}
    return tuple(
        Face(question.id, titles.get(question.topic, MOOD))
        for question in asked
        if question.kind is Kind.FACE
    )


def _heard(asked: list[Question]) -> tuple[Face, ...]:
    return tuple(
        Face(question.id, FELT_HEARD, HEARD)
        for question in asked
        if {option.id for option in question.options} == _HEARD_CHOICES and question.id == "heard"
    )


def _gates(asked: list[Question]) -> Mapping[str, tuple[Gate, ...]]:
    """Where each need can be named; an option that wishes stand for is no need."""
    found: dict[str, list[Gate]] = {}
    for question in asked:
        if not question.wishes:
            codes = {option.need for option in question.options if option.need}
            for code in codes:
                found.setdefault(code, []).append(_gate(question.id, question.when))
    return {code: tuple(gates) for code, gates in found.items()}


def _gate(question: str, when: When | None) -> Gate:
    return Gate(question, when.question, when.lte) if when and when.lte else Gate(question)


def _stands_alone(question: Question) -> bool:
    """Asked of everybody for their own words: no other table rests on how many skipped it."""
    return question.kind is Kind.WORDS and not question.topic and question.when is None


def _wish_labels(wishes: Question | None) -> Mapping[str, Phrase]:
    if wishes is None:
        return {}
    return {
        option.id: option.label
        for option in wishes.options
        if option.id != wishes.exclusive and isinstance(option.label, Phrase)
    }


def latest_shown(tx: Tx) -> Shown | None:
    """The newest release, read back; None before the first."""
    latest = releases.latest(tx)
    return thaw(latest.cells) if latest else None


def all_shown(tx: Tx) -> list[Shown]:
    """Every release, the oldest first."""
    return [thaw(each.cells) for each in reversed(releases.all_releases(tx))]


def each_shown(store: Store) -> Iterator[Shown]:
    """Every release, the oldest first, one at a time: a release never changes."""
    with store.read() as tx:
        known = releases.ids(tx)
    for release_id in known:
        with store.read() as tx:
            found = releases.get(tx, release_id)
        yield thaw(found.cells)


def newest_first(tx: Tx) -> list[tuple[str, Shown]]:
    """Every release by its id."""
    return [(each.id, thaw(each.cells)) for each in releases.all_releases(tx)]


def composed(house: House, shown: Shown | None, place: str, language: str) -> Summary:
    """The summary of a release for a place, in a language."""
    say = speaker(language)
    return compose(shown, place, say=say, language=language, titles=_titles(house))


def _titles(house: House) -> Mapping[str, Phrase]:
    """What each face is about, in the order of the talk."""
    framework = house.framework
    asked = [*framework.questions]
    return {face.question: face.title for face in (*_faces(framework, asked), *_heard(asked))}


def reader(language: str) -> Reader:
    """Who reads an export: headings come in the languages in which staff have their pages."""
    known = language if locales.desk(language) else SOURCE
    return Reader(speaker(known), rtl=locales.direction(known) == "rtl")


def leaks(tx: Tx) -> list[str]:
    """Say what a reader of all releases could work out too closely; empty if nothing."""
    return findings([from_json(each.cells) for each in reversed(releases.all_releases(tx))])


def latest_summaries(tx: Tx, house: House, *, place: str, language: str) -> list[Summary]:
    """The newest release for a place, in a language; none before the first.

    Who belongs to the country reads every page of it: the pages are different people.
    """
    shown = latest_shown(tx)
    if shown is None:
        return []
    if place == places.country(tx).id:
        wanted = [page.place for page in shown.cells.pages]
    else:
        wanted = [place]
    return [composed(house, shown, each, language) for each in wanted]


def speaker(language: str) -> Say:
    """A voice that says phrases in one language."""

    def say(phrase: Phrase, values: Mapping[str, str]) -> str:
        try:
            return locales.say(phrase.context, phrase.source, language, values)
        except KeyError:  # an old release holds a sentence that has since been reworded
            return locales.say(phrase.context, phrase.source, SOURCE, values)

    return say
