"""People of whom we hear what their platform posts: each press and each text is read from that."""

import json
from itertools import count
from typing import Any
from urllib.parse import urlencode

from bot.channels import slack_events, slack_requests, telegram_payloads
from bot.standins.slack_people import SlackPerson, Stamps
from bot.standins.telegram_people import TelegramPerson
from dialogues.model import Heard
from tests.bot.chats import Chat


class OnTelegram(Chat):
    """Somebody whose presses and words come as Telegram brings them to a webhook."""

    numbers = count(500)
    said: Heard | None = None

    def heard(self, kind: Any, **fields: Any) -> Heard:
        """What this person does, read from its update."""
        person = TelegramPerson(
            int(self.address), "en", push=self._push, number=self.numbers.__next__
        )
        person.press(fields["token"], 9) if kind == "tap" else person.type(fields["text"])
        assert self.said is not None
        return self.said

    def _push(self, kind: str, body: dict[str, Any]) -> int:
        number = next(self.numbers)
        brought = json.dumps({"update_id": number, kind: body})
        self.said = telegram_payloads.heard(json.loads(brought), self.account)
        return number


class OnSlack(Chat):
    """Somebody whose presses and words come as Slack posts them: presses in a form."""

    stamps = Stamps()
    said: Heard | None = None

    def heard(self, kind: Any, **fields: Any) -> Heard:
        """What this person does, read from what is posted."""
        person = SlackPerson(self.address, locale="en", stamps=self.stamps, deliver=self._deliver)
        person.press(fields["token"], "D1:1.9") if kind == "tap" else person.type(fields["text"])
        assert self.said is not None
        return self.said

    def _deliver(self, kind: str, payload: dict[str, Any]) -> None:
        told = json.dumps(payload)
        form = urlencode({"payload": told}) if kind == "interactive" else told
        self.said = slack_events.heard(slack_requests.read(form.encode()), self.account)
