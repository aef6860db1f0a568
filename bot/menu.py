"""The commands a person sees in the app's own menu, and what the bot says of itself there."""

import contextlib
import hashlib
from collections.abc import Sequence
from datetime import timedelta

import locales
from bot.channels import Channel, CommandMenu
from bot.house import House
from bot.writer import Writer
from dialogues.model import Phrase
from storage import StoreError, heartbeat

# After that time an app is asked again, as somebody may have changed its menus by hand.
KEPT = timedelta(days=30)
# Shown before a person starts the talk, at most 512 characters
# (https://core.telegram.org/bots/api#setmydescription): the promise belongs here.
DESCRIPTION = Phrase(
    "menu.description",
    "I am a chat robot from {org}. I ask how you are, in your language. You can skip any question. "
    "I do not keep your name with your answers. In danger, call {emergency}.",
)
COMMANDS = {
    "continue": Phrase("menu.continue", "Go on with the talk"),
    "help": Phrase("menu.help", "See who can help"),
    "language": Phrase("menu.language", "Change the language"),
    "skip": Phrase("menu.skip", "Skip this question"),
    "back": Phrase("menu.back", "Go back one question"),
    "stop": Phrase("menu.stop", "Stop for now"),
    "mine": Phrase("menu.mine", "See what I keep about you"),
    "delete": Phrase("menu.delete", "Delete my answers"),
    "privacy": Phrase("menu.privacy", "What happens with my answers"),
}


def menus(house: House) -> tuple[CommandMenu, ...]:
    """One menu for each language that is offered."""
    return tuple(_menu(house, tag) for tag, _ in house.languages)


def _menu(house: House, language: str) -> CommandMenu:
    values = {"org": house.organisation, "emergency": house.emergency}
    return CommandMenu(
        language,
        tuple(
            (name, locales.say(phrase.context, phrase.source, language))
            for name, phrase in COMMANDS.items()
        ),
        locales.say(DESCRIPTION.context, DESCRIPTION.source, language, values),
    )


async def introduced(house: House, writer: Writer, channels: Sequence[Channel]) -> None:
    """Let every app show the menus, unless it shows these already: not at every start."""
    shown = menus(house)
    for channel in channels:
        name, now = _name(channel, shown), house.now().timestamp()
        with contextlib.suppress(StoreError):  # they are set at the next start
            last = await writer.do(_noted, house, name)
            lately = last is not None and now - last < KEPT.total_seconds()
            if not lately and await channel.introduce(shown):
                await writer.do(_note, house, name, now)


def _noted(house: House, name: str) -> float | None:
    with house.store.read() as tx:
        return heartbeat.last(tx, name)


def _note(house: House, name: str, now: float) -> None:
    with house.store.begin() as tx:
        heartbeat.beat(tx, now=now, name=name)


def _name(channel: Channel, shown: Sequence[CommandMenu]) -> str:
    """What the note is called: another name for another bot or other texts."""
    said = repr((channel.name, channel.account, tuple(shown)))
    return f"menus-{hashlib.sha256(said.encode()).hexdigest()[:10]}"
