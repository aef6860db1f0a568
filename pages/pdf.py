"""A page of ours as PDF. WeasyPrint is an extra: whoever does not need it does not install it.

1. It loads nothing but our own style, from memory: no file, no network, whatever a text says.
"""

import importlib.util
import logging
from functools import cache
from typing import Any

from pages.style import files

MEDIA = "application/pdf"
_HERE = "http://pages.invalid"


@cache
def is_there() -> bool:
    """Whether pages can be saved as PDF here."""
    return importlib.util.find_spec("weasyprint") is not None


def made(text: str) -> bytes:
    """The PDF of a page."""
    from weasyprint import HTML  # noqa: PLC0415  an extra, and 1 s of imports

    # It tells every rule that paper does not have; nobody can mend anything by that.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    document = HTML(string=text, base_url=_HERE, url_fetcher=_fetcher())
    body: bytes = document.write_pdf()
    return body


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  see above

    class Own(URLFetcher):  # type: ignore[misc]  # an extra without types
        """Knows our own files and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002  its signature
            """Give one of our files."""
            found = files().get(url.removeprefix(f"{_HERE}/static/"))
            if found is None:
                raise ValueError("A page loads nothing but its own style.")
            return URLFetcherResponse(url, found[0], {"Content-Type": found[1]})

    return Own()
