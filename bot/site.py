"""The house as its pages see it: what they may read, and what people and staff may set going.

1. What a command makes of the pages is made here: no command knows them.
"""

from collections.abc import Sequence
from functools import partial

import pages
from bot import reading
from bot.channels import Channel, Hear, WrongSetting
from bot.channels.web import Web
from bot.desk import Desk
from bot.house import House
from bot.talks import Talks


def site(house: House, channels: Sequence[Channel] = (), hear: Hear | None = None) -> pages.Site:
    """The pages of a house; people can talk on them if the web is one of its channels."""
    web = next((each for each in channels if isinstance(each, Web)), None)
    return pages.Site(
        store=house.store,
        organisation=house.organisation,
        now=house.now,
        languages=house.languages,
        each=partial(reading.each_shown, house.store),
        releases=reading.newest_first,
        compose=partial(reading.composed, house),
        reader=reading.reader,
        staff_language=house.staff_language,
        public=house.address,
        emergency=house.emergency,
        talks=Talks(house, web, hear) if web and hear else None,
        work=Desk(house, channels),
    )


def poster(house: House, place: str, *, begins: str) -> str:
    """The poster of a place, as its desk draws it. begins: its link, up to the code."""
    from pages.desk.poster import sheet  # noqa: PLC0415  for one command

    return sheet(site(house), place, begins=begins)


def as_pdf(text: str) -> bytes:
    """A page as PDF; one sentence where the extra is not installed."""
    from pages import pdf  # noqa: PLC0415  for one command

    if not pdf.is_there():
        raise WrongSetting(
            "A PDF needs the extra `pdf`: pip install 'howareyou-bot[pdf]'. Or write an .html file "
            "and print it from a browser."
        )
    return pdf.made(text)
