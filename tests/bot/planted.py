"""Leaks that could be built in by mistake, and the section of the audit that finds each."""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete, insert, select, text, update

from bot.house import House
from storage import Tx, contacts, parking, post, releases, tables
from storage.contacts import Contact
from storage.cutting import erase_tag
from storage.database import is_sqlite
from storage.keys import Key

Plant = Callable[[House], None]
TOKEN = "8421000111:AAHplantedTokenOfABot_0123456789abc"
OLD = date(2025, 1, 1)


def _sql(*statements: str) -> Plant:
    def plant(house: House) -> None:
        with house.store.begin() as tx:
            for each in statements:
                tx.db.execute(text(each))

    return plant


def _set(table: Any, **values: Any) -> Plant:
    """Change the first row of a table."""

    def plant(house: House) -> None:
        with house.store.begin() as tx:
            [key] = table.primary_key.columns
            first = tx.db.execute(select(key).order_by(key).limit(1)).scalar_one()
            tx.db.execute(update(table).where(key == first).values(values))

    return plant


def _days(**values: Any) -> Plant:
    """Let the window have been long ago."""
    return _set(tables.window, **values)


def _cells(change: Callable[[dict[str, Any]], None]) -> Plant:
    """Change what was published, and its hash as well."""

    def plant(house: House) -> None:
        with house.store.begin() as tx:
            [release] = releases.as_stored(tx)
            cells = json.loads(release.cells)
            change(cells)
            written = json.dumps(cells)
            sha256 = hashlib.sha256(written.encode()).hexdigest()
            tx.db.execute(update(tables.release).values(cells=written, sha256=sha256))

    return plant


def _small_cell(cells: dict[str, Any]) -> None:
    cells["pages"][0]["needs"] = [{"code": "friends", "how": "number", "people": 2}]


def _drifted(cells: dict[str, Any]) -> None:
    cells["pages"][0]["people"] -= 1


def _doubled_tag(house: House) -> None:
    with house.store.begin() as tx:
        tx.db.execute(text("DROP INDEX ix_answer_erase"))
        one = tx.db.execute(select(tables.answer.c.erase_tag).limit(1)).scalar_one()
        some = select(tables.answer.c.id).order_by(tables.answer.c.id).limit(3)
        tx.db.execute(
            update(tables.answer).where(tables.answer.c.id.in_(some)).values(erase_tag=one)
        )


def _shared_tag(house: House) -> None:
    with house.store.begin() as tx:
        tag = tx.db.execute(select(tables.contact.c.tag).limit(1)).scalar_one()
        first = select(tables.answer.c.id).order_by(tables.answer.c.id).limit(1).scalar_subquery()
        tx.db.execute(
            update(tables.answer).where(tables.answer.c.id == first).values(erase_tag=tag)
        )


def _counting_ids(house: House) -> None:
    with house.store.begin() as tx:
        ids = list(tx.db.execute(select(tables.answer.c.id)).scalars())
        for number, each in enumerate(ids):
            new = str(uuid.UUID(int=number, version=4))
            tx.db.execute(update(tables.answer).where(tables.answer.c.id == each).values(id=new))


def in_order_of_people(house: House, codes: list[str], *, at_once: bool = True) -> None:
    """Write the rows of the answers person by person, as a careless move would."""
    store = house.store
    with store.read() as tx:
        rows = [dict(row._mapping) for row in tx.db.execute(select(tables.answer))]
        key = tx.keys.erase("r1")
        names = {row["name"] for row in rows}
        whose = {erase_tag(key, c, name): n for n, c in enumerate(codes) for name in names}
    rows.sort(key=lambda row: whose[row["erase_tag"]])
    ids = sorted(str(uuid.uuid4()) for _ in rows)
    with store.begin() as tx:
        tx.db.execute(delete(tables.answer))
        if at_once:
            _write(tx, rows, ids)
    for number in () if at_once else range(len(codes)):
        with store.begin() as tx:
            own = [n for n, row in enumerate(rows) if whose[row["erase_tag"]] == number]
            _write(tx, [rows[n] for n in own], [ids[n] for n in own])


def _write(tx: Tx, rows: list[dict[str, Any]], ids: list[str]) -> None:
    written = [{**row, "id": each} for row, each in zip(rows, ids, strict=True)]
    tx.db.execute(insert(tables.answer), written)


def _beside(**more: object) -> Callable[[House], None]:
    def plant(house: House) -> None:
        with house.store.begin() as tx:
            person = next(contacts.everyone(tx, "r1"))
            contacts.save(tx, [replace(person, record={**person.record, **more})])

    return plant


def _plain_hash(house: House) -> None:
    with house.store.begin() as tx:
        person = next(contacts.everyone(tx, "r1"))
        tag = hashlib.sha256("|".join(person.person).encode()).digest()[:16]
        kept = {"person": list(person.person), "record": person.record}
        sealed = tx.keys.seal_json(kept, key=tx.keys.draft, aad=f"contact|{tag.hex()}".encode())
        tx.db.execute(
            update(tables.contact)
            .where(tables.contact.c.tag == tx.keys.contact_tag("r1", person.person))
            .values(tag=tag, sealed=sealed)
        )


def _swapped(house: House) -> None:
    with house.store.begin() as tx:
        rows = tx.db.execute(select(tables.contact.c.tag, tables.contact.c.sealed).limit(2)).all()
        (one, hers), (two, his) = rows
        for tag, sealed in ((one, his), (two, hers)):
            tx.db.execute(
                update(tables.contact).where(tables.contact.c.tag == tag).values(sealed=sealed)
            )


def _another_key(house: House) -> None:
    with house.store.begin() as tx:
        row = tx.db.execute(select(tables.contact.c.tag, tables.contact.c.sealed).limit(1)).one()
        bound = f"contact|{row.tag.hex()}".encode()
        kept = tx.keys.unseal_json(row.sealed, aad=bound)
        sealed = tx.keys.seal_json(kept, key=tx.keys.long, aad=bound)
        tx.db.execute(
            update(tables.contact).where(tables.contact.c.tag == row.tag).values(sealed=sealed)
        )


def _old_key(house: House) -> None:
    secret = b"an older key of this directory.."
    path = house.store.keys.directory / f"draft-{Key(secret).id}.key"
    path.write_text(secret.hex() + "\n")
    path.chmod(0o600)


def _open_key(house: House) -> None:
    next(house.store.keys.directory.glob("*.key")).chmod(0o644)


def _token_in_a_file(house: House) -> None:
    (house.store.keys.directory / "notes.txt").write_text(f"the bot is {TOKEN}\n")


def _old_parked(house: House) -> None:
    with house.store.begin() as tx:
        parking.park(tx, ("telegram", "77", "5"), heard={"text": "odd"}, question="q", today=OLD)


def _old_arrival(house: House) -> None:
    with house.store.begin() as tx:
        post.fresh(tx, [("telegram", "77", "e1")], today=OLD)


def _told_address(house: House) -> None:
    with house.store.begin() as tx:
        post.put(tx, [post.Outgoing("telegram", "77", "5", {"text": "hello"})])
        tx.db.execute(update(tables.outbox).values(reason="chat 1234567890 not found"))


def _overdue(house: House) -> None:
    with house.store.begin() as tx:
        contacts.save(tx, [Contact("telegram", "77", "5", "r1", remind_on=OLD)])


def _quote(said: str) -> Plant:
    """A quote of a text that only workers may read."""

    def plant(house: House) -> None:
        with house.store.begin() as tx:
            found = select(tables.answer.c.id).where(tables.answer.c.question == "hope").limit(1)
            row = {"answer": tx.db.execute(found).scalar_one(), "state": "approved"}
            tx.db.execute(insert(tables.quote), row | {"translations": json.dumps({"en": said})})

    return plant


def _log(house: House) -> None:
    made = "INTEGER PRIMARY KEY" if is_sqlite(house.store.engine) else "SERIAL PRIMARY KEY"
    _sql(f"CREATE TABLE words_log (n {made}, said TEXT)")(house)


LEAKS: Mapping[str, tuple[str, Plant]] = MappingProxyType(
    {
        "a time": ("schema", _sql("ALTER TABLE answer ADD COLUMN at TIMESTAMP")),
        "a day": ("schema", _sql("ALTER TABLE answer ADD COLUMN said_on DATE")),
        "a serial number": ("schema", _sql("ALTER TABLE answer ADD COLUMN n INTEGER")),
        "a join key": ("schema", _sql("ALTER TABLE answer ADD COLUMN talk VARCHAR(16)")),
        "a time of a person": ("schema", _sql("ALTER TABLE contact ADD COLUMN seen FLOAT")),
        "a place in a release": ("schema", _sql("ALTER TABLE release ADD COLUMN who TEXT")),
        "a reader of a quote": ("schema", _sql("ALTER TABLE quote ADD COLUMN reader VARCHAR(16)")),
        "a day of a quote": ("schema", _sql("ALTER TABLE quote ADD COLUMN read_on DATE")),
        "a table of texts": ("schema", _log),
        "a view": ("schema", _sql("CREATE VIEW joined AS SELECT id, words FROM answer")),
        "a join key in a choice": ("values", _set(tables.answer, choices='["p17"]')),
        "a join key in a name": ("linkage", _set(tables.answer, name="p17")),
        "a join key in a window": ("linkage", _set(tables.answer, window="r1-17")),
        "one tag for two rows": ("linkage", _doubled_tag),
        "the tag of a contact": ("linkage", _shared_tag),
        "ids with a time in them": ("linkage", _set(tables.answer, id=str(uuid.uuid1()))),
        "ids that count": ("linkage", _counting_ids),
        "an unsealed address": ("snapshot", _set(tables.contact, sealed=b'{"person": "7"}')),
        "a length that tells": ("snapshot", _set(tables.contact, sealed=b"\x01" + b"x" * 900)),
        "an unkeyed hash": ("snapshot", _plain_hash),
        "two rows swapped": ("snapshot", _swapped),
        "a key that stays": ("snapshot", _another_key),
        "an old key": ("snapshot", _old_key),
        "a key for everybody": ("snapshot", _open_key),
        "an unsuppressed cell": ("disclosure", _cells(_small_cell)),
        "a tally that drifts": ("disclosure", _cells(_drifted)),
        "a changed release": ("disclosure", _set(tables.release, sha256="0" * 64)),
        "a quote of nothing": ("linkage", _quote("One.")),
        "a number in a quote": ("shapes", _quote("Call me: +358 40 123 4567")),
        "a number in words": ("shapes", _set(tables.answer, words="Call me: +358 40 123 4567")),
        "a name in a chat in words": ("shapes", _set(tables.answer, words="I am @amina_helsinki")),
        "an address in a place": ("shapes", _set(tables.place, name="amina@example.org")),
        "an address in a reason": ("shapes", _told_address),
        "a number that tells an order": ("shapes", _set(tables.contact, id=1)),
        "an address as a hash": ("shapes", _set(tables.contact, tag=b"telegram|1002003")),
        "a token": ("tokens", _token_in_a_file),
        "an old arrival": ("retention", _old_arrival),
        "an old parked message": ("retention", _old_parked),
        "an overdue talk": ("retention", _overdue),
        "ids of old messages": ("retention", _beside(here={"2027-01-01": ["1"]})),
        "an old correction": ("retention", _beside(mends=[[739000, 1, "1", "My work."]])),
        "a key of people that stays": ("retention", _days(last_day=OLD)),
        "a window that did not move": ("retention", _days(last_day=OLD, state="open")),
    }
)  # fmt: skip
