"""All boxes of a question at once, as a page brings them."""

import pytest

from tests.bot.chats import Chat


@pytest.fixture
def at_topics(chat: Chat) -> Chat:
    """A talk in which the topics are asked."""
    return chat.reach("topics", {"mood_now": ["4"]})


def chosen(chat: Chat, question: str = "topics") -> tuple[str, ...]:
    """What is kept of a question."""
    answer = chat.talk.answers.get(question)
    return answer.choices if answer else ()


def test_all_boxes_are_the_answer(at_topics: Chat) -> None:
    """What is ticked is the whole answer, and the talk goes on."""
    at_topics.tap("=home,people")
    assert (("home", "people"), "home_mood") == (chosen(at_topics), at_topics.open_question())


def test_boxes_take_the_place_of_what_was_chosen(at_topics: Chat) -> None:
    """An option that was chosen before and is not ticked now is not chosen any more."""
    at_topics.tap("health")
    at_topics.tap("=home")
    assert ("home",) == chosen(at_topics)


def test_no_box_is_no_answer(at_topics: Chat) -> None:
    """Nothing ticked: the question stays, and says what can be done."""
    at_topics.tap("=")
    assert "Please choose one or more, or skip the question." in at_topics.text
    assert ((), "topics") == (chosen(at_topics), at_topics.open_question())


def test_something_beside_none_is_something(at_topics: Chat) -> None:
    """Whoever ticks a need and "no help now" named a need; "no help now" alone is that."""
    at_topics.tap("=people")
    at_topics.tap("2", "people_mood")
    at_topics.tap("=friends,none")
    assert ("friends",) == chosen(at_topics, "people_needs")
    at_topics.tap("=none", "people_needs")
    assert ("none",) == chosen(at_topics, "people_needs")


def test_boxes_of_a_question_that_was_left_change_only_it(at_topics: Chat) -> None:
    """An old page changes its own answer; what is asked stays what is asked."""
    at_topics.tap("=people")
    at_topics.tap("=people,home", "topics")
    assert (("people", "home"), "people_mood") == (chosen(at_topics), at_topics.open_question())
    at_topics.tap("=", "topics")
    assert ("people", "home") == chosen(at_topics)


@pytest.mark.parametrize("boxes", ["=moon", "=home,moon", "=" + "home," * 40 + "x"])
def test_made_up_boxes_are_not_taken(at_topics: Chat, boxes: str) -> None:
    """An option that was not offered makes the whole form void."""
    at_topics.tap(boxes)
    assert ((), "topics") == (chosen(at_topics), at_topics.open_question())


@pytest.mark.parametrize("question", ["mood_now", "works", "_language", "nothing"])
def test_boxes_of_other_questions_are_not_taken(at_topics: Chat, question: str) -> None:
    """A question without boxes cannot be answered by them."""
    before = dict(at_topics.talk.answers)
    at_topics.tap("=4", question)
    assert before == dict(at_topics.talk.answers)
