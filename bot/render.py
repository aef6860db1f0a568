"""From says to messages: every sentence in the person's language, every button in its place."""

import re
from functools import lru_cache
from typing import Any

import locales
from bot.channels import Capabilities, Key, Message
from bot.paging import paged
from dialogues import phrases
from dialogues.model import Button, Command, Line, Phrase, Say, Value
from dialogues.redact import KINDS, MASK

_CHOSEN = "✓ "
_SLASHES = {"go_on": "continue"}
_OURS = (Phrase, Command)


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
    return locales.control_words(language)[what.name][0]


@lru_cache(maxsize=8192)
def _label(phrase: Phrase, language: str) -> str:
    return locales.say(phrase.context, phrase.source, language)


def _key(button: Button, language: str) -> Key:
    label, token, emoji, chosen, copies = button
    text = label if isinstance(label, str) else _label(label, language)
    if emoji:
        text = f"{emoji} {text}"
    return Key(_CHOSEN + text if chosen else text, token, copies)
