"""Whole talks in which every event comes twice and out of order, beside the same without that."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from bot.house import House
from dialogues.model import Heard, read_token, token
from tests.bot.chats import Chat

MOOD = ("1", "2", "3", "4", "5")
WORDS = ("My work.", "My neighbours.", "The dark.", "A home.")


class Numbered(Chat):
    """Somebody whose platform counts what they do."""

    count = 0

    def heard(self, kind: Any, **fields: Any) -> Heard:
        """Something that this person does, with its number."""
        self.count += 1
        return super().heard(kind, **{"order": self.count, "ref": f"{self.count}", **fields})


class Storm(Numbered):
    """The same person behind a platform that brings things twice, late and in any order.

    A second text waits until the tap after it was brought; copies of anything come at any time.
    """

    def __init__(self, house: House, address: str, chance: Random) -> None:
        super().__init__(house, address)
        self._chance = chance
        self._past: list[Heard] = []
        self._late: list[Heard] = []

    def hear(self, *heard: Heard) -> list[dict[str, Any]]:
        """Bring this, and copies of what was brought."""
        [now] = heard
        is_second = now.kind == "text" and bool(self._past) and self._past[-1].kind == "text"
        self._past.append(now)
        if is_second:
            self._late.append(now)
            return []
        brought, self._late = [now, *self._late], []
        copies = self._chance.choices(self._past, k=3)
        said = super().hear(brought[0], brought[0])
        for each in brought[1:]:
            super().hear(each, *copies, each)
        self._chance.shuffle(copies)
        super().hear(*copies)
        return said


def talk(chat: Chat, seed: int) -> dict[str, Any]:
    """A whole talk as the seed wills it; what is kept of it."""
    chance = Random(seed)  # noqa: S311  chance that can be told again
    topics = chance.sample(("home", "people", "learning", "family"), 2)
    given: dict[str, tuple[str, ...]]
    given = {question: (chance.choice(MOOD),) for question in ("mood_now", "home_mood")}
    given |= {"people_mood": ("2",), "people_needs": ("friends",), "topics": tuple(topics)}
    given |= {words: tuple(chance.sample(WORDS, 2)) for words in ("works", "hard", "hope")}
    given |= {"join": ("meet_sponsor", "language_cafe"), "share": ("workers",)}
    chat.finish(**given)
    press_old(chat, chance)
    return dict(chat.talk.answers)


def press_old(chat: Chat, chance: Random) -> None:
    """Change an answer by an old button, and change it back again and again."""
    for option in chance.choices(MOOD, k=4):
        chat.press(token(chat.talk.id, "mood_now", option))


@pytest.mark.parametrize("seed", range(4))
def test_a_storm_changes_no_answer(house: House, seed: int) -> None:
    """Everything twice, texts after the taps that followed them, copies at any time: the same."""
    calm, storm = Numbered(house, "1"), Storm(house, "2", Random(seed))  # noqa: S311  see above
    expected = talk(calm, seed)
    assert expected == talk(storm, seed)
    assert 2 == len(expected["works"].words)
    kinds = {read_token(each.token) is None for each in storm._past}
    assert {True, False} == kinds


def pressed(chat: Chat, chance: Random) -> list[str]:
    """One press on every keyboard of the walk, in the order of the walk."""
    known = [chat.house.framework.by_id[question] for question in chat.talk.answers]
    known = [each for each in known if each.options and each.id not in ("age", "ask", "again")]
    return [token(chat.talk.id, each.id, chance.choice(each.options).id) for each in known]


def said(chat: Chat) -> dict[str, Any]:
    """What is kept; of several choices, which."""
    answers = chat.talk.answers
    return {q: replace(each, choices=tuple(sorted(each.choices))) for q, each in answers.items()}


@pytest.mark.parametrize("end", ["works", "join", ""])
@pytest.mark.parametrize("seed", range(2))
def test_taps_in_any_order_change_the_same(house: House, seed: int, end: str) -> None:
    """A whole walk's keyboards pressed again, each twice and in any order: what order gives."""
    given = {"topics": ("home", "people"), "home_mood": ("2",), "people_needs": ("friends",)}
    calm, storm = Numbered(house, "1"), Numbered(house, "2")
    for chat in (calm, storm):
        chat.reach(end, given | {"mood_now": ("4",)})
        chance = Random(seed)  # noqa: S311  chance that can be told again
        taps = [chat.heard("tap", token=carried, ref="9") for carried in pressed(chat, chance)]
        if chat is storm:
            taps *= 2
            chance.shuffle(taps)
        before = said(chat)
        for tap in taps:
            chat.hear(tap)
        assert before != said(chat)
    assert len(taps) > 4
    assert said(calm) == said(storm)
    assert calm.open_question() == storm.open_question()
