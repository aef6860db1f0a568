"""Exports for coordinators: what `howareyou export` writes, sent while it is made.

1. It comes from releases only, as everything that is shown of answers.
2. A slow reader holds the writer up, not the memory; whoever goes away stops it.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Full, Queue
from threading import Event, Thread
from typing import IO, cast

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from pages import phrases
from pages.site import NotFound, Site, Visit
from pages.view import endpoint, page, told
from storage import places
from summaries.exports import Export, exports

ROLES = frozenset({"coordinator"})
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_PIECE = 64 * 1024
_LOOK = 0.5  # seconds between two looks whether anybody still reads


def routes(site: Site) -> list[Route]:
    """One address for each form, and one for what its columns mean."""
    return [
        Route("/export", endpoint(site, forms, roles=ROLES, desk=True), methods=["GET"]),
        Route("/export/{form}", endpoint(site, cells, roles=ROLES, desk=True), methods=["GET"]),
        Route(
            "/export/{form}/columns",
            endpoint(site, columns, roles=ROLES, desk=True),
            methods=["GET"],
        ),
    ]


def forms(visit: Visit) -> Response:
    """Which forms there are."""
    return page(visit, "exports.html", forms=[*exports()])


def cells(visit: Visit) -> Response:
    """Every released cell."""
    made = _form(visit)
    with visit.site.store.read() as tx:
        visit.must_cover(tx, places.country(tx).id)  # it holds every place
        if visit.site.latest(tx) is None:
            return told(visit, phrases.NO_RELEASE, 404)
    reader = visit.site.reader(visit.language)

    def write(file: IO[bytes]) -> None:
        made.write(visit.site.each(), file, reader)

    return _sent(made, "howareyou", Stream(write))


def columns(visit: Visit) -> Response:
    """What the columns mean."""
    made = _form(visit)
    reader = visit.site.reader(visit.language)
    return _sent(made, "howareyou-dictionary", Stream(lambda f: made.write_dictionary(f, reader)))


def _form(visit: Visit) -> Export:
    made = exports().get(visit.request.path_params["form"])
    if made is None:
        raise NotFound
    return made


def _sent(made: Export, name: str, stream: "Stream") -> Response:
    kind = _KINDS[made.SUFFIX.rpartition(".")[2]]
    headers = {"Content-Disposition": f'attachment; filename="{name}{made.SUFFIX}"'}
    return StreamingResponse(iter(stream), media_type=kind, headers=headers)


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
