"""What every person is promised, whatever the framework: twelve short sentences for `/privacy`.

Each is kept by the structure and attacked by a test; docs/privacy.md links them, by number.
"""

from dialogues import phrases
from dialogues.asking import Scene, control, fill
from dialogues.hearing import Control
from dialogues.model import Kind, Line, Phase, Phrase, Say, Talk

TITLE = Phrase("promise.title", "This is what I promise you:")
ITEM = Phrase("promise.item", "{number}. {promise}")

PROMISES = (
    Phrase("promise.choose", "You can skip every question. You can stop at any time."),
    Phrase(
        "promise.hide",
        "I do not ask your name, number, address or identity code. "
        "If you write such a number or address, I try to hide it before I keep your words.",
    ),
    Phrase(
        "promise.change",
        "Until {day} you can see, change or delete your answers: {mine}, {delete}.",
    ),
    Phrase(
        "promise.apart",
        "After {day} nobody can see which answers are yours. We cannot see it either.",
    ),
    Phrase("promise.code", "After {day} only your own code can find your answers, to delete them."),
    Phrase("promise.loose", "Your answers to different questions are not kept together."),
    Phrase(
        "promise.groups",
        "Volunteers see numbers only from groups of five or more people. "
        "They never see who said what.",
    ),
    Phrase("promise.new", "A new summary never shows what one new person said."),
    Phrase(
        "promise.words",
        "Workers read your words only if you choose that. Volunteers read them only if you say "
        "yes to exactly that text, and a person has checked it.",
    ),
    Phrase(
        "promise.silent",
        "I keep no clock times, no names from this app and no history of this chat. "
        "My technical notes say nothing about you.",
    ),
    Phrase(
        "promise.forget",
        "When these talks have ended, I destroy the key to your contact 30 days later. "
        "Only if you want me to write again, I keep how to reach you.",
    ),
    Phrase(
        "promise.app", "The company of this app can see that you write to me. I cannot change that."
    ),
)


def promises(scene: Scene, talk: Talk) -> Say:
    """All promises; between rounds there is no day, and nothing is promised of one."""
    dated = talk.day or scene.given.day
    # The last one is of the app; where there is none, something else is true.
    last = PROMISES[-1] if scene.given.company else phrases.ON_A_PAGE
    said = [*PROMISES[:-1], last, *([] if scene.given.rings else [phrases.SILENT_PAGE])]
    known = [fill(scene, talk, each) for each in said if dated or "{day}" not in each.source]
    lines = [
        Line(ITEM, (("number", str(number)), ("promise", each if each.values else each.phrase)))
        for number, each in enumerate(known, 1)
    ]
    return Say((Line(TITLE), *lines))


def consented(scene: Scene, talk: Talk) -> Say:
    """The screens of the consent again, and the way back into the talk."""
    dated = talk.day or scene.given.day
    screens = [each for each in scene.framework.questions if each.kind is Kind.INFO]
    known = [text for screen in screens for text in screen.text]
    texts = [text for text in known if dated or "{day}" not in text.source]
    go_on = ((control(talk, talk.at, Control.GO_ON, phrases.GO_ON),),)
    waiting = talk.phase is Phase.TALKING and talk.at
    return Say(tuple(fill(scene, talk, text) for text in texts), go_on if waiting else ())
