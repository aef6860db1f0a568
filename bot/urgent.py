"""What must be heard whatever else goes on: a call for help, a stop, the wish to be forgotten."""

from bot.house import House
from dialogues import asking, hearing
from dialogues.asking import NOTHING, Scene
from dialogues.card import card
from dialogues.hearing import Control, Doubtful
from dialogues.model import Heard, Part, Phase, Say, Talk, read_token

URGENT = frozenset((Control.HELP, Control.STOP, Control.DELETE))


def urgent(house: House, heard: Heard) -> Control | None:
    """What of it this message asks for, in any language; a phrase of danger calls for help."""
    if heard.kind == "tap":
        return _tapped(house, heard.token)
    if heard.kind not in ("text", "edit", "other"):
        return None
    lexicon = house.lexicon(house.framework)
    if heard.kind != "text":  # a correction or a caption is no command
        return Control.HELP if hearing.danger(heard.text, lexicon) else None
    meant = hearing.slash(heard.text) or hearing.control(heard.text, lexicon, "")
    if isinstance(meant, Control) and meant in URGENT:
        return meant
    if isinstance(meant, Doubtful) and Control.HELP in meant.controls:
        return Control.HELP  # a card too many harms nobody
    return Control.HELP if hearing.danger(heard.text, lexicon) else None


def _tapped(house: House, token: str) -> Control | None:
    _, question_id, option = read_token(token) or ("", "", "")
    if option.startswith("!"):
        return next((each for each in URGENT if option == f"!{each}"), None)
    if (question_id, option) == (asking.DELETE, "yes"):
        return Control.YES
    question = house.framework.by_id.get(question_id)
    withdraws = question is not None and question.part is Part.CONSENT and option == "no"
    return Control.NO if withdraws else None


def help_card(house: House, language: str, *, phase: Phase = Phase.TALKING) -> Say:
    """The help card past a talk, without a button; only in a talk it asks whether to go on."""
    framework = house.framework
    talk = Talk("", framework.id, framework.version, language, phase=phase)
    given = house.given(framework, language, there=(), last_day=None, is_open=False)
    return Say(card(Scene(framework, given, NOTHING), talk, soft=False).lines)
