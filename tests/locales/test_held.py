"""What a language says, held as bytes, is what its file says."""

from hypothesis import given
from hypothesis import strategies as st

from locales.held import LONG, Held, Pair

TEXTS = st.dictionaries(
    st.tuples(st.text("ab", max_size=2), st.text("xyz", max_size=3)),
    st.one_of(st.text(max_size=20), st.just("kaksi ❤ " * LONG)),
    max_size=20,
)


@given(TEXTS, TEXTS)
def test_every_sentence_is_as_it_was(one: dict[Pair, str], other: dict[Pair, str]) -> None:
    """Short or long, in any script, beside a language with other sentences."""
    known: dict[tuple[Pair, ...], dict[Pair, int]] = {}
    assert [one, other] == [dict(Held(one, known)), dict(Held(other, known))]


def test_languages_that_say_the_same_share_where_it_stands() -> None:
    """The places of the sentences are held once, not 28 times."""
    known: dict[tuple[Pair, ...], dict[Pair, int]] = {}
    held = [Held({("a", "One"): said, ("b", "Two"): said}, known) for said in ("yksi", "ett")]
    assert held[0]._numbers is held[1]._numbers


def test_a_sentence_that_is_not_there() -> None:
    """It is not found, and is no empty text."""
    held = Held({("a", "One"): "yksi"}, {})
    assert ("b", "One") not in held
    assert held.get(("b", "One")) is None
