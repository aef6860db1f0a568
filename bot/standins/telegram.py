"""A small Telegram on loopback: the Bot API as our bot uses it, with people and with faults.

1. What the real server refuses is refused with its words, and noted in `violations` if it is a
   limit that a bot should know. Updates are kept as it keeps them (`telegram_updates`).
2. People act at once (`person(...)`): what they do is an update, what the bot says they see.
3. A fault hits one call: a status, "reset", "hang" or "garbage"; with `applied` the call has its
   effect first, which the bot cannot know. "webhook" loses an answer of ours.
"""

import asyncio
import re
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Self

from aiohttp import web

from bot.standins import telegram_limits as limits
from bot.standins.telegram_limits import BotApiError
from bot.standins.telegram_people import A_DAY, Shown, TelegramPerson
from bot.standins.telegram_updates import MOST, ConflictError, Updates

TOKEN = "77:stand-in"  # noqa: S105 - of no bot that exists
USERNAME = "HowAreYouStandInBot"


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one call."""

    what: int | str
    description: str
    retry_after: int
    applied: bool


Method = Callable[[dict[str, Any]], Awaitable[Any]]


class TelegramStandIn:
    """`async with TelegramStandIn() as telegram:` listens at `telegram.url`."""

    def __init__(self, *, pace: float = 0.005) -> None:
        self.url = ""
        self.people: dict[int, TelegramPerson] = {}
        self.calls: Counter[str] = Counter()
        self.requests: deque[tuple[str, Mapping[str, Any]]] = deque(maxlen=1000)
        self.violations: list[str] = []
        self.answered: Counter[str] = Counter()
        self.taps: dict[str, None] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.descriptions: dict[str, str] = {}
        self.shorts: dict[str, str] = {}
        self.updates = Updates(pace=pace, lost=lambda: self._take("webhook") is not None)
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._numbers = count(1)
        self._closing = asyncio.Event()
        self._runner = web.ServerRunner(web.Server(self._answer, access_log=None))
        self._methods: dict[str, Method] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._set_webhook,
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message_text,
            "deleteMessage": self._delete_message,
            "deleteMessages": self._delete_messages,
            "answerCallbackQuery": self._answer_callback_query,
            **self._menus(),
        }

    def _menus(self) -> dict[str, Method]:
        return {
            "setMyCommands": self._set_my_commands,
            "getMyCommands": self._get_my_commands,
            "setMyDescription": self._set_my_description,
            "getMyDescription": self._get_my_description,
            "setMyShortDescription": self._set_my_short_description,
            "getMyShortDescription": self._get_my_short_description,
        }

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        await self.updates.close()
        await self._runner.cleanup()

    def person(self, chat_id: int, language: str = "en") -> TelegramPerson:
        """The person with this chat, new or known."""
        if chat_id not in self.people:
            self.people[chat_id] = TelegramPerson(
                chat_id, language, push=self._push, number=lambda: next(self._numbers)
            )
        return self.people[chat_id]

    def fail_next(
        self,
        method: str,
        fault: int | str,
        *,
        times: int = 1,
        description: str = "",
        retry_after: int = 1,
        applied: bool = False,
    ) -> None:
        """Let the next calls of a method go wrong."""
        wrong = Fault(fault, description, retry_after, applied)
        self._faults[method].extend([wrong] * times)

    @property
    def unanswered(self) -> list[str]:
        """The taps that still hang in the app."""
        return [query for query in self.taps if not self.answered[query]]

    def _push(self, kind: str, body: dict[str, Any]) -> int:
        if kind == "callback_query":
            self.taps[body["id"]] = None
        return self.updates.push(kind, body)

    def _take(self, method: str) -> Fault | None:
        waiting = self._faults.get(method)
        return waiting.popleft() if waiting else None

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        token, _, method = request.path.removeprefix("/bot").rpartition("/")
        if token != TOKEN:
            return _error(401, "Unauthorized")
        called = self._methods.get(method)
        if called is None:
            self.violations.append(f"{method}: no such method")
            return _error(404, "Not Found")
        parameters = await _parameters(request)
        self.calls[method] += 1
        self.requests.append((method, parameters))
        fault = self._take(method)
        if fault is not None and not fault.applied:
            return await self._fail(request, fault)
        try:
            result = await called(parameters)
        except BotApiError as error:
            if error.limit:
                self.violations.append(f"{method}: {error}")
            return _error(error.status, str(error))
        if fault is not None:
            return await self._fail(request, fault)
        return web.json_response({"ok": True, "result": result})

    async def _fail(self, request: web.BaseRequest, fault: Fault) -> web.StreamResponse:
        if isinstance(fault.what, int):
            more = {"retry_after": fault.retry_after} if fault.what == 429 else None
            return _error(fault.what, fault.description or "injected", more)
        if fault.what == "hang":
            await self._closing.wait()
        elif fault.what == "reset" and request.transport is not None:
            request.transport.abort()
        return web.Response(text="<html>not the Bot API</html>")

    async def _get_me(self, _: dict[str, Any]) -> Any:
        me = {"id": 77, "is_bot": True, "first_name": "How are you", "username": USERNAME}
        can = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
        return me | dict.fromkeys(can, False)

    async def _get_updates(self, asked: dict[str, Any]) -> Any:
        self.updates.allowed = limits.plain(asked.get("allowed_updates")) or self.updates.allowed
        limit, seconds = int(asked.get("limit", MOST)), int(asked.get("timeout", 0))
        try:
            return await self.updates.poll(
                int(asked.get("offset", 0)), limit=limit, seconds=seconds
            )
        except ConflictError as conflict:
            raise BotApiError(409, f"Conflict: {conflict}") from None

    async def _set_webhook(self, asked: dict[str, Any]) -> Any:
        url = asked.get("url", "")
        if url and not re.match(r"https://|http://127\.0\.0\.1[:/]", url):
            raise BotApiError(
                400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
            )
        self.updates.allowed = limits.plain(asked.get("allowed_updates")) or self.updates.allowed
        await self.updates.set_webhook(url, secret=asked.get("secret_token", ""))
        return True

    async def _send_message(self, asked: dict[str, Any]) -> Any:
        person = self._reach(asked)
        shown = _shown(next(self._numbers), asked)
        person.see(shown)
        return _message(person, shown)

    async def _edit_message_text(self, asked: dict[str, Any]) -> Any:
        person = self._reach(asked)
        before = person.shown.get(int(asked.get("message_id", 0)))
        if before is None:
            raise BotApiError(400, "Bad Request: message to edit not found")
        after = _shown(before.id, asked, edited=True)
        if (before.text, before.rows) == (after.text, after.rows):
            raise BotApiError(
                400,
                "Bad Request: message is not modified: specified new message content and reply "
                "markup are exactly the same as a current content and reply markup of the message",
            )
        person.see(after)
        return _message(person, after)

    async def _delete_message(self, asked: dict[str, Any]) -> Any:
        person = self._reach(asked)
        number = int(asked.get("message_id", 0))
        # In a private chat a bot may delete what either side wrote.
        known = {number} & (person.shown.keys() | person.said.keys())
        person.shown.pop(number, None)
        person.said.pop(number, None)
        if not known:
            raise BotApiError(400, "Bad Request: message to delete not found")
        return True

    async def _delete_messages(self, asked: dict[str, Any]) -> Any:
        person = self._reach(asked)
        for number in limits.numbers(asked):  # what is not there is skipped
            person.shown.pop(number, None)
            person.said.pop(number, None)
        return True

    async def _answer_callback_query(self, asked: dict[str, Any]) -> Any:
        query = str(asked.get("callback_query_id", ""))
        if query not in self.taps:
            raise BotApiError(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        self.answered[query] += 1
        return True

    async def _set_my_commands(self, asked: dict[str, Any]) -> Any:
        self.commands[asked.get("language_code", "")] = limits.commands(asked)
        return True

    async def _get_my_commands(self, asked: dict[str, Any]) -> Any:
        return self.commands.get(asked.get("language_code", ""), [])

    async def _set_my_description(self, asked: dict[str, Any]) -> Any:
        self.descriptions[asked.get("language_code", "")] = limits.description(asked)
        return True

    async def _get_my_description(self, asked: dict[str, Any]) -> Any:
        return {"description": self.descriptions.get(asked.get("language_code", ""), "")}

    async def _set_my_short_description(self, asked: dict[str, Any]) -> Any:
        self.shorts[asked.get("language_code", "")] = limits.short_description(asked)
        return True

    async def _get_my_short_description(self, asked: dict[str, Any]) -> Any:
        return {"short_description": self.shorts.get(asked.get("language_code", ""), "")}

    def _reach(self, asked: Mapping[str, Any]) -> TelegramPerson:
        person = self.people.get(int(asked.get("chat_id", 0)))
        if person is None:
            raise BotApiError(400, "Bad Request: chat not found")
        if person.blocked:
            raise BotApiError(403, "Forbidden: bot was blocked by the user")
        if not person.started:
            raise BotApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return person


def _shown(number: int, asked: Mapping[str, Any], *, edited: bool = False) -> Shown:
    text, rows = limits.text(asked), limits.rows(asked)
    return Shown(number, text, rows, edited=edited, copies=limits.copies(asked))


def _message(person: TelegramPerson, shown: Shown) -> dict[str, Any]:
    chat = {"id": person.chat_id, "type": "private"}
    return {"message_id": shown.id, "date": A_DAY, "chat": chat, "text": shown.text}


async def _parameters(request: web.BaseRequest) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **{key: str(value) for key, value in (await request.post()).items()}}


def _error(
    status: int, description: str, parameters: Mapping[str, int] | None = None
) -> web.Response:
    more = {"parameters": parameters} if parameters else {}
    body = {"ok": False, "error_code": status, "description": description, **more}
    return web.json_response(body, status=status)
