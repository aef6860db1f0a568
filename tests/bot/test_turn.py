"""A batch of messages: everything or nothing, each message once, nothing kept that must not be."""

from typing import Any

import pytest

from bot import turn
from bot.house import House
from dialogues.model import Phase
from storage import codes, contacts, places, post, rounds
from storage import staff as register
from tests.bot.chats import Calendar, Chat, delivered, labels

SECRET = "+358 40 123 4567"


def everything(house: House) -> str:
    """Every byte and text of every table, and all that is sealed, opened."""
    with house.store.read() as tx:
        held = [contact.record for contact in contacts.everyone(tx, rounds.current(tx).id)]
        parked = [each.heard for each in post.parked(tx)]
    return f"{held}{parked}{[each.body for each in delivered(house)]}"


def test_hello_begins_a_talk(chat: Chat) -> None:
    """The first message makes a talk and is answered with the choice of languages."""
    [asked] = chat.type("/start")
    assert "Which language" in asked["text"]
    assert {"English", "suomi"} <= set(labels(asked))
    assert "_language" == chat.talk.asked


def test_a_repeat_changes_nothing(chat: Chat) -> None:
    """The same event again, in the same batch or a later one, is answered once."""
    chat.reach("mood_now")
    tap = chat.heard("tap", token=f"v1:{chat.talk.id}:mood_now:4", ref="9")
    assert 2 == len(chat.hear(tap, tap))
    after = chat.talk
    assert [] == chat.hear(tap)
    assert after == chat.talk


def test_two_messages_of_one_person_in_one_batch(chat: Chat) -> None:
    """The second message of a batch meets the talk as the first one left it."""
    chat.reach("works")
    chat.hear(chat.typed("My course."), chat.typed("My neighbours."))
    assert ("My course.", "My neighbours.") == chat.talk.answers["works"].words


def test_people_of_one_batch_do_not_mix(house: House) -> None:
    """Two people in one batch each get the answer to what they said."""
    here, there = Chat(house, "1"), Chat(house, "2", language="fi")
    turn.take(house, [here.typed("/start"), there.typed("/start")])
    assert ["1", "2"] == sorted(each.address for each in delivered(house))
    assert here.talk.id != there.talk.id
    assert ("en", "fi") == (here.talk.language, there.talk.language)


def test_every_code_of_one_batch_is_its_own(house: House) -> None:
    """People whose talks end in the same batch never get the same code."""
    people = [Chat(house, str(n)).reach("topics", {"mood_now": ["4"]}) for n in range(3)]
    turn.take(house, [chat.heard("time", text="closing") for chat in people])
    assert 3 == len({chat.talk.code for chat in people} - {""})


def test_nothing_of_a_batch_stays_if_it_cannot_be_written(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch is one transaction: if its end fails, its arrivals are not noted either."""

    def fail(*_: Any) -> None:
        """Fail as planted."""
        raise ValueError("planted")

    hello = chat.typed("/start")
    with monkeypatch.context() as planted:
        planted.setattr(post, "put", fail)
        with pytest.raises(ValueError, match="planted"):
            chat.hear(hello)
    assert chat.contact is None
    assert [] != chat.hear(hello)


def test_a_number_is_masked_before_it_rests(chat: Chat, house: House) -> None:
    """A phone number in own words reaches no table, and the person is told."""
    chat.reach("works")
    news = chat.type(f"Call me: {SECRET}")
    assert "I hid something" in news[-1]["text"]
    assert "123 4567" not in everything(house)
    assert "Call me" in "".join(chat.talk.answers["works"].words)


def test_an_edit_is_masked_too(chat: Chat, house: House) -> None:
    """What an edited message adds is masked like a new one."""
    chat.reach("works")
    said = chat.typed("Call me")
    chat.hear(said)
    chat.hear(chat.heard("edit", text=f"Call {SECRET}", ref=said.ref))
    assert "123 4567" not in everything(house)
    assert "Call" in "".join(chat.talk.answers["works"].words)


def test_an_invitation_gives_the_place_and_is_not_kept(chat: Chat, house: House) -> None:
    """The payload of a link becomes a place; the payload itself rests nowhere."""
    with house.store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        code = places.invite(tx, place="oulu")
    chat.type(f"/start {code}")
    assert "oulu" == chat.talk.place
    assert code not in everything(house)


def test_an_unknown_invitation_is_a_plain_hello(chat: Chat, house: House) -> None:
    """A payload that is no invitation is dropped, and the person is greeted all the same."""
    [asked] = chat.type("/start Amina_from_school")
    assert "Which language" in asked["text"]
    assert "" == chat.talk.place
    assert "Amina" not in everything(house)


@pytest.mark.parametrize("question", ["_language", "c_2", "age", "works"])
def test_a_staff_code_is_never_an_answer(chat: Chat, house: House, question: str) -> None:
    """A sponsor's code is taken in any state of their own talk, and leaves that talk alone."""
    with house.store.begin() as tx:
        code = register.invite(tx, role="sponsor", place="", label="", today=house.today())
    chat.reach(question)
    before = chat.talk
    [welcome] = chat.type(code.lower())
    assert "Welcome! You are here as" in welcome["text"]
    assert before == chat.talk
    assert code not in everything(house)


@pytest.mark.parametrize("question", ["", "_language", "c_2", "age", "works"])
def test_a_code_of_erasure_is_never_an_answer(chat: Chat, house: House, question: str) -> None:
    """A code is taken before consent, in any question and by somebody new; no answer holds it."""
    code = codes.new_code()
    if question:
        chat.reach(question)
    [taken] = chat.type(f"my code: {code.replace('-', ' ').lower()}")
    assert "will be deleted" in taken["text"]
    assert code not in everything(house)
    assert (question == "") is (chat.contact is None)


def test_a_code_in_an_edited_message_is_no_answer(chat: Chat, house: House) -> None:
    """Words changed into a code do not put the code into the answer."""
    code = codes.new_code()
    chat.reach("works")
    said = chat.typed("My course")
    chat.hear(said)
    chat.hear(chat.heard("edit", text=code, ref=said.ref))
    assert ("My course",) == chat.talk.answers["works"].words
    assert code not in everything(house)


def test_the_own_code_before_the_move_asks_and_deletes(chat: Chat) -> None:
    """Until the named day a person's code opens the question whether to delete everything."""
    code = chat.finish()
    [asked] = chat.type(code)
    assert "Do you want to delete everything" in asked["text"]
    chat.tap("yes")
    assert chat.contact is None


def test_delete_forgets_everything(chat: Chat, house: House) -> None:
    """Deleting takes the talk, the wish to be asked again and what this batch was to send."""
    chat.reach("again", {"again": ("yes",)})
    chat.tap("yes")
    with house.store.read() as tx:
        assert 1 == len(contacts.subscribers(tx))
    chat.type("/delete")
    yes = chat.heard("tap", token=f"v1:{chat.talk.id}:_delete:yes", ref="9")
    news = chat.hear(chat.typed("/mine"), chat.typed("/delete"), yes)
    assert ["I deleted everything. Thank you for being here."] == [
        body["text"] for body in news if not body["replaces"]
    ]
    with house.store.read() as tx:
        assert [] == contacts.subscribers(tx)
    assert chat.contact is None


def test_the_wish_to_be_asked_again_can_be_taken_back(chat: Chat, house: House) -> None:
    """Yes to "ask again" keeps a subscriber with language and no more; no removes it."""
    chat.reach("again")
    chat.tap("yes", "again")
    with house.store.read() as tx:
        [kept] = contacts.subscribers(tx)
    assert ("1000", "en", "") == (kept.address, kept.language, kept.place)
    chat.tap("no", "again")
    with house.store.read() as tx:
        assert [] == contacts.subscribers(tx)


def test_a_language_that_is_gone_is_asked_again(chat: Chat, house: House) -> None:
    """Whoever talks in a language that is not offered any more goes on in English and is asked."""
    chat.reach("mood_now")
    with house.store.begin() as tx:
        contact = chat.contact
        assert contact is not None
        contact.record["language"] = "xx"
        contacts.save(tx, [contact])
    chat.tap("4")
    assert "4" == chat.talk.answers["mood_now"].choices[0]
    assert "_language" == chat.talk.asked
    assert "Which language" in chat.seen[-2]["text"]


def test_a_round_closed_early_lets_people_change_until_their_day(
    chat: Chat, house: House, calendar: Calendar
) -> None:
    """After an early closing a finished talk can be changed, and no new one begins."""
    chat.finish(mood_now=["4"])
    calendar.wait(7)
    with house.store.begin() as tx:
        rounds.close_round(tx, today=house.today())
    chat.tap("2", "mood_now")
    assert ("2",) == chat.talk.answers["mood_now"].choices
    newcomer = Chat(house, "2000")
    newcomer.type("/start")
    newcomer.tap("en")
    assert "No talk is open now" in newcomer.text
    calendar.wait(21)
    chat.type("/mine")
    assert {} == dict(chat.talk.answers)


def test_a_shut_door_of_nobody_makes_nobody(chat: Chat) -> None:
    """Blocking the bot after deleting everything leaves no trace of a person."""
    for kind in ("blocked", "returned"):
        assert [] == chat.hear(chat.heard(kind))
        assert chat.contact is None


def test_a_shut_door_pauses_the_talk(chat: Chat, house: House) -> None:
    """Blocking stops the talk and drops what waits; the next word goes on at the same question."""
    chat.reach("mood_now")
    turn.take(house, [chat.typed("/help"), chat.heard("blocked")])
    assert [] == delivered(house)
    assert (Phase.STOPPED, "mood_now") == (chat.talk.phase, chat.talk.at)
    chat.hear(chat.heard("returned"))
    chat.tap("4")
    assert ("4",) == chat.talk.answers["mood_now"].choices
