"""Promises of docs/privacy.md that a person can try in the chat: skip, stop, delete, be told."""

import pytest

from bot import upkeep
from bot.house import House
from dialogues import library
from dialogues.model import Phase
from storage import tables
from tests.bot.chats import Calendar, Chat, seated
from tests.storage.test_erase import count

ASKED = [
    question.id
    for question in library.default().questions
    if question.id in {"mood_now", "topics", "works", "hard", "hope", "join", "heard", "words"}
]


@pytest.mark.parametrize("question", ASKED)
def test_every_question_can_be_skipped_and_every_talk_stopped(house: House, question: str) -> None:
    """Skip goes on to another question, stop ends the talk there, deleting leaves nothing."""
    chat = Chat(house, "1").reach(question)
    chat.type("/skip")
    assert "skipped" == chat.talk.answers[question].state
    assert question != chat.open_question()
    other = Chat(house, "2").reach(question)
    other.type("/stop")
    assert Phase.STOPPED is other.talk.phase
    for each in (chat, other):
        each.type("/delete")
        each.tap("yes", "_delete")
    assert 0 == count(house.store, tables.contact)


def test_what_was_deleted_never_moves(house: House, calendar: Calendar) -> None:
    """Nothing of a talk that its person deleted is among the answers."""
    chats = seated(house, range(6), mood_now="4", hope="a blue garden")
    chats[0].type("/delete")
    chats[0].tap("yes", "_delete")
    calendar.wait(28)
    [moved] = upkeep.move_due(house, house.today())
    assert 5 == moved.people


@pytest.mark.parametrize("language", ["en", "fi", "ar", "uk"])
def test_people_are_told_of_the_company_before_the_first_question(
    house: House, language: str
) -> None:
    """The screens before the first question say that the company of the app can see the chat."""
    chat = Chat(house, language=language).reach("age", {"_language": (language,)})
    said = "\n".join(str(body["text"]) for body in chat.seen)
    company = {"en": "company of this app", "fi": "yritys", "ar": "شركة", "uk": "компані"}
    assert company[language] in said.lower()
