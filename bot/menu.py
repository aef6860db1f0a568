"""The commands a person sees in the app's own menu, and what the bot says of itself there."""

import locales
from bot.channels import CommandMenu
from bot.house import House
from dialogues.model import Phrase

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
