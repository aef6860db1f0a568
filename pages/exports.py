"""Exports for coordinators of the country: what `howareyou export` writes.

1. It comes from releases only, as everything that is shown of answers.
2. What is there line by line is sent while it is made: a slow reader holds the writer up, not the
   memory; whoever goes away stops it.
3. What is there only as a whole is made beside (see `pages.making`), and a page says how far it is:
   a connection that is silent for a minute is cut by many proxies.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from queue import Full, Queue
from threading import Event, Thread
from typing import IO, cast

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from pages import phrases
from pages.making import Made
from pages.rights import OF_COUNTRY
from pages.site import NotFound, Site, Visit
from pages.view import COOKIE, Handler, away, endpoint, page, told
from storage import releases
from summaries.exports import Export, exports

_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_PIECE = 64 * 1024
_LOOK = 0.5  # seconds between two looks whether anybody still reads
_AGAIN = {"Refresh": "2"}  # seconds until the page is asked for again, by the browser itself


def routes(site: Site) -> list[Route]:
    """One address for each form, and one for what its columns mean; and files that are made."""
    known: list[tuple[str, str, Handler]] = [
        ("GET", "/export", forms),
        ("GET", "/export/made/{id}", far),
        ("GET", "/export/made/{id}/file", made_file),
        ("GET", "/export/{form}", cells),
        ("POST", "/export/{form}", make),
        ("GET", "/export/{form}/columns", columns),
    ]
    return [
        Route(path, endpoint(site, handler, right=OF_COUNTRY, desk=True), methods=[method])
        for method, path, handler in known
    ]


def forms(visit: Visit) -> Response:
    """Which forms there are, and what each is for."""
    with visit.site.store.read() as tx:
        there = bool(releases.ids(tx))
    return page(visit, "exports.html", forms=exports(), there=there)


def cells(visit: Visit) -> Response:
    """Every released cell, as it is written."""
    form = _form(visit)
    if form.WHOLE:
        return away("/export")
    with visit.site.store.read() as tx:
        if not releases.ids(tx):
            return told(visit, phrases.NO_RELEASE, 404)
    reader = visit.site.reader(visit.language)

    def write(file: IO[bytes]) -> None:
        form.write(visit.site.each(), file, reader)

    return _sent(form, "howareyou", Stream(write))


def make(visit: Visit) -> Response:
    """Begin a file that is there only as a whole."""
    form = _form(visit)
    if not form.WHOLE:
        raise NotFound
    with visit.site.store.read() as tx:
        whole = len(releases.ids(tx))
    if not whole:
        return told(visit, phrases.NO_RELEASE, 404)
    reader = visit.site.reader(visit.language)

    def write(made: Made) -> None:
        form.write(made.counting(visit.site.each()), made.file, reader)

    name = visit.request.path_params["form"]
    made = visit.site.making.begin(_owner(visit), name, write, whole=whole, now=visit.site.seconds)
    if made is None:
        return told(visit, phrases.EXPORT_BUSY, 429)
    return away(f"/export/made/{made.id}")


def far(visit: Visit) -> Response:
    """How far a file is; ready, the way to it."""
    made = _made(visit)
    if made.state == "failed":
        visit.site.making.drop(made)
        return told(visit, phrases.LATER, 503)
    answer = page(visit, "making.html", made=made, name=exports()[made.form].NAME)
    if made.state == "making":
        answer.headers.update(_AGAIN)
    return answer


def made_file(visit: Visit) -> Response:
    """The file itself, once."""
    made = _made(visit)
    if made.state != "ready":
        return away(f"/export/made/{made.id}")
    headers = {"Content-Length": str(made.bytes)}
    if visit.request.method == "HEAD":
        return _sent(exports()[made.form], "howareyou", (), headers)
    return _sent(exports()[made.form], "howareyou", visit.site.making.fetched(made), headers)


def _made(visit: Visit) -> Made:
    name = visit.request.path_params["id"]
    made = visit.site.making.look(_owner(visit), name, now=visit.site.seconds)
    if made is None:
        raise NotFound
    return made


def _owner(visit: Visit) -> str:
    return sha256(visit.request.cookies[COOKIE].encode()).hexdigest()


def columns(visit: Visit) -> Response:
    """What the columns mean."""
    form = _form(visit)
    reader = visit.site.reader(visit.language)
    return _sent(form, "howareyou-dictionary", Stream(lambda f: form.write_dictionary(f, reader)))


def _form(visit: Visit) -> Export:
    made = exports().get(visit.request.path_params["form"])
    if made is None:
        raise NotFound
    return made


def _sent(
    form: Export, name: str, pieces: Iterable[bytes], more: Mapping[str, str] | None = None
) -> Response:
    kind = _KINDS[form.SUFFIX.rpartition(".")[2]]
    headers = {"Content-Disposition": f'attachment; filename="{name}{form.SUFFIX}"', **(more or {})}
    return StreamingResponse(iter(pieces), media_type=kind, headers=headers)


class NobodyReads(Exception):  # noqa: N818 - it says what happened
    """Whoever asked for this has gone away."""


class Stream:
    """What a writer writes, in pieces, as it writes it."""

    def __init__(self, write: Callable[[IO[bytes]], None]) -> None:
        self._write = write
        self._pieces: Queue[bytes | Exception | None] = Queue(maxsize=8)
        self._gone = Event()
        self._held = bytearray()

    def __iter__(self) -> Iterator[bytes]:
        """Begin to write, and give each piece when it is there."""
        Thread(target=self._run, daemon=True).start()
        try:
            while (piece := self._pieces.get()) is not None:
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            self._gone.set()

    def _run(self) -> None:
        try:
            self._write(cast("IO[bytes]", self))
            self._put(bytes(self._held))
            self._put(None)
        except NobodyReads:
            return
        except Exception as error:  # noqa: BLE001 - told to who reads, in the other thread
            with suppress(NobodyReads):
                self._put(error)

    def write(self, piece: bytes) -> int:
        """Take what was written; small pieces wait for one another."""
        self._held += piece
        if len(self._held) >= _PIECE:
            self._put(bytes(self._held))
            self._held.clear()
        return len(piece)

    def flush(self) -> None:
        """Nothing: pieces go when they are large enough."""

    def _put(self, piece: bytes | Exception | None) -> None:
        while not self._gone.is_set():
            try:
                self._pieces.put(piece, timeout=_LOOK)
            except Full:
                continue
            return
        raise NobodyReads
