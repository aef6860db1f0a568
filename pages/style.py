"""What the pages load: our own style, under a name that changes with it, so it may be kept."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

_FILES = Path(__file__).parent / "static"
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@cache
def files() -> dict[str, tuple[bytes, str]]:
    """Every file by the name under which it is asked for, with its kind."""
    there = {}
    for path in sorted(_FILES.iterdir()):
        if path.suffix in _KINDS:
            body = path.read_bytes()
            name = f"{path.stem}-{sha256(body).hexdigest()[:12]}{path.suffix}"
            there[name] = (body, _KINDS[path.suffix])
    return there


@cache
def address(file: str) -> str:
    """Where a file is: `style.css` is `/static/style-0123456789ab.css`."""
    stem, _, suffix = file.rpartition(".")
    names = (name for name in files() if name.endswith(suffix))
    return next(f"/static/{name}" for name in names if name.startswith(f"{stem}-"))


@cache
def text_of(file: str) -> str:
    """What stands in a file, for a page that is whole in itself."""
    return (_FILES / file).read_text(encoding="utf-8")


def routes() -> list[Route]:
    """The files, and nothing else of the folder."""
    return [Route("/static/{name}", _file, methods=["GET"])]


async def _file(request: Request) -> Response:
    found = files().get(request.path_params["name"])
    if found is None:
        return PlainTextResponse("Not Found", 404)
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(found[0], media_type=found[1], headers=kept)
