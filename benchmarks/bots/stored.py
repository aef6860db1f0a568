"""A store in which many talks are open: a real talk, led to its first face and kept for everybody.

Each is sealed for a person of its own, as if each had come there alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from bot import turn
from bot.house import House
from dialogues.model import Heard
from storage import contacts, rounds

TO_A_FACE = ("/start", "1", "1", "1", "1", "1", "1")
CHUNK = 5_000


def said(person: int, key: str, text: str) -> Heard:
    """Something that one of them types."""
    return Heard("telegram", "77", str(person), key, "text", text, language="fi")


def fill(house: House, size: int) -> None:
    """Let this many people (their addresses are numbers from 1 on) stand at their first face."""
    for step, text in enumerate(TO_A_FACE):
        turn.take(house, [said(1, f"first-{step}", text)])
    with house.store.read() as tx:
        round_id = rounds.current(tx).id
        [first] = contacts.load(tx, round_id, [("telegram", "77", "1")]).values()
    people = iter(range(2, size + 1))
    while chunk := list(islice(people, CHUNK)):
        with house.store.begin() as tx:
            contacts.save(tx, _copies(first, chunk))


def _copies(first: contacts.Contact, people: Sequence[int]) -> list[contacts.Contact]:
    return [replace(first, address=str(person)) for person in people]
