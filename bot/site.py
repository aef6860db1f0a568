"""The house as its pages see it: what they may read, and what people and staff may set going."""

from collections.abc import Sequence
from functools import partial

import pages
from bot import reading
from bot.channels import Channel, Hear
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
        latest=reading.latest_shown,
        each=partial(reading.each_shown, house.store),
        releases=reading.newest_first,
        compose=reading.composed,
        reader=reading.reader,
        staff_language=house.staff_language,
        public=house.address,
        emergency=house.emergency,
        talks=Talks(house, web, hear) if web and hear else None,
        work=Desk(house, channels),
    )
