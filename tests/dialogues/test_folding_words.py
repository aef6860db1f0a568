"""Words are folded in one way, however short the way is."""

from hypothesis import given as drawn
from hypothesis import strategies as st

from dialogues import hearing


@drawn(st.text(st.characters(min_codepoint=0, max_codepoint=127)))
def test_plain_letters_are_folded_like_all_others(text: str) -> None:
    """Words in plain Latin letters read the same alone and beside a letter of another script."""
    assert f"{hearing.normalise(text)} ж".strip() == hearing.normalise(f"{text} ж")
