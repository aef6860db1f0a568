"""The pages: a front page in the visitor's language, and whether the bot is well."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.types import Message

import locales
import pages
from pages.front import front, wanted
from storage import Store

OFFERED = [tag for tag, _ in locales.offered()]


async def get(store: Store, path: str, language: str = "", organisation: str = "Us") -> Message:
    """Ask the pages for a path; status, headers and body as one message."""
    app = Starlette(routes=list(pages.routes(organisation, store)))
    sent: list[Message] = []

    async def receive() -> Message:
        """The body of the request: none."""
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        """Note what is answered."""
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"accept-language", language.encode("latin-1", "replace"))],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "root_path": "",
    }
    assert path == Request(scope).url.path
    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent)
    return {**sent[0], "text": body.decode(), "headers": dict(sent[0]["headers"])}


@pytest.mark.parametrize("language", OFFERED)
async def test_the_front_page_speaks_the_visitors_language(store: Store, language: str) -> None:
    """The page is whole in each language, says so to the browser, and runs the right way."""
    answer = await get(store, "/", f"xx, {language};q=0.8, en;q=0.1")
    assert 200 == answer["status"]
    direction = locales.direction(language)
    assert f'<html lang="{language}" dir="{direction}">' in answer["text"]
    others = [await get(store, "/", other) for other in OFFERED if other != language]
    assert answer["text"] not in [other["text"] for other in others]


async def test_the_organisations_name_cannot_be_markup(store: Store) -> None:
    """A name with tags in it is shown as it is written and runs nothing."""
    answer = await get(store, "/", "en", "<script>alert(1)</script>&\"'")
    assert "<script" not in answer["text"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#x27;" in answer["text"]


async def test_nothing_may_be_loaded_framed_or_kept(store: Store) -> None:
    """The headers let the browser load nothing, frame nothing, tell nobody and keep nothing."""
    headers = (await get(store, "/"))["headers"]
    assert b"default-src 'none'" in headers[b"content-security-policy"]
    assert b"frame-ancestors 'none'" in headers[b"content-security-policy"]
    assert (b"no-referrer", b"no-store") == (headers[b"referrer-policy"], headers[b"cache-control"])
    assert b"set-cookie" not in headers


@pytest.mark.parametrize(
    "junk", ["", "*", ";q=", "fi;q=x", "fi;q=-1", "fi;q=nan", "fi;q=0", ",,,;;;", "xx-yy", "q=1"]
)
def test_junk_in_the_header_is_english(junk: str) -> None:
    """Whatever a browser sends, the page is there; what cannot be read counts for nothing."""
    assert "en" == wanted(junk)
    assert 'lang="en"' in front("Us", junk)


@pytest.mark.parametrize(
    ("header", "language"),
    [("fi", "fi"), ("fi-FI,en;q=0.9", "fi"), ("en;q=0.2, uk;q=0.9", "uk"), ("xx, fi;q=0.1", "fi")],
)
def test_the_best_language_wins(header: str, language: str) -> None:
    """The highest weight among the offered languages decides, then the order."""
    assert language == wanted(header)


def test_a_very_long_header_is_cut() -> None:
    """Only the first languages of a header are looked at."""
    assert "en" == wanted("xx," * 30 + "fi")


async def test_alive_and_ready(store: Store) -> None:
    """The bot is alive as long as it answers, and ready as long as its database does."""
    alive, ready = await get(store, "/healthz"), await get(store, "/readyz")
    assert (200, "alive\n") == (alive["status"], alive["text"])
    assert (200, "ready\n") == (ready["status"], ready["text"])


async def test_not_ready_without_the_database(store: Store) -> None:
    """Without its tables the bot is alive but not ready, and says no more than that."""
    with store.engine.begin() as db:
        db.exec_driver_sql("ALTER TABLE round RENAME TO lost")
    store.keys.directory.rename(store.keys.directory.with_name("lost"))
    store.keys.keep_only(())
    answer = await get(store, "/readyz")
    assert (503, "no database\n") == (answer["status"], answer["text"])
    assert 200 == (await get(store, "/healthz"))["status"]


async def test_other_paths_are_not_there(store: Store) -> None:
    """There is nothing else to see."""
    assert 404 == (await get(store, "/admin"))["status"]
