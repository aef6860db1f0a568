"""What a sender takes and gives back, and what waits no more because of a reply."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage import Lease, LeaseLost, Store, database, leases, post
from storage.post import BROADCAST, REMINDER, Desk, Outgoing, Places, Settled, Waiting

TELEGRAM, SLACK = ("telegram", "bot"), ("slack", "T1")
TEN = 1000.0


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Both databases, whatever the others are tested on."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return f"sqlite:///{tmp_path}/data/howareyou.sqlite3"


def said(
    what: str,
    *,
    to: str = "1",
    account: post.Account = TELEGRAM,
    priority: int = 0,
    not_before: float = 0.0,
) -> Outgoing:
    """A message to somebody."""
    return Outgoing(*account, to, {"text": what}, priority, not_before)


def exchanged(store: Store, *messages: Outgoing, **desk: Any) -> list[Waiting]:
    """One transaction of a sender with places enough, if no others are given."""
    desk.setdefault("accounts", {TELEGRAM: Places(99, 99)})
    with store.begin() as tx:
        return post.exchange(tx, messages, Desk(**desk))


def done(*taken: Waiting) -> list[Settled]:
    """What the platform said yes to."""
    return [Settled(each.id, "done") for each in taken]


def words(taken: list[Waiting]) -> list[str]:
    """What the messages say."""
    return [each.body["text"] for each in taken]


# --- whoever gets a reply is awake ---------------------------------------------------------------


def test_what_waits_for_the_day_goes_before_a_reply(store: Store) -> None:
    """At night a reminder, news and a reply go now, in order; other people's rest till morning."""
    night = [said("reminder", priority=REMINDER, not_before=TEN), said("other", to="2",
             priority=REMINDER, not_before=TEN)]  # fmt: skip
    assert [] == exchanged(store, *night)
    assert [] == exchanged(store, said("news", priority=BROADCAST, not_before=TEN))
    seen = list[str]()
    taken = exchanged(store, said("help"), now=5.0)
    while taken:
        seen += words(taken)
        taken = exchanged(store, settled=done(*taken), now=5.0)
    assert ["reminder", "news", "help"] == seen
    assert ["other"] == words(exchanged(store, now=TEN))


def test_both_at_once_go_now(store: Store) -> None:
    """What time and the person say in one batch goes in its order, and not in the morning."""
    reminder = said("reminder", priority=REMINDER, not_before=TEN)
    taken = exchanged(store, reminder, said("reply"))
    assert ["reminder"] == words(taken)
    assert ["reply"] == words(exchanged(store, settled=done(*taken)))


def test_what_comes_after_a_reply_waits_for_the_day(store: Store) -> None:
    """News that are put after a reply do not ring at night."""
    taken = exchanged(store, said("reply"), said("news", priority=BROADCAST, not_before=TEN))
    assert ["reply"] == words(taken)
    assert [] == exchanged(store, settled=done(*taken), now=TEN - 1)
    assert ["news"] == words(exchanged(store, now=TEN))


def test_a_reminder_wakes_nobody(store: Store) -> None:
    """Only a reply tells that somebody is there: what time says stands behind what waits."""
    exchanged(store, said("news", priority=BROADCAST, not_before=TEN))
    assert [] == exchanged(store, said("reminder", priority=REMINDER))
    assert ["news"] == words(exchanged(store, now=TEN))


@pytest.mark.parametrize(
    ("settled", "at_once"),
    [
        ({"tried": False}, False),
        ({"tried": False, "everyone": True}, False),
        ({"tried": True, "everyone": True}, False),
        ({"tried": True}, True),
    ],
)
def test_a_platform_that_told_to_wait_is_respected(
    store: Store, settled: dict[str, Any], *, at_once: bool
) -> None:
    """A reply hurries what we chose to try later, and never what a platform told to wait."""
    [news] = exchanged(store, said("news", priority=BROADCAST))
    exchanged(store, settled=[Settled(news.id, "later", TEN, **settled)])
    assert (["news"] if at_once else []) == words(exchanged(store, said("reply"), now=5.0))
    if not at_once:
        assert ["news"] == words(exchanged(store, now=TEN))


def test_an_account_that_has_to_wait_is_known_to_the_next_sender(store: Store) -> None:
    """Until when a platform told an account to wait can be read, for this account alone."""
    first, second = exchanged(store, said("a"), said("b", to="2"))
    told = [Settled(first.id, "later", 700.0, everyone=True), Settled(second.id, "later", 900.0)]
    exchanged(store, settled=told)
    with store.aside() as db:
        assert [700.0, 0.0] == [post.held_until(db, each) for each in (TELEGRAM, SLACK)]


# --- places, and what is urgent ------------------------------------------------------------------


def test_each_account_has_its_own_places(store: Store) -> None:
    """An account without a place keeps no other from its own, fresh or waiting."""
    exchanged(store, said("old", account=SLACK), said("old", to="2"), accounts={})
    full = {TELEGRAM: Places(0, -200), SLACK: Places(5, 5)}
    taken = exchanged(store, said("t"), said("s", account=SLACK, to="3"), accounts=full)
    assert [("slack", "s"), ("slack", "old")] == [(e.channel, e.body["text"]) for e in taken]


def test_places_are_filled_and_no_more(store: Store) -> None:
    """Of whatever waits only so much is taken beside fresh replies; beyond that, replies alone."""
    news = [said("news", to=f"n{n}", priority=BROADCAST) for n in range(5)]
    exchanged(store, *news, *(said("old", to=f"o{n}") for n in range(5)), accounts={})
    some = {TELEGRAM: Places(8, 3)}
    assert ["new", "old", "old"] == words(exchanged(store, said("new", to="x"), accounts=some))
    only_replies = {TELEGRAM: Places(9, 0)}
    assert ["old"] * 3 == words(exchanged(store, accounts=only_replies))


def test_what_a_reply_waits_for_is_told_to_be_urgent(store: Store) -> None:
    """A sender hears which of the slow messages it has are followed by a reply, and of no other."""
    news = [said("news", to=to, priority=BROADCAST) for to in "123"]
    slow = [each.id for each in exchanged(store, *news)]
    assert [] == exchanged(store, slow=slow)
    [hurried] = exchanged(store, said("reply", to="2"), slow=slow)
    assert (slow[1], *TELEGRAM) == (hurried.id, hurried.channel, hurried.account)


# --- a commit that was not answered --------------------------------------------------------------


def test_what_a_sender_never_had_is_given_back(store: Store) -> None:
    """After a commit without an answer what nobody has is taken again, in order, and only that."""
    [had] = exchanged(store, said("had", to="1"))
    exchanged(store, said("first", to="2"), said("second", to="2"), said("x", account=SLACK))
    taken = exchanged(store, unsure=[TELEGRAM], hands={had.id})
    assert ["first"] == words(taken)
    assert [] == exchanged(store, unsure=[TELEGRAM], hands={had.id, taken[0].id})


def test_what_landed_meanwhile_is_not_given_back(store: Store) -> None:
    """What is settled in the same transaction is gone, and its next one goes."""
    [had] = exchanged(store, said("a"), said("b"))
    taken = exchanged(store, unsure=[TELEGRAM], hands={had.id}, settled=done(had))
    assert ["b"] == words(taken)


def test_a_lost_lease_gives_nothing_back(store: Store) -> None:
    """Whoever has no lease any more may not say what its messages are."""
    [had] = exchanged(store, said("a"))
    gone = Lease("sender telegram bot", "a" * 16, 1)

    def late() -> None:
        desk = Desk(leases=frozenset({gone}), unsure=[TELEGRAM])
        with store.begin(under=desk.leases) as tx:
            post.exchange(tx, (), desk)

    with pytest.raises(LeaseLost):
        late()
    assert [] == exchanged(store)
    assert had.body == {"text": "a"}


def test_a_commit_under_way_is_waited_for(store: Store) -> None:
    """On PostgreSQL the transaction of which nothing was heard may still be about to commit."""
    if database.is_sqlite(store.engine):
        pytest.skip("SQLite has one writer: nothing is under way when another begins")
    with store.aside() as db:
        lease = leases.take(db, "sender telegram bot", holder="a" * 16, now=0.0, seconds=60.0)
    assert lease is not None
    desk = {"unsure": [TELEGRAM], "leases": frozenset({lease})}
    with ThreadPoolExecutor() as threads:
        with store.begin(under=[lease]) as tx:
            post.exchange(tx, [said("lost")], Desk(accounts={TELEGRAM: Places(9)}))
            leases.check(tx.db, lease)
            after = threads.submit(exchanged, store, **desk)
            _until(lambda: after.done() or _waits_for_a_lock(store))
        assert ["lost"] == words(after.result(timeout=30))


def _until(met: Callable[[], bool]) -> None:
    for _ in range(3000):
        if met():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not happen")


def _waits_for_a_lock(store: Store) -> bool:
    found = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with store.engine.connect() as db:
        return bool(db.execute(found).scalar())
