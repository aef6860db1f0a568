"""Which roles open a page, and whether they must be for the whole country.

1. A page asks a right and nothing else; so do the ways that lead to it: what is not theirs is not
   offered to them.
2. A role that does not open a page does not widen what another role may see on it.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from storage.staff import Staff

COORDINATOR: Final = frozenset({"coordinator"})
REVIEWER: Final = COORDINATOR | {"reviewer"}
PROTECTION: Final = COORDINATOR | {"protection contact"}
ANY: Final = REVIEWER | PROTECTION
READERS: Final = REVIEWER | {"sponsor"}
STAFF: Final = ANY | READERS


class Right(NamedTuple):
    """Which roles open an address; with no role everybody does."""

    roles: frozenset[str]
    whole: bool = True

    def fitting(self, members: Iterable[Staff], *, country: str) -> list[Staff]:
        """Those of these roles that open it."""
        return [
            each
            for each in members
            if each.role in self.roles and (each.place == country or not self.whole)
        ]

    def opens(self, members: Iterable[Staff], *, country: str) -> bool:
        """Whether one of these roles opens it."""
        return bool(self.fitting(members, country=country))


OF_EVERYBODY: Final = Right(frozenset(), whole=False)
OF_STAFF: Final = Right(STAFF, whole=False)
OF_READERS: Final = Right(READERS, whole=False)
OF_COUNTRY: Final = Right(COORDINATOR)
OF_PLACE: Final = Right(COORDINATOR, whole=False)
OF_TEXTS: Final = Right(REVIEWER)
OF_PROTECTION: Final = Right(PROTECTION)
