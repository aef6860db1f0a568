"""What staff can do in chat, and what others get who try it."""

from datetime import timedelta
from typing import Any

import pytest

import locales
from bot import reading, upkeep
from bot.house import House
from storage import places
from storage import staff as register
from tests.bot.chats import Calendar, Chat, seated


def come_in(house: House, role: str = "sponsor", place: str = "", **chat: Any) -> Chat:
    """A member of staff who has sent their code."""
    with house.store.begin() as tx:
        code = register.invite(tx, role=role, place=place, label="", today=house.today())
    member = Chat(house, **{"address": f"staff {role} {place}", **chat})
    member.type(code)
    return member


@pytest.fixture
def published(house: House, calendar: Calendar) -> House:
    """A house with one release: five people in Oulu, five elsewhere."""
    with house.store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
    said = {"join": "meet_sponsor", "works": "My course.", "share": "workers"}
    seated(house, range(5), "oulu", **said)
    seated(house, range(5, 10), **said)
    calendar.at = calendar.at.replace(day=29)
    upkeep.move_due(house, house.today())
    with house.store.begin() as tx:
        for window in reading.unpublished(tx):
            reading.publish(tx, house, window)
    return house


def test_a_sponsor_reads_the_page_of_their_place(published: House) -> None:
    """`/summary` gives the page of the sponsor's place, in the language of the house."""
    [page] = come_in(published, place="oulu").type("/summary")
    assert page["text"].startswith("How are you? Oulu")
    assert "Meet a local person" in page["text"]
    assert [] == page["rows"]


def test_country_staff_read_every_page(published: House) -> None:
    """A coordinator of the country gets one message for every page: they are different people."""
    pages = come_in(published, role="coordinator").type("/summary")
    titles = {page["text"].split("\n")[0] for page in pages}
    assert 2 == len(titles) == len(pages)
    assert "How are you? Oulu" in titles


@pytest.mark.parametrize("asked", ["/summary fi", "/SUMMARY FI", "/summary@HowBot fi"])
def test_a_summary_in_another_language(published: House, asked: str) -> None:
    """The language can be named; the page is then whole in it."""
    member = come_in(published, place="oulu")
    [finnish] = member.type(asked)
    [english] = member.type("/summary xx")
    assert finnish["text"] != english["text"]
    assert "People who talked" not in finnish["text"]


def test_an_arabic_summary_is_marked_right_to_left(published: House) -> None:
    """A page in a right-to-left language says so to the channel."""
    if "ar" not in dict(published.languages):
        pytest.skip("Arabic is not whole")
    [page] = come_in(published, place="oulu").type("/summary ar")
    assert page["rtl"]


@pytest.mark.parametrize("language", ["en", "fi", "uk"])
def test_a_plain_word_is_enough_on_slack(published: House, language: str) -> None:
    """Where slashes do not arrive, the word for summary in any language asks for it."""
    member = come_in(published, place="oulu", channel="slack")
    [page] = member.type(locales.control_words(language)["summary"][0].upper())
    assert page["text"].startswith("How are you? Oulu")
    assert "Write summary to read" in member.seen[0]["text"].replace("\u2068", "").replace(
        "\u2069", ""
    )


def test_a_plain_word_of_a_person_is_their_answer(chat: Chat) -> None:
    """Somebody who is not staff may write the word in an answer."""
    chat.reach("works").type("Summary")
    assert ("Summary",) == chat.talk.answers["works"].words


@pytest.mark.parametrize(("language", "told"), [("en", "Only volunteers"), ("fi", "vain")])
def test_somebody_else_is_told_in_their_language(house: House, language: str, told: str) -> None:
    """A person who writes /summary learns that it is for staff; their talk stays as it is."""
    chat = Chat(house, language=language)
    chat.reach("mood_now", {"_language": [language]})
    before = chat.talk
    [reply] = chat.type("/summary")
    assert told.lower() in reply["text"].lower()
    assert before == chat.talk


def test_who_does_not_talk_is_kept_nowhere_by_asking(chat: Chat) -> None:
    """Asking for the summary makes nobody a person of the round."""
    chat.type("/summary")
    assert chat.contact is None


def test_a_code_works_once_and_for_two_weeks(house: House, calendar: Calendar) -> None:
    """A code that is wrong, used or too old is told so, and gives nothing."""
    with house.store.begin() as tx:
        used, old = (
            register.invite(tx, role="sponsor", place="", label="", today=house.today())
            for _ in range(2)
        )
    first, second = Chat(house, "1"), Chat(house, "2")
    assert "Welcome!" in first.type(used)[0]["text"]
    calendar.at += timedelta(days=15)
    for code in (used, old, "ST-2345-2345-2345-2345"):
        assert "This code does not work" in second.type(code)[0]["text"]
    assert "Only volunteers" in second.type("/summary")[0]["text"]


def test_before_the_first_release_there_is_a_kind_word(house: House) -> None:
    """Staff who ask too early are told when the summary comes."""
    assert "There is no summary yet" in come_in(house).type("/summary")[0]["text"]


def test_workers_read_words_one_at_a_time(published: House) -> None:
    """A coordinator reads a text that workers may read; a sponsor's request is no request."""
    read = come_in(published, role="coordinator").type("/words")
    assert "My course." in read[0]["text"]
    sponsor = come_in(published, place="oulu")
    assert "I do not know this command." in sponsor.type("/words")[0]["text"] or sponsor.contact


def test_no_words_is_told(house: House) -> None:
    """Where nobody shared words, the coordinator is told that there are none."""
    [none] = come_in(house, role="coordinator").type("/words")
    assert "There are no words to read." == none["text"]
