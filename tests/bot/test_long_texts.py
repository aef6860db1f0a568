"""What is too long for one message: several messages in the outbox, each by itself."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import pairwise

import pytest

from bot import render
from bot.channels import Channel, Key, Message, capabilities_of
from bot.channels.slack import Slack
from bot.channels.telegram import Telegram
from bot.house import House
from bot.keeper import Keeper
from bot.pace import Pace
from bot.sender import Sender
from bot.standins.slack import BOT_TOKEN, SECRET, SlackStandIn
from bot.standins.telegram import TOKEN, TelegramStandIn
from bot.writer import Writer
from dialogues import phrases
from dialogues.asking import Scene, ask
from dialogues.frames import Framed
from dialogues.given import Given
from dialogues.model import Button, Line, Say
from storage import Store, post
from tests.bot.chats import Chat, unsent

WORDS = 300
LONG = " ".join(["word"] * 1800)
BUTTONS = ((Key("Back", "v1:t:q:!back"),),)


def test_ones_own_answers_are_several_messages(house: House) -> None:
    """Three long answers are shown whole, in order, in messages that the platform takes."""
    chat = Chat(house)
    for question in ("works", "hard", "hope"):
        chat.reach(question).type(f"{question} " * WORDS)
        chat.tap("!done")
    chat.reach("")
    parts = chat.type("/mine")
    assert len(parts) > 1
    assert capabilities_of("telegram").text >= max(len(part["text"]) for part in parts)
    said = " ".join(part["text"] for part in parts).split()
    own = [word.strip("\u2068\u2069") for word in said]
    for question in ("works", "hard", "hope"):
        assert own.count(question) >= WORDS
    assert own.index("works") < own.index("hard") < own.index("hope")
    assert [False] * (len(parts) - 1) + [True] == [bool(part["rows"]) for part in parts]


@pytest.mark.parametrize("channel", ["telegram", "slack", "web", "terminal"])
def test_no_channel_is_given_more_than_it_takes(channel: str) -> None:
    """Whatever is said to somebody fits the messages of their channel, and nothing is left out."""
    can = capabilities_of(channel)
    code = Line(phrases.MINE_CODE, (("code", f"{LONG} " * 14),))
    say = Say((code,), ((Button("Back", "v1:t:q:!back"),),))
    bodies = [each.body for each in render.finished(say, "en", can)]
    assert -(-len(LONG) * 14 // can.text) <= len(bodies) <= 14 * len(LONG) // can.text + 2
    assert can.text >= max(len(body["text"]) for body in bodies)
    whole = render.message(say, "en", can).text.split()
    said = " ".join(body["text"] for body in bodies).split()
    assert [word.strip("\u2068\u2069") for word in whole] == [
        word.strip("\u2068\u2069") for word in said
    ]


def test_what_many_are_shown_alike_is_cut_as_well(house: House) -> None:
    """A question that is longer than a message comes in several, its buttons below the last."""
    chat = Chat(house).reach("mood_now")
    scene = Scene(house.framework, Given("us"), chat.heard("text", text="x"))
    say = ask(scene, chat.talk, house.framework.by_id["topics"])
    assert isinstance(say.rows, Framed)
    whole, *_ = render.finished(say, "en", capabilities_of("telegram"))
    parts = render.finished(say, "en", replace(capabilities_of("telegram"), text=20))
    assert len(parts) > 1
    assert all(len(part.body["text"]) <= 20 and not part.written for part in parts)
    assert [whole.body["rows"]] == [part.body["rows"] for part in parts if part.body["rows"]]


def test_an_edit_that_is_too_long_changes_one_message() -> None:
    """The first part takes the place of the old message, the others come after it."""
    first, middle, last = render.parted(Message(LONG, BUTTONS, rtl=True, replaces="7"), 4096)
    assert ["7", "", ""] == [part.replaces for part in (first, middle, last)]
    assert [(), (), BUTTONS] == [part.rows for part in (first, middle, last)]
    assert all(part.rtl for part in (first, middle, last))
    assert LONG.split() == f"{first.text} {middle.text} {last.text}".split()


def test_what_is_marked_is_marked_where_it_stands() -> None:
    """A code to copy is marked in its own part only."""
    parts = render.parted(Message(f"{LONG} MY-1234", marked="MY-1234"), 4096)
    assert ["", "", "MY-1234"] == [part.marked for part in parts]


@asynccontextmanager
async def sent_by(store: Store, channel: Channel, pace: Pace) -> AsyncIterator[Sender]:
    """A sender for this channel."""
    writer = Writer()
    keeper = Keeper(store, writer)

    async def hear(_: object) -> None:
        """The channel hears nothing here."""
        raise AssertionError("nobody is gone")

    key = (channel.name, channel.account)
    sender = Sender(
        store, writer, {key: channel}, pace=pace, keeper=keeper, now=time.time, hear=hear
    )
    await keeper.look()
    task = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await sender.drain()
        await keeper.close()
        writer.close()


def put(store: Store, channel: Channel, address: str, *messages: Message) -> None:
    """Put these into the outbox, as a turn does."""
    rows = [
        post.Outgoing(channel.name, channel.account, address, render.body(each))
        for each in messages
    ]
    with store.begin() as tx:
        post.put(tx, rows)


async def empty(store: Store) -> None:
    """Wait until nothing waits."""
    async with asyncio.timeout(30):
        while unsent(store):  # noqa: ASYNC110  the database tells nobody
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("fault", [500, 429])
async def test_one_part_that_fails_repeats_no_other(store: Store, fault: int) -> None:
    """If the second part is not taken, it comes later, and the first is not said again."""
    async with TelegramStandIn() as telegram:
        channel = Telegram(TOKEN, api_url=telegram.url)
        await channel.open(())
        person = telegram.person(1000)
        person.started = True
        parts = render.parted(Message(LONG, BUTTONS), channel.capabilities.text)
        put(store, channel, "1000", *parts)
        times: list[float] = []
        sending = telegram._methods["sendMessage"]

        async def noted(asked: dict[str, object]) -> object:
            """Take it as Telegram does; the next one fails."""
            if not times:
                telegram.fail_next("sendMessage", fault, retry_after=1)
            times.append(time.monotonic())
            return await sending(asked)

        telegram._methods["sendMessage"] = noted
        async with sent_by(store, channel, Pace(chat=0.2, account=0.0)):
            await empty(store)
        await channel.close()
    assert [part.text for part in parts] == [shown.text for shown in person.messages]
    assert [(), (), (BUTTONS[0][0][:2],)] == [sum(s.rows, ()) for s in person.messages]
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.15


async def test_a_long_message_of_an_older_version_goes_out(store: Store) -> None:
    """What was put as one row before is still said whole, on both platforms."""
    long = Message(f"{LONG} {LONG}", BUTTONS)
    async with TelegramStandIn() as telegram, SlackStandIn() as workspace:
        one = Telegram(TOKEN, api_url=telegram.url)
        other = Slack(BOT_TOKEN, signing_secret=SECRET, api_url=workspace.url)
        telegram.person(1000).started = True
        for channel, address in ((one, "1000"), (other, workspace.person().id)):
            await channel.open(())
            put(store, channel, address, long)
            async with sent_by(store, channel, Pace(chat=0.0, account=0.0)):
                await empty(store)
            await channel.close()
        for shown in (telegram.person(1000).messages, workspace.person().messages):
            assert long.text.split() == " ".join(each.text for each in shown).split()
        assert [] == telegram.violations + workspace.violations
