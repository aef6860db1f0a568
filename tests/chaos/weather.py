"""Stand-ins with weather: a share of all calls goes wrong, events come twice and out of order.

1. All chance comes from one seeded generator.
2. Whatever was done twice to a person by a call whose answer got lost is counted (`ambiguous`).
3. Events of one person about one question keep their order: what they said last must be plain.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from aiohttp import web

from bot.standins import slack as slack_standin
from bot.standins import telegram as telegram_standin
from bot.standins.slack import SlackStandIn
from bot.standins.slack_people import Json
from bot.standins.telegram import TelegramStandIn, _parameters
from dialogues.model import read_token

# What happens to a call: what, whether it has its effect first, and its part of its kind.
KINDS: tuple[tuple[int | str, bool, float], ...] = (
    (429, False, 1.0),
    (500, False, 0.5),
    (502, True, 0.5),
    ("reset", False, 0.5),
    ("reset", True, 0.5),
    ("hang", True, 1.0),
    ("garbage", False, 1.0),
)
# A person sees these calls; the others only keep the bot waiting.
SENDS = ("sendMessage", "editMessageText", "chat.postMessage", "chat.update")
POLLS = "getUpdates"


@dataclass
class Weather:
    """How bad it is: the share of each kind of fault, of doubles, and of mixed-up orders."""

    random: Random
    share: float = 0.0
    hangs: float = 0.0
    doubles: float = 0.0
    mixes: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)

    def strikes(self, method: str) -> tuple[int | str, bool] | None:
        """What goes wrong with this call, if anything."""
        # A poll that hangs keeps everybody waiting for 40 seconds: it hangs a tenth as often.
        hangs = self.hangs / 10 if method == POLLS else self.hangs
        weights = [part * (hangs if what == "hang" else self.share) for what, _, part in KINDS]
        if self.random.random() >= sum(weights):
            return None
        what, applied, _ = self.random.choices(KINDS, weights)[0]
        self.faults[f"{what}{' after' if applied else ''}"] += 1
        return what, applied

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
        self.ambiguous: Counter[str] = Counter()

    def _take(self, method: str) -> telegram_standin.Fault | None:
        if method == "webhook":
            lost = self.weather.chance(self.weather.share, "answer lost")
            return telegram_standin.Fault("lost", "", 0, applied=True) if lost else None
        if method not in (*SENDS, POLLS, "answerCallbackQuery"):
            return None
        found = self.weather.strikes(method)
        return telegram_standin.Fault(found[0], "", 1, found[1]) if found else None

    async def _fail(
        self, request: web.BaseRequest, fault: telegram_standin.Fault
    ) -> web.StreamResponse:
        if fault.applied and request.path.rpartition("/")[2] in SENDS:
            self.ambiguous[str((await _parameters(request)).get("chat_id"))] += 1
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
        self.ambiguous: Counter[str] = Counter()
        self.missed: Callable[[str, Json], None] = lambda _kind, _payload: None

    def deliver(self, kind: str, payload: Json) -> None:
        """Bring something, now and then twice."""
        super().deliver(kind, payload)
        if kind == "events_api" and self.weather.chance(self.weather.doubles, "double"):
            super().deliver(kind, payload)

    async def _bring(self, kind: str, payload: Json) -> None:
        before = len(self.lost)
        await super()._bring(kind, payload)
        if any(each is payload for each in self.lost[before:]):
            self.missed(kind, payload)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        found = self.weather.strikes(method) if method in SENDS else None
        if found is not None:
            self._faults[method].append(slack_standin.Fault(found[0], 1, found[1]))
        return await super()._answer(request)

    async def _fail(self, request: web.Request, fault: slack_standin.Fault) -> web.StreamResponse:
        if fault.applied:
            content = await slack_standin._content(request)
            self.ambiguous[str(content.get("channel"))] += 1
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
