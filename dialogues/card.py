"""The help card: where to find help at once, whatever the talk is about."""

from dialogues import hearing, phrases
from dialogues.asking import Scene, control, fill
from dialogues.copies import replace
from dialogues.hearing import Control
from dialogues.model import Phase, Say, Talk, Turn


def card(scene: Scene, talk: Talk, *, soft: bool) -> Say:
    """The help card: what the bot is, the emergency number, verified lines that fit now."""
    texts = scene.framework.texts
    others = [line for line in scene.given.help if line.number != scene.given.emergency]
    order = [*(["h1"] if soft else []), "h2", "h3", *(["h4"] if others else [])]
    lines = [fill(scene, talk, texts[name]) for name in order if name in texts]
    for line in others:
        phrase = phrases.HELP_HOURS if line.hours else phrases.HELP_LINE
        lines.append(
            fill(scene, talk, phrase, name=line.name, number=line.number, hours=line.hours)
        )
    if "h6" in texts and talk.phase is Phase.TALKING:
        lines.append(fill(scene, talk, texts["h6"]))
    rows = (
        (
            (
                control(talk, talk.at, Control.GO_ON, phrases.GO_ON),
                control(talk, talk.at, Control.STOP, phrases.STOP),
            ),
        )
        if talk.phase is Phase.TALKING
        else ()
    )
    return Say(tuple(lines), rows)


def with_help(scene: Scene, turn: Turn) -> Turn:
    """The turn, with the help card before it if what was heard calls for that."""
    if not hearing.danger(scene.heard.text, scene.given.lexicon):
        return turn
    return replace(turn, says=(card(scene, turn.talk, soft=True), *turn.says))
