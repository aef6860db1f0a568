"""A small Slack on loopback: Web API, Events API and Socket Mode, with faults on demand.

1. Events are brought again until they are acknowledged, four times in all, as Slack does; taps
   and commands are brought once, and what was not acknowledged is kept in `lost`.
2. An address for a socket is good for one connection.
3. What Slack would not take is refused and noted in `violations`.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from typing import Self, cast
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from bot.standins.slack_people import Json, SlackPerson
from bot.standins.slack_workspace import Workspace, error

BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-standin", "xapp-standin", "standin-secret"
RETRY_PAUSES = (0.0, 0.05, 0.1)
PATIENCE = 3.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to bring something to the app: how often before, and what came of it."""

    key: str
    retry: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one call."""

    what: int | str
    retry_after: int
    applied: bool


class SlackStandIn:
    """One workspace. Give `events_url` to call the app; without it the app connects by socket."""

    def __init__(
        self,
        *,
        events_url: str = "",
        retry_pauses: tuple[float, ...] = RETRY_PAUSES,
        patience: float = PATIENCE,
        echo: bool = False,
    ) -> None:
        self.events_url = events_url
        self.url = ""
        self.attempts: list[Attempt] = []
        self.lost: list[Json] = []
        self.calls: Counter[str] = Counter()
        self.requests: deque[tuple[str, Json]] = deque(maxlen=1000)
        self._retry_pauses, self._patience = retry_pauses, patience
        self._workspace = Workspace(self.deliver, echo=echo)
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._sockets: list[web.WebSocketResponse] = []
        self._connected = asyncio.Event()
        self._tickets: set[str] = set()
        self._acks: dict[str, asyncio.Future[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/api/{method}", self._answer)
        app.router.add_get("/link", self._socket)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._host = f"{host}:{port}"
        self.url = f"http://{self._host}/api/"
        limit = aiohttp.ClientTimeout(total=self._patience)
        self._session = aiohttp.ClientSession(timeout=limit)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.hang_up()
        await self._session.close()
        await self._runner.cleanup()

    # --- people, faults and waiting ------------------------------------------------------------

    def person(self, name: str = "U0AMAL", language: str = "en-GB") -> SlackPerson:
        """A person of the workspace; `language` is that of their Slack app."""
        return self._workspace.person(name, language)

    @property
    def violations(self) -> list[str]:
        """What was sent that Slack would not have taken."""
        return self._workspace.violations

    def fail_next(
        self,
        method: str,
        fault: int | str,
        *,
        times: int = 1,
        retry_after: int = 1,
        applied: bool = False,
    ) -> None:
        """Let the next calls go wrong: a status, "reset", "hang", "garbage", or a code of Slack's.

        With `applied` the call has its effect first, which the bot cannot know.
        """
        self._faults[method].extend([Fault(fault, retry_after, applied)] * times)

    def deliver(self, kind: str, payload: Json) -> None:
        """Bring something to the app, as often as Slack would."""
        task = asyncio.create_task(self._bring(kind, payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait until everything was acknowledged or given up."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def connected(self) -> None:
        """Wait until the app has a socket."""
        await self._connected.wait()

    async def refresh(self) -> None:
        """Ask the app to connect anew, as Slack does every few hours."""
        sockets, self._sockets = self._sockets, []
        self._connected.clear()
        for socket in sockets:
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    def forget_tickets(self) -> None:
        """Let every address given out for a socket run out."""
        self._tickets.clear()

    async def hang_up(self) -> None:
        """Close every socket without a word."""
        sockets, self._sockets = self._sockets, []
        self._connected.clear()
        for socket in sockets:
            await socket.close()

    # --- from Slack to the app -----------------------------------------------------------------

    async def _bring(self, kind: str, payload: Json) -> None:
        pauses = (0.0, *self._retry_pauses) if kind == "events_api" else (0.0,)
        bring = self._push if self.events_url else self._envelope
        outcome, key = "", str(payload.get("event_id") or kind)
        for retry, pause in enumerate(pauses):
            if pause:
                await asyncio.sleep(pause)
            outcome = await bring(kind, payload, retry=retry, reason=outcome)
            self.attempts.append(Attempt(key, retry, outcome))
            if outcome == "ok":
                return
        self.lost.append(payload)

    async def _push(self, kind: str, payload: Json, *, retry: int, reason: str) -> str:
        if kind == "events_api":
            content, body = "application/json", json.dumps(payload)
        else:
            fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            content, body = "application/x-www-form-urlencoded", urlencode(fields)
        headers = {"Content-Type": content, **signed(body)}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        try:
            async with self._session.post(self.events_url, data=body, headers=headers) as answer:
                return "ok" if answer.status < 300 else "http_error"
        except TimeoutError:
            return "http_timeout"
        except aiohttp.ClientError:
            return "connection_failed"

    async def _envelope(self, kind: str, payload: Json, *, retry: int, reason: str) -> str:
        while not self._sockets:
            await self._connected.wait()
        name = self._workspace.stamps.name("envelope-")
        envelope: Json = {"type": kind, "envelope_id": name, "payload": payload}
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        self._acks[name] = asyncio.get_running_loop().create_future()
        try:
            await self._sockets[0].send_json({**envelope, "accepts_response_payload": not retry})
            async with asyncio.timeout(self._patience):
                await self._acks[name]
        except (TimeoutError, ConnectionError):
            return "timeout"
        finally:
            del self._acks[name]
        return "ok"

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": len(self._sockets) + 1})
        self._sockets.append(socket)
        self._connected.set()
        async for frame in socket:
            if frame.type is aiohttp.WSMsgType.TEXT:
                waiting = self._acks.get(json.loads(frame.data).get("envelope_id"))
                if waiting is not None and not waiting.done():
                    waiting.set_result(None)
        if socket in self._sockets:
            self._sockets.remove(socket)
        if not self._sockets:
            self._connected.clear()
        return socket

    # --- from the app to Slack -----------------------------------------------------------------

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, content = request.match_info["method"], await _content(request)
        self.calls[method] += 1
        self.requests.append((method, content))
        waiting = self._faults[method]
        fault = waiting.popleft() if waiting else None
        if fault is not None and not fault.applied:
            return await self._fail(request, fault)
        answer = self._call(method, content, request.headers.get("Authorization", ""))
        if fault is not None:
            return await self._fail(request, fault)
        return web.json_response(answer)

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.what == 429:
            headers = {"Retry-After": str(fault.retry_after)}
            return web.json_response(error("ratelimited"), status=429, headers=headers)
        if isinstance(fault.what, int):
            return web.Response(status=fault.what, text="<p>Sorry</p>", content_type="text/html")
        if fault.what == "garbage":
            return web.Response(text="ok")
        if fault.what not in {"hang", "reset"}:
            return web.json_response(error(fault.what))
        if fault.what == "hang":
            await self._closing.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _call(self, method: str, content: Json, authorization: str) -> Json:
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if authorization != f"Bearer {wanted}":
            return error("invalid_auth")
        if method == "apps.connections.open":
            self._tickets.add(ticket := self._workspace.stamps.name("ticket-"))
            return {"ok": True, "url": f"ws://{self._host}/link?ticket={ticket}"}
        return self._workspace.call(method, content)


def signed(body: str, *, secret: str = SECRET, at: int | None = None) -> dict[str, str]:
    """The headers by which the app knows that a request is Slack's."""
    stamp = str(int(time.time()) if at is None else at)
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }


async def _content(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return cast("Json", await request.json())
    return dict(await request.post())
