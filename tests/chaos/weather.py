"""Stand-ins with weather: a share of all calls goes wrong, events come twice and out of order.

1. All chance comes from one seeded generator.
2. Whatever was done twice to a person by a call whose answer got lost is noted (`torn`).
3. Events of one person about one question keep their order: what they said last must be plain.
"""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from aiohttp import web

from bot.standins import slack as slack_standin
from bot.standins import telegram as telegram_standin
from bot.standins.slack import SlackStandIn
from bot.standins.slack_people import Json, SlackPerson
from bot.standins.telegram import TelegramStandIn, _parameters
from dialogues.model import read_token

# What happens to a call: what, whether it has its effect first, and its part of its kind.
KINDS: tuple[tuple[int | str, bool, float], ...] = (
    (429, False, 0.5),
    ("flood", False, 0.5),  # 429 to everything for a second
    (500, False, 0.5),
    (502, True, 0.5),
    ("reset", False, 0.5),
    ("reset", True, 0.5),
    ("hang", True, 1.0),
    ("garbage", False, 1.0),
)
# What only a message to a person meets: a shut door, a chat that is not there for once, and
# a text that is not taken as it is. They open the door again and write, as people do.
REFUSALS: tuple[tuple[str, bool, float], ...] = (
    ("blocked", False, 1.0),
    ("not found", False, 1.0),
    ("400", False, 1.0),
)
FLOOD_SECONDS = 1.0
LAST_TRIES = 12
# A person sees these calls; the others only keep the bot waiting.
SENDS = ("sendMessage", "editMessageText", "chat.postMessage", "chat.update")
POLLS = "getUpdates"
# How Telegram and Slack say it.
WORDS = {
    "blocked": ("Forbidden: bot was blocked by the user", "channel_not_found"),
    "not found": ("Bad Request: chat not found", "channel_not_found"),
    "400": ("Bad Request: can't parse entities", "invalid_blocks"),
}
STARTS = ("getMe", "setWebhook", "deleteWebhook", "auth.test", "apps.connections.open")
# A poll that hangs keeps everybody waiting for 40 seconds, a start 10: they hang a tenth as often.
LONG = (POLLS, *STARTS)


@dataclass
class Weather:
    """How bad it is: the share of each kind of fault, of doubles, and of mixed-up orders.

    refusable: who may meet a refusal; they answer by buttons, which say what they are for.
    """

    random: Random
    share: float = 0.0
    hangs: float = 0.0
    doubles: float = 0.0
    mixes: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    refusable: set[str] = field(default_factory=set)
    _flooded: float = 0.0

    def strikes(self, method: str, whom: str = "") -> tuple[int | str, bool] | None:
        """What goes wrong with this call, if anything."""
        hangs = self.hangs / 10 if method in LONG else self.hangs
        kinds = (*KINDS, *REFUSALS) if method in SENDS and whom in self.refusable else KINDS
        weights = [part * (hangs if what == "hang" else self.share) for what, _, part in kinds]
        # A start needs four calls: if each failed as often as a message, hardly any would succeed.
        if self.random.random() >= sum(weights) / (4 if method in STARTS else 1):
            return None
        what, applied, _ = self.random.choices(kinds, weights)[0]
        self.faults[f"{what}{' after' if applied else ''}"] += 1
        return what, applied

    def floods(self, found: tuple[int | str, bool] | None) -> tuple[int | str, bool] | None:
        """The same, where one 429 stands for all calls of the next second."""
        now = time.monotonic()
        if found is not None and found[0] == "flood":
            self._flooded = now + FLOOD_SECONDS
        return (429, False) if now < self._flooded else found

    def chance(self, share: float, name: str) -> bool:
        """Whether something of this share happens now."""
        happens = self.random.random() < share
        self.faults[name] += happens
        return happens


class StormyTelegram(TelegramStandIn):
    """A Telegram in this weather."""

    def __init__(self, weather: Weather) -> None:
        super().__init__(pace=0.02)
        self.weather = weather
        self.unreached: Callable[[str], None] = lambda _chat: None
        self.torn: dict[str, list[float]] = defaultdict(list)

    def _take(self, method: str) -> telegram_standin.Fault | None:
        if method == "webhook":
            lost = self.weather.chance(self.weather.share, "answer lost")
            return telegram_standin.Fault("lost", "", 0, applied=True) if lost else None
        if method not in (*SENDS, *LONG, "answerCallbackQuery"):
            return None
        chat = str(self.requests[-1][1].get("chat_id"))
        found = self.weather.floods(self.weather.strikes(method, chat))
        if found is None:
            return None
        what, applied = found
        if what in WORDS:
            return self._refuse(str(what), int(chat))
        return telegram_standin.Fault(what, "", 1, applied)

    def _refuse(self, what: str, chat: int) -> telegram_standin.Fault | None:
        if not self.people[chat].blocked:
            self.unreached(str(chat))
        if what != "blocked":
            return telegram_standin.Fault(400, WORDS[what][0], 1, applied=False)
        if not self.people[chat].blocked:
            self.people[chat].block()
        return None

    async def _fail(
        self, request: web.BaseRequest, fault: telegram_standin.Fault
    ) -> web.StreamResponse:
        if fault.applied and request.path.rpartition("/")[2] in SENDS:
            self.torn[str((await _parameters(request)).get("chat_id"))].append(time.monotonic())
        return await super()._fail(request, fault)

    async def _get_updates(self, asked: dict[str, Any]) -> Any:
        found = await super()._get_updates(asked)
        if self.weather.chance(self.weather.doubles if found else 0.0, "double"):
            found = [*found, self.weather.random.choice(found)]
        if self.weather.chance(self.weather.mixes if len(found) > 1 else 0.0, "mixed"):
            found = mixed(found, self.weather.random)
        return found


def mixed(updates: list[dict[str, Any]], random: Random) -> list[dict[str, Any]]:
    """The same updates in another order; those of one person about one question keep theirs."""
    lanes: dict[str, list[dict[str, Any]]] = {}
    for update in updates:
        lanes.setdefault(_lane(update), []).append(update)
    order = [lane for lane, held in lanes.items() for _ in held]
    random.shuffle(order)
    return [lanes[lane].pop(0) for lane in order]


def _lane(update: Mapping[str, Any]) -> str:
    tap = update.get("callback_query")
    if tap is None:
        body = next(part for key, part in update.items() if key != "update_id")
        return f"{body['chat']['id']}"
    parts = read_token(tap["data"])
    return f"{tap['from']['id']}:{parts[1] if parts else ''}"


class StormySlack(SlackStandIn):
    """A Slack in this weather; `missed` hears of every tap that Slack did not bring."""

    def __init__(self, weather: Weather, *, events_url: str, patience: float) -> None:
        pauses = (
            0.1 * patience,
            4 * patience,
            12 * patience,
        )  # for Slack's at once, 1 and 5 minutes
        super().__init__(events_url=events_url, retry_pauses=pauses, patience=patience)
        self.weather = weather
        self.torn: dict[str, list[float]] = defaultdict(list)
        self.unreached: Callable[[str], None] = lambda _person: None
        self.there: Callable[[], bool] = lambda: True
        self.missed: Callable[[str, Json], None] = lambda _kind, _payload: None

    def deliver(self, kind: str, payload: Json) -> None:
        """Bring something, now and then twice."""
        super().deliver(kind, payload)
        if kind == "events_api" and self.weather.chance(self.weather.doubles, "double"):
            super().deliver(kind, payload)

    async def _push(self, kind: str, payload: Json, *, retry: int, reason: str) -> str:
        # Slack comes for the last time after five minutes, in which a bot has started long since.
        is_last = retry == len(self._retry_pauses)
        outcome = await super()._push(kind, payload, retry=retry, reason=reason)
        for _ in range(LAST_TRIES if is_last else 0):
            if outcome == "connection_failed":
                await until(self.there, seconds=60)
                await asyncio.sleep(0.5)  # it may be there and shut already: it ends within five
                outcome = await super()._push(kind, payload, retry=retry, reason=reason)
        return outcome

    async def _bring(self, kind: str, payload: Json) -> None:
        before = len(self.lost)
        await super()._bring(kind, payload)
        if any(each is payload for each in self.lost[before:]):
            self.missed(kind, payload)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if method in (*SENDS, *STARTS):
            person = self._workspace._addressed(await slack_standin._content(request))
            whom = person.id if person is not None else ""
            found = self.weather.floods(self.weather.strikes(method, whom))
            if found is not None:
                self._strike(person, method, found)
        return await super()._answer(request)

    def _strike(
        self, person: SlackPerson | None, method: str, found: tuple[int | str, bool]
    ) -> None:
        what, applied = found
        if what in WORDS and person is not None:
            if not person.gone:
                self.unreached(person.id)
            if what == "blocked":
                person.block()
            what = WORDS[str(what)][1]
        self._faults[method].append(slack_standin.Fault(what, 1, applied))

    async def _fail(self, request: web.Request, fault: slack_standin.Fault) -> web.StreamResponse:
        if fault.applied:
            content = await slack_standin._content(request)
            self.torn[str(content.get("channel"))].append(time.monotonic())
        return await super()._fail(request, fault)


async def until(what: Callable[[], bool], *, seconds: float) -> bool:
    """Wait until this is so; False if it does not come to be."""
    try:
        async with asyncio.timeout(seconds):
            while not what():  # noqa: ASYNC110  the stand-in has no event for it
                await asyncio.sleep(0.05)
    except TimeoutError:
        return False
    return True
