"""What no app sends and somebody could: others' turns go on within the same batch."""

from collections.abc import Sequence
from random import Random

import pytest

from bot import turn
from bot.flood import Flood
from bot.house import House
from dialogues.model import Heard, token
from storage import parking
from tests.bot.chats import Chat, delivered

PRESSES = 10_000
CONTROLS = ("skip", "done", "back", "open", "go_on", "keep", "finish", "start", "language")


def garbage(chance: Random, talk: str) -> str:
    """A token of at most 64 bytes: nearly one of ours, or anything at all."""
    parts = [
        chance.choice(("v1", "v2", "", "V1")),
        chance.choice((talk, "ffffff", "")),
        chance.choice(("works", "mood_now", "_delete", "_language", "_x", "gone", "", "c_1")),
        chance.choice(("1", "yes", "!", "!x", *(f"!{each}" for each in CONTROLS), "\x00", "ض")),
    ]
    shapes = (
        ":".join(parts),
        ":".join(parts[: chance.randrange(1, 4)]),
        "".join(chr(chance.randrange(1, 0xD800)) for _ in range(20)),
        ":" * chance.randrange(1, 64),
    )
    return chance.choice(shapes).encode()[:64].decode(errors="ignore") or "x"


def others_go_on(house: House, heard: Sequence[Heard], *, flood: Flood | None = None) -> list[str]:
    """Somebody writes in the middle of this batch, and is heard; what is said to everybody else."""
    quiet = Chat(house, "quiet").reach("works")
    middle = len(heard) // 2
    batch = [*heard[:middle], quiet.typed("my own words"), *heard[middle:]]
    for start in range(0, len(batch), 500):
        turn.take(house, batch[start : start + 500], flood=flood)
    assert ("my own words",) == quiet.talk.answers["works"].words
    said = delivered(house)
    assert 1 == sum(each.address == "quiet" for each in said)
    with house.store.read() as tx:
        assert [] == parking.parked(tx)
    return [str(each.body["text"]) for each in said if each.address != "quiet"]


def test_ten_thousand_presses_of_one_person(house: House) -> None:
    """Old keyboards pressed like mad bring some answers and one sentence, and change nothing."""
    presser, chance = Chat(house, "1").reach("mood_now"), Random(7)  # noqa: S311  told again
    before = presser.talk
    old = [token("abcdef", "works", "1"), token("000000", "x", "y"), token(before.id, "gone", "1")]
    pressed = [
        presser.heard("tap", token=chance.choice(old), ref=str(number)) for number in range(PRESSES)
    ]
    said = others_go_on(house, pressed, flood=Flood(1.0))
    assert 61 == len(said)
    assert 1 == sum("You are very fast" in text for text in said)
    assert before.answers == presser.talk.answers


def test_garbage_on_the_buttons_of_many(house: House) -> None:
    """Whatever the buttons of a thousand people carry, everybody gets an answer."""
    chance = Random(7)  # noqa: S311  chance that can be told again
    people = [Chat(house, str(number)) for number in range(1000)]
    said = others_go_on(
        house, [each.heard("tap", token=garbage(chance, "ab"), ref="9") for each in people]
    )
    assert len(said) >= len(people)


def test_garbage_within_a_talk(house: House) -> None:
    """Garbage that names the very talk of the person breaks nothing either."""
    chance, chat = Random(8), Chat(house, "1").reach("works")  # noqa: S311  told again
    talk = chat.talk.id
    heard = [chat.heard("tap", token=garbage(chance, talk), ref=str(n)) for n in range(300)]
    assert others_go_on(house, heard)
    assert chat.contact is not None


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "my husband hits " * 2_500,
        "+358 40 1234567 " * 2_500,
        "\u202e" * 40_000,
        "\ufdfa" * 40_000,
        "\x00" * 40_000,
        "1," * 20_000,
        "/" * 40_000,
        "/start " + "x" * 40_000,
        "\ud83d" + "word " * 8_000,
    ],
    ids=range(10),
)
def test_texts_of_any_length(house: House, text: str) -> None:
    """What is far too long is cut, the person gets an answer, and nobody else waits for it."""
    chat = Chat(house, "1").reach("works")
    assert others_go_on(house, [chat.typed(text)])
    held = chat.talk.answers.get("works")
    assert held is None or sum(map(len, held.words)) <= 2000


def test_twenty_parts_of_the_longest_text(house: House) -> None:
    """Of twenty full messages the first 2,000 characters are kept, and that is said."""
    chat = Chat(house, "1").reach("works")
    said = others_go_on(house, [chat.typed("w" * 4096) for _ in range(20)], flood=Flood(1.0))
    assert "This text is very long" in said[0]
    assert all("There is no room for more here" in text for text in said[1:])
    assert 2000 == sum(map(len, chat.talk.answers["works"].words))
