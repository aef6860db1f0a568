"""The workspace of the Slack stand-in: who is there, and what the Web API does with it."""

from collections.abc import Iterator

from bot.standins.slack_people import BOT, BOT_USER, TEAM, Deliver, Json, SlackPerson, Stamps


class Workspace:
    """The people of one workspace and the calls that the app makes about them."""

    def __init__(self, deliver: Deliver, *, echo: bool) -> None:
        self.people: dict[str, SlackPerson] = {}
        self._conversations: dict[str, SlackPerson] = {}
        self.violations: list[str] = []
        self.stamps = Stamps()
        self._deliver = deliver
        self._echo = echo

    def person(self, name: str, locale: str) -> SlackPerson:
        """The person of this id, new if need be."""
        if name not in self.people:
            person = SlackPerson(name, locale=locale, stamps=self.stamps, deliver=self._deliver)
            self.people[name] = self._conversations[person.conversation] = person
        return self.people[name]

    def call(self, method: str, content: Json) -> Json:
        """What the Web API answers to the owner of a good token."""
        calls = {
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.delete": self._delete,
            "users.info": self._info,
            "views.publish": self._publish,
        }
        if method == "auth.test":
            return {"ok": True, "team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT}
        return calls[method](content) if method in calls else error("unknown_method")

    def _post(self, content: Json) -> Json:
        person = self._addressed(content)
        if person is None or person.gone:
            return error("channel_not_found")
        if refused := self._refuse(content):
            return refused
        ts = person.see(content)
        if self._echo:
            person.overhear(ts, content["text"])
        return {"ok": True, "channel": person.conversation, "ts": ts}

    def _update(self, content: Json) -> Json:
        person = self._addressed(content)
        ref = f"{content.get('channel')}:{content.get('ts')}"
        if person is None or ref not in person.shown:
            return error("message_not_found")
        if refused := self._refuse(content):
            return refused
        ts = person.see(content, content["ts"])
        return {"ok": True, "channel": person.conversation, "ts": ts}

    def _delete(self, content: Json) -> Json:
        person = self._addressed(content)
        ref = f"{content.get('channel')}:{content.get('ts')}"
        if person is None or person.shown.pop(ref, None) is None:
            return error("message_not_found")  # also if a person wrote it: that is not the bot's
        return {"ok": True, "channel": person.conversation, "ts": content["ts"]}

    def _info(self, content: Json) -> Json:
        person = self.people.get(str(content.get("user")))
        if person is None:
            return error("user_not_found")
        return {"ok": True, "user": {"id": person.id, "locale": person.locale}}

    def _publish(self, content: Json) -> Json:
        person = self.people.get(str(content.get("user_id")))
        if person is None:
            return error("user_not_found")
        view = content["view"]
        if refused := self._refuse(view):
            return refused
        person.furnish(view)
        return {"ok": True, "view": {"id": f"V{person.id}"}}

    def _addressed(self, content: Json) -> SlackPerson | None:
        name = str(content.get("channel"))
        return self.people.get(name) or self._conversations.get(name)

    def _refuse(self, content: Json) -> Json | None:
        found = list(mistakes(content))
        self.violations += found
        return error("invalid_blocks") if found else None


def mistakes(content: Json) -> Iterator[str]:
    """What Slack would not take of a message or a Home."""
    blocks = content.get("blocks")
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= 50:
        yield "1 to 50 blocks"
        return
    if content.get("type") != "home" and not str(content.get("text", "")).strip():
        yield "words beside the blocks"
    for block in blocks:
        if block["type"] == "section" and not 1 <= len(block["text"]["text"]) <= 3000:
            yield "1 to 3000 characters in a section"
        if block["type"] == "actions":
            yield from _mistaken_keys(block["elements"])


def _mistaken_keys(keys: list[Json]) -> Iterator[str]:
    if not 1 <= len(keys) <= 25 or len({key["action_id"] for key in keys}) != len(keys):
        yield "1 to 25 buttons in a row, each with an id of its own"
    if any(not 1 <= len(key["text"]["text"]) <= 75 for key in keys):
        yield "1 to 75 characters on a button"
    if any(not 1 <= len(key["value"]) <= 2000 for key in keys):
        yield "1 to 2000 characters in a button"


def error(code: str) -> Json:
    """How Slack says no."""
    return {"ok": False, "error": code}
