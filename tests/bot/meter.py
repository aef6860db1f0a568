"""A platform that counts how fast it is written to, and refuses what is too fast.

What leaves in time arrives with some delay, on a busy machine now a long and now a short one: a gap
may be shorter than it was made. Two senders who do not know of each other make gaps of nothing.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from bot.standins.slack import SlackStandIn
from bot.standins.slack_workspace import error
from bot.standins.telegram import TelegramStandIn
from bot.standins.telegram_limits import BotApiError

SECOND = 0.3


@dataclass
class Meter:
    """What arrived, and how much of it was refused. most: messages in any second, to anybody."""

    most: int = 30
    at: list[float] = field(default_factory=list)
    chats: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: int = 0

    def takes(self, address: str) -> bool:
        """Count one more message; whether that is not too fast."""
        now = monotonic()
        crowded = len(self.at) >= self.most and now - self.at[-self.most] < SECOND
        hasty = bool(self.chats[address]) and now - self.chats[address][-1] < SECOND
        if crowded or hasty:
            self.refused += 1
            return False
        self.at.append(now)
        self.chats[address].append(now)
        return True

    def on_telegram(self, telegram: TelegramStandIn) -> None:
        """Let this Telegram keep its limits."""
        sends = telegram._methods["sendMessage"]

        async def limited(asked: dict[str, Any]) -> Any:
            """Send, or refuse in the words of the real server."""
            if not self.takes(str(asked["chat_id"])):
                raise BotApiError(429, "Too Many Requests: retry after 1")
            return await sends(asked)

        telegram._methods["sendMessage"] = limited

    def on_slack(self, slack: SlackStandIn) -> None:
        """Let this Slack keep its limits."""
        posts = slack._workspace._post

        def limited(content: dict[str, Any]) -> Any:
            """Post, or refuse as Slack does."""
            return posts(content) if self.takes(str(content["channel"])) else error("ratelimited")

        slack._workspace._post = limited  # type: ignore[method-assign]  # same shape
