"""Simulated people for the demo: they talk as people do, with skips, changes of mind and stops.

1. They know only what they are shown: messages and buttons on a stand-in Telegram.
2. All chance comes from the seed of a person, so that a demo can be told again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from bot.standins.telegram_people import Shown, TelegramPerson
from dialogues.model import read_token

# What they write, per language and question: made up, and about nobody.
WORDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "en": {
        "works": ("The teachers at the course are patient.", "My children like their school."),
        "hard": ("I know few people here.", "The letters are hard to read."),
        "hope": ("I hope to find work.", "I want to speak the language well."),
    },
    "fi": {
        "works": ("Kurssin opettajat ovat mukavia.", "Lapset viihtyvät koulussa."),
        "hard": ("Tunnen täällä vain vähän ihmisiä.", "Kirjeitä on vaikea lukea."),
        "hope": ("Toivon, että löydän töitä.", "Haluan puhua hyvin suomea."),
    },
    "ar": {
        "works": ("المعلمون في الدورة طيبون.", "أطفالي يحبون المدرسة."),
        "hard": ("لا أعرف كثيرا من الناس هنا.", "قراءة الرسائل صعبة."),
        "hope": ("أتمنى أن أجد عملا.", "أريد أن أتكلم اللغة جيدا."),
    },
    "uk": {
        "works": ("Вчителі на курсах дуже терплячі.", "Дітям подобається школа."),
        "hard": ("Я мало кого тут знаю.", "Важко читати листи."),
        "hope": ("Сподіваюся знайти роботу.", "Хочу добре говорити мовою."),
    },
}


def in_english(text: str) -> str:
    """What a reader of the demo types as the translation of one of these; nothing of others."""
    return next(
        (
            WORDS["en"][question][texts.index(text)]
            for spoken in WORDS.values()
            for question, texts in spoken.items()
            if text in texts
        ),
        "",
    )


_DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩"}
PATIENCE = 30.0
_FACES = ("5", "4", "3", "2", "1")
# How life goes for them, from very good to bad; what is not named goes so-so.
_CHANCES: Mapping[str, tuple[int, ...]] = {
    "home_mood": (6, 6, 2, 1, 0),
    "people_mood": (1, 2, 5, 5, 2),
    "learning_mood": (1, 2, 6, 4, 1),
    "family_mood": (5, 5, 2, 1, 0),
}
_SO_SO = (2, 4, 5, 3, 1)


@dataclass
class Habits:
    """How somebody talks: chances of a skip, of trouble, and whether they consent."""

    random: Random
    skips: float = 0.12
    wanders: float = 0.10
    consents: bool = True
    adult: bool = True


@dataclass
class Simulated:
    """One person of the demo and what they have lived through."""

    person: TelegramPerson
    language: str
    place: str
    invitation: str
    habits: Habits
    transcript: list[str] = field(default_factory=list)
    turns: int = 0
    done: bool = False
    _early: bool = False
    _coded: bool = False
    _typed: int = 0
    _old: list[tuple[str, int, str]] = field(default_factory=list)

    async def talk(self) -> None:
        """Say hello and answer until the talk has ended."""
        self._type(f"/start {self.invitation}" if self.invitation else "/start")
        while not self.done:
            news = [await self.person.next(seconds=PATIENCE), *self.person.unread()]
            for shown in news:
                self._note(shown)
                self._coded = self._coded or "MY-" in shown.text
            fresh = [shown for shown in news if not shown.edited]
            self.done = self._has_ended(fresh)
            asked = [shown for shown in fresh if asks(shown)]
            if asked and not self.done:
                self._answer(asked[-1])

    def _has_ended(self, fresh: Sequence[Shown]) -> bool:
        """The code comes last; to those who finish early, the last questions come after it."""
        silent = bool(fresh) and not asks(fresh[-1])
        if not (self.habits.consents and self.habits.adult):
            return silent or any("!start" in each for each in _each(fresh))
        return self._coded and (silent or not self._early)

    def _note(self, shown: Shown) -> None:
        lines = shown.text.split("\n")
        head = "~" if shown.edited else ">"
        self.transcript.append("\n".join([f"{head} {lines[0]}", *(f"  {x}" for x in lines[1:])]))
        self.transcript.extend(
            "  " + " ".join(f"[{label}]" for label, _ in row) for row in shown.rows
        )

    def _type(self, text: str) -> int:
        self.turns += 1
        self.transcript.append(f"< {text}")
        return self.person.type(text)

    def _tap(self, shown: Shown, token: str) -> None:
        self.turns += 1
        self.transcript.append(f"< ({_label(shown, token)})")
        self.person.press(token, shown.id)

    # --- answering ---------------------------------------------------------------------------

    def _answer(self, shown: Shown) -> None:
        """Answer the question of a message, or do something that a form would not forgive."""
        options = _options(shown)
        question = next(iter(options), "")
        if not question:
            return
        if question[0] != "_" and self._wander(shown, question):
            return
        choices = [option for option in options[question] if not option.startswith("!")]
        match question:
            case "_language":
                self._choose(shown, question, self.language)
            case "_place":
                self._choose(shown, question, self.place or "!skip")
            case "age":
                self._choose(shown, question, "yes" if self.habits.adult else "no")
            case "ask":
                self._choose(shown, question, "yes" if self.habits.consents else "no")
            case _:
                self._say(shown, question, choices)

    def _say(self, shown: Shown, question: str, choices: Sequence[str]) -> None:
        can_skip = "!skip" in _options(shown)[question]
        random = self.habits.random
        if "!go_on" in _options(shown)[question]:
            self._go_on(shown, question)
        elif not choices:
            self._write(shown, question)
        elif can_skip and random.random() < self.habits.skips:
            self._choose(shown, question, "!skip")
        elif "!done" in _options(shown)[question]:
            self._choose_several(shown, question, choices)
        elif set(choices) == set(_FACES):
            faces = random.choices(_FACES, _CHANCES.get(question, _SO_SO))
            self._choose(shown, question, faces[0])
        elif set(choices) == {"yes", "no"}:
            wanted = random.choices(("yes", "no"), (3, 2))[0]
            self._early = self._early or (question, wanted) == ("_finish", "yes")
            self._choose(shown, question, wanted)
        else:
            self._choose(shown, question, random.choice(choices))

    def _go_on(self, shown: Shown, question: str) -> None:
        """After a stop most go on, some finish."""
        may_finish = "!finish" in _options(shown)[question]
        self._early = self._early or (may_finish and self.habits.random.random() < 0.15)
        finish = self._early and may_finish
        self._choose(shown, question, "!finish" if finish else "!go_on")

    def _choose(self, shown: Shown, question: str, option: str) -> None:
        token = _options(shown)[question][option]
        if not option.startswith("!"):
            self._old.append((token, shown.id, _label(shown, token)))
        self._tap(shown, token)

    def _choose_several(self, shown: Shown, question: str, choices: Sequence[str]) -> None:
        """Some tap one after the other and then Done, some type the numbers in their script."""
        random = self.habits.random
        real = [choice for choice in choices if choice not in ("none", "other")]
        many = (2, 3, 3, 4) if question == "topics" else (1, 1, 2, 3)
        # What is offered first is chosen more often, as people do.
        ranked = sorted(real, key=lambda each: random.random() * (1 + real.index(each) / 3))
        wanted = ranked[: random.choice(many)]
        if random.random() < 0.3:
            numbers = " ".join(str(choices.index(each) + 1) for each in wanted)
            digits = _DIGITS.get(self.language, "0123456789")
            self._typed = self._type(numbers.translate(str.maketrans("0123456789", digits)))
            return
        for each in wanted:
            self._choose(shown, question, each)
        self._choose(shown, question, "!done")

    def _write(self, shown: Shown, question: str) -> None:
        options = _options(shown)[question]
        words = WORDS[self.language].get(question, ())
        if list(options) == ["!done"] or "!done" in options:
            if self.habits.random.random() < 0.3 and self._typed:
                self._edit(self.habits.random.choice(_all_words(self.language)))
                self._typed = 0
            self._choose(shown, question, "!done")
        elif not words or self.habits.random.random() < 0.35:
            self._choose(shown, question, "!skip")
        else:
            self._typed = self._type(self.habits.random.choice(words))

    def _wander(self, shown: Shown, question: str) -> bool:
        """Now and then: go back, stop and come again, press an old button, send a photo."""
        options, random = _options(shown)[question], self.habits.random
        if random.random() >= self.habits.wanders or "!back" not in options:
            return False
        match random.choice(("back", "stop", "old", "photo")):
            case "back":
                self._choose(shown, question, "!back")
            case "stop":
                self._choose(shown, question, "!stop")
            case "old" if self._old:
                self._press_old(*random.choice(self._old))
                return False
            case _:
                self.turns += 1
                self.transcript.append("< (sends a photo)")
                self.person.send_photo()
        return True

    def _press_old(self, token: str, message: int, label: str) -> None:
        self.turns += 1
        self.transcript.append(f"< (presses an old button: {label})")
        self.person.press(token, message)

    def _edit(self, text: str) -> None:
        self.turns += 1
        self.transcript.append(f"< (changes their last message to: {text})")
        self.person.edit(self._typed, text)


def _label(shown: Shown, token: str) -> str:
    return next((label for row in shown.rows for label, held in row if held == token), "")


def asks(shown: Shown) -> bool:
    """Whether a message wants an answer: an offer to delete messages can be left alone."""
    return any(not token.endswith(":!clear") for token in _each([shown]))


def _each(shown: Sequence[Shown]) -> list[str]:
    return [token for each in shown for row in each.rows for _, token in row]


def _options(shown: Shown) -> dict[str, dict[str, str]]:
    """The buttons of a message: question, option, token."""
    found: dict[str, dict[str, str]] = {}
    for row in shown.rows:
        for _, token in row:
            parts = read_token(token)
            if parts is not None:
                found.setdefault(parts[1], {})[parts[2]] = token
    return found


def _all_words(language: str) -> list[str]:
    return [text for texts in WORDS[language].values() for text in texts]
