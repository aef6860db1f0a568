"""Nouns with some fields changed."""

import dataclasses

import pytest

from dialogues.copies import replace
from dialogues.model import Line, Phase, Phrase, Say, Talk, Turn

TALK = Talk("t", "f", "1.0.0", "en", at="mood_now")
SAY = Say((Line(Phrase("hello", "Hello")),))


def test_a_copy_is_what_dataclasses_would_make() -> None:
    """The named fields are new, the others are the same, and the first one stays as it was."""
    for language in ("fi", "ar"):
        expected = dataclasses.replace(TALK, language=language, phase=Phase.STOPPED)
        assert expected == replace(TALK, language=language, phase=Phase.STOPPED)
    assert Talk("t", "f", "1.0.0", "en", at="mood_now") == TALK
    assert Turn(TALK, (SAY,)) == replace(Turn(TALK, ()), says=(SAY,))
    assert dataclasses.replace(SAY, replaces="7") == replace(SAY, replaces="7")


def test_a_copy_is_as_fixed_as_its_noun() -> None:
    """Nothing of a copy can be changed in place."""
    copy = replace(TALK, at="works")
    with pytest.raises(dataclasses.FrozenInstanceError):
        copy.at = "hard"  # type: ignore[misc]  # what mypy refuses, tried anyway
