"""What every channel is held to: recorded payloads in, values out, and the reverse.

1. A recording is one JSON file in `recorded/<channel>/`. What comes in:
   `{"account": "77", "in": <payload as the platform sends it>, "heard": {...} or null}`;
   `heard` names the fields of `Heard` that are not empty, without channel and account.
   What goes out: `{"address": "5", "message": {"text": "Hi", "rows": [[["Skip", "v1:t:q:s"]]],
   "rtl": false, "replaces": ""}, "request": [["sendMessage", {...}], ...]}`; `request` is every
   call that is made if all goes well, in order; null where the channel must raise `Refused`.
2. The module of a channel says both as pure functions that the kit calls:
   `heard(payload, account) -> Heard | None` (None: not for us) and
   `requests(address, message) -> Sequence[tuple[str, object]]` (method and its parameters).
3. Platforms change: `heard` answers a damaged payload with None or a Heard, and never raises.
"""

import importlib
import json
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from bot.channels import Channel, Key, Message
from dialogues.model import Heard

RECORDED = Path(__file__).parent / "recorded"
PROJECT = Path(__file__).parents[2] / "pyproject.toml"
GROUP = "howareyou.channels"
DAMAGE: tuple[object, ...] = (None, "", "\x00", 0, -1, 1.5, True, [], [[]], {}, {"id": "x"})


@dataclass(frozen=True, slots=True)
class Recording:
    """One recorded exchange; `data` is the JSON object as written in the file."""

    channel: str
    name: str
    data: dict[str, Any]

    @property
    def incoming(self) -> bool:
        """Whether this one came from the platform."""
        return "in" in self.data

    @property
    def expected_heard(self) -> Heard | None:
        """The value that the payload must become."""
        fields = self.data["heard"]
        if fields is None:
            return None
        return Heard(channel=self.channel, account=self.data["account"], **fields)

    @property
    def message(self) -> Message:
        """The message that goes out."""
        fields = dict(self.data["message"])
        rows = tuple(tuple(Key(*key) for key in row) for row in fields.pop("rows", []))
        return Message(rows=rows, **fields)


def channels() -> dict[str, str]:
    """Every channel there is: name and `module:Class`, ours and those of installed packages."""
    ours = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["entry-points"][GROUP]
    return {entry.name: entry.value for entry in entry_points(group=GROUP)} | dict(ours)


def load(name: str) -> type[Channel]:
    """The class of a channel."""
    module, _, attribute = channels()[name].partition(":")
    return cast("type[Channel]", getattr(importlib.import_module(module), attribute))


def read(name: str) -> Callable[[Any, str], Heard | None]:
    """How this channel turns a payload into what was heard."""
    return cast("Callable[[Any, str], Heard | None]", _module(name).heard)


def write(name: str) -> Callable[[str, Message], Sequence[tuple[str, object]]]:
    """How this channel turns a message into requests."""
    return cast("Callable[[str, Message], Sequence[tuple[str, object]]]", _module(name).requests)


def recordings(name: str) -> list[Recording]:
    """All recordings of a channel, by file name."""
    return [
        Recording(name, path.stem, json.loads(path.read_text("utf-8")))
        for path in sorted((RECORDED / name).glob("*.json"))
    ]


def missing(name: str) -> list[str]:
    """What a channel has to bring and did not: no recordings, no channel."""
    known = recordings(name)
    heard = [one.expected_heard for one in known if one.incoming]
    sent = [one.message for one in known if not one.incoming]
    wanted = {
        "a text that is heard": any(one and one.kind == "text" for one in heard),
        "a payload that is not for us": None in heard,
        "a message without buttons": any(not one.rows for one in sent),
        "a message with buttons": any(one.rows for one in sent),
        "a message from right to left": any(one.rtl for one in sent),
    }
    if load(name).capabilities.edits:
        wanted["a tap that is heard"] = any(one and one.kind == "tap" for one in heard)
        wanted["an edit that is heard"] = any(one and one.kind == "edit" for one in heard)
        wanted["a message that replaces another"] = any(one.replaces for one in sent)
    return [what for what, there in wanted.items() if not there]


def damaged(payload: Any) -> Iterator[Any]:
    """The payload with each of its parts, one at a time, taken out or made into nonsense."""
    yield from DAMAGE
    if isinstance(payload, dict):
        for key, value in payload.items():
            yield {other: kept for other, kept in payload.items() if other != key}
            for broken in damaged(value):
                yield payload | {key: broken}
    elif isinstance(payload, list):
        yield []
        for place, value in enumerate(payload):
            for broken in damaged(value):
                yield [*payload[:place], broken, *payload[place + 1 :]]


def _module(name: str) -> ModuleType:
    return sys.modules[load(name).__module__]
