"""People who wander back and forth, stop and go on, while their texts arrive late."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any, NamedTuple

import pytest

from bot.house import House
from bot.late import takes_words
from dialogues.model import Heard, read_token
from storage import contacts
from tests.bot.chats import Chat

PLACES = ("works", "hard", "hope", "mood_now", "topics")
SAID = ("My work.", "My home.", "The dark.", "Friends.", "A bus.", "Good food.")
GIVEN = {"mood_now": ("4",), "topics": ("home", "people")}
# What only tells, deletes, or ends a talk leads nowhere.
STAYS = {"delete", "clear", "help", "privacy", "more", "finish", "remind", "start", "mine"}


class Done(NamedTuple):
    """Something that somebody did, below this question."""

    heard: Heard
    below: str

    @property
    def pressed(self) -> str:
        """The option of the button, if it was one."""
        parts = read_token(self.heard.token)
        return parts[2] if parts else ""


def wander(chat: Chat, chance: Random) -> Iterator[Done]:
    """Nine things, one after the other: words where words are asked for, or a button shown."""
    framework = chat.house.framework_of(chat.talk.framework, chat.talk.version)
    stopped = False
    for order in range(1, 10):
        below = chat.open_question()
        if takes_words(framework, below) and chance.random() < 0.6:
            said = f"{chance.choice(SAID)} {order}"
            done = Done(chat.heard("text", text=said, ref=f"{order}", order=order), below)
        else:
            keys = [key for key in shown(chat) if read_token(key)[1] == below]  # type: ignore[index]
            keys = [key for key in keys if leads(key, stopped=stopped)]
            if not keys:
                return
            done = Done(chat.heard("tap", token=chance.choice(keys), ref="9", order=order), below)
        chat.hear(done.heard)
        stopped = stopped or done.pressed == "!stop"
        yield done


def shown(chat: Chat) -> list[str]:
    """The buttons of the last messages."""
    keys = [key[1] for body in chat.seen[-3:] for row in body["rows"] for key in row]
    return [key for key in keys if read_token(key)]


def leads(key: str, *, stopped: bool) -> bool:
    """Whether a button may be pressed; of two stops within a moment only one is remembered."""
    option = key.rpartition(":")[2].partition(".")[0]
    return option[1:] not in STAYS and not (stopped and option == "!stop")


def late(done: Sequence[Done], chance: Random) -> list[Done]:
    """The same, each text behind up to four of the taps after it, and texts in their order."""

    def comes(each: Done) -> float:
        is_text = each.heard.kind == "text"
        return each.heard.order + (chance.choice((0, 1.5, 2.5, 4.5)) if is_text else 0)

    texts = (each for each in done if each.heard.kind == "text")
    came = sorted(done, key=comes)
    return [next(texts) if each.heard.kind == "text" else each for each in came]


def brought(chat: Chat, came: Sequence[Done]) -> bool:
    """Bring these; whether everything was done below what its person had been shown by then."""
    seen, wrote = {0: chat.open_question()}, set[str]()
    for each in came:
        if each.pressed == "!done" and each.below not in wrote | set(GIVEN):
            return False  # that button comes below words that have arrived
        wrote |= {each.below} if each.heard.kind == "text" else set()
        key = f"{chat.address}.{each.heard.order}"
        chat.hear(replace(each.heard, address=chat.address, event_key=key))
        if each.heard.kind == "tap":
            seen[each.heard.order] = chat.open_question()
    return all(seen[max(n for n in seen if n < each.heard.order)] == each.below for each in came)


def kept(chat: Chat) -> dict[str, Any]:
    """What is kept; texts that came late stand behind others."""
    return {
        name: (answer.state, sorted(answer.choices), sorted(answer.words))
        for name, answer in chat.talk.answers.items()
    }


@pytest.mark.parametrize("block", range(4))
def test_wherever_people_wander_late_words_count_for_when_they_were_written(
    house: House, block: int
) -> None:
    """Back, Stop, Language, Skip and boxes: the answers are those of the calm run."""
    compared = 0
    for seed in range(block * 10, block * 10 + 10):
        chance = Random(seed)  # noqa: S311 - the same people every time
        calm = Chat(house, f"{seed}").reach(chance.choice(PLACES), GIVEN)
        began = calm.contact
        assert began is not None
        done = list(wander(calm, chance))
        for trial in range(3):
            storm = Chat(house, f"{seed}.{trial}")
            with house.store.begin() as tx:
                contacts.save(tx, [replace(began, address=storm.address, listed=None)])
            came = late(done, chance)
            if came != done and brought(storm, came):
                compared += 1
                assert kept(calm) == kept(storm), [each.heard for each in came]
    assert compared > 5
