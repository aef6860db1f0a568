"""How updates of Telegram come in: fetched by us or brought to us (no library).

1. An update is confirmed to Telegram only after it was heard: the polling offset moves on, and
   the webhook answers 200, when `hear` has returned. If it raised, the same update comes again.
2. The offset lives in memory. Update ids may start anew after a quiet week, so none is kept and
   none is compared across restarts: what comes twice is known by its event key.
3. What a person waits to see (a tap answered) is done at once, on the side, and at best effort.
"""

import asyncio
import hmac
import json
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels import Gone, Hear, Refused, TryLater, WrongSetting
from bot.channels import telegram_payloads as payloads
from bot.channels.door import Door, Shut
from bot.channels.telegram_payloads import Parameters

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
SECRET_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,256}")
# Telegram asks for at most 20 messages a minute in a group
# (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this); a link needs
# one. Links to all groups together are as few, as they do not stand in line with the talks.
SEEN_SECONDS = 60.0
MOST_GROUPS = 20
MOST_ASIDE = 200
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0

Call = Callable[[str, Parameters], Awaitable[Any]]
Fetch = Callable[[int | None], Awaitable[Any]]
Pause = Callable[[float], Awaitable[object]]

_log = structlog.get_logger()


def check_secret(secret: str) -> None:
    """Refuse a webhook secret that Telegram would not take, or none at all."""
    if not SECRET_SHAPE.fullmatch(secret):
        raise WrongSetting(
            "HOWAREYOU_TELEGRAM_WEBHOOK_SECRET must be 1 to 256 of the characters "
            "A-Z a-z 0-9 _ - because HOWAREYOU_PUBLIC_URL is set."
        )


class Intake:
    """Takes updates to `hear`. `call` asks the Bot API and raises only what channels raise."""

    def __init__(self, call: Call, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.account = ""
        self.username = ""
        self._call = call
        self._aside: set[asyncio.Task[None]] = set()
        self._door = Door()
        self._groups: dict[int, float] = {}
        self._clock = clock

    async def poll(self, fetch: Fetch, hear: Hear, *, pause: Pause) -> None:
        """Fetch and hand over for ever; only a wrong setting or a cancellation ends it."""
        offset: int | None = None
        wait = FIRST_PAUSE
        while True:
            try:
                updates = await fetch(offset)
                following = _following(updates, offset)
                await self.hand_over(updates, hear)
            except WrongSetting:
                raise
            except Exception as error:  # noqa: BLE001 - a batch that was not heard comes again
                asked = error if isinstance(error, TryLater) else None
                _log.warning(
                    "telegram.not_heard", channel=payloads.NAME, reason=type(error).__name__
                )
                await pause(max(wait, asked.after if asked else 0.0))
                wait = min(2 * wait, LONGEST_PAUSE)
                continue
            offset, wait = following, FIRST_PAUSE

    def route(self, path: str, hear: Hear, *, secret: str) -> Route:
        """The webhook: where Telegram brings its updates."""

        async def receive(request: Request) -> Response:
            """One update, answered once it was heard."""
            return await self.receive(request, hear, secret=secret)

        return Route(path, receive, methods=["POST"])

    async def receive(self, request: Request, hear: Hear, *, secret: str) -> Response:
        """Hear the update that a request brings, and answer it."""
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not secret or not hmac.compare_digest(given, secret.encode()):
            return Response(status_code=403)
        try:
            async with self._door.admitted(request) as body:
                return Response(status_code=await self._heard(body, hear))
        except Shut as shut:
            return shut.answer

    async def _heard(self, body: bytes, hear: Hear) -> int:
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return 400
        try:
            await self.hand_over([update], hear)
        except Exception as error:  # noqa: BLE001 - whatever it was, Telegram shall bring it again
            _log.warning("telegram.not_heard", channel=payloads.NAME, reason=type(error).__name__)
            return 503
        return 200

    async def hand_over(self, updates: Sequence[Any], hear: Hear) -> None:
        """Give `hear` what these updates mean; what cannot be read is counted and let go."""
        batch = []
        unreadable = 0
        for update in updates:
            self._react(update)
            try:
                found = payloads.read(update, self.account)
            except payloads.UnreadableError:
                unreadable += 1
                continue
            if found is not None:
                batch.append(found)
        if unreadable:
            _log.warning("telegram.unreadable", channel=payloads.NAME, count=unreadable)
        if batch or not updates:  # that nothing came is heard too: Telegram was reached
            await hear(batch)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something on the side until `close`."""
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    async def close(self) -> None:
        """Stop what runs on the side."""
        running = list(self._aside)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _react(self, update: Any) -> None:
        # The app shows a tap as hanging until it is answered; that must not wait for a commit.
        query = payloads.query_id(update)
        if query is not None:
            self._do("answerCallbackQuery", {"callback_query_id": query})
        # A group is only shown the way to the private chat: a link, the same in every language.
        group = payloads.called_in_group(update, self.username)
        if group is not None and self._may_show(group):
            link = f"https://t.me/{self.username}"
            self._do("sendMessage", {"chat_id": group, "text": link})

    def _may_show(self, group: int) -> bool:
        """A group has seen the link for a minute; and no more groups a minute than one may get."""
        now = self._clock()
        self._groups = {each: at for each, at in self._groups.items() if now - at < SEEN_SECONDS}
        if group in self._groups or len(self._groups) >= MOST_GROUPS:
            return False
        self._groups[group] = now
        return True

    def _do(self, method: str, parameters: Parameters) -> None:
        # Nobody waits for it, so under a flood it is let be rather than piled up.
        if len(self._aside) < MOST_ASIDE:
            self.start(self._try(method, parameters))

    async def _try(self, method: str, parameters: Parameters) -> None:
        try:
            await self._call(method, parameters)
        except (TryLater, Gone, Refused, WrongSetting) as error:
            _log.debug("telegram.not_done", channel=payloads.NAME, reason=type(error).__name__)


def _following(updates: Any, offset: int | None) -> int | None:
    if not isinstance(updates, list):
        raise payloads.UnreadableError("updates")
    ids = [number for number in map(payloads.update_id, updates) if number is not None]
    if updates and not ids:
        raise payloads.UnreadableError("update_id")
    return max(ids) + 1 if ids else offset
