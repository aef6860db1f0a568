"""What every step of an arbitrary talk is checked against."""

import json
import re
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from dialogues import engine
from dialogues.model import Framework, Heard, HeardKind, Kind, Line, Phase, Question, Talk
from dialogues.record import from_record, to_record
from tests.dialogues.play import SMALL, WHOLE, given, read, without
from tests.dialogues.reference import Model

LANGUAGES = (("en", "English"), ("fi", "suomi"), ("ar", "العربية"))
MESSAGES = {"text", "tap", "edit", "other"}


def taps(length: int) -> st.SearchStrategy[list[int]]:
    """So many choices of somebody who simply goes on."""
    return st.lists(st.integers(0, 9), min_size=length, max_size=length)


def versions(whole: Framework) -> list[Framework]:
    """The framework; one without questions and options, one in another order."""
    multis = [q.id for q in whole.questions if q.kind is Kind.MULTI and q.id != whole.chooser]
    faces = [q.id for q in whole.questions if q.kind is Kind.FACE]
    shorter = without(whole, faces[0], multis[0], *[q.id for q in whole.questions][-3:-2])
    fewer = replace(
        whole,
        questions=tuple(
            replace(q, options=q.options[1:]) if q.id in multis else q for q in whole.questions
        ),
    )
    consents = [q for q in whole.questions if q.part == "consent"]
    others = [q for q in whole.questions if q.part != "consent"]
    return [whole, shorter, fewer, replace(whole, questions=(*consents, *reversed(others)))]


FRAMEWORKS = (read(WHOLE), read(SMALL))
VERSIONS = {whole.id: versions(whole) for whole in FRAMEWORKS}
FACTS = {whole.id: given(whole, languages=LANGUAGES) for whole in FRAMEWORKS}


def check_line(line: Line) -> None:
    """Every placeholder of a line is filled with something, also inside its values."""
    assert set(re.findall(r"\{(\w+)\}", line.phrase.source)) == {name for name, _ in line.values}
    for _, value in line.values:
        assert value
        if isinstance(value, Line):
            check_line(value)


class Person(RuleBasedStateMachine):
    """One person and the reference model of what must be kept of them."""

    whole: Framework

    @initialize(
        works=st.sets(st.sampled_from(["again", "quotes", "safe", "help_lines"])),
        picks=st.sampled_from((0, 8, 16, 24, 32, 45)).flatmap(taps),
    )
    def begin(self, works: set[str], picks: list[int]) -> None:
        """Nothing is known of the person; they may have come some way."""
        self.versions = VERSIONS[self.whole.id]
        self.given = replace(FACTS[self.whole.id], works=frozenset(works))
        self.talks = self.events = 0
        self.tokens: list[str] = []
        self.latest: list[str] = []
        self.typed: list[str] = []
        self.gave: list[str] = []  # every message that ever gave an answer
        self.model = Model(self.whole, frozenset(works))
        self.fresh()
        for pick in picks:
            self.goes_on(pick)

    def goes_on(self, pick: int) -> None:
        """What most people do next."""
        raise NotImplementedError

    def fresh(self) -> None:
        """A new talk of the same person; the buttons of earlier ones stay in the chat."""
        self.talks += 1
        self.talk = Talk(f"t{self.talks}", self.whole.id, self.whole.version, "en")
        self.model.emptied()

    def hear(self, kind: HeardKind, **heard: Any) -> None:
        """One step; the model has said before what the answers must be after it."""
        self.events += 1
        before = self.talk
        self.gave.extend(self.model.gave)
        event = Heard("test", "bot", "1", str(self.events), kind, **heard)
        facts = replace(self.given, code=f"MY-{self.events}")
        self.turn = engine.step(self.model.framework, before, event, facts)
        self.talk = self.turn.talk
        self.model.uphold(before)
        assert self.model.answers == dict(self.talk.answers)
        assert kind not in MESSAGES or self.turn.says
        gone = {"delete", "forget"} & set(self.turn.effects)
        assert before.code in ("", self.talk.code) or gone
        assert self.talk == from_record(json.loads(json.dumps(to_record(self.talk))))
        self.check_says()
        self.check_place(before)
        if gone:
            self.fresh()

    def check_says(self) -> None:
        """Every say can be said and sent, and asks only what is open."""
        self.latest = []
        for say in self.turn.says:
            assert say.lines
            for line in say.lines:
                check_line(line)
            tokens = [b.token for row in say.rows for b in row if not b.copies]
            assert all(len(token.encode()) <= 64 for token in tokens)
            self.latest.extend(tokens)
            asks = {t.split(":")[2] for t in tokens if ":!" not in t or t.endswith(":!skip")}
            if not say.replaces:
                assert asks <= {self.talk.asked or self.talk.at, "_again"}
        self.tokens.extend(self.latest)

    def check_place(self, before: Talk) -> None:
        """A talk that went on stands at the first question without an answer, or at its end."""
        following = self.model.next()
        at = self.talk.at
        went_on = at not in ("", before.at) and self.talk.renew != at
        assert not went_on or (following is not None and following.id == at)
        ended = self.talk.phase is Phase.FINISHED and before.phase is not Phase.FINISHED
        early = "_finish" in (before.asked, *self.heard_of_finish)
        assert not ended or early or following is None

    heard_of_finish: tuple[str, ...] = ()

    def question(self) -> Question | None:
        """The question of the framework that is open, as it stands in this version."""
        self.model.fit()
        return self.model.open(self.settled())

    def settled(self) -> Talk:
        """The talk without what has left the framework."""
        known = self.model.framework.by_id
        gone = self.talk.asked and not self.talk.asked.startswith("_")
        talk = self.talk
        if gone and talk.asked not in known:
            talk = replace(talk, asked="")
        if not self.model.quote(talk):  # there is no text to ask about any more
            known = {name: known[name] for name in known if name != "quote"}
        asked = "" if talk.asked == "quote" and "quote" not in known else talk.asked
        return replace(talk, asked=asked, at=talk.at if talk.at in known else "")

    def writes(self) -> bool:
        """Whether own words are an answer now; after a stop the first ones are a greeting."""
        question, talk = self.question(), self.settled()
        greeting = talk.phase is Phase.STOPPED and not talk.asked
        return question is not None and question.kind is Kind.WORDS and not greeting
