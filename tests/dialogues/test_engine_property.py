"""Arbitrary talks: whatever a person does in whatever order, the answers are theirs."""

from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import Phase as Phase_
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from dialogues.model import HeardKind, Kind, Option, Phase, Question
from tests.dialogues.machine import FRAMEWORKS, Person
from tests.dialogues.reference import CAN_ANSWER

ZEROS = "0٠۰०၀０"
CONTROLS: tuple[str, ...] = ("skip", "back", "stop", "help", "language", "done", "go on", "yes")
CONTROLS = (*CONTROLS, "no", "hello", "delete", "privacy", "my answers")
SLASHES: tuple[str, ...] = ("skip", "back", "stop", "help", "language", "done", "continue", "fly")
SLASHES = (*SLASHES, "start", "start oulu", "start turku", "delete", "mine", "privacy", "help@Bot")
WRITTEN_AS_WORDS = ("language", "yes", "no", "hello")
YES_NO = {"yes", "no"}
TURNS_A_PAGE = ("go on", "yes", "done")
DANGER = "zq I want to kill myself"
DOORS: dict[str, HeardKind] = {"shut": "blocked", "open": "returned"}

# Nothing that begins so is a label, a number or a word of command in any language.
words = st.text(max_size=40).map(lambda text: f"zq {text}") | st.just(DANGER)
words |= st.integers(600, 2500).map(lambda length: "zq" + "x" * length)
blanks = st.text(alphabet=" \t\n\u200b\u200f\ufeff", max_size=5)
garbage = st.sampled_from(("", "v1", "v1:", "x:y:z:w", "v2:t1:ask:yes", "v1:t1:!skip", "::::"))
garbage |= st.text(max_size=64)


class Talking(Person):
    """One person, any framework, anything in any order."""

    def goes_on(self, pick: int) -> None:
        """What most people do: answer what is asked with its buttons, or own words."""
        if self.writes() and pick < 7:
            self.type_words(f"zq {pick}")
        answers = [token for token in self.latest if ":!" not in token]
        done = [token for token in self.latest if token.endswith((":!done", ":!go_on"))]
        if answers and pick == 3 and self.talk.answers.get("ask"):
            self.type_numbers([1 + self.events % 3], "0")
        elif answers and (pick < 7 or not done):
            answers = answers if self.talk.answers.get("ask") else answers[:1]
            self.tap(answers[pick % len(answers)])
        elif done:
            self.tap(done[0])
        else:
            self.type_slash("start")

    @rule(picks=st.lists(st.integers(0, 9), min_size=1, max_size=10))
    def go_on(self, picks: list[int]) -> None:
        """The talk goes on for a while without anything unusual."""
        for pick in picks:
            self.goes_on(pick)

    @rule(pick=st.integers(0, 30), tapped=st.booleans())
    def revisit(self, pick: int, tapped: bool) -> None:  # noqa: FBT001 - hypothesis draws it
        """An answer of the list is opened, by its button or by typing its number."""
        self.type_slash("mine")
        opens = [token for token in self.latest if token.endswith(":!open")]
        if opens and tapped:
            self.tap(opens[pick % len(opens)])
        elif opens:
            self.type_numbers([1 + pick % min(9, len(opens))], "0")

    # --- typed -----------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Type a message that can be edited later."""
        self.hear("text", text=text, ref=self.typed[-1])

    def new_message(self) -> str:
        """The id of the message typed next."""
        self.typed.append(f"m{len(self.typed)}")
        return self.typed[-1]

    @rule(text=words)
    def type_words(self, text: str) -> None:
        """Own words answer only a question for words."""
        ref, question = self.new_message(), self.question()
        if self.writes() and question is not None:
            self.model.write(self.settled(), question, text, ref, danger="kill myself" in text)
        self.type(text)

    @rule(text=blanks)
    def type_nothing(self, text: str) -> None:
        """Spaces and invisible characters are no answer."""
        self.new_message()
        self.question()
        self.type(text)

    @rule(numbers=st.lists(st.integers(0, 9), min_size=1, max_size=3), zero=st.sampled_from(ZEROS))
    def type_numbers(self, numbers: list[int], zero: str) -> None:
        """Numbers of any script are options, or words where words are asked."""
        text = ", ".join(chr(ord(zero) + number) for number in numbers)
        ref, question, talk = self.new_message(), self.question(), self.settled()
        listed = len(numbers) == 1 and 1 <= numbers[0] <= len(talk.listed)
        if self.writes() and question is not None and not listed:
            self.model.write(talk, question, text, ref, danger=False)
        elif question is not None and not listed:
            self.choose_typed(question, numbers, ref)
        elif talk.asked and not listed:
            self.expect_deleted(yes=numbers == [1])
        self.type(text)

    def choose_typed(self, question: Question, numbers: list[int], ref: str) -> None:
        """Numbers in the range of the options choose them; only a multi takes several."""
        options = self.model.offered(question)
        if not all(1 <= number <= len(options) for number in numbers):
            return
        choices = tuple(dict.fromkeys(options[number - 1] for number in numbers))
        if len(choices) == 1 or question.kind is Kind.MULTI:
            self.choose(question, choices, ref)

    def choose(self, question: Question, choices: tuple[str, ...], ref: str) -> None:
        """A typed choice."""
        self.model.forget(question.id)
        self.model.gave[ref] = (question.id, 0)
        self.model.choose(self.settled(), question, choices)

    def expect_deleted(self, *, yes: bool) -> None:
        """A yes to the open delete question leaves nothing."""
        if self.talk.asked == "_delete" and yes:
            self.model.emptied()

    @rule(pick=st.integers(0, 9), spell=st.integers(0, 3))
    def type_label(self, pick: int, spell: int) -> None:
        """The words on a button mean the button, however they are typed."""
        question, ref = self.question(), self.new_message()
        if question is None or not question.options:
            return self.type("zq") if question is None else None
        options = [question.option(each) for each in self.model.offered(question)]
        option = options[pick % len(options)]
        assert option is not None
        self.choose(question, (option.id,), ref)
        return self.type(spelled(option, spell))

    @rule(word=st.sampled_from(CONTROLS), loud=st.booleans())
    def type_control(self, word: str, loud: bool) -> None:  # noqa: FBT001 - hypothesis draws it
        """A word of command is one, but for those that people answer with."""
        question, talk, ref = self.question(), self.settled(), self.new_message()
        if question is None:
            self.expect_deleted(yes=word == "yes")
        elif question.kind is Kind.INFO and word in TURNS_A_PAGE:
            self.choose(question, ("next",), ref)
        elif question.kind is not Kind.WORDS and word in YES_NO & {*self.model.offered(question)}:
            self.choose(question, (word,), ref)
        elif self.writes() and word in WRITTEN_AS_WORDS:
            text = word.upper() if loud else word
            self.model.write(talk, question, text, ref, danger=False)
        elif word == "skip":
            self.model.skip(talk, question)
        self.type(word.upper() if loud else word)

    @rule(word=st.sampled_from(SLASHES))
    def type_slash(self, word: str) -> None:
        """A slash command is never an answer."""
        question = self.question()
        self.new_message()
        if word == "skip":
            self.model.skip(self.settled(), question)
        self.type(f"/{word}")

    # --- tapped, edited, other -------------------------------------------------------------------

    def tap(self, token: str) -> None:
        """Tap a button."""
        self.question()
        self.model.tap(self.settled(), token)
        self.heard_of_finish = ("_finish",) if token.endswith(":!finish") else ()
        self.hear("tap", token=token, ref=f"b{self.events}")
        self.heard_of_finish = ()

    @precondition(lambda self: self.latest)
    @rule(data=st.data())
    def tap_latest(self, data: st.DataObject) -> None:
        """A button of the newest message, most often an answer."""
        answers = [token for token in self.latest if ":!" not in token]
        self.tap(data.draw(st.sampled_from((answers or self.latest) * 3 + self.latest)))

    @precondition(lambda self: self.tokens)
    @rule(data=st.data(), twice=st.booleans())
    def tap_old(self, data: st.DataObject, twice: bool) -> None:  # noqa: FBT001 - drawn
        """A button of any message of this or an earlier talk, once or twice."""
        sides = [token for token in self.tokens if ":_" in token]
        answers = [token for token in self.tokens if ":!" not in token]
        some = data.draw(st.sampled_from([kind for kind in (answers, sides, self.tokens) if kind]))
        token = data.draw(st.sampled_from(some))
        for _ in range(1 + twice):
            self.tap(token)

    @rule(token=garbage)
    def tap_garbage(self, token: str) -> None:
        """A token that nobody made."""
        self.tap(token)

    @rule(data=st.data())
    def tap_made_up(self, data: st.DataObject) -> None:
        """A token of this talk that was perhaps never shown."""
        question = data.draw(st.sampled_from(self.whole.questions))
        options = [option.id for option in question.options]
        controls = ["!skip", "!done", "!keep", "!open", "!back", "!go_on", "!fly"]
        self.tap(
            f"v1:{self.talk.id}:{question.id}:{data.draw(st.sampled_from(options + controls))}"
        )

    @precondition(lambda self: self.typed)
    @rule(data=st.data(), text=words | blanks, pick=st.integers(1, 9))
    def edit(self, data: st.DataObject, text: str, pick: int) -> None:
        """An edited message changes the answer that it gave, if it gave one."""
        self.question()
        gave = list(dict.fromkeys(self.gave)) or self.typed
        ref = data.draw(st.sampled_from(gave) | st.sampled_from(self.typed))
        name, part = self.model.gave.get(ref, ("", 0))
        question = self.model.framework.by_id.get(name)
        can = question is not None and self.talk.phase in CAN_ANSWER
        if can and question is not None and question.kind is not Kind.WORDS:
            text = str(pick)
            options = self.model.offered(question)
            if pick <= len(options):
                self.model.choose(self.settled(), question, (options[pick - 1],))
        elif can and question is not None and text.strip(" \t\n\u200b\u200f\ufeff"):
            self.model.rewrite(question, part, text, danger="kill myself" in text)
        self.hear("edit", text=text, ref=ref)

    @rule(what=st.sampled_from(["photo", "sticker", "voice", "location", "contact"]))
    def send_other(self, what: str) -> None:
        """A photo changes nothing."""
        self.question()
        self.hear("other", text=what, ref="p")

    # --- time and the world ----------------------------------------------------------------------

    @rule(what=st.sampled_from(["reminder", "closing", "again", "eclipse", *DOORS]))
    def time(self, what: str) -> None:
        """What time brings changes no answer; a silent talk without any leaves nothing.

        Neither does a door that the person shuts or opens.
        """
        self.question()
        if kind := DOORS.get(what):
            self.hear(kind)
            return
        waiting = self.talk.phase in (Phase.TALKING, Phase.STOPPED)
        if what == "closing" and waiting and not self.model.kept():
            self.model.emptied()
        self.hear("time", text=what)

    @rule(version=st.integers(0, 3))
    def update(self, version: int) -> None:
        """The framework is another version from now on."""
        self.model.framework = self.versions[version]

    @precondition(lambda self: self.talk.phase in (Phase.FINISHED, Phase.MOVED, Phase.DECLINED))
    @rule(moved=st.booleans())
    def round_ends(self, moved: bool) -> None:  # noqa: FBT001 - hypothesis draws it
        """The answers move, or a new round begins."""
        self.fresh()
        if moved:
            self.talk = replace(self.talk, phase=Phase.MOVED, chose_language=True)


def spelled(option: Option, spell: int) -> str:
    """A label as people type it: as it is, loud, with invisible characters, with a full stop."""
    label = option.label if isinstance(option.label, str) else option.label.source
    return (label, label.upper(), "\u200f".join(label), f" {label}. ")[spell]


class WholeTalk(Talking):
    """The talk that comes with the program."""

    whole = FRAMEWORKS[0]


class SmallTalk(Talking):
    """Another talk, without a change of code."""

    whole = FRAMEWORKS[1]


# A short sample; tests/dialogues/long_talks.py goes on for longer.
SOME = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    phases=[Phase_.explicit, Phase_.reuse, Phase_.generate, Phase_.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)
WholeTalk.TestCase.settings = SOME
SmallTalk.TestCase.settings = SOME
TestWholeTalk = WholeTalk.TestCase
TestSmallTalk = SmallTalk.TestCase
