"""What could show who somebody is, hidden from a text on its arrival, before it rests anywhere.

1. Recall before precision, but public numbers, dates, times, prices and bus lines stay.
2. A mask says what was there; hidden text is masked once more in the same way (idempotent).
3. The time grows with the length of the text only: every pattern starts at the start of a word,
   and what it takes it does not give back.

Names are not found: in "what do you hope?" words such as hope, light and peace are names.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dialogues.folding import fold
from dialogues.phone_numbers import telephone

MASKS = {
    "phone": "[phone]",
    "e-mail": "[e-mail]",
    "link": "[link]",
    "handle": "[chat name]",
    "id": "[id]",
    "bank": "[bank number]",
    "address": "[address]",
}
ROUNDS = 8

Find = Callable[[str], Iterator[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text without what was hidden, and which kinds were hidden, in order of appearance."""

    text: str
    kinds: tuple[str, ...] = ()


def redact(text: str) -> Redacted:
    """Hide everything that could show who somebody is."""
    kinds: dict[str, None] = {}
    for _ in range(ROUNDS):
        # A mask can bare what stood behind it; so again, until nothing is left.
        before, folded = text, fold(text)
        for kind, find in RULES:
            if spans := tuple(find(folded.text)):
                kinds[kind] = None
                text = _masked(text, (folded.span(*span) for span in spans), MASKS[kind])
                folded = fold(text)
        if text == before:
            break
    return Redacted(text, tuple(kinds))


def _masked(text: str, spans: Iterable[tuple[int, int]], mask: str) -> str:
    pieces = []
    end = 0
    for start, stop in spans:
        pieces += [text[end:start], mask]
        end = stop
    return "".join([*pieces, text[end:]])


def _matching(*patterns: str, flags: int = re.IGNORECASE) -> Find:
    whole = re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)

    def find(text: str) -> Iterator[tuple[int, int]]:
        for match in whole.finditer(text):
            yield match.span(match.lastindex or 0)

    return find


def _iban(text: str) -> Iterator[tuple[int, int]]:
    """Account numbers: Finnish ones by shape, others if the check digits say so."""
    for match in _IBAN.finditer(text):
        plain = re.sub("[ -]", "", match.group()).upper()
        value = "".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])
        if plain.startswith("FI") or int(value) % 97 == 1:
            yield match.span()


# --- links ---------------------------------------------------------------------------------------

_IN_LINK = r"[^\s\[\]<>\"“”«»]"
_END_OF_LINK = r"(?<![.,;:!?)'’،؟。])"
_SURE = "com|net|org|info|eu|fi|ru|ua|рф|укр"
_link = _matching(
    rf"(?<!\w)(?:https?|ftp|tg|whatsapp)://{_IN_LINK}+{_END_OF_LINK}",
    rf"(?<!\w)www\.{_IN_LINK}+{_END_OF_LINK}",
    rf"(?<![\w.@-])(?:[\w-]++\.)+[^\W\d_]{{2,12}}/{_IN_LINK}+{_END_OF_LINK}",
)
_site = _matching(rf"(?<![\w.@-])(?:[\w-]++\.)+(?:{_SURE})(?![\w@-]|\.\w)/?")

# --- e-mail and names in chats -------------------------------------------------------------------

_BRACKETED_AT = r"[(\[{]\s?(?:@|at|ät|эт|собака|آت|أت)\s?[)\]}]"
_AT = rf"(?:@|{_BRACKETED_AT})"
_SPELLED_AT = r"(?:at|ät|miukumauku|эт|собака|собачка|آت|أت)"
_SPELLED_DOT = r"(?:dot|piste|точка|крапка|نقطة|دوت)"
_LOCAL = r"(?<![\w.+%-])[\w.+%-]++"
_mail = _matching(
    rf"{_LOCAL}@[\w-]++(?:\.[\w-]++)*+(?:@[\w.-]*)*+",
    rf"{_LOCAL}(?:\s{{1,3}}@\s{{1,3}}|\s{{0,3}}{_BRACKETED_AT}\s{{0,3}})[\w-]++(?:\.[\w-]++)++",
    rf"{_LOCAL}\s{{0,3}}{_AT}\s{{0,3}}[\w-]++\s{{0,2}}\.\s{{0,2}}(?:{_SURE})(?!\w)",
    rf"{_LOCAL}\s{{1,3}}{_SPELLED_AT}\s{{1,3}}(?:[\w-]++\.)+(?:{_SURE})(?!\w)",
    rf"{_LOCAL}\s{{0,3}}(?:{_AT}|\s{_SPELLED_AT}\s)\s{{0,3}}[\w-]++"
    rf"\s{{1,3}}[(\[]?{_SPELLED_DOT}[)\]]?\s{{1,3}}[^\W\d_]{{2,12}}(?!\w)",
)
_handle = _matching(
    r"(?<![\w@])@(?=[\w.]*[^\W\d_])[\w.]{2,}\w(?:@[\w.]*)*+",
    r"(?<!\w)(?:telegram|instagram|insta|whatsapp|snapchat|snap|facebook|tiktok|viber|тг|телеграм|"
    r"інстаграм|вайбер|تيليجرام|تلغرام|انستغرام)\s?[:=]\s?([\w.]{3,32})(?!\w)",
)

# --- numbers of documents and accounts -----------------------------------------------------------

# DDMMYYCZZZQ: with its sign, or without it if the check character is a letter.
_DAY = r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d"
_id = _matching(
    rf"{_DAY}\s?[-+A-FU-Y]\s?\d{{3}}\s?[0-9A-FHJ-NPR-Y](?![0-9A-Za-z])",
    rf"{_DAY}\s?\d{{3}}[A-FHJ-NPR-Y](?![0-9A-Za-z])",
)
# Passports and permit cards: two capital letters and six to nine digits.
_card = _matching(r"(?<!\w)[A-ZА-ЯІЇЄ]{2}\s?\d{6,9}(?!\w)", flags=0)
_IBAN = re.compile(
    r"(?<!\w)(?:FI\d{2}(?:[ -]?\d){14}|[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30})(?!\w)", re.IGNORECASE
)
_payment = _matching(r"(?<!\d)(?<!\d[ -])\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![ -]?\d)")

# --- streets -------------------------------------------------------------------------------------

_STREET = (
    r"(?:katu|kadun|kadulla|kadulta|kadulle|tie|tien|tiellä|tieltä|tielle|kuja|kujan|kujalla|"
    r"kujalta|polku|polun|polulla|kaari|kaaren|väylä|väylän|raitti|raitin|rinne|rinteen|penger|"
    r"penkereen|aukio|aukion|esplanadi|bulevardi|bulevardin|puistikko|"
    r"gatan|gata|vägen|väg|gränden|gränd|stigen|allén|esplanaden)"
)
_HOUSE = (
    r"\s{1,3}\d{1,4}(?![\d.:,]?\d|\s?(?:km|m|min|kk|v|vuotta|tuntia|euroa|€)(?!\w))"
    r"(?:\s?[a-z](?!\w)(?:\s?\d{1,3}(?!\w))?)?"
    r"(?:,?\s{1,3}\d{5}(?!\w)(?:\s\w{2,30})?)?"
)
_ROAD = r"(?!(?:valta|kanta|moottori|maan|rauta|kehä|seutu)tie)"
_PLACES = r"street|road|avenue|lane|drive|square|st|rd|ave"
_address = _matching(
    rf"(?<![\w-]){_ROAD}[^\W\d_][\w-]{{1,60}}{_STREET}{_HOUSE}",
    rf"(?<![\w-])\d{{1,4}}[a-z]?\s[^\W\d_][\w-]{{1,30}}\s(?:{_PLACES})(?!\w)",
    r"(?<!\w)(?:вул|вулиця|вулиці|просп|проспект|проспекті|пров|провулок)(?!\w)\.?\s{0,2}"
    r"[^\W\d_][\w'’-]{1,40}(?:\s[^\W\d_][\w'’-]{1,40})?,?\s{1,2}(?:буд\w{0,5}\.?\s{0,2})?\d{1,4}"
    r"(?:,?\s{0,2}кв\w{0,6}\.?\s{0,2}\d{1,4})?(?!\w)",
    r"(?<!\w)شارع\s\w{2,30}(?:\s\w{2,30})?\s(?:رقم\s)?\d{1,4}(?!\w)",
)

RULES: tuple[tuple[str, Find], ...] = (
    ("link", _link),
    ("e-mail", _mail),
    ("link", _site),
    ("handle", _handle),
    ("id", _id),
    ("bank", _iban),
    ("bank", _payment),
    ("id", _card),
    ("address", _address),
    ("phone", telephone),
)
