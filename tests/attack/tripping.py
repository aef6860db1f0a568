"""`python -m tests.attack.tripping run`: the bot in a hurry, whose steps and sends fail at times.

Each failure carries in its words all that was at hand, as careless errors do.
"""

import functools
import random
from typing import Any

from bot import serve, turn
from bot.__main__ import main
from bot.channels.slack import Slack
from bot.channels.telegram import Telegram
from bot.pace import Pace
from dialogues import engine

OFTEN, SELDOM = 0.01, 0.001


def tripping(do: Any, share: float = OFTEN) -> Any:
    """The same function, that fails now and then and tells everything it was given."""

    @functools.wraps(do)
    def done(*given: Any, **named: Any) -> Any:
        if random.random() < share:  # noqa: S311  any chance will do
            raise ValueError(f"{given!r} {named!r}")
        return do(*given, **named)

    return done


if __name__ == "__main__":
    vars(serve)["Pace"] = functools.partial(Pace, chat=0.0, account=0.0)
    vars(engine)["step"] = tripping(engine.step)
    vars(turn)["kept"] = tripping(vars(turn)["kept"], SELDOM)
    type.__setattr__(Telegram, "send", tripping(Telegram.send))
    type.__setattr__(Slack, "send", tripping(Slack.send))
    main()
