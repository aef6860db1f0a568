"""Everything that is kept about a person, and how they change and delete it."""

from dialogues import phrases
from dialogues.asking import Scene, control, fill, kept, quote_of, title
from dialogues.hearing import Control
from dialogues.model import Button, Line, Phase, Say, Talk, token
from dialogues.repeating import said
from dialogues.standing import code_row, has_moved

NUMBERS_A_ROW = 5


def mine(scene: Scene, talk: Talk) -> Say:
    """Everything that is kept about the person, with a way to change and to delete it."""
    names = dict(scene.given.languages)
    lines = [Line(phrases.MINE_LANGUAGE, (("answer", names.get(talk.language, talk.language)),))]
    if talk.place:
        place = dict(scene.given.places).get(talk.place, talk.place)
        lines.append(Line(phrases.MINE_PLACE, (("answer", place),)))
    if has_moved(scene, talk):
        return Say((fill(scene, talk, phrases.MINE_MOVED), *lines), (_delete_row(talk),))
    questions = kept(scene, talk)
    if not questions:
        return Say((fill(scene, talk, phrases.MINE_NOTHING), *lines), (_delete_row(talk),))
    buttons: list[Button] = []
    for place_in_list, question in enumerate(questions, 1):
        number = str(place_in_list)
        asked = title(scene, talk, question)
        lines.append(Line(phrases.MINE_NUMBER, (("number", number), ("question", asked))))
        values = said(question, talk.answers[question.id])
        quote = quote_of(scene, talk, question)
        values = (quote.text, *values) if quote else values
        lines.extend(Line(phrases.MINE_ANSWER, (("answer", value),)) for value in values)
        buttons.append(Button(number, token(talk.id, question.id, f"!{Control.OPEN}")))
    rows = [tuple(buttons[i : i + NUMBERS_A_ROW]) for i in range(0, len(buttons), NUMBERS_A_ROW)]
    if talk.code:
        lines.append(fill(scene, talk, phrases.MINE_CODE))
        rows.append(code_row(talk))
    last = (fill(scene, talk, phrases.MINE_CHANGE),)
    return Say((_title(scene, talk), *lines, *last), (*rows, _delete_row(talk)))


def _title(scene: Scene, talk: Talk) -> Line:
    """Until when all this is kept: a talk that goes on waits on a page for a shorter time."""
    goes_on = talk.phase in (Phase.TALKING, Phase.STOPPED)
    if goes_on and scene.given.waits:
        return fill(scene, talk, phrases.MINE, day=scene.given.waits)
    return fill(scene, talk, phrases.MINE)


def _delete_row(talk: Talk) -> tuple[Button, ...]:
    go_on = control(talk, talk.at, Control.GO_ON, phrases.GO_ON)
    delete = control(talk, talk.at, Control.DELETE, phrases.DELETE)
    return (go_on, delete) if talk.phase in (Phase.TALKING, Phase.STOPPED) else (delete,)
