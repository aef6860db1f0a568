"""What an answer does to a talk: kept, skipped, changed; then the next question, or the end."""

from dialogues import asking, phrases
from dialogues.asking import Scene, ask, fill
from dialogues.assent import upheld
from dialogues.card import card
from dialogues.copies import replace
from dialogues.hearing import Control
from dialogues.kinds import Words
from dialogues.marking import marked
from dialogues.model import (
    Answer,
    EffectKind,
    Kind,
    Line,
    Part,
    Phase,
    Question,
    Ref,
    Say,
    Talk,
    Turn,
)
from dialogues.repeating import chosen
from dialogues.standing import between, start_row, thanks, waits, where
from dialogues.walk import consented, last_open, next_open

REFS_KEPT = 60
SKIPS_THAT_ASK = 3
WORST = "1"


def with_answer(scene: Scene, talk: Talk, question: str, answer: Answer) -> Talk:
    """The talk with this answer; an answer emptied of every choice is no answer."""
    answers = dict(talk.answers)
    answers.pop(question, None)  # what was answered last stands last
    if answer.state == "skipped" or answer.choices or answer.words:
        answers[question] = answer
    renew = "" if talk.renew == question else talk.renew
    return upheld(scene, replace(talk, answers=answers, renew=renew))


def unskipped(talk: Talk) -> Talk:
    """Whoever answers something has not skipped several questions in a row."""
    return replace(talk, skips=0) if talk.skips else talk


def awake(talk: Talk) -> Talk:
    """A stopped talk goes on with whatever answers its question."""
    return replace(talk, phase=Phase.TALKING) if talk.phase is Phase.STOPPED else talk


def in_front(talk: Talk, question: str) -> Talk:
    """What the person turned to is what is asked: a side question above it goes."""
    return talk if talk.asked == question else asking.dismissed(talk)


def remembered(scene: Scene, talk: Talk, question: str, part: int = 0) -> Talk:
    """The talk that knows which message gave this answer, so that an edit finds it."""
    if not scene.heard.ref:
        return talk
    refs = (*talk.refs, Ref(scene.heard.ref, question, part))
    return replace(talk, refs=refs[-REFS_KEPT:])


def forgotten(talk: Talk, question: str) -> Talk:
    """An answer that begins anew: an edit of an earlier message must not reach into it."""
    if all(ref.question != question for ref in talk.refs):
        return talk
    return replace(talk, refs=tuple(ref for ref in talk.refs if ref.question != question))


def answered(scene: Scene, talk: Talk, question: Question, answer: Answer) -> Turn:
    """The open question has its answer: say what follows from it and ask the next one."""
    if question.part is Part.CONSENT and answer.choices == ("no",):
        return refused(scene, talk, question)
    first_time, agreed = question.id not in talk.answers, consented(scene.framework, talk)
    talk = unskipped(with_answer(scene, talk, question.id, answer))
    soft = question.kind is Kind.FACE and question.part is Part.OPEN and answer.choices == (WORST,)
    first = echo(scene, question, answer)
    if soft:
        first = (*first, fill(scene, talk, scene.framework.texts["soft"]))
    if not agreed and consented(scene.framework, talk):  # from now on something is kept
        first = (*first, *waits(scene))
    turn = after(scene, talk, question, first=first, first_time=first_time)
    return _followed(scene, turn, question, answer)


def echo(scene: Scene, question: Question, answer: Answer) -> tuple[Line, ...]:
    """What a typed choice was understood as, so that a misreading is seen at once."""
    if scene.heard.kind != "text" or question.part is Part.CONSENT or not answer.choices:
        return ()
    return chosen(question, answer)


def _followed(scene: Scene, turn: Turn, question: Question, answer: Answer) -> Turn:
    """What an answer sets going besides: the help card, asking again or not asking again."""
    if question.help_on and not set(question.help_on).isdisjoint(answer.choices):
        turn = replace(turn, says=(card(scene, turn.talk, soft=True), *turn.says))
    if question.requires != "again":
        return turn
    wanted: EffectKind = "subscribe" if answer.choices == ("yes",) else "unsubscribe"
    return replace(turn, effects=(*turn.effects, wanted))


def skipped(scene: Scene, talk: Talk, question: Question) -> Turn:
    """The person does not want to answer this: that is an answer of its own, never remarked on."""
    first_time = question.id not in talk.answers
    in_a_row = talk.skips if talk.asked else talk.skips + 1
    answer = Answer("skipped")
    talk = forgotten(with_answer(scene, talk, question.id, answer), question.id)
    talk = replace(talk, skips=in_a_row)
    following = next_open(scene.framework, talk, scene.given.works)
    enough = in_a_row >= SKIPS_THAT_ASK and talk.phase is Phase.TALKING
    if enough and not talk.asked and following is not None and following.part is not Part.LAST:
        return side(scene, replace(talk, skips=0, at=following.id), asking.FINISH)
    turn = after(scene, talk, question, first_time=first_time)
    return _followed(scene, turn, question, answer)


def after(
    scene: Scene,
    talk: Talk,
    question: Question,
    *,
    first: tuple[Line, ...] = (),
    first_time: bool = False,
) -> Turn:
    """Where the talk goes once this question is done with: on, or back to where it was."""
    if talk.asked != question.id or question.id == talk.at:
        return advance(scene, replace(talk, asked="") if talk.asked else talk, first=first)
    talk = replace(talk, asked="")
    if talk.phase is Phase.FINISHED and question.part is Part.LAST and first_time:
        following = last_open(scene.framework, talk, scene.given.works)
        if following is not None:
            return side(scene, talk, following.id, first=first)
        return reshow(scene, talk, first=first)
    lines = change_lines(scene, talk, question)
    if talk.phase is not Phase.TALKING:
        return Turn(talk, (Say(lines),))
    return reshow(scene, talk, first=lines)


def change_lines(scene: Scene, talk: Talk, question: Question) -> tuple[Line, ...]:
    """What an answer is now."""
    answer = talk.answers.get(question.id, Answer("skipped"))
    if answer.words:
        return (fill(scene, talk, phrases.CHANGED_WORDS),)
    title = asking.title(scene, talk, question)
    if answer.state == "skipped":
        return (fill(scene, talk, phrases.CHANGED_SKIP, question=title),)
    whole = scene.framework.by_id.get(question.id, question)
    return (
        fill(scene, talk, phrases.CHANGED, question=title),
        *chosen(whole, answer),
    )


def changed(scene: Scene, talk: Talk, question: Question, answer: Answer) -> Turn:
    """An old button or an edited message: only its own answer changes, and the person is told."""
    before = talk.answers.get(question.id)
    if before == answer:
        return same(scene, talk, question, answer)
    if question.part is Part.CONSENT:
        no = before is not None and answer.choices == ("no",)
        return refused(scene, talk, question) if no else reshow(scene, talk)
    talk = with_answer(scene, talk, question.id, answer)
    turn = Turn(talk, (Say(change_lines(scene, talk, question)),))
    return mark(scene, _followed(scene, turn, question, answer), question)


def same(scene: Scene, talk: Talk, question: Question, answer: Answer) -> Turn:
    """A second press: the pressed message shows what is kept; without one, a line says it."""
    if scene.heard.kind == "tap" and scene.heard.ref:
        return mark(scene, Turn(talk, ()), question)
    lines = (fill(scene, talk, phrases.SAME), *chosen(question, answer))
    return Turn(talk, (Say(lines),))


def advance(scene: Scene, talk: Talk, *, first: tuple[Line, ...] = ()) -> Turn:
    """Ask the next open question, or finish; first of all, ask for the language."""
    if not talk.chose_language and len(scene.given.languages) > 1:
        return side(scene, talk, asking.LANGUAGE, first=first)
    if not scene.given.open:
        return Turn(talk, (between(scene, talk, first=first),))
    question = next_open(scene.framework, talk, scene.given.works)
    if question is None:
        return finished(scene, talk, first=first)
    talk = replace(talk, at=question.id, phase=Phase.TALKING, renew="")
    wants_place = scene.given.places and not talk.chose_place and question.part is not Part.CONSENT
    if wants_place and consented(scene.framework, talk):
        return side(scene, talk, asking.PLACE, first=first)
    return reshow(scene, talk, first=first)


def reshow(scene: Scene, talk: Talk, *, first: tuple[Line, ...] = ()) -> Turn:
    """Say what is open now: the side question, the question, or where a closed talk stands."""
    talk = awake(talk)
    if talk.at and not talk.asked and not talk.chose_language and len(scene.given.languages) > 1:
        # The language of the talk has closed: nobody is led on in another one without being asked.
        return side(scene, talk, asking.LANGUAGE, first=first)
    question = asking.open_question(scene, talk)
    if question is not None and (talk.asked or talk.phase is Phase.TALKING):
        return _asked(scene, talk, question, first)
    if talk.phase is Phase.TALKING:
        return advance(scene, talk, first=first)
    if talk.phase is Phase.FINISHED:
        # Who finished early and looked elsewhere has not said yet who may read the words.
        following = last_open(scene.framework, talk, scene.given.works)
        if following is not None:
            return side(scene, talk, following.id, first=first)
    return Turn(talk, (Say((*first, where(scene, talk)), start_row(talk)),))


def side(scene: Scene, talk: Talk, what: str, *, first: tuple[Line, ...] = ()) -> Turn:
    """Show a side question above the open one, which stays where it is."""
    talk = replace(talk, asked=what)
    question = asking.open_question(scene, talk)
    assert question is not None, "side questions are always there"
    return _asked(scene, talk, question, first)


def _asked(scene: Scene, talk: Talk, question: Question, first: tuple[Line, ...]) -> Turn:
    """Ask; a yes to the text that stands above the question will be for this one."""
    quote = asking.quote_of(scene, talk, question)
    if quote is not None:
        talk = replace(talk, quoted=quote.seal)
    return Turn(talk, (ask(scene, talk, question, first=first),))


def with_first(turn: Turn, line: Line) -> Turn:
    """The turn with one line before what it says first."""
    first = replace(turn.says[0], lines=(line, *turn.says[0].lines))
    return replace(turn, says=(first, *turn.says[1:]))


def refused(scene: Scene, talk: Talk, question: Question) -> Turn:
    """A no to the talk, or an age under the gate: a kind goodbye, and nothing is kept.

    Where answers are kept already, a slip of the finger must not delete them: ask.
    """
    if asking.kept(scene, talk) or talk.phase not in (Phase.TALKING, Phase.STOPPED):
        said = chosen(question, Answer("answered", ("no",)))
        return side(scene, talk, asking.DELETE, first=(fill(scene, talk, question.text[0]), *said))
    young = question.id == "age"
    talk = replace(talk, phase=Phase.DECLINED, at="", asked="", answers={}, refs=(), skips=0)
    text = scene.framework.texts["bye_age" if young else "bye_no"]
    say = Say((fill(scene, talk, text),), () if young else start_row(talk))
    return Turn(talk, (say,), ("forget",))


def finished(scene: Scene, talk: Talk, *, first: tuple[Line, ...] = ()) -> Turn:
    """The end of the talk: thanks, the code and the day until which everything can be changed.

    A code that was given before stays. Who finishes early is still asked the last questions:
    without them nobody may read the words.
    """
    code, day = talk.code or scene.given.code, scene.given.day or talk.day
    talk = replace(talk, phase=Phase.FINISHED, at="", asked="", code=code, day=day)
    bye = thanks(scene, talk, first=first)
    following = last_open(scene.framework, talk, scene.given.works)
    if following is None:
        return Turn(talk, (bye,))
    turn = side(scene, talk, following.id)
    return replace(turn, says=(bye, *turn.says))


def written(scene: Scene, talk: Talk, question: Question, *, sensitive: bool) -> Turn:
    """One message of own words joins the answer; Done goes on."""
    before = None if talk.renew == question.id else talk.answers.get(question.id)
    if before is None or not before.words:
        talk = forgotten(talk, question.id)
    answer, was_cut = Words.join(before, scene.heard.text, sensitive=sensitive)
    full = before is not None and answer.words == before.words
    talk = unskipped(with_answer(scene, talk, question.id, answer))
    if not full:
        talk = remembered(scene, talk, question.id, len(answer.words) - 1)
    phrase = phrases.FULL if full else phrases.MORE
    lines = [fill(scene, talk, phrase)]
    if was_cut and not full:
        lines.insert(0, fill(scene, talk, phrases.TOO_LONG))
    row = ((asking.control(talk, question.id, Control.DONE, phrases.DONE),),)
    return Turn(talk, (Say(tuple(lines), row),))


def mark(scene: Scene, turn: Turn, question: Question, option: str = "") -> Turn:
    """Add the tapped message as it looks now, after what is more urgent to read."""
    if scene.heard.kind != "tap" or not scene.heard.ref or "clear" in turn.effects:
        return turn
    kept = turn.talk.answers.get(question.id)
    if option:
        kept = Answer("answered", (option,))
    elif question.id == asking.PLACE:  # a skipped place is kept nowhere, but was said
        kept = Answer("skipped")
    return replace(turn, says=(*turn.says, marked(scene, turn.talk, question, kept)))
