"""The app's own menus: shown once, again when texts change, never at every start."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot import menu
from bot.channels import CommandMenu
from bot.house import House
from bot.menu import introduced
from bot.writer import Writer
from tests.bot.chats import Calendar
from tests.bot.fakes import Platform


class Shop(Platform):
    """A platform with menus, which notes what it is asked to show."""

    def __init__(self, account: str = "77", *, works: bool = True) -> None:
        super().__init__(account)
        self.works = works
        self.shown: list[tuple[str, ...]] = []

    async def introduce(self, menus: Sequence[CommandMenu]) -> bool:
        """Show them, if that works today."""
        self.shown.append(tuple(each.language for each in menus))
        return self.works


async def started(house: House, *shops: Shop) -> None:
    """One start of the bot, as far as menus go."""
    writer = Writer()
    await introduced(house, writer, shops)
    writer.close()


async def test_menus_are_not_shown_at_every_start(house: House) -> None:
    """The second start asks nothing; other texts, another bot and another month do."""
    shop, other = Shop(), Shop("78")
    for _ in range(2):
        await started(house, shop)
    assert [tuple(tag for tag, _ in house.languages)] == shop.shown
    await started(replace(house, organisation="Another"), shop, other)
    assert (2, 1) == (len(shop.shown), len(other.shown))
    assert isinstance(house.now, Calendar)
    house.now.at += timedelta(days=29)
    await started(house, shop)
    assert 2 == len(shop.shown)
    house.now.at += timedelta(days=2)
    await started(house, shop)
    assert 3 == len(shop.shown)


async def test_menus_that_could_not_be_shown_are_tried_at_the_next_start(house: House) -> None:
    """What failed is not noted as shown."""
    shop = Shop(works=False)
    await started(house, shop)
    shop.works = True
    for _ in range(2):
        await started(house, shop)
    assert 2 == len(shop.shown)


def test_a_menu_says_what_the_bot_is_in_its_language(house: House) -> None:
    """One menu for each offered language: every command, and who asks."""
    menus = {each.language: each for each in menu.menus(house)}
    assert [tag for tag, _ in house.languages] == list(menus)
    assert all(len(menu.COMMANDS) == len(each.commands) for each in menus.values())
    assert all(house.organisation in each.description for each in menus.values())
