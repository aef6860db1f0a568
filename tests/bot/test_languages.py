"""Languages come and go while people talk: a new one opens, one closes, one is only a draft."""

import asyncio
import codecs
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import locales
from bot import reading
from bot.commands import settings
from bot.house import House
from dialogues.hearing import normalise
from locales import check, registry
from locales.catalogue import Catalogues
from locales.entry import TEMPLATE, Entry, po_path, read, text_of
from tests.bot.chats import Calendar, Chat
from tests.bot.messengers import telegram_polling
from tests.bot.test_end_to_end import EXPECTED, PEOPLE, converse, learnt, told

SHIPPED = Path(locales.__file__).parent
ENTRY = """
[qaa]
name = "Xrxfvggl"
direction = "ltr"
plural = "nplurals=1; plural=0;"
review = "draft"
"""
Ship = Callable[[], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The languages as they are shipped, to be changed."""
    copied = tmp_path / "locales"
    shutil.copytree(SHIPPED, copied, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copied


@pytest.fixture
def ship(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Ship:
    """Have the bot read the changed languages, as after its next start."""

    def start() -> None:
        shipped = Catalogues(folder)
        monkeypatch.setattr(locales, "_shipped", lambda: shipped)

    return start


def made_up(text: str) -> str:
    """A sentence in the language that we make up: English with each letter moved by thirteen."""
    pieces = re.split(r"(\{\w+\})", text)
    return "".join(
        piece if piece.startswith("{") else codecs.encode(piece, "rot13") for piece in pieces
    )


def close(folder: Path, tag: str) -> None:
    """Close a language in the registry."""
    path = folder / registry.FILE
    text = path.read_text(encoding="utf-8").replace(f"[{tag}]", f'[{tag}]\nclosed = "being read"')
    path.write_text(text, encoding="utf-8")


def offered(chat: Chat) -> set[str]:
    """The languages that somebody was offered last."""
    tokens = (key[1] for body in chat.seen for row in body["rows"] for key in row)
    return {token.rpartition(":")[2] for token in tokens if ":_language:" in token}


async def test_a_new_language_takes_one_file_and_one_entry(
    house: House, calendar: Calendar, folder: Path, ship: Ship
) -> None:
    """A language made up here is offered, talked in to the end, moved, and read by staff."""
    with (folder / registry.FILE).open("a", encoding="utf-8") as file:
        file.write(ENTRY)
    entries: list[Entry] = [
        replace(each, translation=made_up(each.source))
        for each in read(folder / TEMPLATE)
        if not each.context.startswith(registry.DESK)
    ]
    path = po_path(folder, "qaa")
    path.parent.mkdir(parents=True)
    path.write_text(text_of(entries, {"Language": "qaa"}), encoding="utf-8")
    assert () == check.all_faults(folder, ["qaa"], normalise)
    ship()
    assert ("qaa", "Xrxfvggl") in house.languages
    async with telegram_polling(house) as enter:
        said = await asyncio.gather(*(converse(enter("qaa"), "qaa") for _ in range(PEOPLE)))
    assert all(made_up("Your code is ") in text for text in said)
    assert EXPECTED == told(learnt(house, calendar))
    with house.store.begin() as tx:
        for window in reading.unpublished(tx):
            reading.publish(tx, house, window)
    with house.store.read() as tx:
        [summary] = reading.latest_summaries(tx, house, place="fi", language="qaa")
    assert made_up("Friends") in summary.text()


def test_a_talk_goes_on_in_a_language_that_closes(house: House, folder: Path, ship: Ship) -> None:
    """Who talks in Finnish goes on, and may choose it again; nobody new is offered it."""
    talking = Chat(house, address="1", language="fi")
    talking.type("/start")
    talking.tap("fi")
    close(folder, "fi")
    ship()
    closed = replace(house)
    talking.house = closed
    talking.tap("next", "c_1")
    assert ("fi", "c_2") == (talking.talk.language, talking.talk.at)
    assert locales.say("c_2.1", said_in_english("c_2.1"), "fi") in talking.text
    talking.seen.clear()
    talking.type("/language")
    assert "fi" in offered(talking)
    new = Chat(closed, address="2", language="fi")
    new.type("/start")
    assert "en" in offered(new)
    assert "fi" not in offered(new)
    assert "en" == new.talk.language


def test_doctor_names_closed_languages(house: House, folder: Path, ship: Ship) -> None:
    """Whoever looks after the bot reads which language is closed, and why."""
    close(folder, "fi")
    ship()
    assert "closed: fi (being read)" in settings._languages(replace(house))


def test_a_talk_in_a_language_with_a_gap_asks_again(house: House, folder: Path, ship: Ship) -> None:
    """A language that lost a sentence cannot go on: the person is asked, never answered in two."""
    talking = Chat(house, address="1", language="fi")
    talking.type("/start")
    talking.tap("fi")
    po_path(folder, "fi").unlink()
    ship()
    talking.house = replace(house)
    talking.seen.clear()
    talking.type("hello")
    assert locales.say("language.choose", said_in_english("language.choose"), "en") in talking.text
    assert "fi" not in offered(talking)


def said_in_english(context: str) -> str:
    """The English of a sentence by its context."""
    entries = read(SHIPPED / TEMPLATE)
    return next(entry.source for entry in entries if entry.context == context)


def test_a_draft_is_said_to_be_one_with_the_original_one_tap_away(house: House) -> None:
    """The line says that nobody has checked the language, and a button goes to English."""
    chat = Chat(house, language="fi")
    chat.type("/start")
    [body] = [each for each in chat.tap("fi") if not each["replaces"]]
    values = {"language": "/language"}
    line = locales.say("language.draft", said_in_english("language.draft"), "fi", values)
    assert line in str(body["text"])
    label, token, _ = body["rows"][-1][-1]
    assert "English" == label
    chat.press(token)
    assert ("en", "c_1") == (chat.talk.language, chat.open_question())
    assert said_in_english("c_1.2") in chat.text
