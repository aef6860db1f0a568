"""Finding phrases of danger in a text that is folded already.

1. A phrase stands in the text word for word, in its order, with up to two words in between.
2. Of a phrase of classes (`husband*/father* hit*/beat*`) one word of each class stands near one of
   the first, in the same sentence, in any order: nobody can list all that people do to one another.
3. Where no blank stands between words, what is looked for stands inside a clause.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dialogues import unspaced
from dialogues.given import BETWEEN, FIRST_CLASS, IN_CLASSES, Classes, Lexicon
from dialogues.packed import forms

GAP = 2
# How far from a word of the first class the others may stand.
NEAR = 5


class Told(dict[str, list[str]]):
    """What the words of one message are known for, each looked for once."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._packed = lexicon.danger_words

    def __missing__(self, word: str) -> list[str]:
        """Look for a word and its beginnings."""
        found = [each for whole in _whole(word) for each in self._packed.of(whole)]
        self[word] = [each for entry in found for each in entry.split(BETWEEN)]
        return self[word]


def in_words(text: str, told: Told, sign: str) -> bool:
    """Whether a text of words holds one of the phrases that are told with this sign."""
    words = text.split()
    known: list[frozenset[str]] = []
    for place, word in enumerate(words):
        for each in told[word]:
            if each[0] == sign:
                known = known or list(map(_forms, words))  # of most texts nobody asks for them
                if _follows(known[place + 1 :], each[1:].split()):
                    return True
    return False


def in_runs(runs: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether one of these clauses, written without blanks, holds a phrase."""
    return any(_in_run(run, lexicon) for run in runs)


def _in_run(run: str, lexicon: Lexicon) -> bool:
    return (
        run in lexicon.danger_whole
        or run.endswith(lexicon.danger_ends)
        or any(_all_in(run, classes) for classes in lexicon.danger_runs)
        or any(
            unspaced.inside(run, phrase, at)
            for at in range(len(run))
            for phrase in lexicon.danger_inside.get(run[at : at + unspaced.FEWEST], ())
        )
    )


def _all_in(run: str, classes: Classes) -> bool:
    return all(any(word in run for word in each) for each in classes)


def in_classes(sentence: str, told: Told, lexicon: Lexicon) -> bool:
    """Whether a sentence holds a word of each class of a phrase."""
    places: dict[int, set[int]] = defaultdict(set)
    for place, word in enumerate(sentence.split()):
        for each in told[word]:
            if each[0] == IN_CLASSES:
                for sign in each[1:]:
                    places[ord(sign) - FIRST_CLASS].add(place)
    phrases = {lexicon.class_phrase(number) for number in places}
    return any(
        places.keys() >= set(phrase) and _near(*[places[number] for number in phrase])
        for phrase in phrases
    )


def _near(first: set[int], *others: set[int]) -> bool:
    """Whether a word of every other class stands near one of the first, and is not that word."""
    around = [step for step in range(-NEAR, NEAR + 1) if step]
    return any(
        all(any(anchor + step in other for step in around) for other in others) for anchor in first
    )


def _whole(word: str) -> tuple[str, ...]:
    """A word, also without the "and" that Arabic writes with it (وزوجي)."""
    return (word, word[1:]) if word[0] == "و" and len(word) > 3 else (word,)


def _forms(word: str) -> frozenset[str]:
    return frozenset(form for each in _whole(word) for form in forms(each))


def _follows(words: Sequence[frozenset[str]], rest: Sequence[str]) -> bool:
    if not rest:
        return True
    window = words[: GAP + 1]
    here = [place for place, each in enumerate(window) if rest[0] in each]
    return any(_follows(words[place + 1 :], rest[1:]) for place in here)
