"""Lists of words, as translators write them."""

import pytest

from dialogues.hearing import SLASHES, normalise
from locales import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [("skip; pass", ("skip", "pass")), ("تخطي؛ تجاوز ;", ("تخطي", "تجاوز")), (" ; ；", ()),
     ("a;a; b c", ("a", "b c")), ("", ())],
)  # fmt: skip
def test_list_is_split_at_semicolons_of_any_script(text: str, expected: tuple[str, ...]) -> None:
    """Latin, Arabic and full-width semicolons part a list; empty and repeated words go."""
    assert expected == words.split(text)


def test_english_words_mean_one_thing() -> None:
    """No English word stands for two controls."""
    found = [normalise(word) for text in words.CONTROL_WORDS.values() for word in words.split(text)]
    assert len(set(found)) == len(found)


def test_every_slash_command_has_words() -> None:
    """Whatever can be given as a slash command can also be said in words."""
    assert set() == {control.value for control in SLASHES.values()} - words.CONTROL_WORDS.keys()


def test_every_list_is_explained_to_translators() -> None:
    """Each list comes with a comment that says when people type it."""
    assert len(words.CONTROL_WORDS) + len(words.FACE_WORDS) + 1 == len(words.sentences())
    assert all(
        comment.startswith("words that people type: a list with ; between")
        for _, _, comment in words.sentences()
    )
