"""The outbox: in order, once, at the same cost however much waits."""

from typing import Any

import pytest
from sqlalchemy import select

from storage import Store, database, post, tables
from storage.post import Outgoing, Waiting

ACCOUNTS = [("telegram", "bot")]


def message(
    address: str, body: str = "", *, priority: int = 0, not_before: float = 0.0
) -> Outgoing:
    """A message to somebody on Telegram."""
    return Outgoing("telegram", "bot", address, {"text": body}, priority, not_before)


def put(store: Store, *messages: Outgoing) -> None:
    """Put messages into the outbox."""
    with store.begin() as tx:
        post.put(tx, messages)


def take(
    store: Store, *, now: float = 0.0, limit: int = 99, accounts: Any = ACCOUNTS
) -> list[Waiting]:
    """Take what is next."""
    with store.begin() as tx:
        return post.take(tx, now=now, accounts=accounts, limit=limit)


def done(store: Store, *waiting: Waiting) -> None:
    """Report these as sent."""
    with store.begin() as tx:
        post.done(tx, [each.id for each in waiting])


def bodies(waiting: list[Waiting]) -> list[str]:
    """What the messages say."""
    return [each.body["text"] for each in waiting]


def states(store: Store) -> list[str]:
    """The state of every row, in order."""
    with store.read() as tx:
        return list(
            tx.db.execute(select(tables.outbox.c.state).order_by(tables.outbox.c.id)).scalars()
        )


def test_sent_in_order(store: Store) -> None:
    """Of one person one message goes at a time, in order; those of others do not wait."""
    put(store, message("1", "a"), message("2", "x"), message("1", "b"), message("1", "c"))
    first = take(store)
    assert ["a", "x"] == bodies(first)
    assert [] == take(store)
    done(store, *first)
    second = take(store)
    assert ["b"] == bodies(second)
    put(store, message("1", "d"))
    done(store, *second)
    assert ["c"] == bodies(take(store))
    assert ["sending", "behind"] == states(store)


def test_taken_on_being_put(store: Store) -> None:
    """Replies for which a sender has room are taken at once, in order, and by nobody again."""
    desk = post.Desk(accounts={ACCOUNTS[0]: post.Places(2)})
    others = Outgoing("slack", "T1", "U1", {"text": "elsewhere"})
    rows = (
        *(others, message("1", "a"), message("1", "b"), message("2", "x", priority=2)),
        *(message("3", "y", not_before=9.0), message("4", "c"), message("5", "d")),
    )
    with store.begin() as tx:
        taken = post.put(tx, rows, desk)
    assert ["a", "c"] == bodies(taken)
    assert ["d", "x"] == bodies(take(store))
    done(store, *taken)
    assert ["b"] == bodies(take(store))
    first, second = (Waiting(0, "telegram", "bot", "1", {"text": text}, 0) for text in "ab")
    second = second._replace(id=taken[0].id + 1)
    assert first._replace(id=taken[0].id, followed=True, then=second) == taken[0]
    assert (False, None) == (taken[1].followed, taken[1].then)


def test_only_the_next_one_is_told(store: Store) -> None:
    """Who takes the first of three knows the second, and that one more stands behind that."""
    desk = post.Desk(accounts={ACCOUNTS[0]: post.Places(2)})
    with store.begin() as tx:
        [taken] = post.put(tx, [message("1", text) for text in "abc"], desk)
    assert taken.then is not None
    assert ({"text": "b"}, True, None) == (
        taken.then.body,
        taken.then.followed,
        taken.then.then,
    )
    assert ["sending", "behind", "behind"] == states(store)


def test_nothing_is_taken_without_room(store: Store) -> None:
    """Nobody takes a reply that waits behind an older message, or for which there is no sender."""
    put(store, message("1", "old"))
    nine = post.Desk(accounts={ACCOUNTS[0]: post.Places(9)})
    with store.begin() as tx:
        assert [] == post.put(tx, [message("1", "new")], nine)
        assert [] == post.put(
            tx, [message("2", "a")], post.Desk(accounts={("slack", "T1"): post.Places(9)})
        )
        assert [] == post.put(tx, [message("2", "b")])
    assert ["old", "a"] == bodies(take(store))


def test_whole(store: Store) -> None:
    """A message comes out as it went in."""
    put(store, Outgoing("slack", "T1", "U1", {"text": "مرحبا", "rows": [[{"label": "a"}]]}))
    (waiting,) = take(store, accounts=[("slack", "T1")])
    expected = Waiting(
        waiting.id, "slack", "T1", "U1", {"text": "مرحبا", "rows": [[{"label": "a"}]]}, 0
    )
    assert expected == waiting


def test_priority(store: Store) -> None:
    """Replies go before reminders, reminders before broadcasts, the older before the newer."""
    put(
        store,
        *(message(str(n), f"b{n}", priority=2) for n in range(3)),
        message("7", "reminder", priority=1),
        *(message(str(n), f"r{n}") for n in (8, 9)),
    )
    assert ["r8", "r9"] == bodies(take(store, limit=2))
    assert ["reminder", "b0", "b1", "b2"] == bodies(take(store))


def test_reply_behind_a_broadcast(store: Store) -> None:
    """A reply to somebody whose broadcast waits makes both go first, in order."""
    put(store, *(message(str(n), f"b{n}", priority=2) for n in range(9)))
    put(store, message("5", "reply"))
    first = take(store, limit=1)
    assert ["b5"] == bodies(first)
    done(store, *first)
    assert ["reply"] == bodies(take(store, limit=1))


def test_reply_and_broadcast_at_once(store: Store) -> None:
    """Put together, a broadcast and a reply keep their order and go first."""
    put(store, message("1", "x", priority=2), message("2", "b", priority=2), message("2", "r"))
    assert ["b", "x"] == bodies(take(store))


def test_not_before(store: Store) -> None:
    """A message for later waits for its time, also behind another."""
    put(store, message("1", "a", not_before=10.0), message("1", "b", not_before=20.0))
    assert [] == take(store, now=9.9)
    first = take(store, now=10.0)
    assert ["a"] == bodies(first)
    done(store, *first)
    assert [] == take(store, now=19.0)
    assert ["b"] == bodies(take(store, now=20.0))


def test_patience(store: Store) -> None:
    """A message that must wait is tried again, counted, and holds up only its own person."""
    put(store, message("1", "a"), message("1", "b"), message("2", "x"))
    (first, other) = take(store)
    with store.begin() as tx:
        post.later(tx, first.id, not_before=30.0)
        post.done(tx, [other.id])
    assert [] == take(store, now=29.0)
    (again,) = take(store, now=30.0)
    assert ("a", 1) == (again.body["text"], again.attempts)


def test_set_aside(store: Store) -> None:
    """A message that the platform refuses stands aside, and the next one goes."""
    put(store, message("1", "a"), message("1", "b"))
    (first,) = take(store)
    with store.begin() as tx:
        post.set_aside(tx, first.id, reason="too long")
        assert [post.Aside(first.id, "telegram", "too long")] == post.aside(tx)
    assert ["b"] == bodies(take(store))
    put(store, message("1", "c"))
    with store.begin() as tx:
        post.requeue(tx.db, ("telegram", "bot"))
    assert ["b"] == bodies(take(store))


def test_aside_holds_nobody_up(store: Store) -> None:
    """Somebody of whom only refused messages are left is written to at once."""
    put(store, message("1", "a"))
    (first,) = take(store)
    with store.begin() as tx:
        post.set_aside(tx, first.id, reason="x")
    put(store, message("1", "b"))
    assert ["b"] == bodies(take(store))


def test_drop(store: Store) -> None:
    """Dropping a person's messages leaves the others', and a late report hits nobody."""
    put(store, message("1", "a"), message("1", "b"), message("2", "x"))
    first = take(store)
    with store.begin() as tx:
        post.drop(tx, ("telegram", "bot", "1"))
    put(store, message("1", "new"))
    with store.begin() as tx:
        post.later(tx, first[0].id, not_before=9.0)
        post.set_aside(tx, first[0].id, reason="x")
    done(store, first[0])
    assert ["new"] == bodies(take(store))
    assert ["sending", "sending"] == states(store)


def test_ids_are_never_used_twice(store: Store) -> None:
    """Also when the outbox was empty, a new message has a new id."""
    seen = set()
    for _ in range(3):
        put(store, message("1"))
        (waiting,) = take(store)
        seen.add(waiting.id)
        done(store, waiting)
    assert 3 == len(seen)


def test_requeue(store: Store) -> None:
    """After a crash what was being sent is sent again, before what stands behind it."""
    put(store, message("1", "a"), message("1", "b"))
    take(store)
    with store.begin() as tx:
        post.requeue(tx.db, ("telegram", "bot"))
    assert ["a"] == bodies(take(store))


def test_accounts(store: Store) -> None:
    """An account takes only its own, and several share the limit by priority."""
    put(
        store,
        Outgoing("telegram", "bot", "1", {"text": "t"}, priority=1),
        Outgoing("slack", "T1", "1", {"text": "s"}),
        Outgoing("slack", "T2", "1", {"text": "other"}),
    )
    both = [("telegram", "bot"), ("slack", "T1")]
    assert ["s"] == bodies(take(store, accounts=both, limit=1))
    assert ["t"] == bodies(take(store, accounts=both))
    assert [] == take(store, accounts=[])


def test_nothing(store: Store) -> None:
    """Nothing to put, report or drop is no fault."""
    put(store)
    done(store)
    with store.begin() as tx:
        post.drop(tx, ("telegram", "bot", "1"))
    assert [] == take(store)


def test_nothing_in_clear(store: Store) -> None:
    """Neither address nor text can be read in the outbox."""
    put(store, message("CANARY-ADDRESS", "CANARY-TEXT"))
    with store.read() as tx:
        row = tx.db.execute(select(tables.outbox)).one()
    assert b"CANARY" not in row.sealed + row.person


def _work(store: Store) -> int:
    """Count SQLite's own steps of answering somebody and of reporting it as sent."""
    steps = 0

    def counted() -> int:
        nonlocal steps
        steps += 1
        return 0

    with store.begin() as tx:
        connection: Any = tx.db.connection.driver_connection
        connection.set_progress_handler(counted, 1)
        post.put(tx, [message("me", "reply")])
        (taken,) = post.take(tx, now=1.0, accounts=ACCOUNTS, limit=1)
        assert "me" == taken.address
        post.done(tx, [taken.id])
        connection.set_progress_handler(None, 1)
    return steps


def test_work_does_not_grow(store: Store) -> None:
    """An answer costs the same beside the long queues of others: one person's, later, broadcast."""
    if not database.is_sqlite(store.engine):
        pytest.skip("SQLite counts its steps; the indexes are the same")
    put(store, message("1", priority=1), message("2", not_before=9.0), message("3", priority=2))
    before = _work(store)
    put(store, *(message("1", priority=1) for _ in range(500)))
    put(store, *(message(f"later {n}", not_before=9.0) for n in range(500)))
    put(store, *(message(f"all {n}", priority=2) for n in range(500)))
    assert 0 < _work(store) <= before * 1.1
