"""What Telegram tells us and what we ask of it, as plain values (no network, no library).

1. Only private chats are heard; a group is never part of a talk.
2. Of a message that is more than words no file, place or contact is heard, and its caption only to
   hear a call for help: it is no answer, and kept nowhere.
3. A payload of another shape than documented is `UnreadableError`, never a crash and never a guess.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.channels import Message, Refused
from bot.channels.parts import split
from dialogues.model import Heard

NAME = "telegram"
TEXT = 4096
TOKEN_BYTES = 64
COPIED = 256
REMOVED = 100
SECONDS_A_DAY = 86_400
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

# Every kind of message that a person can send without words (Bot API 10.0, "Message"). The order
# matters: an animation also comes as a document, a live photo also as a photo, a venue also as a
# location.
CONTENT = (
    *("animation", "live_photo", "photo", "sticker", "voice", "video_note", "video", "audio"),
    *("document", "paid_media", "story", "venue", "location", "contact", "poll", "checklist"),
    *("dice", "game", "gift", "unique_gift", "giveaway", "giveaway_winners", "invoice"),
    *("users_shared", "chat_shared", "passport_data", "web_app_data"),
)
# What the app writes into the chat by itself: nobody said it, so nothing answers it.
NOTHING_SAID = frozenset(
    {
        *("pinned_message", "message_auto_delete_timer_changed", "chat_background_set"),
        *("write_access_allowed", "connected_website", "proximity_alert_triggered"),
        *("successful_payment", "refunded_payment", "gift_upgrade_sent", "managed_bot_created"),
        *("checklist_tasks_done", "checklist_tasks_added", "giveaway_created"),
        *("giveaway_completed", "forum_topic_created", "forum_topic_edited"),
        *("forum_topic_closed", "forum_topic_reopened", "paid_message_price_changed"),
        *("direct_message_price_changed", "poll_option_added", "poll_option_deleted"),
        *("suggested_post_approved", "suggested_post_approval_failed", "suggested_post_declined"),
        *("suggested_post_paid", "suggested_post_refunded"),
    }
)
_AT_BOT = re.compile(r"^(/\w{1,32})@\w+")
_CALL = re.compile(r"^/(?:start|help)(?:@(\w+))?(?:\s|$)", re.IGNORECASE)

UNEDITABLE = ("to edit not found", "can't be edited", "message_id_invalid")
NOBODY = ("chat not found", "user is deactivated", "can't initiate", "peer_id_invalid")

Parameters = Mapping[str, Any]
Request = tuple[str, dict[str, Any]]


class UnreadableError(ValueError):
    """A payload that is not shaped as the Bot API documents it."""


def heard(payload: Any, account: str) -> Heard | None:
    """What this update means to us; None if it is not for us or cannot be read."""
    try:
        return read(payload, account)
    except UnreadableError:
        return None


def read(payload: Any, account: str) -> Heard | None:
    """The same, but what cannot be read raises `UnreadableError` so that it can be counted."""
    update = payload if isinstance(payload, dict) else {}
    key = str(_number(update, "update_id"))
    for name, reader in _READERS.items():
        if name in update:
            said = reader(_part(update, name), account, key)
            return replace(said, order=int(key), day=_day(update[name])) if said else None
    return None


def update_id(update: Any) -> int | None:
    """The number under which Telegram keeps this update, if it can be read."""
    try:
        return _number(update if isinstance(update, dict) else {}, "update_id")
    except UnreadableError:
        return None


def query_id(update: Any) -> str | None:
    """The id of the tap in this update, which the app waits to see answered."""
    query = update.get("callback_query") if isinstance(update, dict) else None
    found = query.get("id") if isinstance(query, dict) else None
    return found if isinstance(found, str) and found else None


def called_in_group(payload: Any, username: str) -> int | None:
    """The group in which somebody called this bot by /start or /help, if it is one."""
    try:
        message = _part(payload if isinstance(payload, dict) else {}, "message")
        chat = _part(message, "chat")
        call = _CALL.match(_string(message, "text"))
        if call is None or _string(chat, "type") not in ("group", "supergroup"):
            return None
        named = call[1] is None or call[1].lower() == username.lower()
        return _number(chat, "id") if named else None
    except UnreadableError:
        return None


def requests(address: str, message: Message) -> list[Request]:
    """Every call that brings this message to this chat, in order; raises `Refused`.

    Long texts are rows of their own (bot/render.py): several calls only for what waited before.
    """
    parts = split(message.text, TEXT)
    if not parts or not _whole_number(address):
        raise Refused("a message needs a text and a chat")
    made: list[Request] = [
        (
            "sendMessage",
            {
                "chat_id": int(address),
                "text": part,
                # A preview fetches the page and may show it: nothing of that is ours to cause.
                "link_preview_options": {"is_disabled": True},
            },
        )
        for part in parts
    ]
    if _whole_number(message.replaces):
        made[0] = ("editMessageText", {**made[0][1], "message_id": int(message.replaces)})
    if not message.anew and any(method == "sendMessage" for method, _ in made):
        raise Refused("this would come as a new message")
    if message.rows:
        made[-1][1]["reply_markup"] = {"inline_keyboard": _keyboard(message)}
    return made


def removal(address: str, refs: Sequence[str]) -> Request:
    """The call that deletes messages of both sides; those that are not there are skipped."""
    numbers = [int(ref) for ref in refs if _whole_number(ref)][:REMOVED]
    if not numbers or not _whole_number(address):
        raise Refused("nothing to delete")
    return "deleteMessages", {"chat_id": int(address), "message_ids": numbers}


def as_new(parameters: Parameters) -> Request:
    """The message of an edit that is no longer possible, to be sent as a new one."""
    return "sendMessage", {key: kept for key, kept in parameters.items() if key != "message_id"}


def _keyboard(message: Message) -> list[list[dict[str, Any]]]:
    return [[_button(*key) for key in row] for row in message.rows if row]


def _button(label: str, token: str, copies: str) -> dict[str, Any]:
    if copies and label.strip():  # the app does it by itself (CopyTextButton, Bot API 7.11)
        if len(copies) > COPIED:
            raise Refused(f"a button copies {COPIED} characters at most")
        return {"text": label, "copy_text": {"text": copies}}
    if not label.strip() or not 1 <= len(token.encode()) <= TOKEN_BYTES:
        raise Refused(f"a button needs a label and a token of 1 to {TOKEN_BYTES} bytes")
    return {"text": label, "callback_data": token}


_whole_number = re.compile(r"-?[0-9]{1,18}").fullmatch


def _message(message: Mapping[str, Any], account: str, key: str) -> Heard | None:
    address = _private(message)
    person = _part(message, "from")
    if address is None or person.get("is_bot") is True:
        return None
    language, ref = _language(person), str(_number(message, "message_id"))
    if "text" in message:
        text = _AT_BOT.sub(r"\1", _string(message, "text"))
        return Heard(NAME, account, address, key, "text", text=text, ref=ref, language=language)
    is_content = any(name in message for name in CONTENT)
    if not is_content and not NOTHING_SAID.isdisjoint(message):
        return None
    # Photos of one album are several messages: one key makes all but the first a repeat.
    group = message.get("media_group_id")
    event = f"album {group}" if isinstance(group, str) and group else key
    caption = message.get("caption")
    said = _string(message, "caption") if isinstance(caption, str) and caption else ""
    return Heard(NAME, account, address, event, "other", text=said, ref=ref, language=language)


def _edit(message: Mapping[str, Any], account: str, key: str) -> Heard | None:
    # A live location arrives as an edit every few seconds: only changed words are heard.
    found = _message(message, account, key) if "text" in message else None
    if found is None:
        return None
    return Heard(
        *(NAME, account, found.address, key, "edit"),
        text=found.text,
        ref=found.ref,
        language=found.language,
    )


def _tap(query: Mapping[str, Any], account: str, key: str) -> Heard | None:
    person = _part(query, "from")
    data = _string(query, "data")
    if "message" in query:
        # A message that is too old comes as inaccessible: chat and id only, which is enough.
        message = _part(query, "message")
        address, ref = _private(message), str(_number(message, "message_id"))
    else:
        address, ref = str(_number(person, "id")), ""
    if address is None or person.get("is_bot") is True:
        return None
    language = _language(person)
    return Heard(NAME, account, address, key, "tap", token=data, ref=ref, language=language)


def _door(change: Mapping[str, Any], account: str, key: str) -> Heard | None:
    address = _private(change)
    status = _string(_part(change, "new_chat_member"), "status")
    if address is None or status not in ("kicked", "member"):
        return None
    kind: Any = "blocked" if status == "kicked" else "returned"
    language = _language(_part(change, "from"))
    return Heard(NAME, account, address, key, kind, language=language)


_READERS = {
    "message": _message,
    "edited_message": _edit,
    "callback_query": _tap,
    "my_chat_member": _door,
}


def _day(holder: Mapping[str, Any]) -> int:
    """The day on which it was said; a tap does not tell, but Telegram keeps it for minutes only."""
    at = holder.get("edit_date", holder.get("date"))
    return at // SECONDS_A_DAY if isinstance(at, int) else 0


def _private(holder: Mapping[str, Any]) -> str | None:
    chat = _part(holder, "chat")
    return str(_number(chat, "id")) if _string(chat, "type") == "private" else None


def _language(person: Mapping[str, Any]) -> str:
    code = person.get("language_code")
    return code if isinstance(code, str) else ""


def _part(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = holder.get(key)
    if not isinstance(found, dict):
        raise UnreadableError(key)
    return found


def _string(holder: Mapping[str, Any], key: str) -> str:
    found = holder.get(key)
    if not isinstance(found, str) or not found:
        raise UnreadableError(key)
    # JSON can spell half a surrogate pair, which nothing behind us could write down.
    return found.encode("utf-8", "replace").decode("utf-8")


def _number(holder: Mapping[str, Any], key: str) -> int:
    found = holder.get(key)
    if not isinstance(found, int) or isinstance(found, bool):
        raise UnreadableError(key)
    return found
