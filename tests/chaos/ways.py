"""The ways by which something comes to the bot: which platform, how it brings it, and what is said.

Each is made ready before trouble begins: what the person sees, and what they will do.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from itertools import count
from typing import Any

from bot.channels.slack import PATH
from bot.house import House
from bot.standins.slack import APP_TOKEN, BOT_TOKEN, RETRY_PAUSES, SECRET, SlackStandIn
from bot.standins.slack_people import TEAM
from bot.standins.telegram import TOKEN, TelegramStandIn
from bot.standins.telegram_people import Shown
from dialogues.model import token
from tests.bot.chats import Chat
from tests.ports import free_port

ASKED, GIVEN, TYPED, NEXT = "mood_now", "4", "Good", "topics"
QUESTION = "How are you today?"
# A database that knows what came before must not take what a new stand-in brings for the same.
NUMBERS, FURTHER = count(1), 1_000_000
Ready = tuple[Any, Callable[[], object]]


class OnTelegram:
    """What is said comes, by polling or by webhook, again and again until it is taken."""

    def __init__(self, standin: TelegramStandIn, *, taps: bool) -> None:
        self.standin = standin
        self._taps = taps

    def chat(self, house: House, number: int) -> Chat:
        """A new person's chat."""
        return Chat(house, str(1000 + number))

    def ready(self, chat: Chat) -> Ready:
        """A person before their question, and the tap or the text that answers it."""
        person = self.standin.person(int(chat.address))
        person.started = True
        if not self._taps:
            return person, partial(person.type, TYPED)
        said, number = token(chat.talk.id, ASKED, GIVEN), person.chat_id + 10_000_000
        person.see(Shown(number, QUESTION, (((TYPED, said),),)))
        person.unread()
        return person, partial(person.press, said, number)

    def waits(self) -> bool:
        """Whether something is not acknowledged."""
        return bool(self.standin.updates.pending)

    def listens(self) -> bool:
        """Whether the bot takes what comes from now on."""
        return bool(self.standin.updates.webhook) or self.standin.calls["getUpdates"] > 0

    async def again(self) -> bool:
        """Nobody has to do anything: Telegram brings it until it is taken."""
        return False

    def unshown(self, read: Sequence[Any]) -> bool:
        """Whether the tapped message does not show the answer."""
        return self._taps and not any(each.edited for each in read)


class OnSlack:
    """By socket or by web a text comes four times at most; a tap once, then people press again."""

    def __init__(self, standin: SlackStandIn, *, taps: bool) -> None:
        self.standin = standin
        self._taps = taps
        self._press: Callable[[], object] = lambda: None

    def chat(self, house: House, number: int) -> Chat:
        """A new person's chat."""
        return Chat(house, f"U{number:08d}", channel="slack", account=TEAM)

    def ready(self, chat: Chat) -> Ready:
        """A person before their question, and the tap or the text that answers it."""
        person = self.standin.person(chat.address, "en")
        self.standin.lost.clear()
        if not self._taps:
            return person, partial(person.type, TYPED)
        carried = token(chat.talk.id, ASKED, GIVEN)
        key = {"action_id": "0-0", "text": {"type": "plain_text", "text": TYPED}, "value": carried}
        row = {"type": "actions", "elements": [{"type": "button", **key}]}
        stamp = person.see({"text": QUESTION, "blocks": [row]})
        person.unread()
        self._press = partial(person.press, carried, f"{person.conversation}:{stamp}")
        return person, self._press

    def waits(self) -> bool:
        """Whether something is not acknowledged."""
        return bool(self.standin._tasks)

    def listens(self) -> bool:
        """Whether the bot takes what comes from now on."""
        return bool(self.standin.events_url or self.standin._sockets)

    async def again(self) -> bool:
        """Whoever sees that their tap failed presses again; whether somebody did."""
        await self.standin.settled()
        failed = self._taps and bool(self.standin.lost)
        if failed:
            self.standin.lost.clear()
            self._press()
        return failed

    def unshown(self, read: Sequence[Any]) -> bool:
        """Whether Slack gave up what was said, or the tapped message shows nothing."""
        return bool(self.standin.lost) or (self._taps and not any(each.edited for each in read))


Platform = OnTelegram | OnSlack
Opened = AsyncIterator[tuple[Platform, dict[str, str]]]


@asynccontextmanager
async def _telegram(way: str, *, taps: bool, pauses: tuple[float, ...] = ()) -> Opened:
    """A Telegram and how the bot finds it; how long it waits in between is its own."""
    del pauses
    async with TelegramStandIn() as telegram:
        telegram.updates._last += next(NUMBERS) * FURTHER
        port = str(free_port())
        found = {"HOWAREYOU_TELEGRAM_API_URL": telegram.url, "HOWAREYOU_TELEGRAM_TOKEN": TOKEN}
        if way == "webhook":
            secret = {"HOWAREYOU_TELEGRAM_WEBHOOK_SECRET": "a-secret-of-the-webhook"}
            url = {"HOWAREYOU_PUBLIC_URL": f"http://127.0.0.1:{port}"}
            found |= {"HOWAREYOU_PORT": port, **secret, **url}
        yield OnTelegram(telegram, taps=taps), found
        await telegram.updates.set_webhook("", secret="")


@asynccontextmanager
async def _slack(way: str, *, taps: bool, pauses: tuple[float, ...] = RETRY_PAUSES) -> Opened:
    """A Slack and how the bot finds it; it brings again after these seconds what was not taken."""
    port = str(free_port())
    events = f"http://127.0.0.1:{port}{PATH}" if way == "web" else ""
    # Who knocks at the door waits there for the next bot; at a socket nobody is heard meanwhile.
    patience = 10.0 if events else 0.5
    async with SlackStandIn(patience=patience, events_url=events, retry_pauses=pauses) as slack:
        slack._workspace.stamps._numbers = count(next(NUMBERS) * FURTHER)
        found = {"HOWAREYOU_SLACK_API_URL": slack.url, "HOWAREYOU_SLACK_BOT_TOKEN": BOT_TOKEN}
        if events:
            found |= {"HOWAREYOU_PORT": port, "HOWAREYOU_SLACK_SIGNING_SECRET": SECRET}
        else:
            found |= {"HOWAREYOU_SLACK_APP_TOKEN": APP_TOKEN}
        yield OnSlack(slack, taps=taps), found


WAYS: dict[str, Any] = {
    "telegram-polling": partial(_telegram, "polling"),
    "telegram-webhook": partial(_telegram, "webhook"),
    "slack-socket": partial(_slack, "socket"),
    "slack-web": partial(_slack, "web"),
}
WHAT = {"tap": True, "text": False}
