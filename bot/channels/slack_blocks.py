"""Messages as Slack's Block Kit, and what its answers mean: pure, without Slack's libraries.

1. `requests` refuses at once what Slack would refuse, so that a bad message costs no call.
2. Texts are plain text; only a piece with links is marked up, and only if nothing else in it
   would change its looks.
3. A fault of our token or settings is never taken for a person who is gone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import locales
from bot.channels import CommandMenu, Gone, Key, Message, Refused, TryLater
from bot.channels.parts import split
from bot.channels.slack_events import HOME
from dialogues.model import token

TEXT, SECTION, LABEL, VALUE, BLOCKS, ROW = 12_000, 3_000, 75, 2_000, 50, 25
HOME_COMMANDS = {"continue": "primary", "language": "", "help": "", "delete": "danger"}

# The token or the app's settings are wrong: everybody waits until the operator has mended them.
# Slack says account_inactive of the token's own account, and messages_tab_disabled of the app:
# taking either as "this person is gone" would stop every talk there is.
_OURS = frozenset({
    "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive",
    "missing_scope", "no_permission", "not_allowed_token_type", "access_denied", "accesslimited",
    "ekm_access_denied", "org_login_required", "team_access_not_granted", "messages_tab_disabled",
})  # fmt: skip
_GONE = frozenset({
    "channel_not_found", "user_not_found", "user_disabled", "user_not_visible", "is_archived",
    "is_inactive", "cannot_dm_bot",
})  # fmt: skip
_PASSING = frozenset({
    "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org",
})  # fmt: skip
_STALE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})

_LINK = re.compile(r"https?://[^\s<>\u2066-\u2069]*[^\s<>\u2066-\u2069.,;:!?)]")
_DECORATED = re.compile(r"[*_~`]|^>", re.MULTILINE)

Block = dict[str, object]
Request = tuple[str, dict[str, object]]


class Stale(Refused):
    """The message to change is not there any more; a new one can still be sent."""


class Patience(TryLater):
    """Too much was sent: of this method, to somebody or to all."""


def requests(address: str, message: Message) -> Sequence[Request]:
    """Every call that says this message, in order; Refused where Slack would not take it.

    Long texts are rows of their own (bot/render.py): several calls only for what waited before.
    """
    parts = split(message.text, TEXT)
    if not parts or not address:
        raise Refused("a message needs words and a person")
    said = [[_section(p, message.marked) for p in split(part, SECTION)] for part in parts]
    said[-1] += _keys(message.rows)
    if len(said[-1]) > BLOCKS:
        raise Refused(f"Slack takes {BLOCKS} blocks in a message")
    contents = [
        {"text": _escaped(part), "blocks": blocks} for part, blocks in zip(parts, said, strict=True)
    ]
    channel, _, stamp = message.replaces.partition(":")
    made: list[Request] = []
    if channel and stamp:
        made = [("chat.update", {"channel": channel, "ts": stamp, **contents.pop(0)})]
    return [*made, *(as_new(address, content, anew=message.anew) for content in contents)]


def as_new(address: str, content: Mapping[str, object], *, anew: bool = True) -> Request:
    """The words and buttons of a call, to be sent as a new message, if they may be."""
    if not anew:
        raise Refused("this would come as a new message")
    # A preview fetches the page and may show it: nothing of that is ours to cause.
    quiet = {"unfurl_links": False, "unfurl_media": False}
    kept = {"text": content["text"], "blocks": content["blocks"]}
    return "chat.postMessage", {"channel": address, **kept, **quiet}


def removal(ref: str) -> Request:
    """The call that deletes a message of ours."""
    channel, _, stamp = ref.partition(":")
    return "chat.delete", {"channel": channel, "ts": stamp}


def home(menus: Mapping[str, CommandMenu], language: str) -> Block | None:
    """The Home in this language; else in English, with the word "language" in every one."""
    menu = menus.get(language) or menus.get("en") or next(iter(menus.values()), None)
    if menu is None:
        return None
    labels = dict(menu.commands)
    blocks = [_section(piece) for piece in split(menu.description, SECTION)]
    keys = [
        _button(Key(labels[name], token("", HOME, name)), f"home-{name}", style=style)
        for name, style in HOME_COMMANDS.items()
        if name in labels
    ]
    # Slack lays buttons out from left to right in every language.
    order = -1 if locales.direction(menu.language) == "rtl" else 1
    blocks += [{"type": "actions", "elements": keys[::order]}] if keys else []
    if menu.language != language:
        known = (dict(other.commands).get("language", "") for other in menus.values())
        hint = " · ".join(dict.fromkeys(word for word in known if word))
        blocks += [{"type": "context", "elements": [_words(hint)]}] if hint else []
    return {"type": "home", "blocks": blocks}


def refusal(status: int, error: str, *, after: float = 0.0) -> TryLater | Gone | Refused:
    """What an answer of the Web API means for the sender."""
    if status == 429 or error in {"ratelimited", "rate_limited"}:
        return Patience("Slack asks for patience", after=after)
    if status >= 500 or error in _PASSING or not error:
        return TryLater(f"Slack had a fault ({error or status})", after=after)
    if error in _OURS:
        return TryLater(f"Slack does not let the bot speak ({error})", after=60, everyone=True)
    if error in _GONE:
        return Gone(error)
    return Stale(error) if error in _STALE else Refused(error)


def _keys(rows: Iterable[Sequence[Key]]) -> Iterator[Block]:
    for place, row in enumerate(rows):
        if len(row) > ROW:
            raise Refused(f"Slack takes {ROW} buttons in a row")
        if row:
            keys = [_button(key, f"{place}-{index}") for index, key in enumerate(row)]
            yield {"type": "actions", "elements": keys}


def _button(key: Key, action: str, *, style: str = "") -> Block:
    if not key.label.strip() or not 1 <= len(key.token) <= VALUE:
        raise Refused(f"a button needs a label and a token of 1 to {VALUE} characters")
    label = key.label if len(key.label) <= LABEL else f"{key.label[: LABEL - 1]}…"
    kept = {"style": style} if style else {}
    shown = {"action_id": action, "text": _words(label), "value": key.token}
    return {"type": "button", **shown, **kept}


def _section(piece: str, marked: str = "") -> Block:
    return {"type": "section", "text": _coded(piece, marked) or _linked(piece) or _words(piece)}


def _coded(piece: str, marked: str) -> Block | None:
    """The piece with one part as code, which Slack lets people copy whole."""
    if not marked or marked not in piece or _DECORATED.search(piece):
        return None
    # Slack sees no mark beside an invisible character, such as those that isolate a value.
    bare = piece.replace(f"\u2068{marked}\u2069", marked)
    text = _escaped(bare).replace(marked, f"`{marked}`")
    return {"type": "mrkdwn", "text": text} if len(text) <= SECTION else None


def _linked(piece: str) -> Block | None:
    """The piece with links that can be tapped, if it has some and no mark that Slack would read."""
    if not _LINK.search(piece) or _DECORATED.search(_LINK.sub("", piece)):
        return None
    marked = _escaped(_LINK.sub(lambda link: f"\x02{link[0]}\x03", piece))
    marked = marked.replace("\x02", "<").replace("\x03", ">")
    return {"type": "mrkdwn", "text": marked} if len(marked) <= SECTION else None


def _words(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
