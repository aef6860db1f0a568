"""From says to messages: every sentence in the person's language, every button in its place."""

import re
from typing import Any

import locales
from bot.channels import Capabilities, Key, Message
from dialogues import phrases
from dialogues.model import Button, Command, Line, Phrase, Say, Value
from dialogues.redact import KINDS, MASK

_CHOSEN = "✓ "
_SLASHES = {"go_on": "continue"}


def message(say: Say, language: str, capabilities: Capabilities) -> Message:
    """A say as one finished message for a channel."""
    rtl = locales.direction(language) == "rtl"
    rows = [tuple(_key(button, language) for button in row) for row in say.rows]
    rows = [
        row[i : i + capabilities.row] for row in rows for i in range(0, len(row), capabilities.row)
    ]
    return Message(
        "\n".join(line(each, language, slash=capabilities.slash) for each in say.lines),
        tuple(tuple(reversed(row)) if rtl else row for row in rows),
        rtl=rtl,
        replaces=say.replaces if capabilities.edits else "",
    )


def body(message: Message) -> dict[str, Any]:
    """A finished message as JSON-ready values, for the sealed place where it waits."""
    return {
        "text": message.text,
        "rows": [[{"label": key.label, "token": key.token} for key in row] for row in message.rows],
        "rtl": message.rtl,
        "replaces": message.replaces,
    }


def line(each: Line, language: str, *, slash: bool) -> str:
    """One paragraph in a language, its values isolated by the locale."""
    if not each.values:
        return locales.say(each.phrase.context, each.phrase.source, language)
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


def _key(button: Button, language: str) -> Key:
    label = button.label
    text = label if isinstance(label, str) else locales.say(label.context, label.source, language)
    emoji = f"{button.emoji} " if button.emoji else ""
    return Key(f"{_CHOSEN if button.chosen else ''}{emoji}{text}", button.token)
