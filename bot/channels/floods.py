"""Who must wait when a platform asks for patience: one chat, or everybody.

1. Telegram and Slack limit both, about one message a second in a chat and so many for all of them,
   and say of a refusal only how long to wait, never which of the two it was.
2. So it holds the chat in which it was said. Where several chats are refused within a short time,
   it is the account that sends too fast, and everybody waits.
https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
https://docs.slack.dev/apis/web-api/rate-limits
"""

import time
from collections.abc import Callable

from bot.channels import TryLater

CHATS = 3
SECONDS = 5.0


class Floods:
    """The chats in which patience was asked for just now."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked: dict[str, float] = {}

    def refused(self, chat: str, seconds: float) -> TryLater:
        """What the sender does about a refusal; a call that names no chat is the account's."""
        now = self._clock()
        self._asked = {key: at for key, at in self._asked.items() if now - at < SECONDS}
        if chat:
            self._asked[chat] = now
        everyone = not chat or len(self._asked) >= CHATS
        return TryLater("the platform asks for patience", after=seconds, everyone=everyone)
