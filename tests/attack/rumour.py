"""Rumour: people who can be recognised everywhere talk with a bot that stumbles, at DEBUG level.

1. Everybody has a name, a handle, a number in their app, and writes a phone number, an address and
   a sentence that nobody else could write. All of it is looked for in every file and every line.
2. Calls fail, steps raise with everything at hand in their words, the process is killed.
"""

import asyncio
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from bot.simulation import Habits
from bot.standins.slack import APP_TOKEN, BOT_TOKEN, SECRET
from bot.standins.slack_people import TEAM
from bot.standins.telegram import TOKEN
from bot.standins.telegram_people import TelegramPerson
from storage.keys import Key3
from tests.chaos.compare import Findings
from tests.chaos.notebook import Notebook
from tests.chaos.plan import LANGUAGES, Address, Plan
from tests.chaos.process import BotProcess
from tests.chaos.town import WEBHOOK_SECRET, Town
from tests.chaos.witness import Witness

TOKENS = (TOKEN, BOT_TOKEN, APP_TOKEN, SECRET, WEBHOOK_SECRET)
_CODE = re.compile(r"MY(?:-[0-9A-Z]{4}){4}")
# Every mark, code and token has one of these in it.
_SIGN = re.compile(
    "|".join(["7481", "orvalina", "uibbentrop", "zirkon", "MY-?[0-9A-Z]{4}-?[0-9A-Z]{4}"]
             + [re.escape(token) for token in TOKENS]).encode()
)  # fmt: skip
# Names in sentences are not masked (docs/privacy.md says so): the name is told by the app alone.
_SENTENCES = {
    "en": "Call me: {phone} or write to {mail} or {handle}. I hope for {words}.",
    "fi": "Soita {phone} tai kirjoita {mail} tai {handle}. Toivon: {words}.",
    "ar": "اتصلوا بي {phone} أو {mail} أو {handle}. آمل {words}.",
    "uk": "Телефон {phone}, пошта {mail}, {handle}. Сподіваюся: {words}.",
}


@dataclass(frozen=True)
class Marks:
    """What one person can be recognised by. words: all that may be stored after the move."""

    number: int

    @property
    def marks(self) -> dict[str, str]:
        """Everything, by what it is."""
        number = self.number
        return {
            "address": str(7_481_000_000 + number),
            "slack": f"U7481{number:06d}",
            "name": f"Zorvalina{number}",
            "family": f"Quibbentrop{number}",
            "handle": f"@zorvalina_{number}_q",
            "phone": f"+358 40 {7_481_000 + number}",
            "mail": f"zorvalina{number}@quibbentrop.example.org",
            "words": f"a blue zirkon garden {number}",
        }

    def sentence(self, language: str) -> str:
        """What this person writes: everything at once."""
        return _SENTENCES[language].format(**self.marks)


class KnownPerson(TelegramPerson):
    """Somebody whose app tells their names."""

    marks: dict[str, str]

    @property
    def _chat(self) -> dict[str, Any]:
        return {**super()._chat, **self._names()}

    @property
    def _person(self) -> dict[str, Any]:
        return {**super()._person, **self._names()}

    def _names(self) -> dict[str, str]:
        names = {"first_name": self.marks["name"], "last_name": self.marks["family"]}
        return {**names, "username": self.marks["handle"].lstrip("@")}


@dataclass
class Known(Witness):
    """A person who writes their marks wherever words are asked for."""

    marks: Marks = Marks(0)

    def _write(self, shown: Any, question: str) -> None:
        if any(token.endswith(":!done") for row in shown.rows for _, token in row):
            super()._write(shown, question)
        else:
            self._typed = self._type(self.marks.sentence(self.language))

    @property
    def codes(self) -> list[str]:
        """The codes that this person was shown."""
        return _CODE.findall("\n".join(self.transcript))


class WatchedProcess(BotProcess):
    """A bot of which every file is looked through whenever it is killed."""

    watch: "RumourTown"

    async def kill(self) -> None:
        """SIGKILL, and look at what it left: the log of the database too."""
        await super().kill()
        await asyncio.to_thread(self.watch.look)


@dataclass
class RumourTown(Town):
    """A town whose people can be recognised.

    spilled: what was found where it may not be. server: the files of PostgreSQL, its log included.
    """

    spilled: set[str] = field(default_factory=set)
    server: Path | None = None
    _next: Iterator[int] = field(default_factory=lambda: iter(range(1_000)))

    @property
    def channels(self) -> tuple[str, ...]:
        """Who talks on a page has no name, handle or number to be recognised by."""
        return ("telegram", "slack")

    def _settings(self, port: int) -> dict[str, str]:
        self.folder.mkdir(exist_ok=True)
        return {**super()._settings(port), "HOWAREYOU_LOG_LEVEL": "DEBUG"}

    def _made(self, settings: dict[str, str]) -> BotProcess:
        made = WatchedProcess(settings, self.folder, module="tests.attack.tripping")
        made.watch = self
        return made

    def _newcomer(self, channel: str, number: int) -> Witness:
        del number
        marks = Marks(next(self._next) + 500 * (self.way == "brought"))
        random = Random(f"{self.plan.seed}/{marks.number}")  # noqa: S311  can be told again
        language = LANGUAGES[marks.number % len(LANGUAGES)]
        person: Any
        key: Key3
        if channel == "telegram":
            person = self.telegram.person(int(marks.marks["address"]), language)
            person.__class__, person.marks = KnownPerson, marks.marks
            key = ("telegram", "77", str(person.chat_id))
        else:
            person = self.slack.person(marks.marks["slack"], language)
            key = ("slack", TEAM, person.id)
        notes: Any = Notebook(
            person, types_back=channel == "slack", noted=partial(self._event, channel)
        )
        made = Known(
            notes, language, "", "", Habits(random, skips=0.02),
            seconds=self.plan.patience, taps=channel == "telegram", marks=marks,
        )  # fmt: skip
        self.crowd[key] = made
        return made

    def _compared(self) -> Findings:
        self.look()
        return Findings()

    def secrets(self) -> dict[str, str]:
        """Everything that may stand nowhere in clear, and what it is."""
        found = dict.fromkeys(TOKENS, "a token")
        for each in self.crowd.values():
            assert isinstance(each, Known)
            found |= {value: what for what, value in each.marks.marks.items()}
            found |= dict.fromkeys(each.codes, "a code")
            found |= {code.replace("-", ""): "a code" for code in each.codes}
        return found

    def look(self) -> None:
        """Look through all files and all that was logged."""
        secrets = self.secrets()
        self.spilled |= spilled(self.files(), secrets)
        self.spilled |= spilled([("the log", "\n".join(self.bot.errors).encode())], secrets)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file that the bot or its database has written."""
        yield from files(self.folder)
        if self.server is not None:
            yield from files(self.server)


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file under a folder, and what is in it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with suppress(FileNotFoundError):  # a server removes its files when it likes
                yield path.name, path.read_bytes()


def spilled(places: Iterable[tuple[str, bytes]], secrets: dict[str, str]) -> set[str]:
    """What stands where; only what has a sign of somebody is looked through for everybody."""
    return {
        f"{what} in {place}"
        for place, raw in places
        if _SIGN.search(raw)
        for secret, what in secrets.items()
        if secret.encode() in raw
    }


def plan(
    seed: int,
    people: int,
    database: Address,
    *,
    patience: float,
    pauses: tuple[float, float],
    ends: int = 100,
) -> Plan:
    """Everybody talks once, in bad weather, while the process is killed a few times."""
    return Plan(
        seed, 0.0, people, pauses, share=0.02, hangs=0.0, patience=patience, slack=1.0, stops=0.3,
        ends=ends, database=database,
    )  # fmt: skip
