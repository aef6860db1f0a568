"""Finding phrases of danger in a text that is folded already.

1. A phrase stands in the text word for word, in its order, with up to two words in between.
2. Of a phrase of classes (`husband*/father* hit*/beat*`) one word of each class stands near one of
   the first, in the same sentence, in any order: nobody can list all that people do to one another.
3. Where no blank stands between words, what is looked for stands inside a clause.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dialogues import unspaced
from dialogues.given import STEM, Classes, Lexicon

GAP = 2
# How far from a word of the first class the others may stand.
NEAR = 5
SHORTEST_STEM, LONGEST_STEM = 2, 16


def in_words(text: str, by_word: Mapping[str, str]) -> bool:
    """Whether a text of words holds one of these phrases."""
    words = [_forms(word) for word in text.split()]
    return any(
        _follows(words[place + 1 :], rest.split())
        for place, forms in enumerate(words)
        for form in forms
        if form in by_word
        for rest in by_word[form].split("\n")
    )


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


def in_classes(sentence: str, lexicon: Lexicon) -> bool:
    """Whether a sentence holds a word of each class of a phrase."""
    places: dict[int, set[int]] = defaultdict(set)
    for place, word in enumerate(sentence.split()):
        for form in _forms(word) & lexicon.class_words.keys():
            for number in lexicon.class_words[form]:
                places[number].add(place)
    phrases = {lexicon.class_phrases[number] for number in places}
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


def _forms(word: str) -> frozenset[str]:
    """A word and its beginnings, also without the "and" that Arabic writes with it (وزوجي)."""
    whole = (word, word[1:]) if word[0] == "و" and len(word) > 3 else (word,)
    ends = range(SHORTEST_STEM, LONGEST_STEM + 1)
    return frozenset((*whole, *(each[:end] + STEM for each in whole for end in ends)))


def _follows(words: Sequence[frozenset[str]], rest: Sequence[str]) -> bool:
    if not rest:
        return True
    window = words[: GAP + 1]
    here = [place for place, forms in enumerate(window) if rest[0] in forms]
    return any(_follows(words[place + 1 :], rest[1:]) for place in here)
