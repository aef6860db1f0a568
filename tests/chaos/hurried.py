"""`python -m tests.chaos.hurried run`: the bot with the pace of a stand-in, which takes any."""

import functools

from bot import serve
from bot.__main__ import main
from bot.pace import Pace

if __name__ == "__main__":
    vars(serve)["Pace"] = functools.partial(Pace, chat=0.0, account=0.0)
    main()
