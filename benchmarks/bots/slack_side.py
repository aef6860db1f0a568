"""Slack as an app meets it: signed requests at its web address, and the Web API's answers.

Everything is there but the socket: a request is signed and brought to the app as a web server
brings it (ASGI), and a call is built and its answer read by Slack's own client.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from itertools import count
from typing import Any, Self
from urllib.parse import quote_plus

from scene import Replied, Shown

BOT_TOKEN, SECRET = "xoxb-standin", "standin-secret"
TEAM, APP, BOT_USER = "T0STANDIN", "A0STANDIN", "U0BOT"
PATH = "/slack/events"
Event = tuple[bytes, str]
_SIGNS = [quote_plus(bytes([byte])) for byte in range(256)]


class _Escaped(dict[str, str]):
    """Pieces of forms, escaped: most of what people bring back is alike, and costs little so."""

    most = 2_000

    def __missing__(self, piece: str) -> str:
        if len(self) >= self.most:
            self.clear()
        found = self[piece] = "".join(map(_SIGNS.__getitem__, piece.encode()))
        return found


_ESCAPED = _Escaped()


def person(chat: int) -> str:
    """The id of a person."""
    return f"U{chat:010d}"


class Slack:
    """The platform's side of an event."""

    def typed(self, number: int, chat: int, text: str) -> Event:
        """A direct message."""
        stamp = f"{1_803_895_200 + number}.000100"
        said = {"type": "message", "user": person(chat), "ts": stamp, "text": text, "team": TEAM}
        place = {"channel": f"D{chat:010d}", "channel_type": "im", "event_ts": stamp}
        holder = {"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
        body = {"type": "event_callback", "team_id": TEAM, "api_app_id": APP}
        body |= {"event": said | place, "event_id": f"Ev{number:08d}", "authorizations": [holder]}
        return json.dumps(body).encode(), "application/json"

    def tapped(self, number: int, shown: Shown, button: dict[str, Any]) -> Event:
        """A button of a message, with the message that it was on."""
        channel = f"D{shown.chat:010d}"
        place = {"type": "message", "message_ts": shown.id, "channel_id": channel}
        action = {**button, "type": "button", "action_ts": f"{1_803_895_200 + number}.000200"}
        body = {"type": "block_actions", "api_app_id": APP, "team": {"id": TEAM}}
        body |= {"user": {"id": person(shown.chat), "team_id": TEAM}, "channel": {"id": channel}}
        body |= {"container": place, "trigger_id": f"1.2.{number}", "actions": [action]}
        body |= {"response_url": "https://hooks.slack.com/actions/T0/1/2"}
        whole = f'{json.dumps(body)[:-1]}, "message": {shown.written}}}'
        escaped = "%22".join(map(_ESCAPED.__getitem__, whole.split('"')))
        return f"payload={escaped}".encode(), "application/x-www-form-urlencoded"


async def bring(app: Any, event: Event) -> None:
    """Bring a signed request to an ASGI app, and expect 200."""
    body, content = event
    stamp = str(int(time.time()))
    known = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {"content-type": content, "content-length": str(len(body))}
    headers |= {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={known}"}
    scope = {"type": "http", "http_version": "1.1", "method": "POST", "scheme": "http"}
    scope |= {"path": PATH, "raw_path": PATH.encode(), "root_path": "", "query_string": b""}
    scope |= {"headers": [(name.encode(), value.encode()) for name, value in headers.items()]}
    scope |= {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8080)}
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start" and message["status"] != 200:
            raise RuntimeError(f"answered {message['status']}")

    await app(scope, receive, send)


class Answer:
    """An answer of the Web API, as aiohttp shows one."""

    status, content_type = 200, "application/json"
    headers: Mapping[str, str] = {"Content-Type": "application/json"}

    def __init__(self, body: str) -> None:
        self._body = body

    async def json(self) -> Any:
        """Read it."""
        return json.loads(self._body)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing to close."""


class Session:
    """The network under Slack's client: every call is answered at once."""

    closed = False

    def __init__(self, replied: Replied) -> None:
        self._replied = replied
        self._stamps = count(1)

    def request(self, verb: str, url: str, **given: Any) -> Answer:
        """Build the body as aiohttp would, and say yes."""
        body = given.get("json")
        if body is not None:
            json.dumps(body).encode()
        return Answer(self._answer(url.rpartition("/")[2], body or given.get("data") or {}))

    def _answer(self, method: str, asked: Mapping[str, Any]) -> str:
        if method == "auth.test":
            known = {
                "team_id": TEAM,
                "user_id": BOT_USER,
                "bot_id": "B0STANDIN",
                "url": "https://x",
            }
            return json.dumps({"ok": True, **known})
        if method not in ("chat.postMessage", "chat.update"):
            return json.dumps({"ok": True})
        stamp = asked.get("ts") or f"1803895200.{next(self._stamps):06d}"
        blocks = asked["blocks"]
        rows = [block["elements"] for block in blocks if block["type"] == "actions"]
        chat = int(asked["channel"][1:])
        said = {"type": "message", "text": asked["text"], "ts": stamp, "blocks": blocks}
        message = json.dumps(said)
        self._replied(Shown(chat, stamp, rows, message))
        answer = {"ok": True, "channel": f"D{chat:010d}", "ts": stamp}
        return f'{json.dumps(answer)[:-1]}, "message": {message}}}'

    async def close(self) -> None:
        """Nothing to close."""
