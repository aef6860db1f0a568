"""Kinds of question: how taps and typed words become answers."""

import pytest

from dialogues import phrases
from dialogues.given import Lexicon
from dialogues.kinds import KINDS, MOST_CHARACTERS, Words
from dialogues.matching import Unclear
from dialogues.model import Answer, Kind, Option, Phrase, Question, Talk

OPTIONS = tuple(Option(name, Phrase(name, name)) for name in ("one", "two", "none"))
LEXICON = Lexicon(controls={"": {"ok": "yes", "continue": "go_on", "done": "done", "hi": "start"}})


def question(kind: Kind) -> Question:
    """A question of this kind with three options."""
    return Question("q", kind, (Phrase("q", "Q?"),), options=OPTIONS)


def answer(*choices: str) -> Answer:
    """An answer of these choices."""
    return Answer("answered", choices)


def test_every_kind_has_its_class() -> None:
    """A kind that a framework may name can be offered, understood and measured."""
    assert set(Kind) == set(KINDS)


def test_rows_show_what_is_chosen() -> None:
    """One option a row, the chosen one marked."""
    talk = Talk("t", "f", "1.0.0", "en", answers={"q": answer("two")})
    rows = KINDS[Kind.SINGLE].rows(question(Kind.SINGLE), talk)
    assert [("v1:t:q:one", False), ("v1:t:q:two", True), ("v1:t:q:none", False)] == [
        (button.token, button.chosen) for (button,) in rows
    ]


@pytest.mark.parametrize(
    ("before", "tapped", "after"),
    [
        ((), "one", ("one",)),
        (("one",), "two", ("one", "two")),
        (("one", "two"), "one", ("two",)),
        (("one", "two"), "none", ("none",)),
        (("none",), "two", ("two",)),
        (("one",), "one", ()),
    ],
)
def test_taps_toggle_several(before: tuple[str, ...], tapped: str, after: tuple[str, ...]) -> None:
    """A tap puts an option in or takes it out; `none` excludes the others and they exclude it."""
    held = answer(*before) if before else None
    assert answer(*after) == KINDS[Kind.MULTI].tapped(question(Kind.MULTI), held, tapped)


@pytest.mark.parametrize(
    ("typed", "choices"),
    [("1 2", ("one", "two")), ("two; one", ("two", "one")), ("1 3", ("none",)), ("3 1", ("one",))],
)
def test_a_typed_list_is_the_whole_choice(typed: str, choices: tuple[str, ...]) -> None:
    """Numbers or labels replace what was chosen; the last one decides about `none`."""
    assert answer(*choices) == KINDS[Kind.MULTI].typed(question(Kind.MULTI), typed, LEXICON)


def test_unclear_stays_unclear() -> None:
    """A list with an unknown word is no choice."""
    heard = KINDS[Kind.MULTI].typed(question(Kind.MULTI), "one; zzz", LEXICON)
    assert isinstance(heard, Unclear)


def test_a_single_choice_takes_one() -> None:
    """Two options for a single question are asked about, not guessed."""
    kind = KINDS[Kind.SINGLE]
    assert Unclear(("one", "two")) == kind.typed(question(Kind.SINGLE), "1 2", LEXICON)
    assert answer("two") == kind.typed(question(Kind.SINGLE), "Two", LEXICON)


@pytest.mark.parametrize("typed", ["ok", "continue", "Done", "1", "one"])
def test_any_agreement_turns_a_page(typed: str) -> None:
    """A screen to read goes on with any such word."""
    page = Question("p", Kind.INFO, (), options=OPTIONS[:1])
    assert answer("one") == KINDS[Kind.INFO].typed(page, typed, LEXICON)


def test_other_words_turn_no_page() -> None:
    """A greeting or anything else is not taken for agreement."""
    page = Question("p", Kind.INFO, (), options=OPTIONS[:1])
    assert isinstance(KINDS[Kind.INFO].typed(page, "hi", LEXICON), Unclear)


def test_words_join_up_to_a_limit() -> None:
    """Messages join; what is over the limit is cut, and told; a full answer takes no more."""
    one, cut = Words.join(None, "a" * 1500, sensitive=False)
    two, cut_too = Words.join(one, "b" * 1500, sensitive=True)
    three, cut_again = Words.join(two, "c", sensitive=False)
    assert (False, True, True) == (cut, cut_too, cut_again)
    assert ("a" * 1500, "b" * 500) == two.words == three.words
    assert sum(map(len, two.words)) == MOST_CHARACTERS
    assert two.sensitive


def test_words_after_a_skip_begin_anew() -> None:
    """A skipped question that is written to after all is answered."""
    joined, _ = Words.join(Answer("skipped"), "so", sensitive=False)
    assert Answer("answered", (), ("so",)) == joined


def test_hints_say_how_to_answer() -> None:
    """Several can be chosen; words begin, join, or take the place of older ones."""
    written = Answer("answered", (), ("so",))
    words, multi = KINDS[Kind.WORDS], KINDS[Kind.MULTI]
    assert phrases.HINT_WORDS == words.hint(None, renew=False)
    assert phrases.MORE == words.hint(written, renew=False)
    assert phrases.HINT_RENEW == words.hint(written, renew=True)
    assert phrases.HINT_WORDS == words.hint(Answer("skipped"), renew=True)
    assert phrases.HINT_MULTI == multi.hint(None, renew=False)
    assert KINDS[Kind.FACE].hint(None, renew=False) is None


def test_measures_count_choices_and_never_words() -> None:
    """Choices are counted sorted, words not at all."""
    assert ("a", "b") == KINDS[Kind.MULTI].measure(answer("b", "a"))
    assert () == KINDS[Kind.WORDS].measure(Answer("answered", (), ("secret",)))
