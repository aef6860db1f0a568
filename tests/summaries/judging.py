"""What must hold of every round, whoever talks in it: asked of one round, by its number."""

from itertools import combinations

from summaries.attack import findings
from summaries.partition import partition, upwards
from tests.summaries.rounds import PLACES, Person, tally
from tests.summaries.town import CLASSES, story


def nothing_is_known_too_closely(seed: int) -> None:
    """The attacker wins nowhere, and nothing had to be left out for that: the rules are enough."""
    told = story(seed)
    assert [] == findings([shown.cells for _, shown in told])
    for people, shown in told:
        assert (len(people) >= 10) == bool(shown.cells.skips)
        assert partitioned(people).keys() == {page.place for page in shown.cells.pages}


def no_page_isolates_anybody(seed: int) -> None:
    """Differences and overlaps of any pages of any windows, and of places, are nobody or five."""
    told = story(seed)
    groups: list[frozenset[tuple[int, int]]] = []
    for window, (people, shown) in enumerate(told):
        homes = {place: page for page, held in partitioned(people).items() for place in held}
        pages = {
            page.place: frozenset(
                (window, number)
                for number, person in enumerate(people)
                if homes.get(person.place) == page.place
            )
            for page in shown.cells.pages
        }
        assert all(len(pages[page.place]) == page.people for page in shown.cells.pages)
        for place in PLACES:
            around = {p for p in pages if place.id in upwards(p, PLACES)}
            groups.append(frozenset().union(*(pages[p] for p in around)))
            groups += [pages[p] for p in around]
    for one, other in combinations(set(groups), 2):
        for rest in (one - other, other - one, one & other):
            assert not rest or len(rest) >= 5


def no_small_number_and_no_everybody(seed: int) -> None:
    """No number under five but of wishes; a careful need never of all, nor of all but four."""
    for _, shown in story(seed):
        for page in shown.cells.pages:
            assert page.people >= 5
            for need in page.needs:
                spread = 5 if CLASSES[need.code] == "careful" else 2
                assert need.people is None or 5 <= need.people <= page.people - spread
                assert CLASSES[need.code] != "protected"
        assert all(skip.people is None or skip.people >= 5 for skip in shown.cells.skips)


def partitioned(people: list[Person]) -> dict[str, frozenset[str]]:
    """The pages, and the places whose people are on them."""
    return partition(tally(people).people(), PLACES, k=5)
