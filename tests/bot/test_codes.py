"""Codes of people and staff: who sends very many waits, longer each time."""

from dataclasses import replace

import pytest

from bot import tries
from bot.house import House
from bot.tries import A_DAY, Tries
from bot.upkeep import Upkeep
from storage import codes, erase, staff, tables
from tests.bot.chats import Calendar, Chat, counted, seated
from tests.storage.test_erase import count

THOUSAND = 1000  # ten thousand in `make attack`


def restarted(house: House) -> House:
    """The same house after its process began anew: what was only in memory is gone."""
    return replace(house, tries=Tries())


def wrong(chat: Chat, many: int) -> list[str]:
    """Send this many codes that are nobody's; what the bot says to each."""
    return [str(chat.type(codes.new_code())[-1]["text"]) for _ in range(many)]


def test_a_few_codes_are_taken_and_leave_no_trace(chat: Chat, house: House) -> None:
    """Five codes a day are taken, the same one counts once, and nobody is noted for them."""
    mine = codes.new_code()
    said = [*wrong(chat, A_DAY - 1), *(str(chat.type(mine)[-1]["text"]) for _ in range(3))]
    assert {"Thank you. The answers that belong to this code will be deleted."} == set(said)
    assert 0 == count(house.store, tables.attempt)


def test_too_many_codes_wait_twice_as_long_each_time(
    chat: Chat, house: House, calendar: Calendar
) -> None:
    """The delay is a day, then two, four, up to a month, and no code is taken in it."""
    days = []
    for _ in range(8):
        wrong(chat, A_DAY)
        taken = count(house.store, tables.erasure)
        [told] = set(wrong(chat, 3))
        assert taken == count(house.store, tables.erasure)
        start = calendar.at.date()
        while str(chat.type(codes.new_code())[-1]["text"]) == told:
            calendar.wait(1)
        days.append((calendar.at.date() - start).days)
        calendar.wait(1)
    assert [1, 2, 4, 8, 16, 32, 32, 32] == days


def test_the_delay_outlives_a_restart_and_belongs_to_one_person(house: House) -> None:
    """A process that begins anew still makes the same person wait, and nobody else."""
    one, other = Chat(house, "1"), Chat(house, "2")
    wrong(one, A_DAY + 1)
    one.house = other.house = restarted(house)
    assert "You sent many codes. I can take your next code on 2.3.2027." in wrong(one, 1)[0]
    assert "will be deleted" in wrong(other, 1)[0]


def test_what_is_noted_names_nobody(chat: Chat, house: House) -> None:
    """The note of a delay is a keyed hash, a small number and a day."""
    wrong(chat, A_DAY + 1)
    with house.store.read() as tx:
        row = tx.db.execute(tables.attempt.select()).one()
    assert {"tag", "strikes", "until"} == set(row._mapping)
    assert (16, 1) == (len(row.tag), row.strikes)
    assert chat.address.encode() not in row.tag


def test_staff_codes_are_slowed_down_too(chat: Chat, house: House, calendar: Calendar) -> None:
    """Whoever guesses staff codes is not told any more whether they guess right."""
    with house.store.begin() as tx:
        right = staff.invite(tx, role="sponsor", place="", label="A", today=house.today())
    for _ in range(A_DAY):
        assert "does not work" in str(chat.type(codes.new_staff_code())[-1]["text"])
    assert "You sent many codes" in str(chat.type(right)[-1]["text"])
    calendar.wait(1)
    assert "Welcome" in str(chat.type(right)[-1]["text"])


def test_memory_stays_bounded(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many people send codes, only so many are remembered, and none over midnight."""
    monkeypatch.setattr(tries, "_PEOPLE", 10)
    for number in range(30):
        wrong(Chat(house, str(number)), 1)
    assert 10 == len(house.tries._codes)


async def test_a_thousand_wrong_codes_erase_nothing(
    house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Guessing finds nothing, and what waited for the night is gone after it."""
    seated(house, range(5), mood_now="4")
    calendar.wait(28)
    await upkeep.night(house.today())
    assert 5 == counted(house)
    with house.store.begin() as tx:
        for _ in range(THOUSAND):
            erase.erase_later(tx, codes.new_code())
    assert 0 == erase.run_erasures(house.store)
    assert (5, 0) == (counted(house), count(house.store, tables.erasure))


async def test_delays_and_unused_invitations_are_forgotten(
    chat: Chat, house: House, calendar: Calendar, upkeep: Upkeep
) -> None:
    """Sixty days after a delay nothing of it is left, and old invitations of staff are gone."""
    wrong(chat, A_DAY + 1)
    with house.store.begin() as tx:
        staff.invite(tx, role="sponsor", place="", label="A", today=house.today())
    calendar.wait(14)
    await upkeep.night(house.today())
    assert (1, 1) == (count(house.store, tables.attempt), count(house.store, tables.staff))
    calendar.wait(50)
    await upkeep.night(house.today())
    assert (0, 0) == (count(house.store, tables.attempt), count(house.store, tables.staff))
