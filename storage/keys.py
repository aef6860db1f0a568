"""Keys: files in a directory of their own, each known to the database by its fingerprint.

1. A key is made once and never made again: its file first (new, flushed, 0600), then its row.
2. A key that is missing or different is refused, never replaced.
3. What is sealed names its key, is bound to its row, and has one of a few lengths.
4. A transaction sees the keys that were valid when it began.
"""

import hmac
import json
import os
import secrets
import threading
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from sqlalchemy import Connection, Row, insert, select

from storage import hot, tables
from storage.errors import Damaged, StoreError

Kind = Literal["draft", "tag", "erase", "long", "post"]
Key3 = tuple[str, str, str]

# With its row the first fits one page of SQLite's, of which 4,061 bytes are for a row.
_STEPS = (3_840, 16 * 1024, 64 * 1024)
_SEALED = b"\x01"
as_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
_READ = json.JSONDecoder().raw_decode  # what we wrote has no space around it to look for
_TAG_LENGTH = 16
_LIVING = select(tables.key).where(tables.key.c.state != "doomed")


class Key:
    """One secret, able to seal and to tag; the two uses share no bytes."""

    __slots__ = ("_mac", "aead", "fingerprint", "id", "mark")

    def __init__(self, secret: bytes) -> None:
        self.fingerprint = _mac(secret, b"fingerprint").hex()
        self.id = self.fingerprint[:16]
        self.mark = _SEALED + bytes.fromhex(self.id)
        self.aead = AESGCM(_mac(secret, b"seal"))
        # Begun once and copied: every turn needs three, and beginning costs more than the rest.
        self._mac = HMAC(_mac(secret, b"tag"), SHA256())

    def tag(self, label: str, *parts: str) -> bytes:
        """Hash parts so that only the holder of the key could have; no two lists of parts agree."""
        mac = self._mac.copy()
        message = bytearray()
        for part in (label, *parts):
            raw = part.encode("utf-8", "surrogatepass")
            message += len(raw).to_bytes(4, "big") + raw
        mac.update(message)
        return mac.finalize()[:_TAG_LENGTH]


def _mac(secret: bytes, message: bytes) -> bytes:
    return hmac.digest(secret, message, sha256)


def seal(plaintext: bytes, *, key: Key, aad: bytes) -> bytes:
    """Seal bytes, padded so that their length tells nothing, bound to `aad`."""
    nonce = os.urandom(12)
    return key.mark + nonce + key.aead.encrypt(nonce, _padded(plaintext), aad)


def _padded(plaintext: bytes) -> bytes:
    whole = len(plaintext).to_bytes(4, "big") + plaintext
    if len(whole) <= _STEPS[0]:  # as nearly always
        return whole.ljust(_STEPS[0], b"\0")
    size = next((step for step in _STEPS if len(whole) <= step), 0)
    return whole.ljust(size or -(-len(whole) // _STEPS[-1]) * _STEPS[-1], b"\0")


class KeyFiles:
    """The directory with the keys. Shared by all transactions of a process."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._known: dict[str, Key] = {}
        self._lock = threading.Lock()

    def make(self, kind: Kind, round_id: str | None) -> Key:
        """Write a new key to a new file, flushed to the disk."""
        secret = secrets.token_bytes(32)
        made = Key(secret)
        name = "-".join(filter(None, (kind, round_id, made.id)))
        try:
            _write_new(self.directory / f"{name}.key", secret.hex() + "\n")
        except OSError as error:
            raise StoreError(
                f"No key can be written to {self.directory} ({error.strerror}); "
                "look at the directory and its permissions."
            ) from error
        with self._lock:
            self._known[made.id] = made
        return made

    def read(self, key_id: str) -> Key:
        """Give the key with this id, from memory or from its file."""
        with self._lock:
            if key_id not in self._known:
                self._known[key_id] = self._from_file(key_id)
            return self._known[key_id]

    def check(self, key_id: str, fingerprint: str) -> None:
        """Refuse a key whose file is missing, cut short or another one."""
        if self._from_file(key_id).fingerprint != fingerprint:
            raise StoreError(f"The key {key_id} in {self.directory} is not the database's key.")

    def destroy(self, key_id: str) -> None:
        """Remove a key's file; it is no fault if it is gone already."""
        with self._lock:
            self._known.pop(key_id, None)
        for path in self._files(key_id):
            path.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            flush(self.directory)

    def keep_only(self, key_ids: Iterable[str]) -> None:
        """Forget keys that the database does not know any more."""
        keep = set(key_ids)
        with self._lock:
            self._known = {key_id: key for key_id, key in self._known.items() if key_id in keep}

    def _files(self, key_id: str) -> list[Path]:
        return sorted(self.directory.glob(f"*-{key_id}.key"))

    def _from_file(self, key_id: str) -> Key:
        files = self._files(key_id)
        if not files:
            raise StoreError(
                f"The key {key_id} is missing from {self.directory}. Bring the directory back from "
                "your second copy; without it what it sealed cannot be read."
            )
        try:
            secret = bytes.fromhex(files[0].read_text("ascii"))
        except OSError as error:
            raise StoreError(
                f"The key file {files[0]} cannot be read ({error.strerror})."
            ) from error
        except ValueError:
            secret = b""
        if len(secret) != 32:
            raise StoreError(f"The key file {files[0]} is damaged: it was not written to its end.")
        found = Key(secret)
        if found.id != key_id:
            raise StoreError(f"The key file {files[0]} holds another key than its name says.")
        return found


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    flush(path.parent)


def flush(directory: Path) -> None:
    """Make a directory's list of names durable: a flushed file may still be nameless."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Keys:
    """The keys as one transaction sees them."""

    def __init__(self, db: Connection, files: KeyFiles) -> None:
        self.files = files
        self._db = db
        rows = hot.ask(db, _LIVING)
        files.keep_only(row[0] for row in rows)
        self._by_use = {(kind, round_id): files.read(id_) for id_, kind, round_id, *_ in rows}
        self._by_id = {held.id: held for held in self._by_use.values()}
        self._contact_tags: dict[tuple[str, Key3], bytes] = {}
        self._post_tags: dict[Key3, bytes] = {}

    @property
    def draft(self) -> Key:
        """What seals drafts and waiting messages now."""
        return self._get("draft")

    @property
    def long(self) -> Key:
        """What seals those who asked to be written to again, and staff."""
        return self._get("long")

    @property
    def post(self) -> Key:
        """What hashes arrivals and tells one person's waiting messages from another's."""
        return self._get("post")

    def tag(self, round_id: str) -> Key:
        """What hashes the people of a round; gone 30 days after it."""
        return self._get("tag", round_id)

    def erase(self, round_id: str) -> Key:
        """What finds the answers of a code; lives as long as the answers."""
        return self._get("erase", round_id)

    def rounds(self, kind: Kind) -> list[str]:
        """The rounds that have a key of this kind."""
        return sorted(id_ for held, id_ in self._by_use if held == kind and id_ is not None)

    def contact_tag(self, round_id: str, person: Key3) -> bytes:
        """Hash a person for one round; once, though they are both read and written."""
        found = self._contact_tags.get((round_id, person))
        if found is None:
            found = self.tag(round_id).tag("contact", *person)
            self._contact_tags[round_id, person] = found
        return found

    def post_tag(self, person: Key3) -> bytes:
        """Hash a person for the outbox and what is parked."""
        found = self._post_tags.get(person)
        if found is None:
            found = self._post_tags[person] = self.post.tag("person", *person)
        return found

    def make(self, kind: Kind, *, round_id: str | None = None) -> Key:
        """Make a key: the file first, then the row, which the transaction will commit."""
        made = self.files.make(kind, round_id)
        self._db.execute(
            insert(tables.key).values(
                id=made.id, kind=kind, round=round_id, fingerprint=made.fingerprint, state="live"
            )
        )
        self._by_use[kind, round_id] = self._by_id[made.id] = made
        return made

    def unseal(self, sealed: bytes, *, aad: bytes) -> bytes:
        """Open what `seal` made. A key that another replica made is read from the directory."""
        key_id = sealed[1:9].hex()
        key = self._by_id.get(key_id) or self.files.read(key_id)
        try:
            whole = key.aead.decrypt(sealed[9:21], sealed[21:], aad)
        except InvalidTag as error:
            raise Damaged("A sealed row does not open: it was changed, or moved.") from error
        return whole[4 : 4 + int.from_bytes(whole[:4], "big")]

    def seal_json(self, value: Any, *, key: Key, aad: bytes) -> bytes:
        """Seal a JSON value."""
        return self.seal_text(as_json(value), key=key, aad=aad)

    def seal_text(self, text: str, *, key: Key, aad: bytes) -> bytes:
        """Seal a JSON value that is written already."""
        return seal(text.encode("utf-8", "surrogatepass"), key=key, aad=aad)

    def unseal_json(self, sealed: bytes, *, aad: bytes) -> Any:
        """Open a sealed JSON value."""
        return _READ(self.unseal(sealed, aad=aad).decode("utf-8", "surrogatepass"))[0]

    def _get(self, kind: Kind, round_id: str | None = None) -> Key:
        found = self._by_use.get((kind, round_id))
        if found is None:
            raise StoreError(
                f"There is no {kind} key{f' of round {round_id}' if round_id else ''}."
            )
        return found


def registered(db: Connection) -> list[Row[Any]]:
    """List the keys that must be there."""
    return list(db.execute(_LIVING).all())
