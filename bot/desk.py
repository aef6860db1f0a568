"""What staff set going from their desk in the pages: the same that the commands do, as they do it.

1. Each of these writes in transactions of its own, as a command beside the running bot does.
"""

import threading
from collections.abc import Mapping, Sequence

from bot import reading, turn
from bot.channels import Channel
from bot.house import House
from bot.settings import Settings
from bot.telling import tell_everybody
from dialogues.help import HelpLine
from storage import Tx, rounds
from storage.places import Place
from storage.rounds import Window
from summaries.disclose import TellsTooMuch


class Desk:
    """The desk of a house. channels: those that run, each of which may have a link to begin."""

    def __init__(self, house: House, channels: Sequence[Channel] = ()) -> None:
        self._house = house
        self._channels = channels
        self._audits = threading.Lock()

    @property
    def help(self) -> Sequence[HelpLine]:
        """Every help line, fit to be shown or not."""
        return self._house.help

    @property
    def chats(self) -> bool:
        """Whether people have a chat with a bot here, in an app, and can be written to there."""
        return any(each.capabilities.rings for each in self._channels)

    def name_of(self, place: Place) -> str:
        """What a place is called."""
        return self._house.name_of(place)

    def links(self, code: str) -> Mapping[str, str]:
        """Where somebody begins with the code of an invitation, by the channel that has links."""
        return {each.name: f"{each.begins}{code}" for each in self._channels if each.begins}

    def open_round(self, *, weeks: int, windows: int) -> None:
        """Open a round from today."""
        framework = self._house.framework
        with self._house.store.begin() as tx:
            rounds.open_round(
                tx,
                framework=framework.id,
                version=framework.version,
                today=self._house.today(),
                weeks=weeks,
                windows=windows,
            )

    def unpublished(self, tx: Tx) -> Sequence[Window]:
        """The windows that have moved and are not released."""
        return reading.unpublished(tx)

    def release(self) -> Sequence[str]:
        """Release every such window; what must not be released holds up no other."""
        with self._house.store.read() as tx:
            waiting = reading.unpublished(tx)
        return [each.id for each in waiting if not self._released(each)]

    def _released(self, window: Window) -> bool:
        try:
            with self._house.store.begin() as tx:
                reading.publish(tx, self._house, window)
        except TellsTooMuch:
            return False
        return True

    def tell(self, texts: Mapping[str, str], *, place: str) -> None:
        """Write to everybody of a place, in their own language."""
        tell_everybody(self._house, texts, place=place, dry_run=False)

    def retry(self, parked_id: str) -> bool:
        """Try a parked message again; whether it was given to its question."""
        return turn.retry(self._house, parked_id)

    def audit(self) -> tuple[bool, str] | None:
        """Run the audit: whether nothing was found, and the report; None while another one runs.

        An audit reads all that is kept: two of them at once would hold up the talks.
        """
        from bot.audit import audited, tokens_of, written  # noqa: PLC0415  it is rarely wanted

        if not self._audits.acquire(blocking=False):
            return None
        try:
            report = audited(self._house, secrets=tokens_of(Settings.read()))
        finally:
            self._audits.release()
        return report.clean, written(report)
