"""Kinds of question: how each is offered, how an answer to it is understood and measured.

One class a kind. A new kind is one more class here and its name in `dialogues.model.Kind`.
"""

from dataclasses import replace
from typing import ClassVar

from dialogues import hearing, matching, phrases
from dialogues.given import Lexicon
from dialogues.model import Answer, Button, Kind, Phrase, Question, Talk, token

MOST_CHARACTERS = 2000


class Single:
    """One of several options; a tap or a typed label answers it."""

    many: ClassVar[bool] = False
    writes: ClassVar[bool] = False

    def rows(self, question: Question, talk: Talk) -> tuple[tuple[Button, ...], ...]:
        """One button a row, best first, each with its emoji and its word."""
        answer, head = talk.answers.get(question.id), token(talk.id, question.id, "")
        chosen = answer.choices if answer else ()
        return tuple(
            [
                (Button(option.label, head + option.id, option.emoji, option.id in chosen),)
                for option in question.options
            ]
        )

    def hint(self, _answer: Answer | None, *, renew: bool) -> Phrase | None:
        """How to answer, where that does not go without saying."""
        del renew
        return None

    def tapped(self, _question: Question, _before: Answer | None, option: str) -> Answer:
        """The answer after a tap on one of the options."""
        return Answer("answered", (option,))

    def typed(
        self, question: Question, text: str, lexicon: Lexicon, *, language: str = ""
    ) -> Answer | matching.Unclear:
        """The answer that a typed message gives, or what it may have meant."""
        heard = matching.chosen(text, question, lexicon, language=language)
        if isinstance(heard, matching.Unclear):
            return heard
        if len(heard.options) > 1:
            return matching.Unclear(heard.options[:3])
        return Answer("answered", heard.options)

    def measure(self, answer: Answer) -> tuple[str, ...]:
        """What is counted of this answer: the ids of what was chosen."""
        return tuple(sorted(answer.choices))


class Face(Single):
    """Five faces with a word each, best on top."""


class Info(Single):
    """A screen to read; its one button says that it was read."""

    def typed(
        self, question: Question, text: str, lexicon: Lexicon, *, language: str = ""
    ) -> Answer | matching.Unclear:
        """Any word of agreement or going on turns the page."""
        said = hearing.control(text, lexicon, language)
        if said in (hearing.Control.GO_ON, hearing.Control.YES, hearing.Control.DONE):
            return Answer("answered", (question.options[0].id,))
        return super().typed(question, text, lexicon, language=language)


class Multi(Single):
    """Several options; taps toggle them and Done goes on; a typed list says all at once."""

    many = True

    def hint(self, _answer: Answer | None, *, renew: bool) -> Phrase | None:
        """That several can be chosen, and how to go on."""
        del renew
        return phrases.HINT_MULTI

    def tapped(self, question: Question, before: Answer | None, option: str) -> Answer:
        """Put the option in or take it out; `none` and the others exclude each other."""
        chosen = before.choices if before else ()
        if option in chosen:
            return Answer("answered", tuple(c for c in chosen if c != option))
        return Answer("answered", self._excluded((*chosen, option), question, option))

    def typed(
        self, question: Question, text: str, lexicon: Lexicon, *, language: str = ""
    ) -> Answer | matching.Unclear:
        """A list of numbers or labels replaces the whole choice."""
        heard = matching.chosen(text, question, lexicon, language=language)
        if isinstance(heard, matching.Unclear):
            return heard
        return Answer("answered", self._excluded(heard.options, question, heard.options[-1]))

    @staticmethod
    def _excluded(chosen: tuple[str, ...], question: Question, last: str) -> tuple[str, ...]:
        if last == question.exclusive:
            return (last,)
        return tuple(choice for choice in chosen if choice != question.exclusive)


class Words(Single):
    """Own words, in as many messages as the person likes, until Done."""

    writes = True

    def hint(self, answer: Answer | None, *, renew: bool) -> Phrase | None:
        """Whether what is written now begins the answer, joins it or takes its place."""
        if answer is None or not answer.words:
            return phrases.HINT_WORDS
        return phrases.HINT_RENEW if renew else phrases.MORE

    def measure(self, _answer: Answer) -> tuple[str, ...]:
        """Words are not counted, only that there were some."""
        return ()

    @staticmethod
    def join(before: Answer | None, part: str, *, sensitive: bool) -> tuple[Answer, bool]:
        """Add one message to the words so far, within the limit; tell whether it was cut."""
        held = before if before is not None and before.words else Answer("answered")
        room = MOST_CHARACTERS - sum(map(len, held.words))
        words = (*held.words, part[:room]) if room > 0 else held.words
        whole = replace(held, words=words, sensitive=held.sensitive or sensitive)
        return whole, len(part) > room


KINDS: dict[Kind, Single] = {
    Kind.FACE: Face(),
    Kind.SINGLE: Single(),
    Kind.MULTI: Multi(),
    Kind.WORDS: Words(),
    Kind.INFO: Info(),
}
