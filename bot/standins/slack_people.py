"""The people's side of the Slack stand-in: what a person types, taps and sees."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TEAM, APP, BOT_USER, BOT = "T0STANDIN", "A0STANDIN", "U0BOT", "B0STANDIN"

Json = dict[str, Any]
Deliver = Callable[[str, Json], None]
Rows = tuple[tuple[tuple[str, str], ...], ...]


class Stamps:
    """Time stamps and ids as Slack gives them: always rising, never twice."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def ts(self) -> str:
        """A time stamp, which is also the id of a message."""
        number = next(self._numbers)
        return f"{2_500_000_000 + number}.{number:06d}"

    def name(self, prefix: str) -> str:
        """An id of the kind that the prefix says."""
        return f"{prefix}{next(self._numbers):08d}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as the person sees it: its buttons are (label, token)."""

    id: str
    text: str
    rows: Rows = ()
    edited: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The words on the buttons, row by row."""
        return tuple(label for row in self.rows for label, _ in row)

    def token(self, wanted: str) -> str | None:
        """The token of the button with this label (or this token), if there is one."""
        keys = [key for row in self.rows for key in row]
        return next((token for label, token in keys if wanted in (label, token)), None)


class SlackPerson:
    """Somebody in the workspace who writes to the bot by direct message."""

    def __init__(self, name: str, *, locale: str, stamps: Stamps, deliver: Deliver) -> None:
        self.id = name
        self.conversation = f"D{name[1:]}"
        self.locale = locale
        self.gone = False
        self.shown: dict[str, Shown] = {}
        self.home: Json = {}
        self._typed: dict[str, str] = {}
        self._actions: dict[str, str] = {}
        self._stamps = stamps
        self._deliver = deliver
        self._news: asyncio.Queue[Shown] = asyncio.Queue()
        self._homes: asyncio.Queue[Json] = asyncio.Queue()

    def type(self, text: str) -> str:
        """Write a message and return its id."""
        ts = self._stamps.ts()
        self._typed[ts] = text
        self.event(self._message(ts, text))
        return f"{self.conversation}:{ts}"

    def edit(self, message_id: str, text: str) -> None:
        """Change the words of a message written before."""
        ts, now = message_id.partition(":")[2], self._stamps.ts()
        before = self._message(ts, self._typed[ts])
        self._typed[ts] = text
        changed = {**self._message(ts, text), "edited": {"user": self.id, "ts": now}}
        change = {"type": "message", "subtype": "message_changed", "ts": now, "hidden": True}
        self.event({**change, **self._place(now), "message": changed, "previous_message": before})

    def tap(self, button: str, message: str | None = None) -> None:
        """Press a button by its label or token, on the newest message that has it."""
        places = self.messages[::-1] if message is None else [self.shown[message]]
        for shown in places:
            token = shown.token(button)
            if token is not None:
                return self.press(token, shown.id)
        raise LookupError(f"no button {button!r}: {[shown.labels for shown in places]}")

    def press(self, token: str, message_id: str) -> None:
        """Press a button that may long be gone."""
        channel, _, ts = message_id.partition(":")
        self._press(token, {"type": "message", "message_ts": ts, "channel_id": channel})

    def send_photo(self) -> None:
        """Share a photo."""
        file = {"id": self._stamps.name("F"), "mimetype": "image/jpeg", "filetype": "jpg"}
        shared = {"subtype": "file_share", "files": [file]}
        self.event({**self._message(self._stamps.ts(), ""), **shared})

    def command(self, text: str = "") -> None:
        """Type the app's slash command, in whatever channel."""
        place = {"team_id": TEAM, "channel_id": "C0GENERAL", "channel_name": "general"}
        said = {"command": "/howareyou", "text": text, "trigger_id": self._stamps.name("1.2.")}
        self._deliver("slash_commands", {**place, "user_id": self.id, "api_app_id": APP, **said})

    def open_home(self) -> None:
        """Look at the app's Home."""
        opened = {"type": "app_home_opened", "user": self.id, "tab": "home"}
        self.event({**opened, **self._place(self._stamps.ts())})

    def tap_home(self, label: str) -> None:
        """Press a button of the Home."""
        token = Shown("", "", rows_of(self.home["blocks"])).token(label)
        if token is None:
            raise LookupError(f"nothing in the Home says {label}")
        self._press(token, {"type": "view", "view_id": f"V{self.id}"})

    def block(self) -> None:
        """Leave the workspace: nothing reaches this person any more."""
        self.gone = True

    def unblock(self) -> None:
        """Come back to the workspace."""
        self.gone = False

    @property
    def messages(self) -> list[Shown]:
        """What the bot's messages say now, oldest first."""
        return list(self.shown.values())

    async def next(self, *, seconds: float = 30.0) -> Shown:
        """Wait for the next message or edit that was not yet waited for."""
        async with asyncio.timeout(seconds):
            return await self._news.get()

    def unread(self) -> list[Shown]:
        """Take all messages and edits that were not yet waited for."""
        return [self._news.get_nowait() for _ in range(self._news.qsize())]

    async def next_home(self) -> Json:
        """The next Home that the bot publishes."""
        async with asyncio.timeout(30.0):
            return await self._homes.get()

    def event(self, event: Json) -> None:
        """Tell the app that this has happened."""
        holder = {"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
        body = {"type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event": event}
        key = {"event_id": self._stamps.name("Ev"), "authorizations": [holder]}
        self._deliver("events_api", {**body, **key})

    def see(self, content: Json, ts: str = "") -> str:
        """A message from the bot arrives, or the one with this time stamp changes."""
        stamp = ts or self._stamps.ts()
        rows = rows_of(content["blocks"])
        shown = Shown(f"{self.conversation}:{stamp}", content["text"], rows, edited=bool(ts))
        self.shown[shown.id] = shown
        self._actions |= actions_of(content["blocks"])
        self._news.put_nowait(shown)
        return stamp

    def furnish(self, view: Json) -> None:
        """The bot publishes this Home."""
        self.home = view
        self._actions |= actions_of(view["blocks"])
        self._homes.put_nowait(view)

    def overhear(self, ts: str, text: str) -> None:
        """The app is told of its own message, as Slack does."""
        own = {"user": BOT_USER, "bot_id": BOT, "app_id": APP}
        self.event({**self._message(ts, text), **own})

    def _press(self, token: str, container: Json) -> None:
        known = {"action_id": self._actions.get(token, ""), "value": token}
        action = {"type": "button", **known, "action_ts": self._stamps.ts()}
        person = {"id": self.id, "team_id": TEAM}
        pressed = {"type": "block_actions", "user": person, "team": {"id": TEAM}}
        self._deliver("interactive", {**pressed, "container": container, "actions": [action]})

    def _message(self, ts: str, text: str) -> Json:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        said = {"type": "message", "user": self.id, "ts": ts, "text": escaped, "team": TEAM}
        return {**said, **self._place(ts)}

    def _place(self, ts: str) -> Json:
        return {"channel": self.conversation, "channel_type": "im", "event_ts": ts}


def rows_of(blocks: list[Json]) -> Rows:
    """Label and token of every button, row by row."""
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    return tuple(tuple((key["text"]["text"], key["value"]) for key in row) for row in rows)


def actions_of(blocks: list[Json]) -> dict[str, str]:
    """The id of the action of every button, by its token."""
    keys = [key for block in blocks if block["type"] == "actions" for key in block["elements"]]
    return {key["value"]: key["action_id"] for key in keys}
