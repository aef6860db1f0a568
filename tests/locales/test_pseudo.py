"""Every transcript, and every message of it on every channel, in two made-up languages.

The suite's other tests read English sentences word for word; what they play is in the transcripts.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import locales
from bot import render
from bot.channels import capabilities_of
from bot.lexicon import lexicon
from bot.rehearsal import rehearsed
from dialogues.given import Lexicon
from dialogues.model import Button, Say, Turn
from locales.bidi import balanced, strip_controls
from locales.catalogue import Catalogues
from tests.channels import kit
from tests.dialogues import play
from tests.dialogues.play import PLAYED, WHOLE, Player
from tests.locales.pseudo import NAMES, arabic, directory, marked

# The small framework of some transcripts can be said in English only.
TRANSCRIPTS = [
    path
    for path in sorted((Path(play.__file__).parent / "transcripts").glob("*.txt"))
    if "# framework: small" not in path.read_text("utf-8")
]
CHANNELS = ("telegram", "slack", "terminal")
OWN_NAMES = {each.name: each.tag for each in locales.languages() if each.tag in PLAYED}
TAGS = sorted(NAMES)


FRAMEWORK = play.read(WHOLE)


@pytest.fixture(scope="module", autouse=True)
def _spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the house speak both made-up languages besides the shipped ones."""
    both = Catalogues(directory(tmp_path_factory.mktemp("pseudo")))
    caches = (locales._plain, locales.command, render._constant, render._label, words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locales, "_shipped", lambda: both)
        for each in caches:
            each.cache_clear()
        yield
    for each in caches:
        each.cache_clear()


@pytest.fixture(scope="module")
def known() -> dict[str, set[object]]:
    """The messages that were checked already, by language."""
    return {tag: set() for tag in TAGS}


@cache
def words(tag: str) -> Lexicon:
    """What is heard in a talk of a made-up language."""
    return lexicon(FRAMEWORK, (*PLAYED, tag))


class Foreigner(Player):
    """Somebody who does what a transcript says, but reads a made-up language."""

    tag = ""

    def begin(self, language: str = "en") -> None:
        """The talk begins in the made-up language, whatever its transcript's is."""
        del language
        super().begin(self.tag)

    def say(self, text: str) -> Turn:
        """Type it; a name of a language becomes the one of the made-up language."""
        return super().say(NAMES[self.tag] if text in OWN_NAMES else text)

    def tap(self, words: str) -> Turn:
        """Tap the button that has these words in any language."""
        return super().tap(NAMES[self.tag] if words in OWN_NAMES else words)

    def words(self, button: Button) -> tuple[str, ...]:  # type: ignore[override]  # more of them
        """A button's words in every language of the transcripts."""
        emoji = f"{button.emoji} " if button.emoji else ""
        said = {play.spoken(button.label, tag) for tag in (*PLAYED, self.tag)}
        mark = "✓ " if button.chosen else ""
        return tuple(word for each in said for word in (each, f"{mark}{emoji}{each}"))

    def tap_old(self, words: str, question: str) -> Turn:
        """Tap an old button that a transcript names in one of its languages."""
        for tag in PLAYED:
            self.talk, mine = replace(self.talk, language=tag), self.talk
            try:
                token = self.old_token(words, question)
            except AssertionError:
                continue
            finally:
                self.talk = mine
            return self.hear("tap", token=token, ref=f"old.{token.split(':')[2]}")
        raise AssertionError(question)


def foreigner(tag: str, like: Player) -> Foreigner:
    """Who plays the same transcript as somebody else."""
    names = {each.tag: each.name for each in locales.languages()}
    languages = tuple((each, names[each]) for each in (*PLAYED, tag))
    given = replace(like.given, languages=languages, lexicon=words(tag))
    one: Foreigner = type("One", (Foreigner,), {"tag": tag})(FRAMEWORK, given)
    return one


def checked(say: Say, tag: str, known: set[object]) -> None:
    """Every channel takes the message; what was checked once is known."""
    looks = say.lines, tuple(button[:1] + button[2:] for row in say.rows for button in row)
    if looks in known:
        return
    known.add(looks)
    rtl = locales.direction(tag) == "rtl"
    for name in CHANNELS:
        message = render.message(say, tag, capabilities_of(name))
        assert message.rtl == rtl
        assert kit.write(name)("1", message)
        assert balanced(message.text)
        assert all(len(key.label) <= capabilities_of(name).label for r in message.rows for key in r)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript_goes_the_same_way(path: Path, tag: str, known: dict[str, set[object]]) -> None:
    """What a transcript does leads to the same talk in a language of marks, or from the right."""
    text = path.read_text("utf-8")
    here = play.opened(text)
    there = foreigner(tag, here)
    for line in text.splitlines():
        if line.startswith("<"):
            for player in (here, there):
                play.act(player, line[1:].strip())
            ours, theirs = here.talk, there.talk
            assert (ours.at, ours.asked, ours.phase) == (theirs.at, theirs.asked, theirs.phase), (
                line
            )
            assert ours.answers == theirs.answers
            assert here.turn.effects == there.turn.effects
            for say in there.turn.says:
                checked(say, tag, known[tag])


@pytest.mark.parametrize("tag", TAGS)
def test_the_rehearsed_talk_fits_every_channel(tag: str) -> None:
    """The compact talk that every language has, in full, on the narrowest channel as well."""
    beats = rehearsed(FRAMEWORK, tag)
    assert len(beats) == len(rehearsed(FRAMEWORK, "en"))
    for beat in beats:
        for message in beat.messages:
            for name in CHANNELS:
                assert kit.write(name)("1", message)


def test_the_made_up_languages_are_what_they_say() -> None:
    """Forty per cent longer with marks; from the right; placeholders kept, all else changed."""
    say = "Until {day} you can write {help} any time: I show {{a number}}."
    assert len(marked(say)) >= 1.4 * len("Until you can write any time: I show a number.")
    for changed in (marked(say), arabic(say)):
        assert {"{day}", "{help}"} <= set(changed.split())
        assert not {"you", "can", "write"} & set(changed.split())
    assert "rtl" == locales.direction("qpr")
    assert "skip" not in strip_controls(locales.say("button.skip", "Skip", "qpr")).lower()
