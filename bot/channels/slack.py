"""Slack, by web address (Events API) or by Socket Mode, direct messages only.

1. What came is acknowledged (200, or the envelope) only after `hear` returned; an exception gives
   500 or no acknowledgement, and Slack brings it again.
2. Intake stands before bolt's authorization: that step answers 200 when auth.test fails, and the
   event would be gone. What comes by web address does not go through bolt at all: only the SDK's
   check of the signature is between Slack and us (slack_requests), as bolt costs twice a turn.
3. Slack's libraries write whole payloads into their logs, so their loggers are mute. Of the calls
   only those at the start go through the SDK, which takes longer over one than the network does.
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any, ClassVar, Self

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from starlette.routing import Route

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
from bot.channels.floods import Floods
from bot.channels.slack_answers import read, said, seconds
from bot.channels.slack_blocks import (
    TEXT,
    Patience,
    Stale,
    as_new,
    home,
    refusal,
    removal,
    requests,
)
from bot.channels.slack_events import farewell, heard, home_opened
from bot.channels.slack_requests import Receiver

__all__ = ["Slack", "heard", "requests"]

PATH = "/slack/events"
_JSON = json.JSONEncoder(check_circular=False, separators=(",", ":"))

log = structlog.get_logger()


class Slack(Channel):
    """One workspace. With an app token it fetches by Socket Mode, else Slack calls `/slack/events`.

    An address is the id of a person; the id of a message is "<conversation>:<ts>".
    """

    name: ClassVar[str] = "slack"
    capabilities: ClassVar[Capabilities] = Capabilities(
        slash=False, edits=True, row=5, label=75, text=TEXT, keys=40, clears="own"
    )
    ping_seconds: ClassVar[float] = 10.0
    call_seconds: ClassVar[float] = 10.0

    def __init__(
        self,
        bot_token: str,
        *,
        signing_secret: str = "",
        app_token: str = "",
        api_url: str = "https://slack.com/api/",
    ) -> None:
        self.account, self.begins, self.polls = "", "", False
        self._app_token = app_token
        self._signing_secret = signing_secret
        self._headers = {
            "Authorization": f"Bearer {bot_token}",
            "Content-Type": "application/json;charset=utf-8",  # without one Slack warns
        }
        self._menus: dict[str, CommandMenu] = {}
        # bolt and the SDK repeat a dropped chat.postMessage by themselves: no handlers, no copies.
        self._client = AsyncWebClient(
            bot_token, base_url=api_url, retry_handlers=[], logger=_mute()
        )
        self._socket_url: str | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._parted = asyncio.Event()
        self._floods: defaultdict[str, Floods] = defaultdict(Floods)

    @classmethod
    def configured(cls, settings: Any) -> Self | None:
        """The app of the settings, if there is a bot token."""
        token, secret = settings.slack_bot_token, settings.slack_signing_secret
        app_token = settings.slack_app_token
        if token is None:
            return None
        return cls(
            token.get_secret_value(),
            signing_secret=secret.get_secret_value() if secret is not None else "",
            app_token=app_token.get_secret_value() if app_token is not None else "",
            api_url=settings.slack_api_url,
        )

    async def open(self, menus: Sequence[CommandMenu]) -> None:
        """Ask Slack who we are; the menus become the buttons of the Home."""
        if not self._signing_secret and not self._app_token:
            raise WrongSetting(
                "Slack needs HOWAREYOU_SLACK_APP_TOKEN (no web address needed)"
                " or HOWAREYOU_SLACK_SIGNING_SECRET."
            )
        self._menus = {menu.language: menu for menu in menus}
        self._client.session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self.call_seconds),
            cookie_jar=aiohttp.DummyCookieJar(),
            json_serialize=_JSON.encode,
        )
        try:
            known = await self._introduce("SLACK_BOT_TOKEN", self._client.auth_test())
            self.account = str(known.get("team_id") or "")
            if self._app_token:
                opening = self._client.apps_connections_open(app_token=self._app_token)
                opened = await self._introduce("SLACK_APP_TOKEN", opening)
                self._socket_url = str(opened.get("url") or "") or None
        except BaseException:
            await self.close()
            raise

    def routes(self, hear: Hear) -> list[Route]:
        """The one address for events, buttons and commands; none in Socket Mode."""
        if self._app_token:
            return []
        known = SignatureVerifier(self._signing_secret).is_valid
        receiver = Receiver(known, lambda body: self._take_in(body, hear))
        return [Route(PATH, receiver.receive, methods=["POST"])]

    async def listen(self, hear: Hear) -> None:
        """Keep a Socket Mode connection until cancelled, or until the app is taken away."""
        if not self._app_token:
            return
        handler = AsyncSocketModeHandler(
            self._app(hear), self._app_token, logger=_mute(), ping_interval=self.ping_seconds
        )
        socket = handler.client
        socket.wss_uri, self._socket_url = self._socket_url, None
        connecting = asyncio.create_task(socket.connect())  # type: ignore[no-untyped-call] # SDK
        parted = asyncio.create_task(self._parted.wait())
        try:
            while not self._parted.is_set():
                await asyncio.wait([parted], timeout=self.ping_seconds)
                # The address is a ticket for one connection; without one the SDK asks for a new.
                if not await socket.is_connected():
                    socket.wss_uri = None
        finally:
            parted.cancel()
            await _hang_up(handler, connecting)

    async def send(self, address: str, message: Message) -> str:
        """Say it as a direct message, or change the message that was tapped."""
        ref = ""
        for method, content in requests(address, message):
            try:
                ref = await self._say(method, content)
            except Stale:
                ref = await self._say(*as_new(address, content, anew=message.anew))
        return ref

    async def clear(self, address: str, refs: Sequence[str]) -> None:  # noqa: ARG002 - a ref says where
        """Delete these messages of ours; what people wrote no bot may delete."""
        for ref in refs:
            with suppress(Gone, Refused):
                await self._call(*removal(ref))

    async def publish_home(self, address: str, language: str = "") -> None:
        """Show this person the Home, in this language or that of their app; best effort."""
        with suppress(TryLater, Gone, Refused):
            view = home(self._menus, language or await self._language(address))
            if view is not None:
                await self._call("views.publish", {"user_id": address, "view": view})

    async def close(self) -> None:
        """Let go of connections and of Homes not yet shown."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._client.session is not None:
            await self._client.session.close()

    def _app(self, hear: Hear) -> AsyncApp:
        async def take_in(body: dict[str, Any], next_: Any) -> BoltResponse:  # noqa: ARG001 - bolt
            await self._take_in(body, hear)
            return BoltResponse(status=HTTPStatus.OK)

        return AsyncApp(
            name="howareyou",
            client=self._client,
            signing_secret=self._signing_secret,
            before_authorize=take_in,
            logger=_mute(),
        )

    async def _take_in(self, body: Mapping[str, Any], hear: Hear) -> None:
        found = heard(body, self.account)
        if found is not None:
            await hear([found])
        self._notice(body)

    def _notice(self, body: Mapping[str, Any]) -> None:
        if person := home_opened(body):
            self._later(self.publish_home(person))
        if parting := farewell(body):
            log.warning("slack.stopped", channel=self.name, outcome=parting)
            self._parted.set()

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        # A set keeps the task alive: the event loop itself holds only a weak reference.
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _language(self, person: str) -> str:
        # Needs the scope users:read; without it the Home is in English with a hint.
        with suppress(TryLater, Gone, Refused):
            known = await self._call("users.info", {"user": person, "include_locale": True})
            account = known.get("user")
            locale = account.get("locale") if isinstance(account, dict) else ""
            return str(locale or "").replace("_", "-").partition("-")[0].lower()
        return ""

    async def _say(self, method: str, content: Mapping[str, object]) -> str:
        answer = await self._call(method, content)
        return f"{answer.get('channel')}:{answer.get('ts')}"

    async def _call(self, method: str, content: Mapping[str, object]) -> Mapping[str, Any]:
        session, url = self._client.session, f"{self._client.base_url}{method}"
        if session is None:
            raise TryLater("Slack is not open")
        try:
            async with session.request(
                "POST", url, json=content, headers=self._headers, allow_redirects=False
            ) as answer:
                told = said(await answer.json())
        # A page of a proxy is text and not JSON.
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            raise TryLater(f"Slack could not be reached ({type(error).__name__})") from None
        if answer.status == HTTPStatus.OK and told.get("ok") is True:
            return told
        after = seconds(answer.headers.get("Retry-After", ""))
        reason = refusal(answer.status, str(told.get("error") or ""), after=after)
        if isinstance(reason, Patience):  # each method has its own limits
            raise self._floods[method].refused(str(content.get("channel") or ""), after)
        raise reason

    async def _introduce(
        self, setting: str, asking: Coroutine[Any, Any, AsyncSlackResponse]
    ) -> Mapping[str, Any]:
        try:
            return said((await asking).data)
        except SlackApiError as error:
            code, status = read(error)
            reason = refusal(status, code)
            if not isinstance(reason, TryLater) or reason.everyone:
                raise WrongSetting(f"Slack does not accept HOWAREYOU_{setting} ({code}).") from None
        except (aiohttp.ClientError, OSError, TimeoutError, AttributeError):
            pass
        raise WrongSetting(f"Slack could not be reached at {self._client.base_url}.")


async def _hang_up(handler: AsyncSocketModeHandler, connecting: asyncio.Task[None]) -> None:
    socket = handler.client
    # Slack does not always answer the closing of a socket, and we do not wait for it.
    with suppress(TimeoutError):
        async with asyncio.timeout(2):
            await handler.close_async()  # type: ignore[no-untyped-call] # bolt has no types here
    await socket.aiohttp_client_session.close()
    connecting.cancel()
    running = (connecting, socket.message_processor, socket.current_session_monitor)
    ended = [task for task in (*running, socket.message_receiver) if task is not None]
    await asyncio.gather(*ended, return_exceptions=True)


def _mute() -> logging.Logger:
    # A level above all others, and not NOTSET: the SDK formats its debug lines at NOTSET.
    logger = logging.getLogger("howareyou.slack")
    logger.setLevel(logging.CRITICAL + 1)
    return logger
