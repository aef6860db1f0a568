"""A text that is too long for one message, cut."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.parts import CLOSES, DEEPEST, OPENS, split

words = st.text(alphabet="ab\n sü😊 ", max_size=400)
isolated = st.text(alphabet=f"ab \n{OPENS}{CLOSES}", max_size=400)


@given(words, st.integers(min_value=1, max_value=60))
def test_split_loses_nothing(text: str, limit: int) -> None:
    """Parts are never empty or too long, and together say every letter in order."""
    parts = split(text, limit)
    assert all(part.strip() == part and 1 <= len(part) <= limit for part in parts)
    assert "".join(text.split()) == "".join("".join(parts).split())


@given(st.lists(st.text(alphabet="abç", min_size=1, max_size=10), max_size=60))
def test_split_keeps_words_whole(spoken: list[str]) -> None:
    """A word shorter than a message is never cut in two."""
    assert spoken == " ".join(split(" ".join(spoken), 12)).split()


def test_paragraph_is_the_better_place_to_cut() -> None:
    """A text is cut between paragraphs if that leaves no crumb, else between words."""
    assert ["aaaa", "bbbb cc"] == split("aaaa\n\nbbbb cc", 7)
    assert ["a\n\nbbb", "cccccc"] == split("a\n\nbbb cccccc", 8)


def letters(text: str) -> str:
    """A text without the marks that isolate, and without blanks."""
    return "".join(each for each in text if each not in OPENS + CLOSES and not each.isspace())


@given(isolated, st.integers(min_value=1, max_value=60))
def test_marks_lose_nothing_either(text: str, limit: int) -> None:
    """Whatever marks stand in a text, no part is too long or without a letter's company."""
    parts = split(text, limit)
    assert all(1 <= len(part) <= limit for part in parts)
    assert letters(text) == letters("".join(parts))


def test_a_value_that_is_cut_stays_isolated() -> None:
    """In every part each mark that opens is closed, so that nothing turns the text around it."""
    answer = "\u2068" + "one two \u2067" + "three four " * 20 + "\u2069" + " five" * 3 + "\u2069"
    parts = split(f"سمعنا: {answer} شكرا", 60)
    assert len(parts) > 3
    for part in parts:
        assert 0 == sum((each in OPENS) - (each == CLOSES) for each in part), part
    assert 2 == sum(each in OPENS for each in parts[1])
    assert DEEPEST > 2
