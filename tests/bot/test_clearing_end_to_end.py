"""Deleting what was written here, from the question to the platform's own copy of the chat."""

from typing import Any

from bot.channels.slack import Slack
from bot.channels.telegram import Telegram
from bot.house import House
from bot.standins.slack import APP_TOKEN, BOT_TOKEN, SlackStandIn
from bot.standins.telegram import TOKEN, TelegramStandIn
from storage import contacts
from tests.bot.messengers import rooms_of
from tests.bot.test_end_to_end import ANSWERS

SAID = "my neighbour is called Virtanen"


async def _asked(person: Any) -> tuple[str, dict[str, str], Any]:
    """The next question: its id, its options with the tokens of their buttons, and the message."""
    while True:
        message = await person.next()
        keys = [token.split(":") for row in message.rows for _, token in row]
        if keys and not message.edited:
            return keys[0][2], {key[3]: ":".join(key) for key in keys}, message


async def _talked_and_deleted(person: Any, start: str) -> None:
    """Say hello, agree, write a sentence, and want everything deleted here too."""
    person.type(start)
    question, options, message = await _asked(person)
    while question != "mood_now":
        wanted = "en" if question == "_language" else ANSWERS.get(question, "!skip")
        person.press(options[wanted], message.id)
        question, options, message = await _asked(person)
    person.type(SAID)
    await person.next()
    person.type("delete")
    while question != "_delete":
        question, options, message = await _asked(person)
    person.press(options["both"], message.id)


async def _last_word(person: Any) -> str:
    """What the bot says when everything is deleted."""
    while True:
        message = await person.next()
        if not message.rows and "deleted" in message.text:
            return str(message.text)


def _seen(person: Any) -> list[str]:
    """What the chat still holds of the bot."""
    return [message.text for message in person.shown.values()]


def _held(house: House, person: tuple[str, str, str]) -> int:
    """How much the store still holds of somebody: the talk, and what waits to be sent."""
    with house.store.begin() as tx:
        return len(contacts.remembered(tx, [person]))


async def test_on_telegram_both_sides_are_gone(house: House) -> None:
    """Nothing of the talk is left in the chat but the bot's last word, and nothing is kept."""
    async with (
        TelegramStandIn() as telegram,
        rooms_of(house, Telegram(TOKEN, api_url=telegram.url)),
    ):
        person = telegram.person(1000, "en")
        await _talked_and_deleted(person, "/start")
        farewell = await _last_word(person)
    assert [farewell] == _seen(person)
    assert {} == person.said
    assert 0 == _held(house, ("telegram", "77", "1000"))
    assert [] == telegram.violations


async def test_on_slack_the_bots_side_is_gone(house: House) -> None:
    """A bot cannot delete what somebody else wrote there; the person is told so."""
    async with SlackStandIn() as slack:
        channel = Slack(BOT_TOKEN, app_token=APP_TOKEN, api_url=slack.url)
        async with rooms_of(house, channel):
            await slack.connected()
            person = slack.person("U01", "en")
            await _talked_and_deleted(person, "start")
            farewell = await _last_word(person)
            await slack.settled()
            assert 0 == _held(house, ("slack", channel.account, "U01"))
    assert [farewell] == _seen(person)
    assert [] == slack.violations
