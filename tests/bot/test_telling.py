"""`round tell`: one text to everybody it is for, in a language that each of them reads."""

from pathlib import Path

import pytest

from bot import turn
from bot.channels import WrongSetting
from bot.house import House
from bot.late import ARRIVALS
from bot.telling import AT_ONCE, MOST_CHARACTERS, PAUSE, read_text, tell_everybody, without_text
from dialogues.record import from_record
from storage import contacts, places, post, tables
from tests.bot.chats import Calendar, Chat, delivered, seated

TEXTS = {"en": "Thank you!", "fi": "Kiitos!", "ar": "شكرا!", "uk": "Дякуємо!"}


def tell(house: House, place: str = "", *, dry_run: bool = False) -> int:
    """Tell everybody of a place."""
    return tell_everybody(house, TEXTS, place=place, dry_run=dry_run, pause=lambda _: None)


def told(house: House) -> dict[str, str]:
    """Who was sent what."""
    return {each.address: each.body["text"] for each in delivered(house)}


def speak(house: House, chat: Chat, language: str) -> None:
    """Let a person's talk be in this language."""
    contact = chat.contact
    assert contact is not None
    contact.record["language"] = language
    assert language == from_record(contact.record).language
    with house.store.begin() as tx:
        contacts.save(tx, [contact])


def test_everybody_reads_their_own_language(house: House) -> None:
    """Each person who talked is told once, in the language of their talk."""
    _, finn, stranger = seated(house, range(3))
    speak(house, finn, "fi")
    speak(house, stranger, "xx")  # a language that is not offered any more: English
    assert 3 == tell(house)
    assert {"0": "Thank you!", "1": "Kiitos!", "2": "Thank you!"} == told(house)


def test_who_gave_no_answer_is_not_told(house: House) -> None:
    """Somebody who only looked in, or said no, is left in peace; who is in the middle is told."""
    Chat(house, "looked").reach("c_2")
    declined = Chat(house, "no").reach("ask")
    declined.tap("no")
    Chat(house, "middle").reach("works")
    assert 1 == tell(house)
    assert ["middle"] == list(told(house))


def test_a_place_and_what_lies_in_it(house: House) -> None:
    """A region's text reaches its towns; the country's reaches all; another town's does not."""
    with house.store.begin() as tx:
        places.add(tx, id="north", name="North", kind="region")
        places.add(tx, id="oulu", name="Oulu", kind="town", parent="north")
        places.add(tx, id="turku", name="Turku", kind="town")
    seated(house, [1], "oulu")
    seated(house, [2], "turku")
    seated(house, [3])
    assert [1, 1, 1, 0, 3, 3] == [
        tell(house, place, dry_run=True)
        for place in ("north", "oulu", "turku", "nowhere", "fi", "")
    ]
    assert {} == told(house)
    tell(house, "north")
    assert ["1"] == list(told(house))


def test_others_have_their_turn_between_the_slices(house: House) -> None:
    """A text to many people leaves the database free between slices: a reply comes in between."""
    seated(house, range(AT_ONCE * 2 + 1))
    waits: list[float] = []
    chat = Chat(house, "x")

    def write(seconds: float) -> None:
        """Somebody writes while the text is being put."""
        waits.append(seconds)
        turn.take(house, [chat.typed("hi")])

    assert AT_ONCE * 2 + 1 == tell_everybody(house, TEXTS, place="", dry_run=False, pause=write)
    assert [PAUSE, PAUSE] == waits
    with house.store.begin() as tx:
        first = post.take(tx, now=0.0, accounts=[("telegram", "77")], limit=1)
    assert ["x"] == [each.address for each in first]


def test_cut_short_it_can_be_given_again(house: House, calendar: Calendar) -> None:
    """Whoever was told is not told the same words again within a week; the others are."""
    seated(house, range(AT_ONCE + 5))

    def cut(_: float) -> None:
        """The operator has closed the lid."""
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tell_everybody(house, TEXTS, place="", dry_run=False, pause=cut)
    assert 5 == tell(house)
    assert AT_ONCE + 5 == len(delivered(house))
    calendar.wait(days=5)
    assert 0 == tell(house)
    calendar.wait(days=5)
    with house.store.begin() as tx:
        post.forget_arrivals(tx, before=house.today() - ARRIVALS)
    assert AT_ONCE + 5 == tell(house)


def test_who_is_forgotten_meanwhile_is_not_told(house: House) -> None:
    """Somebody who deletes everything between two slices leaves nothing in the outbox."""
    chats = seated(house, range(AT_ONCE + 50))
    gone: list[str] = []

    def forget(_: float) -> None:
        """All who are not told yet delete everything."""
        for chat in chats:
            if not waiting_for(house, chat):
                with house.store.begin() as tx:
                    contacts.forget(tx, [(chat.channel, "77", chat.address)])
                gone.append(chat.address)

    assert AT_ONCE == tell_everybody(house, TEXTS, place="", dry_run=False, pause=forget)
    assert 50 == len(gone)
    assert set(gone).isdisjoint(told(house))


def waiting_for(house: House, chat: Chat) -> bool:
    """Whether a message waits for this person."""
    with house.store.read() as tx:
        tag = tx.keys.post_tag((chat.channel, "77", chat.address))
        found = tx.db.execute(tables.outbox.select().where(tables.outbox.c.person == tag))
        return found.first() is not None


def test_who_has_no_text_of_their_own_gets_the_english_one(house: House, tmp_path: Path) -> None:
    """English must be there; which other languages are not is told whoever speaks them."""
    first, second = seated(house, range(2))
    speak(house, first, "uk")
    speak(house, second, "fi")
    file = tmp_path / "news.yaml"
    file.write_text("uk: Дякуємо!\n", encoding="utf-8")
    with pytest.raises(WrongSetting, match="add the text in English"):
        read_text(file, house)
    file.write_text("en: Thank you!\nuk: Дякуємо!\n", encoding="utf-8")
    texts = read_text(file, house)
    assert {"fi", "ar"} <= set(without_text(house, texts).split(", "))
    assert 2 == tell_everybody(house, texts, place="", dry_run=False)
    assert {"Дякуємо!", "Thank you!"} == set(told(house).values())


def test_subscribers_are_told_after_their_round(house: House, calendar: Calendar) -> None:
    """Who asked to be asked again can still be told, once, when the round is long over."""
    [chat] = seated(house, [1])
    chat.tap("yes", "again")
    assert 1 == tell(house)
    assert {"1": "Thank you!"} == told(house)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("fi: [", "cannot be read as YAML"),
        ("\x00", "cannot be read as YAML"),
        ("- a\n- b", "must hold one text per language"),
        ("", "must hold one text per language"),
        ("xx: Hi", "there is no language xx; there is en"),
        ("en: ''", "the text for en must have 1 to"),
        ("en: 5", "the text for en must have 1 to"),
        (f"en: {'a' * (MOST_CHARACTERS + 1)}", "the text for en must have 1 to"),
    ],
)
def test_a_bad_file_is_one_sentence(
    house: House, tmp_path: Path, content: str, sentence: str
) -> None:
    """Whatever is wrong with the file, one sentence names the file and what to mend."""
    file = tmp_path / "news.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(WrongSetting) as caught:
        read_text(file, house)
    assert sentence in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_good_file_is_read(house: House, tmp_path: Path) -> None:
    """One text per language, as they stand in the file."""
    file = tmp_path / "news.yaml"
    lines = "".join(f"{tag}: {text}\n" for tag, text in TEXTS.items())
    file.write_text(lines, encoding="utf-8")
    assert read_text(file, house) == TEXTS
    with pytest.raises(WrongSetting, match="cannot be read"):
        read_text(tmp_path, house)
