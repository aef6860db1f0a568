"""Words in one text tell what a dict of them would tell."""

import sys

from hypothesis import given as drawn
from hypothesis import strategies as st

from dialogues.packed import Packed, forms

WORDS = st.text("ab_و我", min_size=1, max_size=20)


@drawn(st.dictionaries(WORDS, st.text("xy\t", max_size=5), max_size=40), WORDS)
def test_a_word_tells_what_a_dict_tells(told: dict[str, str], word: str) -> None:
    """The entries of a word and of its beginnings are found, and no others."""
    assert [told[form] for form in forms(word) if form in told] == Packed(told).of(word)


@drawn(st.dictionaries(WORDS, st.text("xy\t", max_size=5), max_size=40))
def test_every_entry_is_told_again(told: dict[str, str]) -> None:
    """Nothing is lost and nothing changed, whatever stands beside it."""
    assert told == dict(Packed(told).items())


def test_the_beginnings_of_a_word() -> None:
    """From two letters to sixteen, and a word of one letter as its own beginning."""
    assert ["a", "a_"] == forms("a")
    assert ["abc", "ab_", "abc_"] == forms("abc")
    assert f"{'a' * 16}_" == forms("a" * 30)[-1]


def test_ten_thousand_words_take_less_than_a_dict_of_them() -> None:
    """A third at most of what the words and the table of a dict take."""
    told = {f"word{number}_": "x" for number in range(10_000)}
    packed = Packed(told)
    took = sum(sys.getsizeof(getattr(packed, name)) for name in Packed.__slots__)
    assert took < (sys.getsizeof(told) + sum(map(sys.getsizeof, told))) / 3
