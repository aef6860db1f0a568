"""Staff at the desk: which roles are given, and who makes a way in for whom."""

import re

import pytest

from pages.site import Site
from storage import places, tables
from storage import staff as register
from tests.pages.browse import Browser
from tests.pages.test_entrance import DAY, member
from tests.pages.test_rights import COUNTRY, TOWN, came_in


@pytest.fixture(autouse=True)
def there(site: Site) -> None:
    """Two towns beside each other."""
    with site.store.begin() as tx:
        places.add(tx, id=TOWN, name="Oulu", kind="town")
        places.add(tx, id="kemi", name="Kemi", kind="town")


@pytest.mark.parametrize("place", [COUNTRY, TOWN])
async def test_only_roles_that_open_something_are_offered(site: Site, place: str) -> None:
    """Texts and messages have no place, so their roles are the country's; sponsors have a town."""
    browser = await came_in(site, ("coordinator", place))
    page = (await browser.get("/desk/staff")).text
    offered = re.findall(
        r'<option value="([^"]+)"', page.split('id="role"')[1].split("</select>")[0]
    )
    assert {"sponsor", "coordinator"} == set(offered) & {"sponsor", "coordinator"}
    assert (place == COUNTRY) == ("reviewer" in offered) == ("protection contact" in offered)
    for role in ("reviewer", "protection contact"):
        sent = {"role": role, "place": TOWN, "label": "Kaisa"}
        refused = await browser.post("/desk/staff", sent)
        assert (400, True) == (refused.status, "for the whole country only" in refused.text)


async def test_a_new_link_lets_in_once(site: Site) -> None:
    """Who came by an invitation alone, and was logged out, comes in again by a link of the desk."""
    with site.store.begin() as tx:
        code = register.invite(tx, role="sponsor", place=TOWN, label="Kaisa", today=DAY)
    sponsor = Browser(site)
    await sponsor.post("/enter", {"code": code})
    with site.store.read() as tx:
        [found] = register.everyone(tx)
    coordinator = await came_in(site, ("coordinator", TOWN))
    await coordinator.post(f"/desk/staff/{found.id}/out")
    assert 303 == (await sponsor.get("/staff")).status
    assert f"/desk/staff/{found.id}/link" in (await coordinator.get(f"/desk/staff/{found.id}")).text
    shown = await coordinator.post(f"/desk/staff/{found.id}/link")
    [link] = re.findall(r"https://howareyou.example/enter/([A-Z0-9-]+)", shown.text)
    assert link not in (await coordinator.get(f"/desk/staff/{found.id}")).text
    assert 303 == (await sponsor.post("/enter", {"code": link})).status
    assert 200 == (await sponsor.get("/staff")).status
    assert 403 == (await Browser(site).post("/enter", {"code": link})).status


async def test_a_link_never_opens_more_than_its_maker_may(site: Site) -> None:
    """No link for somebody of another place, for somebody who has more roles, or not in yet."""
    coordinator = await came_in(site, ("coordinator", TOWN))
    await came_in(site, ("sponsor", TOWN), ("coordinator", COUNTRY))
    other = member(site, "sponsor", "kemi")
    with site.store.begin() as tx:
        register.invite(tx, role="sponsor", place=TOWN, label="not in", today=DAY)
        known = {(each.role, each.place, each.label): each for each in register.everyone(tx)}
    more, nobody = known["sponsor", TOWN, "me"], known["sponsor", TOWN, "not in"]
    for found, status in ((more, 403), (nobody, 403), (other, 404)):
        path = f"/desk/staff/{found.id}"
        assert status == (await coordinator.post(f"{path}/link")).status
        assert "/link" not in (await coordinator.get(path)).text
    with site.store.read() as tx:
        assert [] == tx.db.execute(tables.ticket.select()).all()
