"""100,000 waiting messages, and a crowd at the door: memory has a bound, and every answer is right.

Run by `make chaos`; `pytest -s tests/chaos/long_flood.py` prints the figures.
"""

import asyncio
import json
import sys
from pathlib import Path
from time import monotonic

import aiohttp
import pytest

from bot.channels.door import MOST_BYTES
from tests.chaos.flood import (
    MOST_MB,
    Flood,
    bring,
    event,
    everybody_writes,
    peak,
    slack,
    telegram,
)
from tests.chaos.long_trouble import settled

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads memory as Linux tells it")
pytestmark = [linux, pytest.mark.timeout(3600)]
LARGE = 300
LARGEST = b"{" + b" " * (MOST_BYTES - 2) + b"}"


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_hundred_thousand_wait_at_telegram(tmp_path: Path, *, webhook: bool) -> None:
    """What 5,000 people wrote while the bot was away is taken whole, in under 300 MB."""
    assert [] == await telegram(Flood(tmp_path, people=5000, each=20), webhook=webhook)


async def test_a_hundred_thousand_wait_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    """The same where what is taken goes to PostgreSQL."""
    flood = Flood(tmp_path, people=5000, each=20, url=settled(postgresql_url))
    assert [] == await telegram(flood, webhook=False)


async def test_a_crowd_at_slack(tmp_path: Path) -> None:
    """With 600 connections at once nobody's words are lost, and memory stays where it was."""
    flood, began = Flood(tmp_path, people=1000, each=12), monotonic()
    async with slack(flood) as (bot, url):
        refused = await everybody_writes(flood, url)
        sys.stdout.write(f"\n{refused[0]} times asked to come back")
        assert [] == await flood.heard(bot, began, channel="slack")


async def test_a_crowd_with_large_bodies(tmp_path: Path) -> None:
    """Whoever pushes megabytes at the door, unsigned, fills nothing; people are heard meanwhile."""
    flood = Flood(tmp_path, people=1, each=6, kinds=1)
    async with slack(flood) as (bot, url):
        connector = aiohttp.TCPConnector(limit=LARGE)
        async with aiohttp.ClientSession(connector=connector) as session:
            statuses = await asyncio.gather(*(push(session, url) for _ in range(3 * LARGE)))
            assert await bring(session, url, json.dumps(event(0, 0, "/start")))
        assert {0, 401, 503} >= set(statuses)
        assert 401 in statuses
        assert peak(bot.pid) < MOST_MB


async def push(session: aiohttp.ClientSession, url: str) -> int:
    """Push as much as is taken at all; the status, 0 if it was cut off."""
    headers = {"X-Slack-Signature": "v0=00", "Content-Type": "application/json"}
    try:
        async with session.post(url, data=LARGEST, headers=headers) as answer:
            return answer.status
    except aiohttp.ClientError:
        return 0
