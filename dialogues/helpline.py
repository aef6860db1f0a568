"""What is known of one help line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dialogues.hours import Hours

EMERGENCY = "emergency"
ANY = "*"  # an interpreter for any language can be asked for

Status = Literal["active", "unverified", "retired"]


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as it is dialled (E.164 or a short number) and as it is shown."""

    dial: str
    show: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that is spoken there, directly or through an interpreter."""

    tag: str
    interpreter: bool = False


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line of help and what is known of it."""

    id: str
    kinds: tuple[str, ...]
    names: Mapping[str, str]
    phones: tuple[Phone, ...]
    hours: str
    open: Hours
    languages: tuple[Tongue, ...]
    cost: str
    without_name: bool
    off_bill: bool
    source: str
    verified_on: date | None
    verified_by: str
    review_every_days: int
    status: Status

    @property
    def show(self) -> str:
        """The number as people know it."""
        return self.phones[0].show

    @property
    def emergency(self) -> bool:
        """Whether this is the emergency number."""
        return EMERGENCY in self.kinds

    def name_in(self, language: str) -> str:
        """What the line is called; its own English name where it has none in that language."""
        return self.names.get(language, self.names["en"])

    def due(self, today: date) -> bool:
        """Whether somebody should verify it again (or for the first time)."""
        days = timedelta(days=self.review_every_days)
        return self.verified_on is None or today - self.verified_on > days

    def trusted(self, today: date) -> bool:
        """Whether its number may be shown: verified, in use, and looked at not too long ago."""
        if self.status != "active" or self.verified_on is None or self.verified_on > today:
            return False
        return today - self.verified_on <= timedelta(days=2 * self.review_every_days)
