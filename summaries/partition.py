"""Which page a person's answers stand on: every person on exactly one, and no page under k.

1. A place with k people or more has a page; fewer people go up to the next larger place.
2. A place that is closed has no page either: its people go up in the same way.
3. A larger place's page holds only people who are not shown in a smaller one. If that rest is
   under k, the smallest page next below joins it, and its sponsors see the larger page. (Next
   below: with no other page between, so that going up from a place one meets its people's page.)
4. Pages do not overlap and no total is shown, so subtracting one from another isolates nobody.
"""

from collections.abc import Collection, Mapping, Sequence

from summaries.plan import Place

Pages = dict[str, frozenset[str]]
"""By the place whose page it is: the places whose people stand on it."""


def partition(
    people: Mapping[str, int],
    places: Sequence[Place],
    *,
    k: int,
    closed: Collection[str] = (),
) -> Pages:
    """Divide all people into pages; nobody has one if all together are fewer than k."""
    lines = {place.id: upwards(place.id, places) for place in places}
    rest = {place.id: {place.id} & people.keys() for place in places}
    pages: Pages = {}
    for place in sorted(places, key=lambda place: (-len(lines[place.id]), place.id)):
        group = rest[place.id]
        below = [
            page for page in pages if _next(lines[page], pages.keys() | {place.id}) == place.id
        ]
        if 0 < _size(group, people) < k and below:
            smallest = min(below, key=lambda page: (_size(pages[page], people), page))
            group |= pages.pop(smallest)
        if _size(group, people) >= k and place.id not in closed:
            pages[place.id] = frozenset(group)
        elif place.parent is not None:
            rest[place.parent] |= group
    return pages


def upwards(place: str, places: Sequence[Place]) -> tuple[str, ...]:
    """The place, the place around it, and so on up to the country."""
    parents = {each.id: each.parent for each in places}
    line: list[str] = []
    at: str | None = place if place in parents else None
    while at is not None:
        line.append(at)
        at = parents[at]
    return tuple(line)


def _next(line: Sequence[str], stops: Collection[str]) -> str | None:
    """The first stop on the way up, after the place itself."""
    return next((place for place in line[1:] if place in stops), None)


def _size(group: set[str] | frozenset[str], people: Mapping[str, int]) -> int:
    return sum(people[place] for place in group)
