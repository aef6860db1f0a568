"""A text that is too long for one message, in parts that are not.

1. It is cut where a paragraph, a line or a word ends; every part has words, and none is too long.
2. A value that is isolated from the direction of the text around it stays so in every part.
"""

OPENS, CLOSES = "\u2066\u2067\u2068", "\u2069"
# Room for what closes a part and opens the next: a value in a value in a value.
DEEPEST = 3


def split(text: str, limit: int) -> list[str]:
    """Cut a long text into parts of this many characters at most."""
    rest = text.strip()
    if len(rest) <= limit:
        return [rest] if rest else []
    # Where there is hardly room for a word, none is left for marks.
    isolates = limit > 4 * DEEPEST and not set(OPENS).isdisjoint(rest)
    room = limit - 2 * DEEPEST if isolates else limit
    parts: list[str] = []
    while len(rest) > room:
        end = _end(rest, room)
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    parts += [rest] if rest else []
    return _isolated(parts) if isolates else parts


def _end(text: str, limit: int) -> int:
    # A paragraph or a line that ends early would make a crumb of a message.
    for mark, least in (("\n\n", limit // 2), ("\n", limit // 2), (" ", 1)):
        end = text.rfind(mark, least, limit + 1)
        if end > 0:
            return end
    return limit


def _isolated(parts: list[str]) -> list[str]:
    """What is open where a part ends is closed there, and opened again in the next."""
    made, still = [], ""
    for part in parts:
        before, still = still, _open(still + part)[:DEEPEST]
        made.append(f"{before}{part}{CLOSES * len(still)}")
    return made


def _open(text: str) -> str:
    """The marks that nothing has closed yet, the outermost first."""
    left: list[str] = []
    for each in text:
        if each in OPENS:
            left.append(each)
        elif each == CLOSES and left:
            left.pop()
    return "".join(left)
