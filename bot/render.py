"""From says to messages: every sentence in the person's language, every button in its place."""

import re
from dataclasses import replace
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, NamedTuple

import locales
from bot.channels import Capabilities, Key, Message
from bot.channels.parts import split
from bot.paging import paged
from dialogues import phrases
from dialogues.frames import Frame, Framed, head_of
from dialogues.model import Button, Command, Line, Phrase, Say, Value
from dialogues.redact import KINDS, MASK

_CHOSEN = "✓ "
_SLASHES = {"go_on": "continue"}
_OURS = (Phrase, Command)
_made = tuple.__new__  # as Key._make, which costs twice as much, seven times in every message


def message(say: Say, language: str, capabilities: Capabilities) -> Message:
    """A say as one finished message for a channel."""
    rtl = locales.direction(language) == "rtl"
    shown = paged(say, language, capabilities)
    rows = [tuple([_key(button, language) for button in row]) for row in shown]
    copied = [key.copies for row in rows for key in row if key.copies]
    if copied and not capabilities.copies:
        rows = [left for row in rows if (left := tuple([key for key in row if not key.copies]))]
    most = capabilities.row
    if any(len(row) > most for row in rows):
        rows = [row[i : i + most] for row in rows for i in range(0, len(row), most)]
    return Message(
        "\n".join([line(each, language, slash=capabilities.slash) for each in say.lines]),
        tuple([row[::-1] for row in rows] if rtl else rows),
        rtl=rtl,
        replaces=say.replaces if capabilities.edits else "",
        marked="" if capabilities.copies else "".join(copied[:1]),
    )


class Finished(NamedTuple):
    """A finished message for the sealed place where it waits; written: its JSON, if known."""

    body: dict[str, Any]
    written: str = ""


def finished(say: Say, language: str, capabilities: Capabilities) -> list[Finished]:
    """A say as finished messages, several where one would be too long for the channel.

    Each waits, is sent at the pace of the chat and is settled by itself. What many are shown alike
    is put into words once.
    """
    rows = say.rows
    if not isinstance(rows, Framed) or _count(rows.frame) > capabilities.keys:
        whole = message(say, language, capabilities)
        return [Finished(body(each)) for each in parted(whole, capabilities.text)]
    shown = _shown(rows.frame, language, capabilities.slash, capabilities.row)
    head, text = head_of(rows.talk), shown.text
    if say.lines is not rows.frame.lines:
        text = "\n".join([line(each, language, slash=capabilities.slash) for each in say.lines])
    if len(text) > capabilities.text:
        whole = message(Say(say.lines, tuple(rows), say.replaces), language, capabilities)
        return [Finished(body(each)) for each in parted(whole, capabilities.text)]
    replaces = say.replaces if capabilities.edits else ""
    keys = tuple(
        [tuple([_made(Key, (word, head + end, "")) for word, end in row]) for row in shown.rows]
    )
    written = encode_basestring(head)[1:-1].join(shown.pieces)
    said = {"rows": keys, "rtl": shown.rtl, "text": text, "replaces": replaces}
    ends = f'"text":{encode_basestring(text)},"replaces":{encode_basestring(replaces)}}}'
    return [Finished(said, f"{written},{ends}")]


def parted(whole: Message, most: int) -> list[Message]:
    """A message, or the messages of so many characters that it takes: buttons below the last."""
    if len(whole.text) <= most:
        return [whole]
    texts = split(whole.text, most)
    parts = [
        Message(text, rtl=whole.rtl, marked=whole.marked if whole.marked in text else "")
        for text in texts
    ]
    parts[0] = replace(parts[0], replaces=whole.replaces)
    parts[-1] = replace(parts[-1], rows=whole.rows)
    return parts


@lru_cache(maxsize=4096)
def _count(frame: Frame) -> int:
    return sum(map(len, frame.rows))


class _Shown(NamedTuple):
    """A frame in a language: of each button the label and the end of its token.

    pieces: the JSON of rows and direction, cut where the head of a token stands.
    """

    text: str
    rtl: bool
    rows: tuple[tuple[tuple[str, str], ...], ...]
    pieces: tuple[str, ...]


@lru_cache(maxsize=4096)
def _shown(frame: Frame, language: str, slash: bool, most: int) -> _Shown:  # noqa: FBT001 - a key
    capabilities = Capabilities(slash=slash, edits=True, row=most, label=0, text=0)
    made = message(Say(frame.lines, frame.rows), language, capabilities)
    rows = tuple(
        tuple((key.label, key.token.removeprefix(head_of(""))) for key in row) for row in made.rows
    )
    written = ",".join(
        "["
        + ",".join(
            f'[{encode_basestring(label)},"\0{encode_basestring(end)[1:]},""]' for label, end in row
        )
        + "]"
        for row in rows
    )
    whole = f'{{"rows":[{written}],"rtl":{"true" if made.rtl else "false"}'
    return _Shown(made.text, made.rtl, rows, tuple(whole.split("\0")))


def body(message: Message) -> dict[str, Any]:
    """A finished message as JSON-ready values, for the sealed place where it waits."""
    return {
        "text": message.text,
        "rows": message.rows,
        "rtl": message.rtl,
        "replaces": message.replaces,
        **({"marked": message.marked} if message.marked else {}),
    }


def line(each: Line, language: str, *, slash: bool) -> str:
    """One paragraph in a language, its values isolated by the locale."""
    if not each.values:
        return locales.say(each.phrase.context, each.phrase.source, language)
    if all(isinstance(held, _OURS) for _, held in each.values):
        return _constant(each, language, slash=slash)
    return _said(each, language, slash=slash)


@lru_cache(maxsize=8192)
def _constant(each: Line, language: str, *, slash: bool) -> str:
    """A line of our own words alone; what somebody wrote or is called is never kept here."""
    return _said(each, language, slash=slash)


def _said(each: Line, language: str, *, slash: bool) -> str:
    values = {name: value(held, language, slash=slash) for name, held in each.values}
    return locales.say(each.phrase.context, each.phrase.source, language, values)


def value(held: Value, language: str, *, slash: bool) -> str:
    """What stands in a placeholder: a word as it is, a phrase, a line, or a command."""
    if isinstance(held, str):
        return unmasked(held, language) if "[" in held else held
    if isinstance(held, Phrase):
        return locales.say(held.context, held.source, language)
    if isinstance(held, Line):
        return line(held, language, slash=slash)
    return command(held, language, slash=slash)


def unmasked(text: str, language: str) -> str:
    """A text with its masks in the language of the reader: `[phone]` as `[puhelinnumero]`."""

    def said(mask: re.Match[str]) -> str:
        kind = phrases.HIDDEN_KINDS[KINDS[mask.group()]]
        return f"[{locales.say(kind.context, kind.source, language)}]"

    return MASK.sub(said, text)


def command(what: Command, language: str, *, slash: bool) -> str:
    """`/delete` where slashes arrive, the plain word of the language where they do not."""
    if slash:
        return f"/{_SLASHES.get(what.name, what.name)}"
    return locales.command(what.name, language)


@lru_cache(maxsize=8192)
def _label(phrase: Phrase, language: str) -> str:
    return locales.say(phrase.context, phrase.source, language)


def _key(button: Button, language: str) -> Key:
    label, token, emoji, chosen, copies = button
    text = label if isinstance(label, str) else _label(label, language)
    if emoji:
        text = f"{emoji} {text}"
    return Key(_CHOSEN + text if chosen else text, token, copies)
