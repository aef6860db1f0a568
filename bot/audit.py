"""The audit of the live house: every check of docs/privacy.md, put together as a dated report.

1. It says what was looked at and what was found, never a value; counts of people only from k on.
2. A release is counted again: deletions by code may make the answers fewer than what was
   published, never more, and they never change what was published.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import locales
from bot import mends, reading, traces
from bot.house import House
from bot.settings import Settings, secret_fields
from bot.upkeep import WORDS_KEPT
from dialogues.needs import needs
from storage import Tx, answers, audit, contacts, erase, places, releases, rounds
from storage.audit import Section
from storage.quotes import QUOTE
from storage.releases import Release
from summaries.cells import Page
from summaries.disclose import Shown, TellsTooMuch, disclose, thaw
from summaries.rules import K
from summaries.tally import LANGUAGE, NEED, TALK, tally

WEB = "web"
SPARE = timedelta(days=1)  # a night in which the machine was off
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit found on a day. releases: their hashes, to compare the next report with."""

    day: date
    database: str
    releases: dict[str, str]
    sections: tuple[Section, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not any(section.found for section in self.sections)


def audited(
    house: House, *, secrets: Sequence[str] = (), earlier: Mapping[str, str] | None = None
) -> Report:
    """Run every check. secrets: tokens that may stand in no file; earlier: hashes of releases."""
    store, today = house.store, house.today()
    with store.read() as tx:
        published = {each.window: each.sha256 for each in releases.as_stored(tx)}
    return Report(
        today,
        "PostgreSQL" if store.shared else "SQLite",
        published,
        (
            audit.schema(store),
            audit.linkage(store, k=K),  # the floor: older windows may have moved with it
            values(house),
            audit.snapshot(store),
            disclosure(house, earlier or {}),
            audit.shapes(store),
            tokens(house, secrets),
            retention(house),
            web_share(house),
        ),
    )


def tokens_of(settings: Settings) -> list[str]:
    """The tokens; the address of the database is no token, and SQLite's is no secret."""
    held = [getattr(settings, name) for name in sorted(secret_fields() - {"database_url"})]
    return [each.get_secret_value() for each in held if each is not None]


def written(report: Report) -> str:
    """A report as people read and keep it."""
    head = f"Audit of {report.day}, How are you {version('howareyou-bot')}, {report.database}"
    lines = [head, ""]
    for section in report.sections:
        state = "found" if section.found else "ok"
        lines.append(f"{state:6}{section.name}: {'; '.join(section.notes) or 'as promised'}")
        lines.extend(f"      ! {sentence}" for sentence in section.found)
    lines.append("")
    lines.extend(
        f"      release {window}  sha256 {sha256}" for window, sha256 in report.releases.items()
    )
    count = sum(len(section.found) for section in report.sections)
    lines.append("Nothing was found." if report.clean else f"Found: {count}. See docs/privacy.md.")
    return "\n".join(lines)


def values(house: House) -> Section:
    """Every choice is one that the framework offers: nothing else can be hidden there."""
    section = Section("values")
    with house.store.read() as tx:
        for held in rounds.all_rounds(tx):
            offered = _offered(house, held)
            if not offered:
                section.notes.append(f"the framework of round {held.id} is not installed any more")
                continue
            combos = [
                combo
                for window in rounds.windows(tx, held.id)
                for combo in answers.combos(tx, window=window.id)
            ]
            odd = sum(
                combo.people
                for combo in combos
                if not set(combo.choices) <= offered.get(combo.question, set())
            )
            section.count(odd, f"answers of round {held.id} that nobody was offered")
    return section


def _offered(house: House, held: rounds.Round) -> dict[str, set[str]]:
    """The choices of every question of a round, and of what is counted beside them."""
    framework = house.framework_of(held.framework, held.version)
    if (framework.id, framework.version) != (held.framework, held.version):
        return {}
    choices = {each.id: {option.id for option in each.options} for each in framework.questions}
    tags = {language.tag for language in locales.languages()}
    return choices | {TALK: set(), NEED: set(needs()), LANGUAGE: tags, QUOTE: set()}


def disclosure(house: House, earlier: Mapping[str, str]) -> Section:
    """Releases are as they were published, show nothing they may not, and fit the answers."""
    section = Section("disclosure")
    erased = len(erase.erased_tags(house.store.keys.directory))
    with house.store.read() as tx:
        stored = releases.as_stored(tx)
        for older, release in enumerate(stored, start=1):
            section.found.extend(
                _release_faults(tx, house, release, before=stored[older:], erased=erased)
            )
        if not section.found:  # what cannot be read back cannot be attacked, and was told above
            section.found.extend(reading.leaks(tx))
        hashes = {each.window: each.sha256 for each in stored}
    for window, sha256 in earlier.items():
        section.expect(
            hashes.get(window) == sha256, f"the release of window {window} is not that of before"
        )
    section.notes.append(f"{len(hashes)} releases counted again, and attacked together")
    return section


def _release_faults(
    tx: Tx, house: House, release: Release, *, before: Sequence[Release], erased: int
) -> Iterator[str]:
    """before: the earlier ones, the newest first; each is judged by itself as well."""
    if not releases.is_whole(release):
        yield f"the release of window {release.window} was changed after it was published"
    try:
        shown = thaw(release.cells)
        now = _counted_again(tx, house, release, before=before)
    except (ValueError, KeyError, TypeError):
        yield f"the release of window {release.window} shows what may not be shown"
        return
    except TellsTooMuch:
        yield f"the release of window {release.window} tells too much"
        return
    if house.today() - shown.cells.last_day < WORDS_KEPT:
        unknown = set(shown.cells.quotes) - set(now.cells.quotes)
        if len(unknown) > erased:  # a deletion takes the decision along, never what is published
            yield f"the release of window {release.window} shows words that nobody approved"
    if erased:
        yield from _fewer_now(shown, now, release.window, erased)
    elif _figures(now) != _figures(shown):
        yield f"the release of window {release.window} is not what its answers give"


def _counted_again(tx: Tx, house: House, release: Release, *, before: Sequence[Release]) -> Shown:
    """What would be shown of these answers today, by the rules of that day."""
    shown = thaw(release.cells)
    held = rounds.get(tx, release.round)
    framework = house.framework_of(held.framework, held.version)
    window = rounds.get_window(tx, release.window)
    plan = reading.plan(tx, house, framework, held, window)
    rules = shown.cells.rules
    then = replace(plan, places=shown.cells.places, k=rules.k, group=rules.group)
    counts = [tally(answers.combos(tx, window=each.window)) for each in (release, *before[:1])]
    return disclose(
        counts[0],
        then,
        earlier=counts[1] if before else None,
        releases=[thaw(each.cells) for each in reversed(before)],
    )


def _figures(shown: Shown) -> dict[str, tuple[object, ...]]:
    return {page.place: (page.people, page.needs, page.wishes) for page in shown.cells.pages}


def _fewer_now(shown: Shown, now: Shown, window: str, erased: int) -> Iterator[str]:
    """A deletion takes people out of the answers; it never adds to them or to a release."""
    left = {page.place: _numbers(page) for page in now.cells.pages}
    for page in shown.cells.pages:
        for what, people in _numbers(page).items():
            found = left.get(page.place, {}).get(what)
            if found is not None and not 0 <= people - found <= erased:
                yield f"a figure of window {window} is not what was counted then"


def _numbers(page: Page) -> dict[str, int]:
    needed = {each.code: each.people for each in page.needs if each.people is not None}
    return {"": page.people, **needed}


def tokens(house: House, secrets: Sequence[str]) -> Section:
    """No token of an app stands in a file of the database or beside the keys."""
    section = Section("tokens")
    wanted = [secret.encode() for secret in secrets if secret]
    looked = list(_files(house))
    for path in looked:
        section.expect(not _holds(path, wanted), f"a token stands in {path.name}")
    section.notes.append(f"{len(wanted)} tokens, {len(looked)} files")
    return section


def _files(house: House) -> Iterator[Path]:
    yield from sorted(path for path in house.store.keys.directory.iterdir() if path.is_file())
    database = house.store.engine.url.database
    if not house.store.shared and database:
        yield from sorted(Path(database).parent.glob(f"{Path(database).name}*"))


def _holds(path: Path, wanted: Sequence[bytes]) -> bool:
    """Look through a file of any size; what lies across two pieces is found as well."""
    reach = max(map(len, wanted), default=1)
    kept = b""
    with suppress(FileNotFoundError), path.open("rb") as file:  # a log may be gone by now
        while piece := file.read(_CHUNK):
            if any(secret in kept + piece for secret in wanted):
                return True
            kept = piece[-reach:]
    return False


def retention(house: House) -> Section:
    """Nothing is kept for longer than it may, neither in rows nor in what is sealed in them."""
    today = house.today()
    section = audit.retention(house.store, today=today)
    # Talks that do not open are told of by the snapshot.
    day, ids, words = today - SPARE, 0, 0
    with house.store.read() as tx:
        kept = [held.id for held in rounds.all_rounds(tx) if held.state != "shredded"]
        for each in chain.from_iterable(contacts.everyone(tx, held) for held in kept):
            ids += traces.without_old(each.record, day) != each.record
            words += mends.without_old(each.record, day) != each.record
        section.count(ids, "talks with ids of messages older than two days")
        section.count(words, "talks with corrections older than two days")
    return section


def web_share(house: House) -> Section:
    """Where talks on the web count, and how many of those who talk now talk there."""
    section = Section("web talks")
    with house.store.read() as tx:
        current, known = rounds.current(tx), {each.id: each for each in places.all_places(tx)}
        section.notes.append(f"count in {len(places.counting_web(known))} of {len(known)} places")
        channels = [each.channel for each in contacts.everyone(tx, current.id)]
    web = channels.count(WEB)
    if min(web, len(channels) - web) >= house.k:
        section.notes.append(f"{100 * web // len(channels)} % of the talks of round {current.id}")
    else:
        few = "none or a few" if web < house.k else "all or nearly all"
        section.notes.append(f"{few} of the talks of round {current.id}")
    return section
