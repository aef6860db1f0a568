"""A reference model of a talk: what the answers must be, written from the rules alone.

1. It knows what is open from the talk before a step (that is what the person was shown), and what
   the step must do to the answers. It calls nothing of the engine.
2. Messages are meanings here ("the second option", "skip"), never texts: what a text means is
   decided by who writes it into the test.
3. How a text is masked is not its business either: what stands in a masked text is.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dialogues.model import Answer, Framework, Kind, Part, Phase, Question, Talk
from dialogues.redact import Strength, redact

MOST = 2000
CAN_ANSWER = (Phase.TALKING, Phase.STOPPED, Phase.FINISHED)
ORDER = (Part.CONSENT, Part.OPEN, Part.TOPIC, Part.CLOSE, Part.LAST)
Answers = dict[str, Answer]


def holds(question: Question, answers: Mapping[str, Answer]) -> bool:
    """A follow-up is asked after the answer it waits for; a skipped one is no answer."""
    when = question.when
    if when is None:
        return True
    given = answers.get(when.question, Answer("skipped"))
    if given.state == "skipped":
        return False
    return when.has in given.choices or any(
        choice in "12345"[: when.lte] for choice in given.choices if choice.isdecimal()
    )


def quotable(
    framework: Framework, answers: Mapping[str, Answer], works: frozenset[str]
) -> dict[str, str]:
    """The masked texts that others could read, by question: none of danger, none without letters.

    What a question asked behind a guard tells is never shown, so questions with one do not count.
    """
    free = replace(framework, questions=tuple(q for q in framework.questions if not q.requires))
    found = {}
    for question in walk(free, answers, works):
        given = answers.get(question.id, Answer("skipped"))
        masked = redact("\n".join(given.words), Strength.PUBLISH).text
        if re.search(r"[^\W\d_]", re.sub(r"\[[a-z -]+\]", "", masked)) and not given.sensitive:
            found[question.id] = masked
    return found


def works_here(
    framework: Framework,
    question: Question,
    answers: Mapping[str, Answer],
    works: frozenset[str],
) -> bool:
    """What promises something is asked only where it works; who may read, only after words."""
    if question.requires == "words":
        return any(answer.words for answer in answers.values())
    if question.requires == "quotes" and not quotable(framework, answers, works):
        return False
    return not question.requires or question.requires in works


def walk(
    framework: Framework, answers: Mapping[str, Answer], works: frozenset[str]
) -> list[Question]:
    """Every question shown: consent, opening, the chosen topics in their order, closing, last."""
    topics = [topic.id for topic in framework.topics]
    if framework.chooser:
        topics = list(answers[framework.chooser].choices) if framework.chooser in answers else []
    ordered = [
        question
        for part in ORDER
        for topic in (topics if part is Part.TOPIC else [""])
        for question in framework.questions
        if question.part is part and question.topic == topic
    ]
    found: list[Question] = []
    for question in ordered:
        if not holds(question, answers) or not works_here(framework, question, answers, works):
            continue
        before = [q.id for q in found if q.topic and q.topic == question.topic]
        skips = sum(answers[q].state == "skipped" for q in before if q in answers)
        if skips < 2 or question.id in answers:
            found.append(question)
    return found


@dataclass
class Model:
    """What must be kept of one person: answers, and which message gave which of them."""

    framework: Framework
    works: frozenset[str]
    answers: Answers = field(default_factory=dict)
    gave: dict[str, tuple[str, int]] = field(default_factory=dict)

    def open(self, talk: Talk) -> Question | None:
        """The question of the framework that is answered now, if it is one."""
        return self.framework.by_id.get(talk.asked or talk.at)

    def offered(self, question: Question) -> list[str]:
        """The options that can be chosen here."""
        return [o.id for o in question.options if not o.requires or o.requires in self.works]

    def fit(self) -> None:
        """Options that left the talk are not chosen any more."""
        for name, answer in list(self.answers.items()):
            question = self.framework.by_id.get(name)
            if question is None or not answer.choices:
                continue
            there = {option.id for option in question.options}
            choices = tuple(choice for choice in answer.choices if choice in there)
            self.answers[name] = replace(answer, choices=choices)
            if not choices:
                del self.answers[name]

    def kept(self) -> bool:
        """Whether anything but the consent was answered or skipped."""
        shown = walk(self.framework, self.answers, self.works)
        return any(q.id in self.answers and q.part is not Part.CONSENT for q in shown)

    def next(self) -> Question | None:
        """The first shown question that has no answer."""
        shown = walk(self.framework, self.answers, self.works)
        return next((question for question in shown if question.id not in self.answers), None)

    def quote(self, talk: Talk) -> str:
        """The seal of the one text that is asked about; nothing if none is."""
        asked = {question.id for question in walk(self.framework, self.answers, self.works)}
        texts = quotable(self.framework, self.answers, self.works)
        if "quote" not in asked or not texts:
            return ""
        lots = {hashlib.sha256(f"{talk.id}:{name}".encode()).hexdigest(): name for name in texts}
        text = texts[lots[min(lots)]]
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def uphold(self, talk: Talk) -> None:
        """A yes stands for the text that was shown before this step; another text cancels it."""
        given = self.answers.get("quote", Answer("skipped"))
        if given.choices == ("yes",) and self.quote(talk) != (talk.quoted or "nothing"):
            del self.answers["quote"]

    def forget(self, question: str) -> None:
        """No earlier message gives this answer any more."""
        self.gave = {ref: (q, part) for ref, (q, part) in self.gave.items() if q != question}

    def emptied(self) -> None:
        """Nothing is kept."""
        self.answers, self.gave = {}, {}

    # --- what the person does --------------------------------------------------------------------

    def choose(self, talk: Talk, question: Question, choices: Sequence[str]) -> None:
        """An answer to a question, open or old; a consent can only be taken back."""
        no = question.part is Part.CONSENT and list(choices) == ["no"]
        is_open = question.id in (talk.at, talk.asked)
        if no and (is_open or question.id in self.answers):
            if not self.kept() and talk.phase in (Phase.TALKING, Phase.STOPPED):
                self.emptied()
        elif question.part is not Part.CONSENT or is_open:
            self.answers[question.id] = Answer("answered", self._exclusive(question, choices))

    def _exclusive(self, question: Question, choices: Sequence[str]) -> tuple[str, ...]:
        if question.kind is not Kind.MULTI:
            return tuple(choices)
        if choices[-1] == question.exclusive:
            return (question.exclusive,)
        return tuple(choice for choice in choices if choice != question.exclusive)

    def toggle(self, question: Question, option: str) -> None:
        """A tap on one of several options."""
        given = self.answers.pop(question.id, Answer("skipped")).choices
        if option not in given:
            chosen = self._exclusive(question, (*given, option))
        else:
            chosen = tuple(choice for choice in given if choice != option)
        if chosen:
            self.answers[question.id] = Answer("answered", chosen)

    def write(self, talk: Talk, question: Question, text: str, ref: str, *, danger: bool) -> None:
        """A message of own words joins what was written, or begins anew after a revisit."""
        held = self.answers.get(question.id, Answer("answered"))
        if talk.renew == question.id or held.state == "skipped":
            held = Answer("answered")
        if not held.words:
            self.forget(question.id)
        room = MOST - sum(map(len, held.words))
        sensitive = held.sensitive or danger
        self.answers[question.id] = replace(held, state="answered", sensitive=sensitive)
        if room > 0:
            words = (*held.words, text[:room])
            self.answers[question.id] = Answer("answered", (), words, sensitive)
            self.gave[ref] = (question.id, len(words) - 1)

    def rewrite(self, question: Question, part: int, text: str, *, danger: bool) -> None:
        """An edited message of own words."""
        answer = self.answers.get(question.id)
        if answer is None or part >= len(answer.words):
            return
        words = list(answer.words)
        room = MOST - sum(map(len, words)) + len(words[part])
        words[part] = text[:room]
        sensitive = answer.sensitive or danger
        self.answers[question.id] = Answer("answered", (), tuple(words), sensitive)

    def skip(self, talk: Talk, question: Question | None) -> None:
        """A skip is an answer of its own, but not of a consent; it deletes nothing just given."""
        if question is None or question.part is Part.CONSENT or talk.phase not in CAN_ANSWER:
            return
        held = self.answers.get(question.id, Answer("skipped"))
        just_given = held.state == "answered" and talk.renew != question.id
        is_open = question.id in (talk.asked, talk.at)
        if is_open and just_given and question.kind in (Kind.MULTI, Kind.WORDS):
            return
        if not is_open and held.words:
            return
        self.forget(question.id)
        self.answers[question.id] = Answer("skipped")

    def tap(self, talk: Talk, token: str) -> None:
        """A press on a button, of whatever message."""
        if token.count(":") != 3 or not token.startswith(f"v1:{talk.id}:"):
            return
        name, option = token.split(":")[2:]
        option, _, seal = option.partition(".")
        of_this_text = self.quote(talk) == talk.quoted and seal == talk.quoted[:16] != ""
        if name == "quote" and option[:1] != "!" and not of_this_text:
            return
        if (name, option) == ("_delete", "yes") and talk.asked == "_delete":
            self.emptied()
        question = self.framework.by_id.get(name)
        if question is None or talk.phase not in CAN_ANSWER:
            return
        if option == "!skip":
            self.skip(talk, question)
        elif option in self.offered(question):
            self.forget(name)
            if question.kind is Kind.MULTI:
                self.toggle(question, option)
            elif self.answers.get(name) != Answer("answered", (option,)):
                self.choose(talk, question, (option,))
