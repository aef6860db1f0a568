"""What of a message may rest: as much as is read, masked, and no code beside its sender."""

from dataclasses import replace

from dialogues import hearing
from dialogues.model import Heard
from dialogues.redact import redact
from storage import codes

# Four times what is kept of a text, and twice what Telegram brings in one message. Slack brings
# 40,000 characters: masking all of them would make the others wait.
MOST_READ = 8000


# Nobody types it, no screen shows it, and PostgreSQL takes no text that holds it.
NUL = "\0"


def cut(heard: Heard) -> Heard:
    """The message with as much of its text as is read, and with nothing that no database takes."""
    heard = sound(heard)
    return replace(heard, text=heard.text[:MOST_READ]) if len(heard.text) > MOST_READ else heard


def sound(heard: Heard) -> Heard:
    """The message without what no database takes."""
    if NUL in heard.text or NUL in heard.token or NUL in heard.language:
        heard = replace(
            heard,
            text=heard.text.replace(NUL, ""),
            token=heard.token.replace(NUL, ""),
            language=heard.language.replace(NUL, ""),
        )
    return heard


def redacted(heard: Heard) -> Heard:
    """Mask what could name somebody, before it rests anywhere (docs/privacy.md, promise 2)."""
    if heard.kind not in ("text", "edit") or _is_command(heard):
        return heard
    masked = redact(heard.text)
    return replace(heard, text=masked.text, hidden=masked.kinds) if masked.kinds else heard


def _is_command(heard: Heard) -> bool:
    """A typed command is never kept; but an edit that begins with a slash becomes an answer."""
    return heard.kind == "text" and hearing.slash(heard.text) is not None


def without_code(heard: Heard) -> Heard:
    """The message to be parked: a code or an invitation does not rest beside its sender."""
    typed = heard.text.strip()
    holds = codes.holds_one(typed) or typed.lower().lstrip("/").startswith("start")
    return replace(heard, text="") if holds else heard
