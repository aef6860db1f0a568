"""From answers to a release, made once, and read back as it was released."""

import hashlib
import json

import pytest
from sqlalchemy import update

from bot import reading, upkeep
from bot.house import House
from dialogues.model import Phrase
from storage import StoreError, answers, places, rounds, tables
from summaries.rules import Gate
from tests.bot.chats import Calendar, seated


@pytest.fixture
def moved(house: House, calendar: Calendar) -> rounds.Window:
    """A window of five people that has moved."""
    seated(house, range(5), mood_now="4", join="sport_nature")
    calendar.at = calendar.at.replace(day=29)
    upkeep.move_due(house, house.today())
    with house.store.read() as tx:
        [window] = reading.unpublished(tx)
    return window


def test_a_window_is_published_once(house: House, moved: rounds.Window) -> None:
    """A window has one release, and a published window is not offered again."""
    with house.store.begin() as tx:
        reading.publish(tx, house, moved)
    with house.store.read() as tx:
        assert [] == reading.unpublished(tx)
    with house.store.begin() as tx, pytest.raises(StoreError, match="published already"):
        reading.publish(tx, house, moved)


def test_a_release_outlives_the_answers(house: House, moved: rounds.Window) -> None:
    """What is read back is what was released, also when the answers are gone."""
    with house.store.begin() as tx:
        made = reading.publish(tx, house, moved)
    with house.store.read() as tx:
        [summary] = reading.latest_summaries(tx, house, place=places.country(tx).id, language="en")
        [shown] = reading.all_shown(tx)
    assert "Sport or nature" in summary.text()
    assert json.loads(made.cells) == json.loads(shown.freeze())


def test_nothing_is_read_before_the_first_release(house: House, moved: rounds.Window) -> None:
    """A moved window without a release shows nothing at all."""
    with house.store.read() as tx:
        assert moved.id == reading.unpublished(tx)[0].id
        assert reading.latest_shown(tx) is None
        assert [] == reading.latest_summaries(tx, house, place="fi", language="en")


def test_the_plan_names_every_table(house: House, moved: rounds.Window) -> None:
    """The plan holds each face with its topic, the wishes, the places and what was asked."""
    with house.store.read() as tx:
        held = rounds.get(tx, moved.round)
        plan = reading.plan(tx, house, house.framework, held, moved)
        said = {combo.question for combo in answers.combos(tx, window=moved.id)}
    assert {"mood_now", "home_mood", "heard"} <= {face.question for face in plan.faces}
    assert "join" == plan.wishes
    assert "none" not in plan.wish_labels
    assert ["fi"] == [place.id for place in plan.places]
    assert {"works", "hard", "hope"} == set(plan.asked) <= said
    assert (Gate("people_needs", "people_mood", 3),) == plan.gates["friends"]
    assert {"learning_needs", "family_needs"} == {gate.question for gate in plan.gates["childcare"]}
    assert {"safety", "influence", "other"}.isdisjoint(plan.gates)
    assert (5, moved.id) == (plan.k, plan.window)


def test_a_release_that_was_planted_is_found(house: House, moved: rounds.Window) -> None:
    """Whatever is stored as a release is attacked: a number of four people is named."""
    with house.store.begin() as tx:
        made = reading.publish(tx, house, moved)
        assert [] == reading.leaks(tx)
    record = json.loads(made.cells)
    record["pages"][0]["needs"] = [{"code": "friends", "how": "number", "people": 4}]
    planted = json.dumps(record)
    with house.store.begin() as tx:
        tx.db.execute(
            update(tables.release).values(
                cells=planted, sha256=hashlib.sha256(planted.encode()).hexdigest()
            )
        )
        assert ["r1-1, fi: need friends can be known to be 4."] == reading.leaks(tx)


def test_a_sentence_that_was_reworded_is_read_in_english() -> None:
    """An old release with a sentence that no language knows any more is still readable."""
    say = reading.speaker("fi")
    assert "An old sentence." == say(Phrase("summary.gone", "An old sentence."), {})


def test_a_second_release_compares_with_the_first(
    house: House, moved: rounds.Window, calendar: Calendar
) -> None:
    """The release of the next window knows the one before it."""
    with house.store.begin() as tx:
        reading.publish(tx, house, moved)
    upkeep.close_due(house, house.today())
    with house.store.begin() as tx:
        name, version = house.framework.id, house.framework.version
        rounds.open_round(tx, framework=name, version=version, today=house.today())
    seated(house, range(5), mood_now="2")
    calendar.wait(28)
    upkeep.move_due(house, house.today())
    with house.store.begin() as tx:
        [window] = reading.unpublished(tx)
        assert "r1-1" == reading._before(tx, window)
        reading.publish(tx, house, window)
    with house.store.read() as tx:
        assert ["r1-1", "r2-1"] == [shown.cells.window for shown in reading.all_shown(tx)]
