"""Telegram, by polling or by webhook, private chats only.

1. Calls go through python-telegram-bot's request interface and its mapping of errors; only rare
   calls go through its `Bot`, because building its objects costs more than a turn.
2. Each of its errors becomes one of our three refusals. `BadRequest` and `TimedOut` are kinds of
   its `NetworkError`, so the order of the questions matters.
3. No error that leaves this file holds the token, which is part of every address of the Bot API.
"""

import asyncio
import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Self, cast

import aiohttp
from starlette.routing import Route
from telegram import Bot, error
from telegram.request import BaseRequest, RequestData

from bot.channels import (
    Capabilities,
    Channel,
    CommandMenu,
    Gone,
    Hear,
    Message,
    Refused,
    TryLater,
    WrongSetting,
)
from bot.channels import telegram_payloads as payloads
from bot.channels.floods import Floods
from bot.channels.telegram_intake import Intake, Pause, check_secret
from bot.channels.telegram_menus import show
from bot.channels.telegram_payloads import Parameters, heard, requests

__all__ = ["Telegram", "heard", "requests"]

PATH = "/telegram/webhook"
CONNECTIONS, CONNECT_SECONDS = 64, 5.0
ANSWER_SECONDS, POLL_SECONDS = 10.0, 30
_JSON = json.JSONEncoder(check_circular=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Plain:
    """The one documented property of RequestData that `do_request` reads, over a plain dict."""

    parameters: Parameters


class _Flood(error.TelegramError):
    """Stands for the library's RetryAfter, which warns of its own future whenever it is made."""

    def __init__(self, payload: bytes) -> None:
        super().__init__("too many requests")
        found = re.search(rb'"retry_after"\s*:\s*(\d{1,9})', payload)
        self.seconds = float(found[1]) if found else 0.0


@cache
def _patience(seconds: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's request interface on aiohttp; its `post` maps the errors.

    Texts only: nothing of ours uploads a file.
    """

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds that a call may take if it does not say otherwise."""
        return ANSWER_SECONDS

    async def initialize(self) -> None:
        """Open the one session, if it is not open."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT, "Content-Type": "application/json"},
            )

    async def shutdown(self) -> None:
        """Close the session."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *_: Any,
        **_others: Any,
    ) -> tuple[int, bytes]:
        """Make one call; errors of the network become the library's, without the address."""
        if self._session is None:
            raise error.NetworkError("not open")
        seconds = self.read_timeout if read_timeout is self.DEFAULT_NONE else read_timeout
        body = None if request_data is None else _JSON.encode(request_data.parameters).encode()
        try:
            async with self._session.request(
                method, url, data=body, timeout=_patience(seconds), allow_redirects=False
            ) as answer:
                status, payload = answer.status, await answer.read()
        except TimeoutError:
            raise error.TimedOut from None
        except (aiohttp.ClientError, OSError) as failure:
            raise error.NetworkError(type(failure).__name__) from None
        if status == 429:
            raise _Flood(payload)
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer of the Bot API. The library's own reader logs what it cannot read."""
        found: Any = None
        with suppress(ValueError):
            found = json.loads(payload)
        if not isinstance(found, dict) or not isinstance(found.get("parameters", {}), dict):
            raise error.TelegramError("not an answer of the Bot API")
        return {"result": None, **found}


class Telegram(Channel):
    """A bot on Telegram. With `public_url` Telegram brings the updates, without we fetch them."""

    name: ClassVar[str] = payloads.NAME
    capabilities: ClassVar[Capabilities] = Capabilities(
        slash=True, edits=True, row=3, label=60, text=payloads.TEXT, copies=True, clears="both"
    )

    def __init__(
        self,
        token: str,
        *,
        api_url: str = "https://api.telegram.org",
        webhook_secret: str = "",
        public_url: str = "",
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.account = ""
        self._token, self._api = token, api_url.rstrip("/")
        self._secret = webhook_secret
        self._webhook = f"{public_url.rstrip('/')}{PATH}" if public_url else ""
        self.polls = not public_url
        self._pause = pause
        self._request, self._floods = AiohttpRequest(), Floods()
        self._intake = Intake(self._ask)

    @classmethod
    def configured(cls, settings: Any) -> Self | None:
        """The bot of the settings, if there is a token."""
        token, secret = settings.telegram_token, settings.telegram_webhook_secret
        if token is None:
            return None
        return cls(
            token.get_secret_value(),
            api_url=settings.telegram_api_url,
            webhook_secret=secret.get_secret_value() if secret is not None else "",
            public_url=settings.public_url or "",
        )

    async def open(self, menus: Sequence[CommandMenu]) -> None:
        """Learn who we are, choose webhook or polling; the menus come with `introduce`."""
        del menus
        if self._webhook:
            check_secret(self._secret)
        await self._request.initialize()
        try:
            await self._learn()
        except (error.TelegramError, AttributeError, KeyError, TypeError) as failure:
            await self.close()
            raise WrongSetting(self._trouble(failure)) from None

    async def introduce(self, menus: Sequence[CommandMenu]) -> bool:
        """Set commands and descriptions in every language that Telegram can name."""
        return await show(self._ask, menus, pause=self._pause)

    async def _learn(self) -> None:
        bot = Bot(
            self._token,
            base_url=f"{self._api}/bot",
            base_file_url=f"{self._api}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )
        me = await bot.get_me()
        self.account = self._intake.account = str(me.id)
        self._intake.username, self.begins = me.username or "", f"https://t.me/{me.username}?start="
        if self._webhook:
            await bot.set_webhook(
                self._webhook, allowed_updates=payloads.UPDATES, secret_token=self._secret
            )
        else:
            # As long as a webhook is set, every getUpdates is answered 409.
            await bot.delete_webhook()

    def _trouble(self, failure: Exception) -> str:
        if isinstance(failure, error.InvalidToken):
            return (
                f"Telegram at {self._api} does not know this token: set HOWAREYOU_TELEGRAM_TOKEN "
                "to the one that @BotFather gave."
            )
        if isinstance(failure, error.BadRequest) and self._webhook:
            return f"Telegram does not accept the webhook {self._webhook}: {failure.message}."
        return (
            f"Telegram cannot be reached at {self._api} ({type(failure).__name__}): check the "
            "network and HOWAREYOU_TELEGRAM_API_URL."
        )

    def routes(self, hear: Hear) -> list[Route]:
        """The webhook, if Telegram brings the updates."""
        return [self._intake.route(PATH, hear, secret=self._secret)] if self._webhook else []

    async def listen(self, hear: Hear) -> None:
        """Fetch and hand over until cancelled, with patience; nothing to do with a webhook."""
        if not self._webhook:
            await self._intake.poll(self._fetch, hear, pause=self._pause)

    async def _fetch(self, offset: int | None) -> Any:
        asked = {"timeout": POLL_SECONDS, "allowed_updates": payloads.UPDATES}
        asked |= {} if offset is None else {"offset": offset}
        return await self._ask("getUpdates", asked, seconds=POLL_SECONDS + ANSWER_SECONDS)

    async def send(self, address: str, message: Message) -> str:
        """Send or edit; of a text that an older version put as one, the last part is named."""
        sent = ""
        for request in requests(address, message):
            sent = await self._send(*request, anew=message.anew)
        return sent

    async def _send(self, method: str, parameters: Parameters, *, anew: bool) -> str:
        try:
            result = await self._call(method, parameters)
        except error.TelegramError as failure:
            if method == "editMessageText" and isinstance(failure, error.BadRequest):
                if "not modified" in failure.message.lower():
                    return str(parameters["message_id"])
                gone = any(reason in failure.message.lower() for reason in payloads.UNEDITABLE)
                if gone and anew:
                    return await self._send(*payloads.as_new(parameters), anew=False)
            raise self._refused(failure, parameters) from None
        number = result.get("message_id") if isinstance(result, dict) else None
        if not isinstance(number, int):
            raise TryLater("unreadable answer")
        return str(number)

    async def clear(self, address: str, refs: Sequence[str]) -> None:
        """Delete these messages, as far as a bot may: both sides' of the last 48 hours."""
        with suppress(Refused):
            await self._ask(*payloads.removal(address, refs))

    async def close(self) -> None:
        """Stop what runs on the side and close the connections."""
        await self._intake.close()
        await self._request.shutdown()

    async def _ask(self, method: str, parameters: Parameters, *, seconds: float = 0.0) -> Any:
        try:
            return await self._call(method, parameters, seconds=seconds)
        except error.InvalidToken as failure:
            raise WrongSetting(self._trouble(failure)) from None
        except error.TelegramError as failure:
            raise self._refused(failure, parameters) from None

    def _refused(self, failure: error.TelegramError, parameters: Parameters) -> Exception:
        if isinstance(failure, _Flood):
            return self._floods.refused(str(parameters.get("chat_id", "")), failure.seconds)
        return _refusal(failure)

    async def _call(self, method: str, parameters: Parameters, *, seconds: float = 0.0) -> Any:
        # RequestData is built by the library's Bot only; `post` passes it on untouched to us.
        data = cast("RequestData", _Plain(parameters))
        url = f"{self._api}/bot{self._token}/{method}"
        return await self._request.post(url, data, read_timeout=seconds or ANSWER_SECONDS)


def _refusal(failure: error.TelegramError) -> TryLater | Gone | Refused:
    name = type(failure).__name__
    if isinstance(failure, error.Forbidden | error.ChatMigrated):
        return Gone(name)
    if isinstance(failure, error.InvalidToken):
        return TryLater(name, after=60.0, everyone=True)
    if isinstance(failure, error.BadRequest):
        gone = any(reason in failure.message.lower() for reason in payloads.NOBODY)
        return Gone(name) if gone else Refused(failure.message[:200])
    return TryLater(name)
