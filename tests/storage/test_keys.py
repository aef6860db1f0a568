"""Sealing, tagging, and keys that other replicas make."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import Store, StoreError, Tx
from storage.keys import Key, KeyFiles, Keys, seal

KEY = Key(b"k" * 32)


@pytest.fixture
def tx_keys(store: Store) -> Keys:
    """The keys of a new store."""
    with store.read() as tx:
        return tx.keys


@pytest.mark.parametrize(
    ("length", "sealed"),
    [(0, 3840), (1, 3840), (3836, 3840), (3837, 16384), (16380, 16384), (16381, 65536),
     (65532, 65536), (65533, 131072), (200_000, 262_144)],
)  # fmt: skip
def test_few_lengths(length: int, sealed: int) -> None:
    """What is sealed has one of a few lengths, whatever is in it."""
    assert sealed + 1 + 8 + 12 + 16 == len(seal(b"x" * length, key=KEY, aad=b""))


def test_round_trip(tx_keys: Keys) -> None:
    """What was sealed comes back, also beyond the largest step and with zeros at its end."""
    for plaintext in (b"", b"a\0\0", b"x" * 70_000):
        sealed = seal(plaintext, key=tx_keys.draft, aad=b"row")
        assert plaintext == tx_keys.unseal(sealed, aad=b"row")


@pytest.mark.parametrize(
    "value", [{"a": [1, None, "я"]}, "ا" * 3000, "half \ud83d of a character\0"]
)
def test_json(tx_keys: Keys, value: object) -> None:
    """Any text a person can send is sealed and comes back, also what no database would take."""
    sealed = tx_keys.seal_json(value, key=tx_keys.draft, aad=b"row")
    assert value == tx_keys.unseal_json(sealed, aad=b"row")


def test_never_the_same_twice(tx_keys: Keys) -> None:
    """The same text sealed twice looks different."""
    assert seal(b"a", key=tx_keys.draft, aad=b"") != seal(b"a", key=tx_keys.draft, aad=b"")


@pytest.mark.parametrize("place", [10, 25, 3800, -1])
def test_changed(tx_keys: Keys, place: int) -> None:
    """A sealed row that was changed anywhere does not open."""
    sealed = bytearray(seal(b"a", key=tx_keys.draft, aad=b"row"))
    sealed[place] ^= 1
    with pytest.raises(StoreError, match="does not open"):
        tx_keys.unseal(bytes(sealed), aad=b"row")


def test_moved(tx_keys: Keys) -> None:
    """A sealed row does not open in another row."""
    sealed = seal(b"a", key=tx_keys.draft, aad=b"row")
    with pytest.raises(StoreError, match="does not open"):
        tx_keys.unseal(sealed, aad=b"other row")


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_tags(one: list[str], two: list[str]) -> None:
    """Two lists of parts have the same tag only if they are the same list."""
    assert (one == two) == (KEY.tag("x", *one) == KEY.tag("x", *two))


def test_tags_need_the_key_and_the_label() -> None:
    """Another key or another use gives another tag."""
    tags = {KEY.tag("x", "a"), KEY.tag("y", "a"), Key(b"j" * 32).tag("x", "a")}
    assert 3 == len(tags)
    assert {16} == {len(tag) for tag in tags}


def test_people_differ_by_round(store: Store) -> None:
    """A person has another tag in every round."""
    with store.begin() as tx:
        tx.keys.make("tag", round_id="r2")
        tags = {tx.keys.contact_tag(r, ("telegram", "bot", "1")) for r in ("r1", "r2")}
    assert 2 == len(tags)


def test_another_replica_made_it(store: Store) -> None:
    """A key that another replica made after we began is read from the directory."""
    elsewhere = KeyFiles(store.keys.directory)
    with store.read() as tx:
        sealed = seal(b"hello", key=elsewhere.make("draft", None), aad=b"row")
        assert b"hello" == tx.keys.unseal(sealed, aad=b"row")


def test_unknown_key(tx_keys: Keys) -> None:
    """What was sealed with a key that is nowhere is told in one sentence."""
    with pytest.raises(StoreError, match="is missing"):
        tx_keys.unseal(seal(b"a", key=KEY, aad=b""), aad=b"")


def test_no_key_of_a_round(tx_keys: Keys) -> None:
    """A round without keys is told in one sentence."""
    with pytest.raises(StoreError, match="no tag key of round r9"):
        tx_keys.tag("r9")


def test_no_key_of_a_kind(store: Store) -> None:
    """A use that has no key at all is told in one sentence."""
    with store.begin() as tx:
        tx.db.exec_driver_sql("UPDATE key SET kind = 'other' WHERE kind = 'long'")
        with pytest.raises(StoreError, match=r"no long key\."):
            _ = Keys(tx.db, store.keys).long


def test_rolled_back(store: Store) -> None:
    """A key whose transaction fails is no key: its file stays, unused and unknown."""

    def fails(tx: Tx) -> None:
        tx.keys.make("tag", round_id="r2")
        raise KeyError

    with pytest.raises(KeyError), store.begin() as tx:
        fails(tx)
    with store.read() as tx:
        assert ["r1"] == tx.keys.rounds("tag")


def test_destroyed(tmp_path: Path) -> None:
    """A destroyed key is gone from the disk and from memory, and destroying again is no fault."""
    files = KeyFiles(tmp_path)
    made = files.make("draft", None)
    assert made is files.read(made.id)
    files.destroy(made.id)
    files.destroy(made.id)
    assert [] == list(tmp_path.iterdir())
    with pytest.raises(StoreError, match="is missing"):
        files.read(made.id)


def test_destroyed_with_its_directory(tmp_path: Path) -> None:
    """A key whose directory was taken away is destroyed already."""
    files = KeyFiles(tmp_path / "gone")
    files.destroy("0" * 16)
    assert not (tmp_path / "gone").exists()


def test_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key file that is there is never written again."""
    monkeypatch.setattr("storage.keys.secrets.token_bytes", lambda _length: b"s" * 32)
    files = KeyFiles(tmp_path)
    files.make("draft", None)
    with pytest.raises(StoreError, match="No key can be written"):
        files.make("draft", None)


def test_files_say_what_they_are(store: Store, keys_dir: Path) -> None:
    """A key's file name tells its kind and round, so that a hand finds the right one."""
    kinds = sorted(path.name.rsplit("-", 1)[0] for path in keys_dir.glob("*.key"))
    assert ["draft", "erase-r1", "long", "post", "tag-r1"] == kinds
