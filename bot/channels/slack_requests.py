"""What Slack brings to our web address: known to be Slack's before it is read (no library).

1. Nobody is heard without Slack's signature over these very bytes, made just now.
2. Slack is answered 200 only after `take` returned; if it raised, 500, and Slack brings it again.
3. What is signed and cannot be read is told so (400), never guessed at.
"""

import binascii
import json
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.door import Door, Shut

# Whether a body, with the time stamp and the signature beside it, is Slack's.
Known = Callable[[bytes, str, str], bool]
Take = Callable[[Mapping[str, Any]], Awaitable[None]]
_PAYLOAD = b"payload="

log = structlog.get_logger()


class Receiver:
    """Lets in what Slack signed and hands it to `take`."""

    def __init__(self, known: Known, take: Take) -> None:
        self._known = known
        self._take = take
        self._door = Door()

    async def receive(self, request: Request) -> Response:
        """Answer one request."""
        stamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        # The verification stumbles over these; they are forgeries like any other.
        readable = stamp.isascii() and stamp.isdigit() and signature.isascii()
        try:
            async with self._door.admitted(request) as body:
                if readable and _is_text(body) and self._known(body, stamp, signature):
                    return await self._answer(body)
        except Shut as shut:
            return shut.answer
        # Slack checks the certificate of an address without a signature, and says nothing by it.
        checks = b"ssl_check=1" in body.split(b"&")
        return Response(status_code=HTTPStatus.OK if checks else HTTPStatus.UNAUTHORIZED)

    async def _answer(self, body: bytes) -> Response:
        try:
            said = read(body)
        except (ValueError, TypeError, RecursionError):
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        if said.get("type") == "url_verification":
            return JSONResponse({"challenge": said.get("challenge")})
        try:
            await self._take(said)
        except Exception as error:  # noqa: BLE001 - whatever it was, Slack shall bring it again
            log.warning("slack.not_heard", channel="slack", reason=type(error).__name__)
            return Response(status_code=HTTPStatus.INTERNAL_SERVER_ERROR)
        return Response(status_code=HTTPStatus.OK)


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def read(body: bytes) -> Mapping[str, Any]:
    """The JSON of an event, that of a tap in its form, or the fields of a command."""
    if body.startswith(_PAYLOAD) and b"&" not in body:
        found = json.loads(_unescaped(body[len(_PAYLOAD) :]))
    elif body.startswith(b"{"):
        found = json.loads(body)
    else:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))
        found = json.loads(fields["payload"]) if "payload" in fields else fields
    if not isinstance(found, dict):
        raise TypeError("not an object")
    return found


def _unescaped(escaped: bytes) -> bytes:
    # A tap brings the whole message that it was on, half of it escapes. They are those of
    # quoted-printable with another sign, which the standard library reads fifty times as fast.
    other = escaped.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")
    return binascii.a2b_qp(other)
