"""Three processes on one PostgreSQL: nothing lost, nothing twice, whoever is killed or stopped.

`--replicas=SECONDS` lets people talk for that long while one replica is killed every second.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot import upkeep
from bot.house import House
from bot.standins.telegram_people import TelegramPerson
from dialogues import library
from storage import answers, open_store
from tests.bot.chats import Calendar
from tests.bot.fleet import Fleet, fleet
from tests.bot.messengers import Messenger
from tests.bot.test_end_to_end import EXPECTED, converse, told

AT_ONCE = 5
FIRST = 1000


@dataclass
class Reader:
    """Somebody who does not answer a message twice, and counts what they were sent twice."""

    person: TelegramPerson
    repeats: int = 0
    _seen: set[Any] = field(default_factory=set)

    async def next(self) -> Any:
        """The next message that was not there before."""
        while True:
            shown = await self.person.next(seconds=30.0)
            if shown.edited:
                continue
            key = (shown.text, shown.rows)
            if key not in self._seen:
                self._seen.add(key)
                return shown
            self.repeats += 1

    async def talk(self) -> None:
        """From hello to the code."""
        person = self.person
        await converse(
            Messenger(person.type, lambda token, shown: person.press(token, shown.id), self.next),
            "en",
        )


@pytest.fixture
def checked(postgresql_url: str, tmp_path: Path, calendar: Calendar) -> Iterator[House]:
    """The house of the fleet as one more process sees it."""
    framework = library.default()
    store = open_store(
        postgresql_url,
        tmp_path / "keys",
        today=calendar().date(),
        framework=(framework.id, framework.version),
        country="FI",
    )
    yield House(store=store, organisation="the Red Cross", now=calendar, framework=framework)
    store.close()


def expected(people: int) -> list[Any]:
    """What must be there after so many whole talks."""
    return [(question, state, choices, people) for question, state, choices, _ in EXPECTED]


def learnt(house: House, calendar: Calendar) -> list[Any]:
    """Move the round and count its answers."""
    calendar.at = calendar.at.replace(day=29)
    [moved] = upkeep.move_due(house, house.today())
    with house.store.read() as tx:
        counted = answers.combos(tx, window=moved.window)
    rows = [(each.question, each.state, each.choices, each.people) for each in counted]
    return told([row for row in rows if row[0] != "_language"])


async def talking(ships: Fleet, seconds: float) -> list[Reader]:
    """People who talk, five at a time, until the time is over; every talk is finished."""
    readers: list[Reader] = []
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while not readers or loop.time() < end:
        numbers = range(FIRST + len(readers), FIRST + len(readers) + AT_ONCE)
        wave = [Reader(ships.telegram.person(number)) for number in numbers]
        await asyncio.gather(*(reader.talk() for reader in wave))
        readers += wave
    return readers


@pytest.mark.parametrize("webhook", [True, False], ids=["webhook", "polling"])
async def test_one_killed_every_second(
    request: pytest.FixtureRequest,
    postgresql_url: str,
    tmp_path: Path,
    calendar: Calendar,
    webhook: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    """Three replicas, one killed every second: no answer lost, doubled or wrong, nobody stuck."""
    seconds = float(request.config.getoption("--replicas"))
    async with fleet(tmp_path, postgresql_url, webhook=webhook) as ships:
        killing = asyncio.create_task(ships.kill_again_and_again(every=1.0 if seconds else 0.4))
        readers = await talking(ships, seconds)
        killing.cancel()
        repeats, kills = [reader.repeats for reader in readers], ships.kills
        assert [] == ships.telegram.violations
    house = request.getfixturevalue("checked")
    print(f"people={len(readers)} kills={kills} repeats={sum(repeats)}", *repeats)  # noqa: T201
    assert kills > 0
    assert max(repeats) <= kills
    assert expected(len(readers)) == learnt(house, calendar)
