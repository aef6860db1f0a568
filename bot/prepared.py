"""What is read before the libraries are loaded, which then use again the memory it leaves free.

The words of 28 languages take five times as much while they are read as afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import locales
from bot.lexicon import lexicon
from bot.settings import Settings
from dialogues import library
from dialogues.given import Lexicon
from dialogues.model import Framework
from dialogues.spoken import spoken


@dataclass(frozen=True, slots=True)
class Prepared:
    """The framework of a house and everything that can be typed in its talks."""

    framework: Framework
    lexicon: Lexicon


def prepared(settings: Settings) -> Prepared:
    """Read the framework that the settings name, and the words of all languages."""
    framework = chosen_framework(settings)
    tags = tuple(tag for tag, _ in saying_all(framework, locales.whole()))
    return Prepared(framework, lexicon(framework, tags))


def chosen_framework(settings: Settings) -> Framework:
    """The installed framework, or the file, that the settings name."""
    if settings.framework.endswith((".yaml", ".yml")):
        return library.load_file(Path(settings.framework))
    return library.load(settings.framework)


def saying_all(
    framework: Framework, known: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Of these languages those that can say a whole framework."""
    said = [each.phrase for each in spoken(framework)]
    wanted = tuple((phrase.context, phrase.source) for phrase in said)
    return tuple((tag, name) for tag, name in known if not locales.gaps(tag, wanted))
