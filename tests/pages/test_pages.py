"""The pages: a front page in the visitor's language, and whether the bot is well."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import locales
import pages
from bot import reading
from pages import every
from pages.language import wanted
from storage import Store, parking, post, rounds
from summaries.compose import compose
from tests.pages.browse import Answer, Browser

DAY = date(2027, 3, 1)
OFFERED = [tag for tag, _ in locales.offered()]


async def get(
    store: Store,
    path: str,
    language: str = "",
    organisation: str = "Us",
    *,
    client: tuple[str, int] | None = ("127.0.0.1", 1),
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> Answer:
    """Ask the pages for a path."""
    site = pages.Site(
        store=store,
        organisation=organisation,
        now=lambda: datetime(2027, 3, 1, tzinfo=UTC),
        languages=locales.offered(),
        each=lambda: reading.each_shown(store),
        releases=reading.newest_first,
        compose=lambda shown, place, _: compose(shown, place, say=reading.speaker("en")),
        reader=reading.reader,
    )
    browser = Browser(site, address=client[0] if client else "", language=language)
    return await browser.get(path, *headers)


@pytest.mark.parametrize("language", OFFERED)
async def test_the_front_page_speaks_the_visitors_language(store: Store, language: str) -> None:
    """The page is whole in each language, says so to the browser, and runs the right way."""
    answer = await get(store, "/", f"xx, {language};q=0.8, en;q=0.1")
    assert 200 == answer.status
    direction = locales.direction(language)
    assert f'<html lang="{language}" dir="{direction}">' in answer.text
    others = [await get(store, "/", other) for other in OFFERED if other != language]
    assert answer.text not in [other.text for other in others]


async def test_the_organisations_name_cannot_be_markup(store: Store) -> None:
    """A name with tags in it is shown as it is written and runs nothing."""
    answer = await get(store, "/", "en", "<script>alert(1)</script>&\"'")
    assert "<script" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#34;&#39;" in answer.text


async def test_nothing_may_be_loaded_framed_or_kept(store: Store) -> None:
    """The headers let the browser load nothing, frame nothing, tell nobody and keep nothing."""
    headers = (await get(store, "/")).headers
    assert b"default-src 'none'" in headers[b"content-security-policy"]
    assert b"frame-ancestors 'none'" in headers[b"content-security-policy"]
    assert (b"same-origin", b"no-store") == (headers[b"referrer-policy"], headers[b"cache-control"])
    assert b"set-cookie" not in headers


@pytest.mark.parametrize(
    "junk", ["", "*", ";q=", "fi;q=x", "fi;q=-1", "fi;q=nan", "fi;q=0", ",,,;;;", "xx-yy", "q=1"]
)
def test_junk_in_the_header_is_english(junk: str) -> None:
    """Whatever a browser sends, the page is there; what cannot be read counts for nothing."""
    assert "en" == wanted(junk, dict(locales.offered()))


@pytest.mark.parametrize(
    ("header", "language"),
    [("fi", "fi"), ("fi-FI,en;q=0.9", "fi"), ("en;q=0.2, uk;q=0.9", "uk"), ("xx, fi;q=0.1", "fi")],
)
def test_the_best_language_wins(header: str, language: str) -> None:
    """The highest weight among the offered languages decides, then the order."""
    assert language == wanted(header, dict(locales.offered()))


def test_a_very_long_header_is_cut() -> None:
    """Only the first languages of a header are looked at."""
    assert "en" == wanted("xx," * 30 + "fi", dict(locales.offered()))


async def test_alive_and_ready(store: Store) -> None:
    """The bot is alive as long as it answers, and ready as long as its database does."""
    alive, ready = await get(store, "/healthz"), await get(store, "/readyz")
    assert (200, "alive\n") == (alive.status, alive.text)
    assert (200, "ready\n") == (ready.status, ready.text)


async def test_not_ready_without_the_database(store: Store) -> None:
    """Without its tables the bot is alive but not ready, and says no more than that."""
    with store.engine.begin() as db:
        db.exec_driver_sql("ALTER TABLE round RENAME TO lost")
    store.keys.directory.rename(store.keys.directory.with_name("lost"))
    store.keys.keep_only(())
    answer = await get(store, "/readyz")
    assert (503, "no database\n") == (answer.status, answer.text)
    assert 200 == (await get(store, "/healthz")).status


async def test_other_paths_are_not_there(store: Store) -> None:
    """There is nothing else to see."""
    assert 404 == (await get(store, "/admin")).status


@pytest.mark.parametrize("path", ["/a\nb", "/desk/\n", "/talk/", "//elsewhere/", "/desk//"])
async def test_no_path_leaves_the_shield(store: Store, path: str) -> None:
    """Not even one with the end of a line in it; and none is sent on to the host that was named."""
    answer = await get(store, path)
    assert (404, "") == (answer.status, answer.to)
    assert b"frame-ancestors 'none'" in answer.headers[b"content-security-policy"]


async def test_figures_say_how_much_waits(store: Store) -> None:
    """Who asks from this machine reads four counts without a label, as Prometheus reads them."""
    with store.begin() as tx:
        person = ("telegram", "77", "100200300")
        post.put(tx, [post.Outgoing(*person, {"text": "hello"}) for _ in range(3)])
        parking.park(tx, person, heard={}, question="q", today=rounds.current(tx).opens_on or DAY)
    answer = await get(store, "/metrics")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert [
        "howareyou_messages_waiting 3",
        "howareyou_messages_sending 0",
        "howareyou_messages_aside 0",
        "howareyou_messages_parked 1",
    ] == lines
    assert b"text/plain; version=0.0.4; charset=utf-8" == answer.headers[b"content-type"]
    assert "{" not in answer.text
    assert "100200300" not in answer.text


@pytest.mark.parametrize(
    ("client", "headers"),
    [
        (("192.0.2.7", 1), ()),
        (None, ()),
        (("testclient", 1), ()),
        (("127.0.0.1", 1), ((b"x-forwarded-for", b"127.0.0.1"),)),
        (("::1", 1), ((b"forwarded", b"for=192.0.2.7"),)),
    ],
)
async def test_figures_are_for_this_machine_only(
    store: Store, client: tuple[str, int] | None, headers: tuple[tuple[bytes, bytes], ...]
) -> None:
    """From elsewhere, or through a proxy, there is no such page."""
    assert 404 == (await get(store, "/metrics", client=client, headers=headers)).status


def test_every_address_is_in_the_docs(site: pages.Site) -> None:
    """docs/run.md names every address of the pages, and none that is not there."""
    machine = {route.path for route in pages._of_the_machine(site.store)}
    routes = {route.path for route in every.routes(site)} - {"/{path:path}", "/static/{name}"}
    known = {
        path for path in routes if not path.startswith("/desk/")
    }  # in docs/desk.md, held there
    text = Path(pages.__file__).parents[1].joinpath("docs", "run.md").read_text(encoding="utf-8")
    table = text.split("## Pages")[1].split("## ")[0]
    told = {each for each in re.findall(r"`(/[^`]*)`", table) if each != "/login"}
    assert machine | known - {"/enter/{code}"} == told
