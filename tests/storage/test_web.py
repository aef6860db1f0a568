"""Talks on the web and the smallest group; what pages fetch; how often somebody knocks."""

from datetime import timedelta

import pytest

from storage import (
    Store,
    StoreError,
    answers,
    contacts,
    knocks,
    move,
    places,
    post,
    rounds,
    screens,
    transit,
)
from storage.cutting import rolled_up
from storage.places import Place
from storage.waiting import waiting
from tests.storage.people import NEXT_DAY, cut, finished, rows

K = 5
PERSON = ("web", "", "GO-2345-6789-2345-6789")


def moved(store: Store, *, web: int, others: int, place: str = "") -> tuple[move.Moved, int]:
    """Move a window with so many people; how many of them did not count."""
    with store.begin() as tx:
        [window] = rounds.windows(tx, rounds.current(tx).id)
        people = [finished(number, place=place) for number in range(web + others)]
        for each in people[:web]:
            each.channel, each.account = "web", ""
        contacts.save(tx, people)
    done = move.move(store, window, k=K, cut=cut, today=NEXT_DAY)
    with store.read() as tx:
        return done, rounds.get_window(tx, window.id).uncounted


def test_a_talk_on_the_web_is_nobody_of_the_k(store: Store) -> None:
    """Four people and any number of pages do not move: whoever made the pages knows the four."""
    done, _ = moved(store, web=20, others=K - 1)
    assert 0 == done.people


def test_who_is_enough_takes_the_web_along(store: Store) -> None:
    """With five others the web talks join the figures, and their number is noted."""
    done, uncounted = moved(store, web=3, others=K)
    assert (K + 3, 3) == (done.people, uncounted)


def test_where_it_is_opened_web_talks_count(store: Store) -> None:
    """A coordinator who opens the country says yes to every place in it."""
    with store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        places.open_web(tx, "fi", opened=True)
    done, uncounted = moved(store, web=K, others=0, place="oulu")
    assert (K, 0) == (done.people, uncounted)


def test_only_a_number_is_kept_of_who_was_on_the_web(store: Store) -> None:
    """Rows of web talks and of others look the same."""
    moved(store, web=3, others=K)
    with store.read() as tx:
        window = rounds.all_windows(tx)[0].id
        found = answers.combos(tx, window=window)
    assert {"mood", "join", "hope", "_language"} == {each.question for each in found}


@pytest.mark.parametrize(("opened", "kept_in"), [(False, {"fi"}), (True, {"fi", "oulu"})])
def test_whom_a_place_counts_holds_over_all_pieces(
    store: Store, monkeypatch: pytest.MonkeyPatch, kept_in: set[str], *, opened: bool
) -> None:
    """However many pieces a move is cut into, a town is what those are who count in it."""
    monkeypatch.setattr(transit, "PAGE", 4)
    with store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        places.open_web(tx, "oulu", opened=opened)
        contacts.save(tx, [finished(number) for number in range(100, 106)])
    done, uncounted = moved(store, web=10, others=K - 1, place="oulu")
    assert (6 + 10 + K - 1, 0 if opened else 10) == (done.people, uncounted)
    assert kept_in == {row.place for row in rows(store)}


def test_a_place_needs_five_who_count() -> None:
    """A town full of pages goes up to where five others are."""
    known = {
        "fi": Place("fi", "FI", "country", None),
        "oulu": Place("oulu", "Oulu", "town", "fi"),
        "turku": Place("turku", "Turku", "town", "fi"),
    }
    homes = ["oulu"] * 9 + ["turku"] * 5
    counts = [True] * 4 + [False] * 5 + [True] * 5
    at = rolled_up(homes, known, country="fi", k=K, counts=counts)
    # Four who count are too few for the country as well: the smallest place joins them.
    assert ["fi"] * 14 == at
    assert homes == rolled_up(homes, known, country="fi", k=K)


def test_a_place_is_opened_and_shut(store: Store) -> None:
    """Opening holds for the places inside, shutting takes it back, no other place is meant."""
    with store.begin() as tx:
        places.add(tx, id="lappi", name="Lappi", kind="region")
        places.add(tx, id="inari", name="Inari", kind="town", parent="lappi")
        places.add(tx, id="oulu", name="Oulu", kind="town")
        places.open_web(tx, "lappi", opened=True)
        known = {each.id: each for each in places.all_places(tx)}
        assert {"lappi", "inari"} == places.counting_web(known)
        places.open_web(tx, "lappi", opened=False)
        known = {each.id: each for each in places.all_places(tx)}
        assert frozenset() == places.counting_web(known)
        with pytest.raises(StoreError, match="There is no place moon"):
            places.open_web(tx, "moon", opened=True)


def test_a_page_shows_what_was_said_last(store: Store) -> None:
    """Messages for a page wait as often as it is opened, until new ones take their place."""
    with store.begin() as tx:
        post.put(tx, [post.Outgoing(*PERSON, {"text": text}) for text in ("one", "two")])
    with store.read() as tx:
        first = screens.screen(tx, PERSON)
        assert first == screens.screen(tx, PERSON)
        assert ["one", "two"] == [body["text"] for body in first.bodies]
        assert 0 == waiting(tx)["waiting"]
    with store.begin() as tx:
        assert [] == post.take(tx, now=1e12, accounts=[("web", "")], limit=10)
        post.put(tx, [post.Outgoing(*PERSON, {"text": "three"})])
        second = screens.screen(tx, PERSON)
        assert ["three"] == [body["text"] for body in second.bodies]
        assert "" not in {first.name, second.name}
        assert first.name != second.name
        screens.forget_screens(tx)
        assert screens.Screen("", ()) == screens.screen(tx, PERSON)


def test_knocks_are_counted_for_a_time(store: Store) -> None:
    """One address waits when it knocked too often, all together wait later, and it ends."""
    limit = knocks.Limit("test", of_one=2, of_all=3, lasts=60)
    with store.begin() as tx:
        for _ in range(2):
            assert knocks.may(tx, limit, "a", now=0)
            knocks.note(tx, limit, "a", now=0)
        assert (False, True) == tuple(knocks.may(tx, limit, each, now=1) for each in "ab")
        knocks.note(tx, limit, "b", now=50)
        assert not knocks.may(tx, limit, "c", now=59)
        assert knocks.may(tx, limit, "a", now=61)
        knocks.note(tx, limit, "a", now=2, by=-1)
        assert knocks.may(tx, limit, "a", now=3)
        knocks.forget(tx, now=timedelta(days=2).total_seconds())
        assert knocks.may(tx, limit, "c", now=4)
