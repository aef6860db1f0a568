"""The desk: every address, every role, and whoever has none."""

import re
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.routing import Route

import pages
from pages import desk, every
from pages.desk.rights import RIGHTS, Address
from pages.rights import ANY, OF_EVERYBODY, STAFF, Right
from pages.site import Site
from pages.view import right_of
from storage import Tx, entrance, parking, places, tables
from storage import staff as register
from tests.pages.browse import SAME, Answer, Browser
from tests.pages.test_entrance import DAY, member

COUNTRY, TOWN = "fi", "oulu"
ROLES = ("sponsor", "coordinator", "reviewer", "protection contact")
SECRET = "<b>Kemi</b>"


@pytest.fixture(autouse=True)
def there(site: Site) -> None:
    """Two towns beside each other, with invitations."""
    with site.store.begin() as tx:
        places.add(tx, id=TOWN, name="Oulu", kind="town")
        places.add(tx, id="kemi", name=SECRET, kind="town")
        for place in (COUNTRY, TOWN, "kemi"):
            places.invite(tx, place=place)


def every_right(site: Site) -> dict[Address, Right]:
    """Every address of the site with the right to it, as it is served."""
    served = [*pages._of_the_machine(site.store), *every.routes(site)]
    found = {}
    for route in served:
        assert isinstance(route, Route)
        for method in (route.methods or {"GET"}) - {"HEAD"}:
            found[method, route.path] = right_of(route.endpoint)
    return found


def of_staff(site: Site) -> dict[Address, Right]:
    """Those that are not everybody's."""
    return {address: right for address, right in every_right(site).items() if right.roles}


def path_of(address: Address, site: Site, place: str) -> str:
    """An address with something in it that is there."""
    path = address[1].replace("{place}", place).replace("{form}", "xlsx")
    if "/made/{id}" in path:
        return path.replace("{id}", "0" * 16)
    if "/staff/{id}" in path:
        return path.replace("{id}", member(site, "sponsor", place).id)
    with site.store.begin() as tx:
        return path.replace("{id}", parked(tx))


def parked(tx: Tx) -> str:
    """A message that could not be worked through."""
    heard: dict[str, Any] = {
        "channel": "telegram",
        "account": "77",
        "address": "1",
        "event_key": "e",
    }
    heard |= {"kind": "text", "text": SECRET, "hidden": ()}
    return parking.park(tx, ("telegram", "77", "1"), heard=heard, question="works", today=DAY)


def everything(site: Site) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is kept, but for the entrance."""
    own = {"ticket", "session", "knock", "staff", "parked"}
    with site.store.read() as tx:
        return {
            name: [tuple(row) for row in tx.db.execute(table.select())]
            for name, table in tables.metadata.tables.items()
            if name not in own
        }


async def came_in(site: Site, *roles: tuple[str, str]) -> Browser:
    """Somebody with these roles at these places, after the entrance."""
    person = ("telegram", "1", str(roles))
    with site.store.begin() as tx:
        for role, place in roles:
            code = register.invite(tx, role=role, place=place, label="me", today=DAY)
            register.redeem(tx, code, person=person, today=DAY)
        ticket = entrance.ticket(tx, register.find(tx, person)[0].id, now=site.seconds)
    browser = Browser(site)
    await browser.post("/enter", {"code": ticket})
    return browser


async def ask(browser: Browser, address: Address, path: str) -> Answer:
    """Open a page, or send an empty form."""
    return await (browser.get(path) if address[0] == "GET" else browser.post(path))


async def test_nobody_without_a_role_opens_it(site: Site) -> None:
    """Without a session there is the way to the entrance, and nothing else."""
    browser = Browser(site)
    for address in of_staff(site):
        answer = await ask(browser, address, path_of(address, site, TOWN))
        assert (303, "/enter", b"") == (answer.status, answer.to, answer.body), address


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", [COUNTRY, TOWN])
async def test_roles_open_what_the_table_says(site: Site, role: str, place: str) -> None:
    """Whoever the table does not name is refused, learns nothing and changes nothing."""
    browser = await came_in(site, (role, place))
    for address, right in of_staff(site).items():
        if address == ("POST", "/leave"):
            continue
        path = path_of(address, site, TOWN)
        before = everything(site)
        answer = await ask(browser, address, path)
        if role in right.roles and (place == COUNTRY or not right.whole):
            # An empty form is refused for what is missing; without a place, as of no place.
            refused = 403 if not path_has(address, right) else 400
            # There is no release and no file yet, and a sponsor of the country has no summary.
            nothing = 404 if address[1].startswith(("/export", "/summary")) else 400
            assert answer.status in {200, 303, 400, refused, nothing}, address
        else:
            assert (403, before) == (answer.status, everything(site)), address
            assert "Oulu" not in answer.text + answer.to
            assert "This page is not for you." in answer.text


def path_has(address: Address, right: Right) -> bool:
    """Whether the address itself says of which place it is; else a form says it, empty here."""
    return address[0] == "GET" or "{" in address[1] or right.whole


async def test_another_place_is_not_theirs(site: Site) -> None:
    """A coordinator of one town opens nothing of another, of the country, or of nowhere."""
    browser = await came_in(site, ("coordinator", TOWN))
    for address, place in product(RIGHTS, ("kemi", COUNTRY, "none", "%00", "..%2f")):
        if "{place}" in address[1]:
            answer = await ask(browser, address, address[1].replace("{place}", place))
            assert answer.status in {403, 404}
            assert "Kemi" not in answer.text


async def test_staff_of_another_place_are_not_theirs(site: Site) -> None:
    """A coordinator of one town neither sees, ends nor invites staff of another."""
    other = member(site, "reviewer", "kemi")
    browser = await came_in(site, ("coordinator", TOWN))
    assert "Kemi" not in (await browser.get("/desk/staff")).text
    for path in (f"/desk/staff/{other.id}/remove", f"/desk/staff/{other.id}/out"):
        assert 404 == (await browser.post(path)).status
    fields = {"role": "coordinator", "label": "x"}
    for place in ("kemi", COUNTRY, ""):
        assert 403 == (await browser.post("/desk/staff", {**fields, "place": place})).status
    texts = {f"text-{tag}": "x" for tag, _ in site.languages}
    for path, place in product(("/desk/tell", "/desk/tell/send"), ("kemi", COUNTRY, "")):
        assert 403 == (await browser.post(path, {**texts, "place": place})).status


async def test_one_role_does_not_widen_another(site: Site, release: None) -> None:
    """Who reviews in the country and coordinates in a town coordinates nowhere else."""
    both = await came_in(site, ("coordinator", TOWN), ("reviewer", COUNTRY))
    for path in ("/desk/quotes", "/poster/oulu"):
        assert 200 == (await both.get(path)).status
    for path in ("/poster/kemi", "/desk/rounds", "/desk/places/fi", "/export", "/export/csv"):
        assert 403 == (await both.get(path)).status


def test_a_sponsor_is_in_no_right() -> None:
    """Sponsors have no desk."""
    assert {False} == {"sponsor" in right.roles for right in RIGHTS.values()}
    assert "sponsor" not in ANY


def test_every_address_has_its_handler_and_its_right(site: Site) -> None:
    """No page of the desk is served beside the table."""
    served = {(next(iter(r.methods or ())), r.path) for r in desk.routes(site)}
    handled = {address for room in desk._ROOMS for address in room.HANDLERS}
    assert set(RIGHTS) == handled
    assert {path for _, path in RIGHTS} == {path for _, path in served}


JUNK = ("0", "9" * 400, "\x00<script>é́🙂", "' OR 1=1 --/../..")
FIELDS = ("weeks", "windows", "place", "id", "name", "kind", "parent", "role", "label", "decision")
MORE = ("translation", "text-en", "save")
METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE")


@pytest.mark.parametrize("junk", JUNK)
async def test_junk_is_refused_kindly(site: Site, junk: str) -> None:
    """Whatever is sent to whatever address, it is answered, and never with a fault of ours."""
    browser = await came_in(site, ("coordinator", COUNTRY))
    sent = urlencode(dict.fromkeys((*FIELDS, *MORE), junk)).encode()
    query = urlencode(dict.fromkeys(("done", "skip", "release", "lang"), junk))
    for address in RIGHTS:
        nowhere = address[1].replace("{place}", junk[:40]).replace("{id}", junk[:40])
        for path in (f"{path_of(address, site, TOWN)}?{query}", nowhere):
            answer = await browser.ask(address[0], path, sent, SAME)
            assert answer.status < 500, address
            assert b"<script>" not in answer.body


@pytest.mark.parametrize("method", METHODS)
async def test_every_method_is_answered(site: Site, method: str) -> None:
    """A method or a form that no page knows is answered as well."""
    browser = await came_in(site, ("coordinator", COUNTRY))
    for address in RIGHTS:
        path = path_of(address, site, TOWN)
        assert (await browser.ask(method, path, b"\xff=%", SAME)).status < 500, address


def test_the_docs_say_who_may_open_it(site: Site) -> None:
    """docs/desk.md names every address of the site with exactly the roles that open it."""
    text = Path(pages.__file__).parents[1].joinpath("docs", "desk.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (GET|POST) \| `([^`]+)` \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE)
    assert {(method, path): who.strip() for method, path, who in rows} == {
        address: told(right, address) for address, right in every_right(site).items()
    }


def told(right: Right, address: Address) -> str:
    """Who may open it, as the docs say it."""
    if right == OF_EVERYBODY:
        return "this machine" if address[1] == "/metrics" else "everybody"
    if right.roles == STAFF:
        return "all staff"
    names = ", ".join(["coordinator", *sorted(right.roles - {"coordinator"})])
    return f"{names}; of the country" if right.whole else names


async def test_what_is_offered_opens(site: Site, release: None) -> None:
    """Whatever role and place somebody has, every way on their first pages opens, no other."""
    for role, place in product(ROLES, (COUNTRY, TOWN)):
        browser = await came_in(site, (role, place))
        offered = set(
            re.findall(
                r'<a class="button[^"]*" href="(/[^"]+)"', (await browser.get("/staff")).text
            )
        )
        desk_ = await browser.get("/desk")
        if desk_.status == 200:
            offered |= set(re.findall(r'<a class="button[^"]*" href="(/[^"]+)"', desk_.text))
        for path in offered:
            assert 200 == (await browser.get(path)).status, (role, place, path)
        for path in {"/summary", "/desk", "/export"} - offered:
            assert 403 == (await browser.get(path)).status, (role, place, path)


async def test_whoever_is_refused_finds_back(site: Site) -> None:
    """The page that is not theirs leads them to their own."""
    sponsor = await came_in(site, ("sponsor", TOWN))
    refused = await sponsor.get("/desk")
    assert (403, True) == (refused.status, 'href="/staff"' in refused.text)
