"""A call for help while the store fails: answered directly, and not stored.

The platform brings the same call again until it could be stored: it is answered once.
"""

from collections import deque
from collections.abc import Sequence

import structlog

from bot import render
from bot.channels import Channel, Gone, Refused, TryLater
from bot.cleaned import cut
from bot.house import House
from bot.urgent import help_card, urgent
from dialogues.hearing import Control
from dialogues.model import Heard

log = structlog.get_logger()

MOST_REMEMBERED = 1000


class Rescue:
    """Sends the help card past the outbox."""

    def __init__(self, house: House, channels: Sequence[Channel]) -> None:
        self._house = house
        self._channels = channels
        self._answered: deque[tuple[str, str, str]] = deque(maxlen=MOST_REMEMBERED)

    async def answer(self, heard: Heard) -> None:
        """Send the card if this was a call for help; what the platform then says is no matter."""
        whose = heard.channel, heard.account
        channel = next((c for c in self._channels if (c.name, c.account) == whose), None)
        event = (*whose, heard.event_key)
        is_call = urgent(self._house, cut(heard)) is Control.HELP
        if channel is None or event in self._answered or not is_call:
            return
        self._answered.append(event)
        language = self._house.guess(heard.language)
        message = render.message(help_card(self._house, language), language, channel.capabilities)
        try:
            await channel.send(heard.address, message)
        except (TryLater, Gone, Refused) as error:
            log.warning("rescue.failed", channel=heard.channel, exc_info=error)
