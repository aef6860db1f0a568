"""What goes to PostgreSQL in one trip: in order, refused before the commit, and no worse for it."""

import pytest
from sqlalchemy import select, text

from storage import Store, StoreError, Tx, Unavailable, database, hot, post, tables
from storage.post import Outgoing

PERSON = ("telegram", "bot", "1")
_OWN = text("SELECT pg_backend_pid()")
_STATES = select(tables.outbox.c.state).order_by(tables.outbox.c.id)


def states(tx: Tx) -> list[str]:
    """How each message stands."""
    return [row[0] for row in hot.ask(tx.db, _STATES)]


def only_postgresql(store: Store) -> None:
    """SQLite has no way to go."""
    if database.is_sqlite(store.engine):
        pytest.skip("SQLite answers on the spot")


def test_a_question_sees_the_changes_before_it(store: Store) -> None:
    """What was only put on its way is there for the next question, and after the end."""
    with store.begin() as tx, tx.together():
        post.put(tx, [Outgoing(*PERSON, {"n": 1}), Outgoing(*PERSON, {"n": 2})])
        assert ["ready", "behind"] == states(tx)
        post.put(tx, [Outgoing(*PERSON, {"n": 3})])
    with store.read() as tx:
        assert ["ready", "behind", "behind"] == states(tx)


def test_a_question_asked_early_is_answered_once(store: Store) -> None:
    """The early answer is of that moment; who asks again is told how it is now."""
    only_postgresql(store)
    with store.begin() as tx, tx.together():
        hot.early(tx.db, _STATES)
        post.put(tx, [Outgoing(*PERSON, {"n": 1})])
        assert [] == states(tx)
        assert ["ready"] == states(tx)


def test_what_was_asked_early_is_forgotten_at_the_end(store: Store) -> None:
    """An answer that nobody took is not given to whoever asks later."""
    with store.begin() as tx:
        with tx.together():
            hot.early(tx.db, _STATES)
        post.put(tx, [Outgoing(*PERSON, {"n": 1})])
        assert ["ready"] == states(tx)


def put_together(store: Store, *messages: Outgoing, meanwhile: str = "") -> None:
    """Put these into the outbox in one trip, while something else is done to our session."""
    with store.begin() as tx:
        pid = tx.db.execute(_OWN).scalar_one()
        with tx.together():
            post.put(tx, messages)
            if meanwhile:
                with store.read() as other:
                    other.db.execute(text(meanwhile), {"pid": pid})


def test_what_is_refused_is_never_committed(store: Store) -> None:
    """A change that nobody waited for fails the whole transaction, and its error tells no words."""
    only_postgresql(store)
    with pytest.raises(StoreError) as refused:
        put_together(store, Outgoing(*PERSON, {"n": 1}), Outgoing("c" * 33, "bot", "secret", {}))
    assert "The database refused what was to be written (22001)." == str(refused.value)
    assert refused.value.__suppress_context__
    with store.read() as tx:
        assert [] == states(tx)


def test_a_lost_connection_is_told_and_replaced(store: Store) -> None:
    """The server ends the session under way: unavailable now, and well the next time."""
    only_postgresql(store)
    one = Outgoing(*PERSON, {"n": 1})
    with pytest.raises(Unavailable):
        put_together(store, one, meanwhile="SELECT pg_terminate_backend(:pid)")
    put_together(store, one)
    with store.read() as tx:
        assert ["ready"] == states(tx)
