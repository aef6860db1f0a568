"""Backups and keys as an operator meets them: what comes back, what is refused, what goes."""

import shutil
import stat
from pathlib import Path

from storage import codes, contacts, erase, post, presence
from tests.bot.chats import Chat, seated
from tests.bot.operators import Operator, finished, shell


def moved_and_copied(operator: Operator) -> Path:
    """A round that moved, and a backup of it."""
    finished(operator)
    operator.ok("move")
    copy = operator.folder / "copies" / "copy.sqlite3"
    operator.ok("backup", str(copy))
    return copy


def rows(operator: Operator) -> str:
    """What the audit says of the rows of the answers."""
    report = operator.json("audit")
    return str(next(each for each in report["sections"] if each["name"] == "linkage")["notes"][0])


def test_a_backup_comes_back(operator: Operator) -> None:
    """What was copied is there again, and only its owner can read the copy."""
    copy = moved_and_copied(operator)
    before = rows(operator)
    assert 0 == stat.S_IMODE(copy.stat().st_mode) & 0o077
    database = operator.folder / "data" / "a.sqlite3"
    for path in database.parent.glob("a.sqlite3*"):
        path.unlink()
    assert "Restored." in operator.ok("restore", str(copy))
    assert before == rows(operator)
    assert ["a.sqlite3"] == [path.name for path in database.parent.iterdir() if path.is_file()]


def test_what_was_erased_since_is_erased_before_anything_starts(operator: Operator) -> None:
    """Whoever brings old keys back too gets a database without the rows deleted by code since."""
    house = operator.house()
    chats = seated(house, range(6), mood_now="4")
    code = chats[2].talk.code
    house.store.close()
    operator.calendar.wait(28)
    operator.ok("move")
    keys, second = operator.folder / "keys", operator.folder / "second"
    copy = operator.folder / "copy.sqlite3"
    operator.ok("backup", str(copy))
    shutil.copytree(keys, second)
    house = operator.house()
    with house.store.begin() as tx:
        erase.erase_later(tx, code)
    many = erase.run_erasures(house.store)
    house.store.close()
    assert 1 == operator.call("restore", str(copy), "--replace").exit_code
    shutil.copytree(second, keys, dirs_exist_ok=True)
    assert many > 0
    assert f"deleted again: {many}" in operator.ok("restore", str(copy), "--replace")
    operator.ok("keys", "shred", "--strays")
    assert "140 rows" == rows(operator)[:8]


def test_a_restored_message_is_not_sent_again(operator: Operator) -> None:
    """What waited in the backup was sent since: it does not go out a second time."""
    house = operator.house()
    with house.store.begin() as tx:
        post.put(tx, [post.Outgoing("telegram", "77", "5", {"text": "hello"})])
    Chat(house, "5").type("/start")
    house.store.close()
    copy = operator.folder / "copy.sqlite3"
    operator.ok("backup", str(copy))
    operator.ok("restore", str(copy), "--replace")
    house = operator.house()
    with house.store.begin() as tx:
        people = [each.address for each in contacts.everyone(tx, "r1")]
        waiting = post.take(tx, now=1e12, accounts=[("telegram", "77")], limit=9)
    house.store.close()
    assert (["5"], []) == (people, waiting)


def test_no_backup_from_before_a_move_comes_back(operator: Operator) -> None:
    """After the move an older backup is refused, and the database stays as it is."""
    finished(operator)
    copy = operator.folder / "copy.sqlite3"
    operator.ok("backup", str(copy))
    operator.ok("move")
    before = rows(operator)
    result = operator.call("restore", str(copy), "--replace")
    assert 1 == result.exit_code
    assert "after which no older backup opens" in str(result.exception)
    assert before == rows(operator)


def test_what_cannot_be_restored_is_refused(operator: Operator) -> None:
    """No database, somebody else's, or beside a running bot: refused, and nothing is touched."""
    copy = moved_and_copied(operator)
    assert "say --replace" in str(operator.call("restore", str(copy)).exception)
    broken = operator.folder / "broken"
    broken.write_text("this is a letter, not a database" * 400)
    assert "damaged" in str(operator.call("restore", str(broken), "--replace").exception)
    empty = operator.folder / "empty"
    empty.touch()
    assert "knows no keys" in str(operator.call("restore", str(empty), "--replace").exception)
    house = operator.house()
    living = presence.appear(house.store.engine, "0" * 16)
    try:
        assert "running" in str(operator.call("restore", str(copy), "--replace").exception)
    finally:
        living.close()
        house.store.close()
    assert ["a.sqlite3"] == [path.name for path in (operator.folder / "data").iterdir()]


def test_a_backup_stands_apart_from_the_keys_and_over_nothing(operator: Operator) -> None:
    """A copy into the keys directory, or over a file that is there, is refused."""
    operator.ok("place", "list")
    assert 1 == operator.call("backup", str(operator.folder / "keys" / "copy")).exit_code
    there = operator.folder / "there"
    there.write_text("mine")
    assert 1 == operator.call("backup", str(there)).exit_code
    assert "mine" == there.read_text()


def test_postgresql_is_told_its_own_tools(operator: Operator) -> None:
    """On PostgreSQL the command says what to use instead."""
    result = shell(
        operator, "restore", "copy", HOWAREYOU_DATABASE_URL="postgresql+psycopg://localhost/none"
    )
    assert 1 == result.returncode
    assert "pg_dump" in result.stderr


def test_keys_are_made_once(operator: Operator) -> None:
    """`keys init` makes them on an empty database, and never a second time."""
    assert "second copy" in operator.ok("keys", "init")
    assert "already" in str(operator.call("keys", "init").exception)
    kinds = {each["kind"] for each in operator.json("keys", "list")}
    assert {"draft", "erase", "long", "post", "tag"} == kinds
    assert "draft" in operator.ok("keys", "list")


def test_shredding_says_what_else_must_go(operator: Operator) -> None:
    """Strays are named, destroyed only on demand, and copies elsewhere are listed."""
    operator.ok("keys", "init")
    stray = operator.folder / "keys" / f"draft-{'0' * 16}.key"
    stray.write_text("00" * 32)
    told = operator.ok("keys", "shred")
    assert f"(--strays destroys it): {stray}" in told
    assert "snapshots" in told
    assert stray.exists()
    assert f"Destroyed: {stray}" in operator.ok("keys", "shred", "--strays")
    assert not stray.exists()
    assert codes.read_code(told) is None


def test_shredding_destroys_the_key_of_people_after_its_time(operator: Operator) -> None:
    """Thirty days after a round its people can be found no more."""
    finished(operator)
    operator.ok("move")
    operator.ok("round", "close")
    operator.calendar.wait(31)
    assert "the key of the people of round r1" in operator.ok("keys", "shred")
    assert [] == list((operator.folder / "keys").glob("tag-r1-*"))
