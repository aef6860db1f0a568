"""Slack's payloads as values: pure, without Slack's libraries.

1. `heard` never raises: what it cannot read, or what is not a person's direct message, is None.
2. Words come out as they were typed: without Slack's escapes, link marks and emoji names.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dialogues.model import Heard, read_token

HOME = "_home"

_TYPED = frozenset(["", "me_message", "thread_broadcast", "file_share"])
_MARK = re.compile(r"<([^<>|]*)\|?([^<>]*)>")
_CODE = re.compile(r"[0-9a-f]{2,5}(-[0-9a-f]{2,5})*")
_STAMP = re.compile(r"([0-9]{1,12})\.([0-9]{1,6})", re.ASCII)
MICROSECONDS_A_DAY = 86_400_000_000
_TONE = re.compile(r":skin-tone-\d:")


def heard(payload: Any, account: str) -> Heard | None:
    """What a person typed, changed or tapped; None where Slack tells us something else."""
    body = _dict(payload)
    fields: dict[str, Any] | None = None
    if body.get("type") == "event_callback":
        fields = _event(body)
    elif body.get("type") == "block_actions":
        fields = _tap(body)
    elif _word(body, "command"):
        fields = _command(body)
    if fields is None or not fields["address"] or not fields["event_key"]:
        return None
    stamp = _stamp(body)
    return Heard(
        channel="slack", account=account, **fields, order=stamp, day=stamp // MICROSECONDS_A_DAY
    )


def home_opened(payload: Any) -> str:
    """The person who has just opened the app's Home, or nothing."""
    event = _dict(_dict(payload).get("event"))
    opened = event.get("type") == "app_home_opened" and event.get("tab") == "home"
    return _word(event, "user") if opened else ""


def farewell(payload: Any) -> str:
    """The name of the event by which a workspace parts from us, or nothing."""
    event = _dict(_dict(payload).get("event"))
    if event.get("type") == "app_uninstalled":
        return "app_uninstalled"
    # The tokens of single people can be revoked too; only the bot's own one is our voice.
    if event.get("type") == "tokens_revoked" and _dict(event.get("tokens")).get("bot"):
        return "tokens_revoked"
    return ""


def _event(body: Mapping[str, Any]) -> dict[str, Any] | None:
    event = _dict(body.get("event"))
    if event.get("type") != "message" or event.get("channel_type") != "im":
        return None
    if event.get("subtype") == "message_changed":
        return _edit(body, event)
    if _word(event, "subtype") not in _TYPED or _from_bot(body, event):
        return None
    return {
        "address": _word(event, "user"),
        "event_key": _word(body, "event_id"),
        "kind": "other" if _is_more(event) else "text",
        "text": _typed(event),
        "ref": _ref(_word(event, "channel"), _word(event, "ts")),
    }


def _edit(body: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any] | None:
    now, before = _dict(event.get("message")), _dict(event.get("previous_message"))
    # A deleted parent of a thread becomes a "tombstone", and an unfurled link leaves the same
    # words: both come as changes, and neither is one that a person made to their words.
    if _word(now, "subtype") not in _TYPED or _from_bot(body, now) or _is_more(now):
        return None
    if _typed(now) == _typed(before):
        return None
    return {
        "address": _word(now, "user"),
        "event_key": _word(body, "event_id"),
        "kind": "edit",
        "text": _typed(now),
        "ref": _ref(_word(event, "channel"), _word(now, "ts")),
    }


def _tap(body: Mapping[str, Any]) -> dict[str, Any] | None:
    action = next(iter(_dicts(body.get("actions"))), {})
    carried, place = _word(action, "value"), _dict(body.get("container"))
    if action.get("type") != "button" or not carried or not _word(action, "action_ts"):
        return None
    person = _word(_dict(body.get("user")), "id")
    stamp = _word(place, "message_ts")
    key = (_word(action, "action_ts"), person, stamp or _word(place, "view_id"))
    parts = read_token(carried)
    said = {"kind": "tap", "token": carried, "ref": _ref(_word(place, "channel_id"), stamp)}
    if parts is not None and parts[1] == HOME:
        # The Home has no message and no talk: its buttons are words of command.
        said = {"kind": "text", "text": f"/{parts[2]}"}
    return {"address": person, "event_key": ":".join(key), **said}


def _command(body: Mapping[str, Any]) -> dict[str, Any]:
    words = _plain(_word(body, "text")).strip()
    return {
        "address": _word(body, "user_id"),
        "event_key": _word(body, "trigger_id"),
        "kind": "text",
        "text": words or "/start",
    }


def _stamp(body: Mapping[str, Any]) -> int:
    """When it was said, in millionths of seconds: Slack stamps messages and taps by one clock."""
    action = next(iter(_dicts(body.get("actions"))), {})
    event = _dict(body.get("event"))
    found = _STAMP.fullmatch(_word(action, "action_ts") or _word(event, "ts"))
    return int(found[1] + found[2].ljust(6, "0")) if found else 0


def _from_bot(body: Mapping[str, Any], message: Mapping[str, Any]) -> bool:
    holders = _dicts(body.get("authorizations"))
    ours = {_word(one, "user_id") for one in holders if one.get("is_bot") is True}
    person = _word(message, "user")
    return bool(message.get("bot_id")) or person == "USLACKBOT" or person in ours


def _is_more(message: Mapping[str, Any]) -> bool:
    """Whether it is more than words: what stands beside a file is no answer."""
    return any(_dicts(message.get("files"))) or not _word(message, "text").strip()


def _typed(message: Mapping[str, Any]) -> str:
    text = _plain(_word(message, "text"))
    for name, sign in _emoji(message.get("blocks")):
        text = text.replace(f":{name}:", sign)
    return _TONE.sub("", text) if "blocks" in message else text


def _plain(text: str) -> str:
    def shown(mark: re.Match[str]) -> str:
        target = mark[1].removeprefix("mailto:").removeprefix("tel:")
        # A mention can carry a person's name; the masking of handles only knows "@...".
        return target if target.startswith("@") else mark[2] or target

    text = _MARK.sub(shown, text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _emoji(value: object) -> Iterator[tuple[str, str]]:
    """Names and signs of the emoji in a message: its text holds only the names."""
    inside = [value]
    while inside:  # not by recursion: blocks in blocks can be deeper than that can go
        one = inside.pop()
        if isinstance(one, list):
            inside += one
        elif isinstance(one, dict):
            name, code = _word(one, "name"), _word(one, "unicode")
            if one.get("type") == "emoji" and name and _CODE.fullmatch(code):
                yield name, _sound("".join(chr(int(part, 16)) for part in code.split("-")))
            inside += one.values()


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _word(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return _sound(value) if isinstance(value, str) else ""


def _sound(text: str) -> str:
    # JSON can spell half a surrogate pair, which nothing behind us could write down.
    return text.encode("utf-8", "replace").decode("utf-8")


def _ref(channel: str, stamp: str) -> str:
    return f"{channel}:{stamp}" if channel and stamp else ""
