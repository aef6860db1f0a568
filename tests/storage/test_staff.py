"""Staff and the codes with which they first show who they are."""

from datetime import date

import pytest
from sqlalchemy import select

from storage import Store, StoreError, places, staff, tables
from storage.keys import Key3
from storage.staff import Staff

TODAY = date(2027, 3, 1)
ME: Key3 = ("telegram", "bot", "1")
YOU: Key3 = ("slack", "T1", "U2")


def invited(store: Store, *, role: str = "sponsor", place: str = "", label: str = "Maija") -> str:
    """Invite somebody; give the code."""
    with store.begin() as tx:
        return staff.invite(tx, role=role, place=place, label=label, today=TODAY)


def redeemed(store: Store, code: str, *, person: Key3 = ME, today: date = TODAY) -> Staff | None:
    """Send a code."""
    with store.begin() as tx:
        return staff.redeem(tx, code, person=person, today=today)


def test_invited_and_found(store: Store) -> None:
    """Who sends the code is staff from then on, with the invitation's role, place and label."""
    with store.begin() as tx:
        places.add(tx, id="vaasa", name="Vaasa", kind="town")
    code = invited(store, place="vaasa")
    with store.read() as tx:
        assert [] == staff.find(tx, ME)
        assert [("sponsor", "vaasa", "Maija", None)] == [
            (each.role, each.place, each.label, each.person) for each in staff.everyone(tx)
        ]
    member = redeemed(store, code.lower().replace("-", " "))
    assert member is not None
    assert ("sponsor", "vaasa", "Maija", ME) == (
        member.role, member.place, member.label, member.person,
    )  # fmt: skip
    with store.read() as tx:
        assert [member] == staff.find(tx, ME) == staff.everyone(tx)
        assert [] == staff.find(tx, YOU)


def test_once(store: Store) -> None:
    """A code opens once, also for the one who used it."""
    code = invited(store)
    assert redeemed(store, code) is not None
    assert redeemed(store, code) is None
    assert redeemed(store, code, person=YOU) is None


@pytest.mark.parametrize(("day", "good"), [(date(2027, 3, 15), True), (date(2027, 3, 16), False)])
def test_fourteen_days(store: Store, day: date, good: bool) -> None:  # noqa: FBT001 - a table
    """A code is good for 14 days."""
    code = invited(store)
    assert good == (redeemed(store, code, today=day) is not None)


@pytest.mark.parametrize("code", ["", "ST-2222-3333-4444-5555", "hello", "MY-2222-3333-4444-5555"])
def test_wrong_code(store: Store, code: str) -> None:
    """Nothing else is a code."""
    invited(store)
    assert redeemed(store, code) is None


def test_several_roles(store: Store) -> None:
    """A person can have several roles; each is taken away on its own."""
    for role in ("sponsor", "protection contact"):
        redeemed(store, invited(store, role=role))
    redeemed(store, invited(store, role="reviewer"), person=YOU)
    with store.begin() as tx:
        roles = {each.role: each.id for each in staff.find(tx, ME)}
        assert {"sponsor", "protection contact"} == set(roles)
        assert {"fi"} == {each.place for each in staff.everyone(tx)}
        staff.remove(tx, roles["sponsor"])
        assert ["protection contact"] == [each.role for each in staff.find(tx, ME)]
        assert 2 == len(staff.everyone(tx))


@pytest.mark.parametrize(
    ("role", "place", "sentence"),
    [("boss", "", "no role 'boss'"), ("sponsor", "moon", "no place moon")],
)
def test_unknown(store: Store, role: str, place: str, sentence: str) -> None:
    """An unknown role or place is told in one sentence."""
    with pytest.raises(StoreError, match=sentence):
        invited(store, role=role, place=place)


def test_nothing_in_clear(store: Store) -> None:
    """Neither code nor label nor address can be read in the table."""
    code = invited(store, label="CANARY")
    open_code = invited(store, label="CANARY")
    redeemed(store, code, person=("telegram", "bot", "CANARY"))
    with store.read() as tx:
        whole = repr(tx.db.execute(select(tables.staff)).all())
    assert not [word for word in ("CANARY", code, open_code, code[3:7]) if word in whole]
