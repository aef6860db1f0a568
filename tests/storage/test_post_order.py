"""The outbox under any order of events, against a model of queues."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from storage import Store, Tx, post, tables
from storage.post import Waiting
from tests.storage.test_post import ACCOUNTS, done, message, take

_moves = st.lists(
    st.one_of(
        st.tuples(
            st.just("put"), st.integers(0, 3), st.integers(0, 2), st.sampled_from([0.0, 1.0, 5.0])
        ),
        st.tuples(st.just("take"), st.integers(1, 3)),
        st.tuples(st.sampled_from(["done", "later", "aside", "requeue"])),
        st.tuples(st.just("drop"), st.integers(0, 3)),
    ),
    max_size=30,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_moves)
def test_any_order(store: Store, moves: list[tuple[Any, ...]]) -> None:
    """Whatever happens in whatever order, a person's messages go out once, in their order."""
    expected: dict[str, list[str]] = {str(n): [] for n in range(4)}
    flying: list[Waiting] = []
    count = 0
    with store.begin() as tx:
        tx.db.execute(tables.outbox.delete())
    for now, (what, *rest) in enumerate(moves):
        with store.begin() as tx:
            if what == "put":
                count += 1
                post.put(
                    tx, [message(str(rest[0]), str(count), priority=rest[1], not_before=rest[2])]
                )
                expected[str(rest[0])].append(str(count))
            elif what == "take":
                flying += post.take(tx, now=float(now), accounts=ACCOUNTS, limit=rest[0])
            elif what == "drop":
                post.drop(tx, ("telegram", "bot", str(rest[0])))
                expected[str(rest[0])].clear()
                flying = [each for each in flying if each.address != str(rest[0])]
            elif what == "requeue":
                post.requeue(tx.db, ACCOUNTS[0])
                flying.clear()
            elif flying:
                _settle(tx, flying.pop(0), what, expected)
        addresses = [each.address for each in flying]
        assert len(addresses) == len(set(addresses))
    assert expected == _drained(store, flying)


def _settle(tx: Tx, taken: Waiting, what: str, expected: dict[str, list[str]]) -> None:
    assert taken.body["text"] == expected[taken.address][0]
    if what == "later":
        post.later(tx, taken.id, not_before=7.0)
        return
    expected[taken.address].pop(0)
    if what == "done":
        post.done(tx, [taken.id])
    else:
        post.set_aside(tx, taken.id, reason="x")


def _drained(store: Store, flying: list[Waiting]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {str(n): [] for n in range(4)}
    flying += take(store, now=100.0)
    while flying:
        for each in flying:
            found[each.address].append(each.body["text"])
        done(store, *flying)
        flying = take(store, now=100.0)
    left = select(func.count()).select_from(tables.outbox).where(tables.outbox.c.state != "aside")
    with store.read() as tx:
        assert 0 == tx.db.execute(left).scalar()
    return found
