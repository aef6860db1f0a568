"""The one text that volunteers may read: shown as it would be read, and a yes to nothing else."""

from collections import Counter
from dataclasses import replace

import pytest

from dialogues import asking, harvest, quoting
from dialogues.harvest import Row
from dialogues.model import Answer, Talk, When
from tests.dialogues.play import Player
from tests.dialogues.stage import FRAMEWORK, at_words, lines

WORKS = frozenset({"again", "quotes"})
MEADOW = "I walk in the meadow."
TEXT = f"This is the text: {MEADOW}"
LOST = "Something changed after your yes. So volunteers will not read your text."


def asked(*texts: str, works: frozenset[str] = WORKS) -> Player:
    """Somebody who wrote one text for each open question, and shares with volunteers."""
    person = at_words(works=works)
    for text in (*texts, *["skip"] * (3 - len(texts))):
        person.say(text)
        if text != "skip":
            person.say("done")
    person.say("1")
    person.say("yes")
    person.say("Workers and volunteers")
    return person


def agreed(*texts: str) -> Player:
    """Somebody who said yes to what they were shown."""
    person = asked(*texts)
    person.tap("Yes")
    return person


def rows(person: Player, works: frozenset[str] = WORKS) -> dict[str, Row]:
    """What the talk would leave behind."""
    return {row.name: row for row in harvest.rows(FRAMEWORK, person.talk, works)}


def edit(person: Player, question: str, text: str) -> list[str]:
    """Change the message that gave an answer; what is said then."""
    ref = next(ref for ref in person.talk.refs if ref.question == question)
    return lines(person.hear("edit", text=text, ref=ref.message))


def said_yes(person: Player) -> bool:
    """Whether the talk holds a yes."""
    return quoting.said_yes(person.talk)


def test_the_text_stands_above_the_question() -> None:
    """The person reads exactly what others would read, masked more strongly than on arrival."""
    person = asked("My friend Noor came on 3.4.2021 to the meadow.")
    assert "quote" == person.talk.at
    masked = "My friend [name] came on [date] to the meadow."
    assert [f"This is the text: {masked}"] == lines(person.turn)[-2:-1]
    assert quoting.Quote("works", masked).seal == person.talk.quoted


def test_a_yes_makes_one_row_of_its_own() -> None:
    """The text leaves once, for the whole country, and its question is counted without it."""
    person = agreed(MEADOW, "The letters.")
    found = rows(person)
    row = found["_quote"]
    assert ("_quote", (), True) == (row.question, row.choices, row.national)
    held = {"works": MEADOW, "hard": "The letters."}
    [chosen] = [name for name, text in held.items() if text == row.words]
    assert Row(chosen, chosen, "answered") == found.pop(chosen)
    texts = [each.words for each in found.values() if each.words is not None]
    assert sorted(held.values()) == sorted(texts)


@pytest.mark.parametrize("said", ["No", "skip", ""])
def test_everything_but_a_yes_is_a_no(said: str) -> None:
    """No, skipped and unanswered leave the words with their question, for workers."""
    person = asked(MEADOW)
    if said:
        person.say(said)
    found = rows(person)
    assert "_quote" not in found
    assert MEADOW == found["works"].words


def test_a_yes_that_lacks_a_link_leaves_no_quote() -> None:
    """Another text, another reader, nobody who approves: each link that is missing is enough."""
    person = agreed(MEADOW)
    assert "_quote" in rows(person)
    whole, answers = person.talk, dict(person.talk.answers)
    broken = {
        "another text": replace(whole, answers=answers | {"works": Answer("answered", (), ("B",))}),
        "danger": replace(
            whole, answers=answers | {"works": replace(answers["works"], sensitive=True)}
        ),
        "workers": replace(whole, answers=answers | {"share": Answer("answered", ("workers",))}),
        "nobody": replace(whole, answers=answers | {"share": Answer("answered", ("nobody",))}),
        "never shown": replace(whole, quoted=""),
        "another hash": replace(whole, quoted="0" * 64),
    }
    for why, talk in broken.items():
        person.talk = talk
        assert "_quote" not in rows(person), why
    person.talk = whole
    assert "_quote" not in rows(person, frozenset({"again"}))


def test_a_new_masking_takes_the_yes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be read now is not what was shown, though nobody changed a word."""
    person = agreed(MEADOW)
    monkeypatch.setattr(quoting, "published", lambda _parts: "I walk in the [place].")
    assert "_quote" not in rows(person)
    person.say("/help")
    assert LOST in lines(person.turn)
    assert not said_yes(person)


@pytest.mark.parametrize("finished", [False, True])
def test_a_changed_text_takes_the_yes_along(*, finished: bool) -> None:
    """Also after the end; the person is told in one line, and is asked about the new text."""
    person = agreed(MEADOW)
    if finished:
        person.say("No")
    assert [LOST, "I changed your text."] == edit(person, "works", "I walk in the forest.")
    assert not said_yes(person)
    assert "_quote" not in rows(person)
    if finished:
        person.say("hello")
        assert "This is the text: I walk in the forest." in lines(person.turn)
        person.tap("Yes")
        assert "I walk in the forest." == rows(person)["_quote"].words


def test_a_deleted_text_takes_the_yes_along() -> None:
    """A text that is skipped from the list of answers cannot be shown, and nothing is asked."""
    person = agreed(MEADOW)
    person.say("/mine")
    person.hear("tap", token=f"v1:{person.talk.id}:works:!open", ref="list")
    person.say("/skip")
    assert LOST in lines(person.turn)
    assert {"quote"}.isdisjoint(person.talk.answers)
    assert "quote" not in (person.talk.at, person.talk.asked)


def test_another_reader_takes_the_yes_along() -> None:
    """Who lets only workers read is told; who then lets volunteers read is asked anew."""
    person = agreed(MEADOW)
    person.hear("tap", token=f"v1:{person.talk.id}:share:workers", ref="old")
    assert LOST in lines(person.turn)
    person.say("/mine")
    assert TEXT not in lines(person.turn)


def test_a_button_below_another_text_counts_for_nothing() -> None:
    """After a change the old yes and no show the new text; only the new buttons answer."""
    person = asked(MEADOW)
    old = [button.token for row in person.turn.says[-1].rows for button in row][:2]
    edit(person, "works", "I walk in the forest.")
    person.say("/continue")
    assert "This is the text: I walk in the forest." in lines(person.turn)
    for token in (*old, f"v1:{person.talk.id}:quote:yes", f"v1:{person.talk.id}:quote:yes."):
        person.hear("tap", token=token, ref="old")
        assert "quote" not in person.talk.answers
        assert "This is the text: I walk in the forest." in lines(person.turn)
    person.tap("Yes")
    assert "I walk in the forest." == rows(person)["_quote"].words


def test_a_typed_yes_is_for_what_was_shown() -> None:
    """Typed after the text changed, it is asked again below the new text."""
    person = asked(MEADOW)
    edit(person, "works", "I walk in the forest.")
    person.say("yes")
    assert ("quote", False) == (person.talk.at, said_yes(person))
    assert "This is the text: I walk in the forest." in lines(person.turn)
    person.say("yes")
    assert "I walk in the forest." == rows(person)["_quote"].words


def test_another_text_does_not_take_the_yes_along() -> None:
    """The yes is for one text: what was not chosen may change."""
    person = agreed(MEADOW, "The letters.")
    other = {"works": "hard", "hard": "works"}[_quoted(person)]
    assert ["I changed your text."] == edit(person, other, "Something else.")
    assert said_yes(person)


def _quoted(person: Player) -> str:
    quote = quoting.agreed(FRAMEWORK, person.talk, WORKS)
    assert quote is not None
    return quote.question


def test_nothing_is_asked_where_nothing_can_be_quoted() -> None:
    """Only texts of danger, only masks, nobody who approves: the question does not come."""
    for texts, works in (
        (["He hits me."], WORKS),
        (["+358 40 123 4567"], WORKS),
        (["😀"], WORKS),
        ([MEADOW], frozenset({"again"})),
    ):
        person = asked(*texts, works=works)
        assert person.talk.at not in ("quote", "")


def test_the_text_is_chosen_by_the_number_of_the_talk() -> None:
    """The same talk chooses the same text; over many talks every text is chosen."""
    person = asked(MEADOW, "The letters.", "Work.")
    chosen = Counter(
        quote.question
        for number in range(300)
        if (quote := quoting.offered(FRAMEWORK, replace(person.talk, id=f"t{number}"), WORKS))
    )
    assert {"works", "hard", "hope"} == set(chosen)
    assert min(chosen.values()) > 60
    again = [quoting.offered(FRAMEWORK, person.talk, WORKS) for _ in range(3)]
    assert 1 == len(set(again))


def test_the_list_of_answers_shows_the_text() -> None:
    """With /mine the person sees what volunteers may read, beside the yes."""
    person = agreed(MEADOW)
    person.say("/mine")
    found = lines(person.turn)
    place = next(i for i, line in enumerate(found) if "May volunteers read" in line)
    assert [f"→ {MEADOW}", "→ Yes"] == found[place + 1 : place + 3]


def test_a_tapped_yes_stays_below_its_text() -> None:
    """The message that was answered still says to what."""
    person = agreed(MEADOW)
    marked = [say for say in person.turn.says if say.replaces]
    assert [TEXT] == [lines(replace(person.turn, says=(say,)))[0] for say in marked]


def test_buttons_carry_the_seal_and_fit() -> None:
    """A button tells which text it is about, within what Telegram carries."""
    person = asked(MEADOW)
    carried = [button.token for row in person.turn.says[-1].rows for button in row][:2]
    seal = person.talk.quoted[: asking.SEAL]
    assert [f"v1:{person.talk.id}:quote:{each}.{seal}" for each in ("yes", "no")] == carried
    assert all(len(token.encode()) <= 64 for token in carried)


def test_the_question_follows_the_right_one() -> None:
    """Ours asks only who said that volunteers may read."""
    assert When("share", has="volunteers") == FRAMEWORK.by_id["quote"].when
    assert quoting.offered(FRAMEWORK, Talk("t", "f", "1", "en"), WORKS) is None
