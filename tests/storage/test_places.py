"""Places and the invitations to them."""

import re

import pytest

from storage import Store, StoreError, places, tables
from storage.places import Place


def test_country_is_there(store: Store) -> None:
    """A new store knows its country."""
    with store.read() as tx:
        assert Place("fi", "FI", "country", None) == places.country(tx)
        assert [places.country(tx)] == places.all_places(tx)


def test_added(store: Store) -> None:
    """Places are added under larger ones; without a parent they lie in the country."""
    with store.begin() as tx:
        places.add(tx, id="lappi", name="Lappi", kind="region")
        places.add(tx, id="inari", name="Inari", kind="town", parent="lappi")
        made = places.add(tx, id="vaasa-2", name="Vaasa", kind="town")
    with store.read() as tx:
        assert [
            Place("fi", "FI", "country", None),
            Place("inari", "Inari", "town", "lappi"),
            Place("lappi", "Lappi", "region", "fi"),
            made,
        ] == places.all_places(tx)
    assert Place("vaasa-2", "Vaasa", "town", "fi") == made


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"id": "Turku"}, "cannot be a place's id"),
        ({"id": ""}, "cannot be a place's id"),
        ({"id": "å"}, "cannot be a place's id"),
        ({"id": "a_b"}, "cannot be a place's id"),
        ({"id": "a:b"}, "cannot be a place's id"),
        ({"id": "x" * 33}, "cannot be a place's id"),
        ({"id": "fi"}, "already a place fi"),
        ({"kind": "village"}, "not a 'village'"),
        ({"kind": "country"}, "one country"),
        ({"parent": "moon"}, "no place moon"),
        ({"kind": "region", "parent": "lappi"}, "region cannot lie in a region"),
        ({"parent": "inari"}, "town cannot lie in a town"),
    ],
)
def test_refused(store: Store, fields: dict[str, str], sentence: str) -> None:
    """A wrong id, a repeated one, an unknown or too small parent is told in one sentence."""
    with store.begin() as tx:
        places.add(tx, id="lappi", name="Lappi", kind="region")
        places.add(tx, id="inari", name="Inari", kind="town", parent="lappi")
        with pytest.raises(StoreError, match=sentence):
            places.add(tx, **({"id": "turku", "name": "Turku", "kind": "town"} | fields))  # type: ignore[arg-type]  # planted mistakes


def test_invitation(store: Store) -> None:
    """A place has one invitation for everybody, ten letters that tell nothing."""
    with store.begin() as tx:
        places.add(tx, id="vaasa", name="Vaasa", kind="town")
        code, again = places.invite(tx, place="vaasa"), places.invite(tx, place="vaasa")
        country = places.invite(tx, place="")
    with store.read() as tx:
        found = [places.invited(tx, text) for text in (code, country, "nonsense", "")]
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{10}", code)  # no letter that looks like another
    assert code == again
    assert ["vaasa", "fi", None, None] == found


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("warnjs8bII", "old"),
        ("WARNJS8BII", "old"),
        ("warnjs8b11", "old"),
        ("_a-B_c-D__", "signs"),
        ("aaaaaaaaaa", "small"),
        ("AAAAAAAAAA", "large"),
        ("AaAaAaAaAa", None),  # two that it looks like
        ("0123456789", "digits"),
        ("ol234 56-789", "digits"),
        ("٠١٢٣٤٥٦٧٨٩", "digits"),
        ("0123456789" * 9, None),
        ("\x00", None),
        ("----------", None),
    ],
)
def test_an_invitation_is_read_as_hands_type_it(
    store: Store, typed: str, place: str | None
) -> None:
    """Old codes work exactly as they are; any is found without its case, blanks and dashes."""
    codes = {
        "old": "warnjs8bII",
        "signs": "_a-B_c-D__",
        "small": "aaaaaaaaaa",
        "large": "AAAAAAAAAA",
        "digits": "0123456789",
    }
    with store.begin() as tx:
        for name, code in codes.items():
            places.add(tx, id=name, name=name, kind="town")
            tx.db.execute(tables.invitation.insert().values(code=code, place=name))
    with store.read() as tx:
        assert place == places.invited(tx, typed)
        assert codes.get(str(place)) == places.read_invitation(tx, typed)


def test_invitation_to_nowhere(store: Store) -> None:
    """Nobody is invited to a place that is not there."""
    with store.begin() as tx, pytest.raises(StoreError, match="no place moon"):
        places.invite(tx, place="moon")


def test_languages_of_a_place_count_below_it(store: Store) -> None:
    """A place has its own list, or that of the next larger place that has one."""
    with store.begin() as tx:
        places.add(tx, id="lappi", name="Lappi", kind="region")
        places.add(tx, id="inari", name="Inari", kind="town", parent="lappi")
        places.add(tx, id="turku", name="Turku", kind="town")
        places.speak(tx, place="lappi", languages=["so", "fa-AF"])
        there = places.all_places(tx)
        assert ("so", "fa-AF") == places.spoken(there, "inari")
        assert () == places.spoken(there, "turku") == places.spoken(there, "")
        places.speak(tx, place="", languages=["ar"])
        places.speak(tx, place="inari", languages=["se"])
        there = places.all_places(tx)
        spoken = {place: places.spoken(there, place) for place in ("inari", "turku", "", "gone")}
        assert {"inari": ("se",), "turku": ("ar",), "": ("ar",), "gone": ("ar",)} == spoken
        places.speak(tx, place="inari", languages=[])
        assert ("so", "fa-AF") == places.spoken(places.all_places(tx), "inari")


def test_an_unknown_place_speaks_nothing(store: Store) -> None:
    """A list for a place that is not there is refused."""
    with store.begin() as tx, pytest.raises(StoreError, match="no place moon"):
        places.speak(tx, place="moon", languages=["ar"])
