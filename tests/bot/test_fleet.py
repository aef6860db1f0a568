"""Replicas keep one pace for all of them, and everybody's order, on Telegram and on Slack."""

import signal
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest

from bot.channels import Message
from bot.house import House
from bot.standins.slack_people import TEAM
from dialogues.record import from_record
from storage import contacts, post, rounds
from tests.bot.chats import ACCOUNT, Calendar
from tests.bot.fleet import Fleet, Launch, eventually
from tests.bot.meter import SECOND, Meter
from tests.bot.test_replicas import waiting
from tests.chaos.flood import Flood, of_talk

PEOPLE, EACH = 35, 3
SHORT = (2.0, 0.3, 0.1)


def people_of(ships: Fleet, channel: str) -> list[str]:
    """Addresses of people who can be written to."""
    if channel == "telegram":
        for number in range(1000, 1000 + PEOPLE):
            ships.telegram.person(number).started = True
        return [str(number) for number in range(1000, 1000 + PEOPLE)]
    return [ships.slack.person(f"U{number:05}", "en").id for number in range(PEOPLE)]


def numbered(house: House, channel: str, addresses: list[str]) -> None:
    """Put numbered messages for everybody into the outbox."""
    account = ACCOUNT if channel == "telegram" else TEAM
    with house.store.begin() as tx:
        post.put(
            tx,
            [
                post.Outgoing(channel, account, address, asdict(Message(f"news {n}")))
                for n in range(EACH)
                for address in addresses
            ],
        )


def arrived(ships: Fleet, channel: str, address: str) -> list[str]:
    """What somebody was sent, in the order of its coming."""
    if channel == "telegram":
        return [shown.text for shown in ships.telegram.person(int(address)).messages]
    return [shown.text for shown in ships.slack.person(address).messages]


@pytest.mark.parametrize(
    ("channel", "ends"),
    [("telegram", signal.SIGKILL), ("slack", signal.SIGKILL), ("telegram", signal.SIGTERM)],
)
async def test_one_pace_over_a_hand_over(
    request: pytest.FixtureRequest,
    launch: Launch,
    calendar: Calendar,
    channel: str,
    ends: signal.Signals,
) -> None:
    """Never over 30 in a second nor two in a chat, also where another replica takes over."""
    meter = Meter()
    slack = channel == "slack"
    async with launch(webhook=True, terms=SHORT, pace=1 / 30, chat=1.0, on_slack=slack) as ships:
        house = request.getfixturevalue("checked")
        addresses = people_of(ships, channel)
        meter.on_slack(ships.slack)
        meter.on_telegram(ships.telegram)
        first = await ships.who("sender")
        numbered(house, channel, addresses)
        await eventually(lambda: len(meter.at) > PEOPLE * EACH // 2)
        first.signal(ends)
        await ships.who("sender", but=first)
        await eventually(lambda: not waiting(house))
        came = {address: arrived(ships, channel, address) for address in addresses}
    whole = [f"news {n}" for n in range(EACH)]
    assert 0 == meter.refused
    assert all(whole == list(dict.fromkeys(texts)) for texts in came.values())
    assert max(len(texts) - EACH for texts in came.values()) <= (ends is signal.SIGKILL)
    fastest = sum(len(texts) for texts in came.values()) / 30 - 1
    assert meter.at[-1] - meter.at[0] >= fastest
    assert min(b - a for each in meter.chats.values() for a, b in pairwise(each)) >= SECOND


async def test_what_one_says_on_slack_keeps_its_order(
    request: pytest.FixtureRequest, launch: Launch, calendar: Calendar, tmp_path: Path
) -> None:
    """Texts that come to one replica after the other count in the order in which they came."""
    flood = Flood(tmp_path, people=6, each=12, kinds=6)
    async with launch(webhook=True, on_slack=True) as ships:
        house = request.getfixturevalue("checked")
        people = [ships.slack.person(f"U{number + 1}", "en") for number in range(flood.people)]
        for count, (number, text) in enumerate(flood.typed(), start=1):
            people[number].type(text)
            if count % flood.people == 0:  # Slack brings the next when this one was taken
                await ships.slack.settled()
            if count == flood.people * flood.each // 2:
                ships.replicas[1].signal(signal.SIGKILL)
        assert min(ships.balancer.answers.values()) > 0
        assert [] == ships.slack.lost
    with house.store.read() as tx:
        everyone = contacts.everyone(tx, rounds.current(tx).id)
        found = {each.address: of_talk(from_record(each.record)) for each in everyone}
    alone = flood._alone("slack")
    assert alone == [found.get(person.id) for person in people]
