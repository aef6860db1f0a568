"""The same talk on every channel, through the real rooms, from hello to the export."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import locales
from bot import reading, upkeep
from bot.commands.summary import write_exports
from bot.house import House
from storage import answers, places
from storage.rounds import Window
from tests.bot.chats import Calendar
from tests.bot.messengers import (
    CHANNELS,
    Keyboard,
    Messenger,
    Screen,
    rooms_of,
    telegram_polling,
)
from tests.bot.web_people import web

PEOPLE = 5
ALL = {**CHANNELS, "web": web}
# What everybody answers; the rest of the talk is skipped.
ANSWERS: Mapping[str, str] = {
    "c_1": "next",
    "c_2": "next",
    "c_3": "next",
    "age": "yes",
    "ask": "yes",
    "mood_now": "4",
    "topics": "people",
    "people_mood": "2",
    "people_needs": "friends",
    "works": "My neighbours.",
    "join": "meet_sponsor",
    "heard": "yes",
    "share": "workers",
    "_finish": "no",
}


async def converse(messenger: Messenger, language: str) -> str:
    """Say hello and answer every question until the code comes; give the message with it."""
    messenger.type("/start")
    chosen: set[str] = set()
    while True:
        shown = await messenger.next()
        if "MY-" in shown.text:
            return str(shown.text)
        if shown.edited or not shown.rows:
            continue
        tokens = [token for row in shown.rows for _, token in row]
        question = tokens[0].split(":")[2]
        wanted = language if question == "_language" else ANSWERS.get(question, "!skip")
        offered = {token.split(":")[3]: token for token in tokens}
        if question in chosen:
            messenger.tap(offered["!done"], shown)
        elif wanted in offered:
            messenger.tap(offered[wanted], shown)
            chosen |= {question} if "!done" in offered else set()
            if "!done" in offered:
                messenger.tap(offered["!done"], shown)
        else:
            chosen.add(question)
            messenger.type(wanted)


async def _alone(house: House, number: int, language: str) -> str:
    """One person at a terminal of their own."""
    screen = Screen()
    written: list[str] = []
    terminal = Keyboard(screen.typed.get, written.append)
    terminal.account, terminal.screen = f"terminal{number}", screen
    async with rooms_of(house, terminal):
        messenger = Messenger(screen.typed.put_nowait, screen.tap, screen.next)
        code = await converse(messenger, language)
        screen.typed.put_nowait(None)
    assert any(code.split("\n")[0] in text for text in written)
    return code


def learnt(
    house: House, calendar: Calendar, *, people: int = PEOPLE
) -> list[tuple[str, str, tuple[str, ...], int]]:
    """Move the round and count its answers."""
    calendar.at = calendar.at.replace(day=29)
    [moved] = upkeep.move_due(house, house.today())
    assert people == moved.people
    with house.store.read() as tx:
        counted = answers.combos(tx, window=moved.window)
        texts = {each.text for each in answers.words(tx, round_id="r1")}
    assert {"My neighbours."} == texts
    return [
        (each.question, each.state, each.choices, each.people)
        for each in counted
        if each.question != "_language"
    ]


EXPECTED = [
    ("_need", "answered", ("friends",), PEOPLE),
    ("_talk", "answered", (), PEOPLE),
    ("hard", "skipped", (), PEOPLE),
    ("heard", "answered", ("yes",), PEOPLE),
    ("hope", "skipped", (), PEOPLE),
    ("join", "answered", ("meet_sponsor",), PEOPLE),
    ("mood_now", "answered", ("4",), PEOPLE),
    ("people_mood", "answered", ("2",), PEOPLE),
    ("people_needs", "answered", ("friends",), PEOPLE),
    ("topics", "answered", ("people",), PEOPLE),
    ("works", "answered", (), PEOPLE),
]


def told(rows: list[tuple[str, str, tuple[str, ...], int]]) -> list[Any]:
    """What was answered or skipped; the topics that were not chosen say only so."""
    return [row for row in rows if row[1] != "not_shown"]


@pytest.mark.parametrize("channel", ALL)
async def test_the_same_talk_leaves_the_same_answers(
    house: House, calendar: Calendar, channel: str
) -> None:
    """Five people who say the same on this channel leave exactly the expected answers."""
    with house.store.begin() as tx:
        places.open_web(tx, "", opened=True)
    async with ALL[channel](house) as enter:
        codes = await asyncio.gather(*(converse(enter("en"), "en") for _ in range(PEOPLE)))
    assert PEOPLE == len(set(codes))
    assert EXPECTED == told(learnt(house, calendar))


async def test_the_same_talk_in_the_terminal(house: House, calendar: Calendar) -> None:
    """In a terminal, where everything is typed, the same answers come out."""
    for number in range(PEOPLE):
        await _alone(house, number, "en")
    assert EXPECTED == told(learnt(house, calendar))


async def test_the_same_talk_in_every_language(house: House, calendar: Calendar) -> None:
    """In every other language the same taps leave the same answers; the code is read in it."""
    languages = [tag for tag, _ in locales.offered() if tag != "en"]
    async with telegram_polling(house) as enter:
        said = await asyncio.gather(*(converse(enter(each), each) for each in languages))
    assert [] == [tag for tag, text in zip(languages, said, strict=True) if "Your code is" in text]
    alike = [(*row[:3], len(languages)) for row in EXPECTED]
    assert alike == told(learnt(house, calendar, people=len(languages)))


async def test_from_hello_to_the_export(house: House, calendar: Calendar, tmp_path: Path) -> None:
    """After the move there is one release, a summary to read and an export that says the same."""
    async with telegram_polling(house) as enter:
        await asyncio.gather(*(converse(enter("en"), "en") for _ in range(PEOPLE)))
    learnt(house, calendar)
    with house.store.begin() as tx:
        windows: list[Window] = reading.unpublished(tx)
        for window in windows:
            reading.publish(tx, house, window)
    with house.store.read() as tx:
        [summary] = reading.latest_summaries(tx, house, place="fi", language="en")
        shown = reading.all_shown(tx)
    assert "Friends" in summary.text()
    assert "My neighbours" not in summary.text()
    cells, _ = write_exports(shown, "json", tmp_path)
    exported = cells.read_text(encoding="utf-8")
    assert "friends" in json.dumps(json.loads(exported)).lower()
    assert "My neighbours" not in exported
