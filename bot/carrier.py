"""One message on its way to its platform, and what became of it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from bot.batch import CLOSING
from bot.channels import Channel, Gone, Key, Message, Refused, TryLater
from bot.traces import Sent
from dialogues.model import Heard
from storage import post

log = structlog.get_logger()

LONGEST_WAIT = 300.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row: done, later, gone or refused.

    tried: whether a wait counts for the length of the next one: not if it stood in a line only, or
    if the platform said itself how long.
    """

    row: post.Waiting
    what: str
    after: float = 0.0
    everyone: bool = False
    tried: bool = True


class Carrier:
    """Brings messages to their channels. `turn` waits until one may leave, or says why not.

    sent: is told of every message that was sent. hear: of everybody who cannot be written to.
    """

    def __init__(
        self,
        channels: Mapping[post.Account, Channel],
        *,
        hear: Callable[[Sequence[Heard]], Awaitable[None]],
        sent: Sent,
    ) -> None:
        self._channels = channels
        self._hear = hear
        self._sent = sent

    async def carry(
        self,
        row: post.Waiting,
        turn: Callable[[], Awaitable[Outcome | None]],
        *,
        anew: bool = True,
    ) -> Outcome:
        """Send one message when it is its turn; whatever goes wrong, say what becomes of it.

        Not `anew`: only as the change of a message that is there, which can come twice unseen.
        """
        try:
            message = _message(row.body, anew=anew)
        except (KeyError, TypeError, ValueError) as error:  # of another version than ours
            log.error("sender.unreadable", channel=row.channel, exc_info=error)
            return Outcome(row, "refused")
        try:
            outcome = await turn() or await self._attempt(row, message)
            return await self._gone(row) if outcome.what == "gone" else outcome
        except Exception as error:
            log.error("sender.failed", channel=row.channel, exc_info=error)
            return Outcome(row, "later", _patience(row))

    async def _attempt(self, row: post.Waiting, message: Message) -> Outcome:
        channel = self._channels[row.channel, row.account]
        whose = row.channel, row.account, row.address
        try:
            if message.clears is not None:  # what was sent but not noted yet goes with it
                refs = dict.fromkeys([*self._sent.take(whose), *message.clears])
                await channel.clear(row.address, list(refs))
            else:
                self._sent.note(whose, await channel.send(row.address, message))
        except Refused as refused:
            if not message.anew:
                return Outcome(row, "later", tried=False)
            log.error("sender.refused", channel=row.channel, exc_info=refused)
            return await self._plainly(channel, row, message)
        except (Gone, TryLater) as error:
            return _not_sent(row, error)
        return Outcome(row, "done")

    async def _plainly(self, channel: Channel, row: post.Waiting, message: Message) -> Outcome:
        """Our mistake must not leave the person without the words: once more, as plain text."""
        try:
            await channel.send(row.address, Message(message.text, rtl=message.rtl))
        except Refused as refused:
            log.error("sender.plain_refused", channel=row.channel, exc_info=refused)
            # Whoever cannot be told their code and day must not leave answers.
            return Outcome(row, "gone" if row.body.get(CLOSING) else "refused")
        except (Gone, TryLater) as error:
            return _not_sent(row, error)
        return Outcome(row, "refused")

    async def _gone(self, row: post.Waiting) -> Outcome:
        """Let the talk hear that its person cannot be written to; that drops what waits.

        If it cannot be heard the message waits: they may have come back before the next try.
        """
        what = CLOSING if row.body.get(CLOSING) else ""
        key = f"gone:{row.id}"
        gone = Heard(row.channel, row.account, row.address, key, "blocked", text=what)
        try:
            await self._hear([gone])
        except Exception as error:
            log.warning("sender.gone_unheard", exc_info=error)
            return Outcome(row, "later", _patience(row))
        return Outcome(row, "gone")


def _not_sent(row: post.Waiting, error: Gone | TryLater) -> Outcome:
    if isinstance(error, Gone):
        return Outcome(row, "gone")
    after = error.after or _patience(row)
    return Outcome(row, "later", after, error.everyone, tried=not error.after)


def _patience(row: post.Waiting) -> float:
    """How long to wait for the next try, longer from time to time."""
    return min(LONGEST_WAIT, 2.0 ** min(row.attempts, 8))


def _message(body: Mapping[str, Any], *, anew: bool) -> Message:
    rows = body["rows"]
    if isinstance(rows, list):  # read back from the outbox; what was handed over is as it was
        rows = tuple(tuple(Key(*key) for key in row) for row in rows)
    marked, clears = body.get("marked", ""), body.get("clears")
    clears = None if clears is None else tuple(clears)
    return Message(body["text"], rows, body["rtl"], body["replaces"], marked, clears, anew)
