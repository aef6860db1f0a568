"""Options in pages, where a channel shows fewer buttons than a question has.

1. What can always be done (help, back) stands on every page; arrows lead on and back.
2. A page is a look at the same message: it changes no answer, and numbers keep their meaning.
"""

from collections.abc import Sequence

import locales
from bot.channels import Capabilities
from dialogues.model import Button, Say, read_token, token
from dialogues.tapping import MORE

Row = tuple[Button, ...]


def paged(say: Say, language: str, capabilities: Capabilities) -> Sequence[Row]:
    """The rows of a say as far as they fit into one message, with arrows to the others."""
    options = [row for row in say.rows if row and not _is_control(row[0])]
    if sum(map(len, say.rows)) <= capabilities.keys or not options:
        return say.rows
    controls = [row for row in say.rows if row and _is_control(row[0])]
    room = max(1, capabilities.keys - sum(map(len, controls)) - 2)
    width = max(map(len, options), default=1)
    buttons = [button for row in options for button in row]
    start = max(0, min(say.start, len(buttons) - 1)) // room * room
    shown = buttons[start : start + room]
    rows = [tuple(shown[at : at + width]) for at in range(0, len(shown), width)]
    arrows = [
        _arrow(say, at, min(at + room, len(buttons)), language, onward=at > start)
        for at in (start - room, start + room)
        if 0 <= at < len(buttons)
    ]
    return (*rows, tuple(arrows), *controls)


def _is_control(button: Button) -> bool:
    parts = read_token(button.token)
    return parts is not None and parts[2].startswith("!")


def _arrow(say: Say, first: int, end: int, language: str, *, onward: bool) -> Button:
    """A button without words, since who looks for their language may read no other."""
    to_the_right = onward == (locales.direction(language) == "ltr")
    talk, question, _ = read_token(say.rows[0][0].token) or ("", "", "")
    numbers = locales.isolate(f"{first + 1}–{end}", language)
    return Button(
        f"{'▶' if to_the_right else '◀'} {numbers}", token(talk, question, f"!{MORE}{first}")
    )
