"""The codes that people write down: how they are made, and how they are read back.

1. A code is 80 random bits, never derived from anything, in four groups of four.
2. Every code has at least three of the digits 2 to 9, so that no sentence is taken for a code
   ("my dear good kind city" has the right shape).
3. Reading forgives what hands and keyboards do: case, spaces, hyphens, O for 0, I or L for 1, the
   digits of any script. It does not forgive a missing prefix or a gap inside a group.
4. An invitation has ten of the same letters and no prefix; it is no secret, and names a place.
"""

import re
import secrets
import unicodedata
from base64 import b32encode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALPHABET = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)  # from that of RFC 4648
_LOOKALIKES = str.maketrans("OIL", "011")
_LETTER = "[0-9A-TV-Z]"
_SHORTEST = 18  # a prefix and four groups of four
_INVITATION, _MOST_TYPED = 10, 40
_GAP = r"[\s._\-]*"
_SHAPE = re.compile(
    rf"(?<![0-9A-Z])(MY|ST|IN|GO){_GAP}({_LETTER}{{4}}{_GAP}{_LETTER}{{4}}{_GAP}{_LETTER}{{4}}{_GAP}"
    rf"{_LETTER}{{4}})(?![0-9A-Z])"
)


def new_code() -> str:
    """Make the code with which a person can erase their answers later."""
    return _new("MY")


def new_staff_code() -> str:
    """Make the code with which staff show once who invited them."""
    return _new("ST")


def new_ticket() -> str:
    """Make the code with which staff open the pages once."""
    return _new("IN")


def new_return_code() -> str:
    """Make the word with which a person comes back to their talk on a page."""
    return _new("GO")


def read_code(text: str) -> str | None:
    """Find a person's code in what was written, in the form in which it was given."""
    return _read(text, "MY")


def read_staff_code(text: str) -> str | None:
    """Find a staff code in what was written, in the form in which it was given."""
    return _read(text, "ST")


def read_ticket(text: str) -> str | None:
    """Find a ticket to the pages in what was written, in the form in which it was given."""
    return _read(text, "IN")


def read_return_code(text: str) -> str | None:
    """Find the word that leads back to a talk on a page, in the form in which it was given."""
    return _read(text, "GO")


def new_invitation() -> str:
    """Make the code of an invitation: short, because people type it from a wall."""
    return b32encode(secrets.token_bytes(_INVITATION)).decode()[:_INVITATION].translate(_ALPHABET)


def folded_invitation(text: str) -> str:
    """An invitation's code as it compares, however it was typed; nothing if it cannot be one."""
    if len(text) > _MOST_TYPED:
        return ""
    letters = re.sub(_GAP, "", _folded(text)).translate(_LOOKALIKES)
    return letters if letters.isascii() and letters.isalnum() else ""


def holds_one(text: str) -> bool:
    """Whether any code of ours stands in what was written."""
    return any(_read(text, prefix) for prefix in ("MY", "ST", "IN", "GO"))


def _new(prefix: str) -> str:
    while True:
        letters = b32encode(secrets.token_bytes(10)).decode().translate(_ALPHABET)
        if _plainly_a_code(letters):
            return _written(prefix, letters)


def _read(text: str, prefix: str) -> str | None:
    if len(text) < _SHORTEST and text.isascii():
        return None
    for found in _SHAPE.finditer(_folded(text)):
        letters = re.sub(_GAP, "", found[2]).translate(_LOOKALIKES)
        if found[1] == prefix and _plainly_a_code(letters):
            return _written(prefix, letters)
    return None


def _written(prefix: str, letters: str) -> str:
    return "-".join([prefix, *(letters[start : start + 4] for start in range(0, 16, 4))])


def _plainly_a_code(letters: str) -> bool:
    return sum(map(letters.count, "23456789")) >= 3


def _folded(text: str) -> str:
    return "".join(map(_folded_character, unicodedata.normalize("NFKC", text))).upper()


def _folded_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":  # bidi marks and zero-width characters come along when a code is copied
        return ""
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character
