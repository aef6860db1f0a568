"""What an attacker and a careful reader asked for: small promises, each kept by the real turn."""

from pathlib import Path

import pytest

from bot import turn
from bot.batch import CLOSING
from bot.house import House, open_house
from bot.settings import Settings, SettingsError
from bot.upkeep import Upkeep
from dialogues import phrases
from dialogues.model import Phase
from storage import codes, contacts, parking, places, post, rounds
from storage import staff as register
from tests.bot.chats import Calendar, Chat, night, seated


def subscribed(house: House) -> list[str]:
    """The addresses of those who asked to be asked again."""
    with house.store.read() as tx:
        return [each.address for each in contacts.subscribers(tx)]


def test_an_edit_that_begins_with_a_slash_is_masked_too(chat: Chat, house: House) -> None:
    """Only a typed command goes unmasked; an edited message becomes an answer."""
    chat.reach("works")
    first = chat.typed("I like it")
    chat.hear(first)
    edit = chat.heard("edit", text="/ call me 040 123 4567", ref=first.ref)
    chat.hear(edit)
    assert ("/ call me [phone]",) == chat.talk.answers["works"].words


async def test_deleting_after_the_round_speaks_of_the_code(
    house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Answers that moved are not called deleted, also when the next round already waits."""
    [chat, *_] = seated(house, range(5), mood_now="4")
    calendar.wait(28)
    await night(upkeep, house)
    chat.type("/start")
    chat.tap("en")
    chat.type("/mine")
    assert phrases.MINE_MOVED.source in chat.text
    chat.type("/delete")
    assert phrases.DELETE_MOVED.source == chat.tap("yes")[0]["text"]
    chat.type("/mine")
    assert phrases.MINE_MOVED.source not in chat.text


def test_who_says_no_is_forgotten(chat: Chat) -> None:
    """A no to the talk leaves no contact, and the button below the goodbye begins a new talk."""
    chat.reach("ask")
    chat.tap("no")
    assert chat.contact is None
    chat.press(chat.seen[-2]["rows"][0][0][1])
    assert chat.open_question() == "_language"


async def test_a_visitor_between_the_rounds_is_forgotten(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Whoever only looked in while no round was open is not kept longer than two weeks."""
    with house.store.begin() as tx:
        rounds.close_round(tx, today=house.today())
    calendar.wait(30)
    chat.type("hello")
    calendar.wait(13)
    await night(upkeep, house)
    assert chat.contact is not None
    calendar.wait(1)
    assert [] == await night(upkeep, house)
    assert chat.contact is None


def test_stop_and_a_shut_door_end_the_subscription(chat: Chat, house: House) -> None:
    """Who says stop between the rounds, or shuts the bot out, is not asked again."""
    chat.finish(again=["yes"])
    assert [chat.address] == subscribed(house)
    chat.hear(chat.heard("blocked"))
    assert [] == subscribed(house)
    with house.store.begin() as tx:
        rounds.close_round(tx, today=house.today())
    other = Chat(house, "2000")
    other.type("hello")
    other.tap("en")
    offered = [body for body in other.seen if not body["replaces"]][-1]
    other.press(offered["rows"][0][0][1])
    assert ["2000"] == subscribed(house)
    other.type("stop")
    assert ([], phrases.AGAIN_STOPPED.source) == (subscribed(house), other.text)


def test_a_code_is_not_parked_beside_its_sender(chat: Chat, house: House) -> None:
    """A message that broke the write keeps no code, no invitation and no staff code."""
    for text in (codes.new_code(), codes.new_staff_code(), "/start abcINVITE9", "my words"):
        turn.park(house, chat.typed(text))
    with house.store.read() as tx:
        kept = sorted(each.heard["text"] for each in parking.parked(tx))
    assert ["", "", "", "my words"] == kept


def test_a_typed_button_does_what_it_says(chat: Chat) -> None:
    """Keep, remind and finish can be typed, in any language."""
    chat.reach("works")
    chat.type("My course.")
    chat.press(f"v1:{chat.talk.id}:works:!done")
    chat.type("/back")
    chat.type("Keep my answer")
    assert (("My course.",), "hard") == (chat.talk.answers["works"].words, chat.talk.at)
    chat.type("/stop")
    chat.type("Нагадати через два дні")
    assert (phrases.REMIND_YES.source, Phase.STOPPED) == (chat.text, chat.talk.phase)
    chat.type("Finish here")
    assert chat.talk.code


def test_everyday_words_answer_how_are_you(chat: Chat) -> None:
    """People do not say "So-so": their own words for the five faces are understood."""
    for said, face in (("تمام", "4"), ("loistavasti", "5"), ("так собі", "3"), ("terrible", "1")):
        chat.reach("mood_now")
        chat.type(said)
        assert (face,) == chat.talk.answers["mood_now"].choices
        chat.type("/back")


def test_going_on_does_not_lose_who_may_read(chat: Chat) -> None:
    """After the help card, "go on" comes back to the last question of a talk that ended early."""
    chat.reach("works")
    chat.type("My course.")
    chat.type("/stop")
    chat.type("Finish here")
    assert "share" == chat.open_question()
    chat.type("/help")
    chat.type("go on")
    assert "share" == chat.open_question()


def test_only_coordinators_read_words(house: House) -> None:
    """People were told "workers": a sponsor or a reviewer who asks for words gets none."""
    for role, may in (("coordinator", True), ("reviewer", False), ("sponsor", False)):
        chat = Chat(house, role)
        with house.store.begin() as tx:
            code = register.invite(tx, role=role, place="", label="", today=house.today())
        chat.type(code)
        said = chat.type("/words")
        assert may == (said[0]["text"] == "There are no words to read.")


def test_the_language_of_the_phone_stands_first(house: House) -> None:
    """The likeliest language is number one where somebody chooses by number."""
    chat = Chat(house, language="uk")
    chat.type("/start")
    chat.type("1")
    assert "uk" == chat.talk.language


def test_a_refused_closing_message_counts_as_not_told(chat: Chat, house: House) -> None:
    """Whoever could not be told code and day leaves no answers."""
    chat.reach("works", {"mood_now": ["4"]})
    chat.hear(chat.heard("time", text=CLOSING))
    chat.hear(chat.heard("blocked", text=CLOSING))
    assert chat.contact is None


def test_an_invitation_works_without_a_slash(house: House) -> None:
    """On Slack no slash of ours arrives: "start" and the code are an invitation as well."""
    with house.store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        code = places.invite(tx, place="oulu")
    chat = Chat(house, "U1", channel="slack")
    chat.type(f"start {code}")
    assert "oulu" == chat.talk.place
    for number, typed in enumerate((f"START {code.lower()}", f"start {code[:5]} {code[5:]}"), 2):
        other = Chat(house, f"U{number}", channel="slack")
        other.type(typed)
        assert "oulu" == other.talk.place
    chat.reach("works")
    chat.type("Start working")
    assert ("Start working",) == chat.talk.answers["works"].words


@pytest.mark.parametrize(("hour", "waits"), [(0, 10), (9, 1), (12, 0), (21, 13)])
def test_what_can_wait_is_sent_by_day(
    house: House, calendar: Calendar, hour: int, waits: int
) -> None:
    """A reminder that falls due at night is sent at ten in the morning; a reply at once."""
    calendar.at = calendar.at.replace(hour=hour, minute=5)
    at = house.daytime()
    expected = calendar.at.replace(minute=0).timestamp() + 3600 * waits if waits else 0.0
    assert expected == at
    chat = Chat(house).reach("works")
    chat.type("/stop")
    chat.tap("!remind")
    turn.take(house, [chat.heard("time", text="reminder")])
    with house.store.begin() as tx:
        now = calendar.at.timestamp()
        there = post.take(tx, now=now, accounts=[("telegram", "77")], limit=9)
    assert len(there) == (0 if waits else 1)


def test_a_country_without_help_lines_is_refused(tmp_path: Path) -> None:
    """Nobody may be told the wrong emergency number: another country needs its own file."""
    settings = Settings.read(
        {
            "HOWAREYOU_COUNTRY": "US",
            "HOWAREYOU_DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3",
            "HOWAREYOU_KEYS_DIR": str(tmp_path / "keys"),
        }
    )
    with pytest.raises(SettingsError, match="no help lines for US"):
        open_house(settings)
    assert [] == list(tmp_path.iterdir())
