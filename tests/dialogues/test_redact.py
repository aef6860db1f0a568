"""What could show who somebody is does not get past the door."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.folding import fold
from dialogues.redact import MASKS, Redacted, redact
from tests.dialogues.redactions import HIDDEN, KEPT

PIECES = [
    *(text for text, _ in HIDDEN),
    *KEPT,
    *MASKS.values(),
    *"@.,-+()/:[]0149٤۴aяشA€\u200b\u2066\n ",
    "katu",
    " at ",
    "www.",
    "FI21",
]
HOSTILE = ["1", "0 ", "a", "@", "a@", "a.", "www.", "http://", "a at ", "1.1", "12:30 ", "FI12 "]
HOSTILE += ["AB ", "katu 1 ", "one ", "шість ", "1 000 ", "a.b/", "@.", "вул. а ", "(1", "\u200b1"]


@pytest.mark.parametrize(("text", "left"), HIDDEN, ids=[text for text, _ in HIDDEN])
def test_what_shows_a_person_is_hidden(text: str, left: str) -> None:
    """Numbers, addresses and names in chats are replaced by a mask that says what was there."""
    found = redact(text)
    assert left == found.text
    assert found.kinds
    assert all(MASKS[kind] in left for kind in found.kinds)


@pytest.mark.parametrize("text", KEPT, ids=KEPT)
def test_what_helps_to_understand_stays(text: str) -> None:
    """Public numbers, dates, times, prices, bus lines and words are left as they are."""
    assert Redacted(text) == redact(text)


def test_the_table_is_large_enough() -> None:
    """There are at least eighty hidden cases and forty that stay."""
    assert 80 <= len(HIDDEN)
    assert 40 <= len(KEPT)


def test_kinds_come_in_order_and_once() -> None:
    """The person can be told what was hidden: each kind once."""
    found = redact("ali@gmail.com 0401234567 olena@ukr.net")
    assert ("e-mail", "phone") == found.kinds


def test_letters_around_a_mask_stay_as_they_were() -> None:
    """Unseen characters and other scripts outside a mask are kept untouched."""
    assert "می\u200cخواهم [phone] لطفاً" == redact("می\u200cخواهم ۰۴۰۱۲۳۴۵۶۷ لطفاً").text


def test_folding_leads_back_to_the_original() -> None:
    """A stretch of folded text is found again in the original, unseen characters included."""
    original = "ab\u200b٤\u200b٥c"
    folded = fold(original)
    assert "ab45c" == folded.text
    start, end = folded.span(2, 4)
    assert "٤\u200b٥" == original[start:end]
    assert "a-b \n" == fold("a–b\u00a0\u2028").text


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_redaction_is_done_after_once(text: str) -> None:
    """Any text is redacted without an error, a second time changes nothing, masks stay small."""
    once = redact(text)
    assert once.text == redact(once.text).text
    assert 4 * len(text) + 16 >= len(once.text)
    assert set(once.kinds) <= set(MASKS)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_cost_no_more_than_their_length(piece: str) -> None:
    """Ten kilobytes made to be slow take at most a quarter of a second of work."""
    text = (piece * 10_000)[:10_000]
    before = time.process_time()
    redact(text)
    assert 0.25 > time.process_time() - before
