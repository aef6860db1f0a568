"""The audit finds every planted leak, and nothing in a house that is in order."""

import json
from collections.abc import Sequence

import pytest

from bot import reading, upkeep
from bot.audit import Report, audited
from bot.house import House
from storage import erase, tables
from storage.database import is_sqlite
from tests.bot.chats import Calendar, Chat, seated
from tests.bot.operators import Operator
from tests.bot.operators import finished as operated
from tests.bot.planted import LEAKS, TOKEN, in_order_of_people

PEOPLE = 12


def published(house: House, calendar: Calendar) -> list[str]:
    """A round that moved and was published, while somebody else still talks; the codes."""
    held = {"framework": house.framework.id, "version": house.framework.version}
    with house.store.begin() as tx:
        tx.db.execute(tables.round_.update().values(held))
    chats = seated(house, range(PEOPLE), mood_now="4", join="meet_sponsor")
    codes = [chat.talk.code for chat in chats]
    calendar.wait(28)
    upkeep.move_due(house, house.today())
    with house.store.begin() as tx:
        for window in reading.unpublished(tx):
            reading.publish(tx, house, window)
    Chat(house, "99999").type("/start")
    return codes


def found(report: Report) -> dict[str, Sequence[str]]:
    """The sections in which something was found."""
    return {section.name: section.found for section in report.sections if section.found}


def test_nothing_is_found_where_all_is_well(house: House, calendar: Calendar) -> None:
    """A house with talks, moved answers and a release passes every check, before and after."""
    assert {} == found(audited(house, secrets=[TOKEN]))
    published(house, calendar)
    report = audited(house, secrets=[TOKEN])
    assert ({}, True) == (found(report), report.clean)
    assert ["r1-1"] == list(report.releases)


@pytest.mark.parametrize("leak", LEAKS)
def test_a_planted_leak_is_found(house: House, calendar: Calendar, leak: str) -> None:
    """Each leak that could be built in by mistake is found by the section that looks for it."""
    published(house, calendar)
    section, plant = LEAKS[leak]
    plant(house)
    assert section in found(audited(house, secrets=[TOKEN]))


@pytest.mark.parametrize("at_once", [True, False])
def test_rows_in_the_order_of_people_are_found(
    house: House, calendar: Calendar, *, at_once: bool
) -> None:
    """Rows that lie person by person on the disk, or were written so, are no shuffle."""
    codes = published(house, calendar)
    in_order_of_people(house, codes, at_once=at_once)
    sentences = found(audited(house))["linkage"]
    assert any("names" in each for each in sentences)
    if not at_once and not is_sqlite(house.store.engine):
        assert any("one transaction" in each for each in sentences)


def test_an_erasure_is_no_finding_and_changes_no_release(house: House, calendar: Calendar) -> None:
    """After a deletion by code the answers are fewer, the release is the same, and all is well."""
    codes = published(house, calendar)
    before = audited(house).releases
    with house.store.begin() as tx:
        erase.erase_later(tx, codes[3])
    erase.run_erasures(house.store)
    report = audited(house, earlier=before)
    assert (before, {}) == (report.releases, found(report))


def test_a_release_made_again_after_an_erasure_is_found(house: House, calendar: Calendar) -> None:
    """A release that follows the answers after a deletion is not the one of the earlier report."""
    codes = published(house, calendar)
    before = audited(house).releases
    with house.store.begin() as tx:
        erase.erase_later(tx, codes[3])
    erase.run_erasures(house.store)
    with house.store.begin() as tx:
        tx.db.execute(tables.release.delete())
        for window in reading.unpublished(tx):
            reading.publish(tx, house, window)
    assert {"disclosure"} == set(found(audited(house, earlier=before)))


def test_the_command_prints_a_dated_report(operator: Operator) -> None:
    """`howareyou audit` says the day and every section, as text and as JSON, and ends with 0."""
    operated(operator)
    operator.ok("move")
    operator.ok("release")
    text = operator.ok("audit")
    assert "Audit of 2027-03-29" in text
    assert "Nothing was found." in text
    report = operator.json("audit")
    assert (True, "2027-03-29", "SQLite") == (report["clean"], report["day"], report["database"])
    assert {section["name"] for section in report["sections"]} >= {"schema", "linkage", "retention"}


def test_the_command_ends_with_4_if_something_is_found(operator: Operator) -> None:
    """A finding is told with exit code 4, also against an earlier report."""
    operated(operator)
    operator.ok("move")
    operator.ok("release")
    report = operator.folder / "report.json"
    report.write_text(operator.call("audit", "--json").stdout)
    assert 0 == operator.call("audit", "--earlier", str(report)).exit_code
    report.write_text(json.dumps({"releases": {"r1-1": "0" * 64}}))
    result = operator.call("audit", "--earlier", str(report))
    assert 4 == result.exit_code
    assert "is not that of before" in result.output
    report.write_text("[]")
    assert 1 == operator.call("audit", "--earlier", str(report)).exit_code
