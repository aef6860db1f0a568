"""What every turn may lean on: languages that are whole, help that fits, frameworks by version."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import locales
from bot.house import House, open_house, written_day
from bot.lexicon import lexicon
from bot.prepared import prepared
from bot.settings import Settings
from bot.shapes import Secret
from dialogues.helpline import HelpLine, Phone, Tongue
from dialogues.hours import hours
from dialogues.model import Framework, Phrase
from dialogues.spoken import spoken
from storage import StoreError, places
from tests.bot.chats import Calendar, Chat

LINE = HelpLine(
    id="night",
    kinds=("listening",),
    names={"en": "Night line"},
    phones=(Phone("116123", "116 123"),),
    hours="24/7",
    open=hours("24/7"),
    languages=(Tongue("en"),),
    cost="free",
    without_name=True,
    off_bill=True,
    source="https://example.org",
    verified_on=date(2027, 2, 1),
    verified_by="the coordinator",
    review_every_days=90,
    status="active",
)


def own(framework: Framework) -> Framework:
    """The shipped talk with one sentence that only English can say."""
    texts = dict(framework.texts) | {"k2": Phrase("text.k2", "We read them all on Monday.")}
    return replace(framework, texts=texts)


def test_a_language_with_a_gap_is_closed(house: House) -> None:
    """An organisation's own sentence closes every language that cannot say it."""
    assert {"en", "fi", "uk"} <= {tag for tag, _ in house.languages}
    assert ["en"] == [t for t, _ in replace(house, framework=own(house.framework)).languages]


def test_only_approved_languages_on_request(house: House) -> None:
    """With LANGUAGES=approved no draft of a translation is offered, nor guessed."""
    strict = replace(house, approved_only=True)
    drafts = {each.tag for each in locales.languages() if each.review == "draft"}
    assert set() == drafts & {tag for tag, _ in strict.languages}
    assert ("fi", "en") == (house.guess("fi-FI"), strict.guess("fi-FI"))


def test_every_sentence_of_the_talk_is_asked_for(house: House) -> None:
    """Questions, buttons and closing words all count when a language is looked at."""
    contexts = {each.phrase.context for each in spoken(house.framework)}
    assert {"mood_now", "home_needs.housing", "text.k1", "c_1.1"} <= contexts


def test_the_lexicon_is_made_once(house: House) -> None:
    """The words of all languages are folded once per framework and hold every control."""
    lexicon = house.lexicon(house.framework)
    assert lexicon is house.lexicon(house.framework)
    assert "help" == lexicon.controls["fi"]["apua"]
    assert {"a better home", "parempi asunto"} <= set(lexicon.called["home_needs.housing"])


def test_an_unknown_version_goes_on_with_the_newest(house: House) -> None:
    """A talk whose framework is not installed any more goes on with the current one."""
    assert house.framework is house.framework_of("hay-everyday", "0.0.1")
    assert house.framework is house.framework_of("gone", "1.0.0")


def test_help_is_promised_only_where_there_is_some(house: House) -> None:
    """A text that promises people who help is shown only beside a verified line."""
    shipped = house.given(house.framework, "en", there=(), last_day=None, is_open=True)
    assert ["112"] == [card.number for card in shipped.help]
    assert "help_lines" not in shipped.works
    verified = replace(house, help=(*house.help, LINE))
    given = verified.given(house.framework, "en", there=(), last_day=None, is_open=True)
    assert ["112", "116 123"] == [card.number for card in given.help]
    assert "help_lines" in given.works


def test_a_day_is_written_the_same_in_every_language() -> None:
    """A day is written without leading zeros, and without is empty."""
    assert "4.3.2027" == written_day(date(2027, 3, 4))


def settings(folder: Path, **more: object) -> Settings:
    """Settings of a house in this folder."""
    url: Any = Secret(f"sqlite:///{folder / 'a.sqlite3'}")
    held: Any = {"database_url": url, "keys_dir": folder / "keys", **more}
    return replace(Settings.read({}), **held)


def test_what_was_read_before_is_not_read_again(tmp_path: Path, calendar: Calendar) -> None:
    """The bot reads its words before it loads its libraries; the house takes them."""
    made = prepared(settings(tmp_path))
    opened = open_house(settings(tmp_path), now=calendar, made=made)
    opened.store.close()
    assert made.framework is opened.framework
    assert made.lexicon is opened.lexicon(opened.framework)
    assert made.lexicon == lexicon(opened.framework, tuple(opened.spoken))


def test_a_house_opens_a_first_round_by_itself(tmp_path: Path, calendar: Calendar) -> None:
    """On an empty database a round for the whole country is open at once, and this is told."""
    opened = open_house(settings(tmp_path), now=calendar)
    assert opened.store.opened_first_round
    assert date(2027, 3, 1) == opened.today()
    opened.store.close()
    again = open_house(settings(tmp_path), now=calendar)
    assert not again.store.opened_first_round
    again.store.close()


def test_a_house_without_its_keys_does_not_open(tmp_path: Path, calendar: Calendar) -> None:
    """A moved key directory is one sentence, and no new keys are made beside the data."""
    open_house(settings(tmp_path), now=calendar).store.close()
    (tmp_path / "keys").rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="is missing"):
        open_house(settings(tmp_path), now=calendar)
    assert not list(tmp_path.glob("keys/*"))


def test_a_framework_of_ones_own(tmp_path: Path, calendar: Calendar) -> None:
    """A path in the setting opens an organisation's own talk."""
    small = Path(__file__).parents[1] / "dialogues" / "frameworks" / "small.yaml"
    opened = open_house(settings(tmp_path, framework=str(small)), now=calendar)
    assert "hay-everyday" != opened.framework.id
    opened.store.close()


def test_languages_of_the_place_come_after_the_likeliest(house: House) -> None:
    """Whoever is invited to a place chooses among its languages first; the phone's is the first."""
    with house.store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        places.speak(tx, place="oulu", languages=["uk", "xx", "ar"])
        code = places.invite(tx, place="oulu")
    invited, other = Chat(house, "1", language="fi"), Chat(house, "2", language="zz")
    offered = [tag for tag, _ in house.languages]
    rest = [tag for tag in offered if tag not in ("fi", "uk", "ar")]
    asked = [row for row in invited.type(f"/start {code}")[0]["rows"] if ":!" not in row[0][1]]
    order = [token.rpartition(":")[2] for row in asked for _, token, _ in row]
    assert ["fi", "uk", "ar", *rest] == order
    invited.type("2")
    assert "uk" == invited.talk.language
    asked = [row for row in other.type("/start")[0]["rows"] if ":!" not in row[0][1]]
    assert offered == [token.rpartition(":")[2] for row in asked for _, token, _ in row]


HINTS = {
    "prs": "fa-AF", "haz": "fa-AF", "fa_AF": "fa-AF", "pes": "fa", "fa-IR": "fa", "kmr": "ku",
    "ku-TR": "ku", "ckb-IQ": "ckb", "ku-Arab": "ckb", "swc": "sw", "sw-CD": "sw", "tir": "ti",
    "arb": "ar", "apc": "ar", "ar-SY": "ar", "kin": "rw", "rn-BI": "rn", "zh-CN": "zh-Hans",
    "zh-Hans-CN": "zh-Hans", "uk-UA": "uk", "en-GB": "en", "es-419": "es", "so-SO": "so",
}  # fmt: skip


@pytest.mark.parametrize(
    ("hint", "tag"), [pair for pair in HINTS.items() if pair[1] in dict(locales.offered())]
)
def test_what_an_app_says_is_a_first_guess(house: House, hint: str, tag: str) -> None:
    """A tag as phones send it, with region, script or under another name, means a language."""
    assert tag == house.guess(hint)
