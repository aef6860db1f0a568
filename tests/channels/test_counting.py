"""Both platforms count what a person does, and most of the time say when it was."""

from typing import Any

import pytest

from bot.channels import slack_events, telegram_payloads
from bot.standins.slack_people import SlackPerson, Stamps
from bot.standins.telegram_people import TelegramPerson
from dialogues.model import Heard

DAY = 2_500_000_000 // 86_400


def everything(person: Any) -> None:
    """Type, change it, press and send a photo."""
    number = person.type("hello")
    person.edit(number, "hello again")
    person.press("v1:t:q:o", number)
    person.send_photo()


def on_telegram() -> list[Heard | None]:
    """What a person does there, as we hear it."""
    updates: list[dict[str, Any]] = []

    def push(kind: str, body: dict[str, Any]) -> int:
        """Number an update."""
        updates.append({"update_id": 500 + len(updates), kind: body})
        return len(updates)

    everything(TelegramPerson(1, "en", push=push, number=iter(range(9, 99)).__next__))
    return [telegram_payloads.heard(update, "77") for update in updates]


def on_slack() -> list[Heard | None]:
    """What a person does there, as we hear it."""
    payloads: list[Any] = []

    def deliver(_kind: str, payload: Any) -> None:
        """Keep a payload."""
        payloads.append(payload)

    everything(SlackPerson("U1", locale="en", stamps=Stamps(), deliver=deliver))
    return [slack_events.heard(payload, "T1") for payload in payloads]


@pytest.mark.parametrize("acted", [on_telegram, on_slack])
def test_what_was_done_later_counts_more(acted: Any) -> None:
    """Words, a change, a press and a photo have rising numbers, and a day where it is told."""
    done = acted()
    assert ["text", "edit", "tap", "other"] == [each.kind for each in done]
    numbers = [each.order for each in done]
    assert sorted(set(numbers)) == numbers
    assert 0 not in numbers
    untold = {"tap"} if acted is on_telegram else set()
    assert [0 if each.kind in untold else DAY for each in done] == [each.day for each in done]


@pytest.mark.parametrize("date", ["today", None, True, 1.5])
def test_a_strange_date_is_none(date: object) -> None:
    """A date that is no number leaves the message as it is, of no known day."""
    chat = {"id": 1, "type": "private"}
    message = {"message_id": 1, "from": {"id": 1}, "chat": chat, "text": "hi", "date": date}
    heard = telegram_payloads.heard({"update_id": 7, "message": message}, "77")
    assert heard is not None
    assert (7, 0, "hi") == (heard.order, heard.day, heard.text)
