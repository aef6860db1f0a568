"""From what somebody wrote to what a volunteer reads: every link must hold, or nothing comes."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot import reading, upkeep
from bot.audit import audited
from bot.house import House
from storage import erase, post, quotes, tables
from storage import staff as register
from tests.bot.chats import Calendar, Chat, labels, seated
from tests.bot.operators import Operator

MEADOW = "I walk in the meadow."
TRANSLATION = "They enjoy the meadow."
SHARED = {"works": [MEADOW], "share": ["volunteers"], "quote": ["yes"]}


def joins(house: House, role: str) -> str:
    """Somebody comes in with their code; the id of their role."""
    with house.store.begin() as tx:
        code = register.invite(tx, role=role, place="", label="", today=house.today())
    Chat(house, role).type(code)
    with house.store.read() as tx:
        return next(each.id for each in register.everyone(tx) if each.role == role)


def round_of(house: House, calendar: Calendar, people: int = 10, **said: list[str]) -> str:
    """A round that has moved, in which one of these people wrote something; their code."""
    seated(house, range(people - 1), mood_now="4")
    code = Chat(house, "writer").finish(**(SHARED | said))
    calendar.at = calendar.at.replace(day=29)
    upkeep.move_due(house, house.today())
    with house.store.begin() as tx:
        post.forget_arrivals(tx, before=house.today())
    return code


def decide(house: House, *, approve: bool) -> None:
    """Somebody reads the one text that waits."""
    with house.store.begin() as tx:
        [text] = quotes.undecided(tx)
        assert MEADOW == text.text
        if approve:
            quotes.approve(tx, text.id, language="en", translation=TRANSLATION)
        else:
            quotes.refuse(tx, text.id)


def read(house: House) -> str:
    """Publish, and read everything that leaves the house."""
    with house.store.begin() as tx:
        for window in reading.unpublished(tx):
            reading.publish(tx, house, window)
    with house.store.read() as tx:
        frozen = [shown.freeze() for shown in reading.all_shown(tx)]
        pages = reading.latest_summaries(tx, house, place="fi", language="en")
    return "".join([*frozen, *(page.text() for page in pages)])


def test_what_somebody_said_reaches_a_volunteer(house: House, calendar: Calendar) -> None:
    """Yes to the text, approved, ten people: the translation is read, and never the text."""
    joins(house, "reviewer")
    round_of(house, calendar)
    decide(house, approve=True)
    told = read(house)
    assert f"- “{TRANSLATION}”" in told
    assert MEADOW not in told
    assert audited(house).clean


@pytest.mark.parametrize(
    "missing",
    ["a yes", "a reader who is a volunteer", "a decision", "an approval", "ten people", "the text"],
)
def test_without_one_link_nothing_is_read(house: House, calendar: Calendar, missing: str) -> None:
    """Whatever is missing on the way from words to sponsors, neither text nor translation comes."""
    joins(house, "reviewer")
    said = {"a yes": {"quote": ["no"]}, "a reader who is a volunteer": {"share": ["workers"]}}
    people = 9 if missing == "ten people" else 10
    code = round_of(house, calendar, people, **said.get(missing, {}))
    if missing in ("ten people", "an approval", "the text"):
        decide(house, approve=missing != "an approval")
    if missing == "the text":
        with house.store.begin() as tx:
            erase.erase_later(tx, code)
        erase.run_erasures(house.store)
    told = read(house)
    assert told
    assert TRANSLATION not in told
    assert MEADOW not in told
    assert audited(house).clean


def test_a_changed_text_is_not_read(house: House, calendar: Calendar) -> None:
    """A text that was changed after the yes waits for nobody: it was never agreed to."""
    joins(house, "reviewer")
    writer = Chat(house, "writer")
    writer.finish(**SHARED)
    edited = next(ref for ref in writer.talk.refs if ref.question == "works")
    told = writer.hear(writer.heard("edit", text="I walk in the forest.", ref=edited.message))
    assert "Something changed after your yes" in str(told[0]["text"])
    seated(house, range(9), mood_now="4")
    calendar.at = calendar.at.replace(day=29)
    upkeep.move_due(house, house.today())
    with house.store.read() as tx:
        assert [] == quotes.undecided(tx)


def test_nobody_is_asked_where_nobody_can_approve(house: House) -> None:
    """Volunteers are offered as readers only while a reviewer or a coordinator is there."""
    chat = Chat(house).reach("share", {"works": [MEADOW]})
    assert "Workers and volunteers" not in labels(chat.seen[-1])
    member = joins(house, "coordinator")
    chat.type("/continue")
    assert "Workers and volunteers" in labels(chat.seen[-1])
    chat.tap("volunteers")
    assert ("quote", True) == (chat.open_question(), MEADOW in chat.text)
    with house.store.begin() as tx:
        register.remove(tx, member)
    chat.type("yes")
    assert ("again", False) == (chat.open_question(), "quote" in chat.talk.answers)


def test_a_text_stands_in_one_row(house: House, calendar: Calendar) -> None:
    """What volunteers may read is moved once, for the country, and tells no question or place."""
    joins(house, "reviewer")
    round_of(house, calendar)
    with house.store.read() as tx:
        found = tx.db.execute(select(tables.answer).where(tables.answer.c.words.is_not(None)))
        rows = [(row.question, row.name, row.place, row.words) for row in found]
    assert [("_quote", "_quote", "fi", MEADOW)] == rows


def _planted(house: House, **values: Any) -> None:
    with house.store.begin() as tx:
        tx.db.execute(insert(tables.quote).values(**values))


def test_the_audit_finds_what_nobody_approved(house: House, calendar: Calendar) -> None:
    """A released text without an approval, a decision about no text, a number in a translation."""
    joins(house, "reviewer")
    round_of(house, calendar)
    decide(house, approve=True)
    read(house)
    with house.store.begin() as tx:
        tx.db.execute(update(tables.quote).values(state="refused"))
    [found] = [each.found for each in audited(house).sections if each.name == "disclosure"]
    assert ["the release of window r1-1 shows words that nobody approved"] == found
    with house.store.begin() as tx:
        number = json.dumps({"en": "Call +358 40 123 4567"})
        tx.db.execute(update(tables.quote).values(state="approved", translations=number))
    assert "shapes" in {each.name for each in audited(house).sections if each.found}
    with house.store.begin() as tx:
        hope = tables.answer.c.question == "hope"
        other = tx.db.execute(select(tables.answer.c.id).where(hope).limit(1)).scalar_one()
    _planted(house, answer=other, state="approved", translations="{}")
    assert "linkage" in {each.name for each in audited(house).sections if each.found}


# --- the commands --------------------------------------------------------------------------------


@pytest.fixture
def text_id(operator: Operator) -> str:
    """The id of the one text that waits, in the house of the operator."""
    house = operator.house()
    joins(house, "reviewer")
    round_of(house, operator.calendar)
    house.store.close()
    return str(operator.json("quotes", "next")["id"])


def test_a_text_is_read_and_approved(operator: Operator, text_id: str) -> None:
    """`next` prints one text and its id alone; `approve` takes what is typed; `list` tells both."""
    assert f"{text_id}\n\n{MEADOW}\n" == operator.ok("quotes", "next")
    assert [{"id": text_id, "state": "waiting", "translations": {}}] == operator.json(
        "quotes", "list"
    )
    typed = operator.call(
        "quotes", "approve", text_id, stdin=f"\x01 {TRANSLATION.replace(chr(32), chr(9))}\nmore\n"
    )
    assert (0, f"Approved {text_id} (en).\n") == (typed.exit_code, typed.stdout)
    more = operator.call("quotes", "approve", text_id, "--language", "fi", stdin="He nauttivat.\n")
    assert 0 == more.exit_code
    assert "null" == operator.ok("quotes", "next", "--json").strip()
    assert f"{text_id}  approved  {TRANSLATION}; He nauttivat.\n" == operator.ok("quotes", "list")
    operator.ok("release")
    assert f"“{TRANSLATION}”" in operator.ok("summary")
    assert "”He nauttivat.”" in operator.ok("summary", "--language", "fi")
    assert "[]" == operator.ok("quotes", "list", "--json").strip()
    refused = operator.call("quotes", "refuse", text_id)
    assert (1, "") == (refused.exit_code, refused.stdout)


def test_a_release_says_that_texts_wait(operator: Operator, text_id: str) -> None:
    """Who releases first is told, without a number, that some texts stay out for good."""
    assert text_id
    result = operator.call("release")
    assert "Some texts wait to be read" in result.stderr
    assert MEADOW not in operator.ok("summary")


def test_a_refused_text_waits_no_more(operator: Operator, text_id: str) -> None:
    """`refuse` decides; the text is offered to no reader again."""
    assert f"Refused {text_id}.\n" == operator.ok("quotes", "refuse", text_id)
    result = operator.call("quotes", "next")
    assert ("", "No text waits.\n") == (result.stdout, result.stderr)
    assert f"{text_id}  refused\n" == operator.ok("quotes", "list")


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        (("ID",), "", "Nothing is approved without a typed translation."),
        (("ID",), " \n", "Nothing is approved without a typed translation."),
        (("ID",), "x" * 301, "The translation has more than 300 characters: shorten it."),
        (("ID",), "Call +358 40 123 4567", "The translation shows who somebody is (phone)"),
        (("ID", "--language", "xx"), "Hei", "There is no language xx; there is en, fi"),
        (("ID", "--language", "fi"), "Hei", "Translate it into en first."),
        (("none",), "Hello", "No text with the id none can be decided; see quotes list."),
    ],
)
def test_a_mistake_is_one_sentence(
    operator: Operator, text_id: str, words: tuple[str, ...], typed: str, sentence: str
) -> None:
    """What cannot be approved is told in one sentence, and the text waits on."""
    asked = [text_id if word == "ID" else word for word in words]
    result = operator.call("quotes", "approve", *asked, stdin=typed)
    assert (1, "") == (result.exit_code, result.stdout)
    told = str(result.exception)
    assert told.startswith(sentence)
    assert "waiting" == operator.json("quotes", "list")[0]["state"]


def test_a_demo_of_a_house_without_reviewers_asks_nobody(house: House) -> None:
    """What works stays as it is set, and quotes join it only with somebody who approves."""
    with house.store.read() as tx:
        assert house.works == house.offered(tx)
    joins(house, "reviewer")
    with house.store.read() as tx:
        assert {*house.works, "quotes"} == house.offered(tx)
        assert {"quotes"} == replace(house, works=frozenset()).offered(tx)
