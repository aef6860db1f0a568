"""People for the tests of the bot room: they chat through the real turn, the store is real."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from bot import turn
from bot.house import House, written_day
from bot.stages import held_on
from bot.upkeep import Upkeep
from dialogues.model import Answer, Heard, Kind, Phase, Talk, read_token, token
from dialogues.record import from_record, to_record
from storage import Store, contacts, post, rounds, tables
from storage import answers as zone2
from storage.codes import new_code
from storage.contacts import Contact

_EVENTS = count(1)
ACCOUNT = "77"


@dataclass
class Calendar:
    """A clock that stands where a test puts it."""

    at: datetime = datetime(2027, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time it is."""
        return self.at

    def wait(self, days: int) -> None:
        """Let days go by."""
        self.at += timedelta(days=days)


def delivered(house: House, *more: tuple[str, str]) -> list[post.Waiting]:
    """Take everything out of the outbox, in the order in which it would be sent."""
    sent: list[post.Waiting] = []
    accounts = {("telegram", ACCOUNT), ("slack", ACCOUNT), *more}
    with house.store.begin() as tx:
        while waiting := post.take(tx, now=10.0**12, accounts=sorted(accounts), limit=1000):
            post.done(tx, [each.id for each in waiting])
            sent += waiting
    return sent


def texts_now(house: House) -> list[str]:
    """Send what may be sent at this hour; what it says, in its order."""
    seen, now = list[str](), house.now().timestamp()
    with house.store.begin() as tx:
        while some := post.take(tx, now=now, accounts=[("telegram", ACCOUNT)], limit=1000):
            post.done(tx, [each.id for each in some])
            seen += [str(each.body["text"]) for each in some]
    return seen


def unsent(store: Store) -> int:
    """How many messages still wait or are on their way."""
    with store.read() as tx:
        rows = tx.db.execute(tables.outbox.select()).all()
    return sum(row.state != "aside" for row in rows)


@dataclass
class Chat:
    """One person's chat. `seen` are the messages of the bot, as bodies, oldest first."""

    house: House
    address: str = "1000"
    channel: str = "telegram"
    language: str = "en"
    seen: list[dict[str, Any]] = field(default_factory=list)
    account: str = ACCOUNT

    def heard(self, kind: Any, **fields: Any) -> Heard:
        """Something that this person does, not yet heard by the bot."""
        given = {"event_key": f"e{next(_EVENTS)}", "language": self.language, **fields}
        return Heard(self.channel, self.account, self.address, kind=kind, **given)

    def typed(self, text: str, **fields: Any) -> Heard:
        """A message of own words, not yet heard by the bot."""
        return self.heard("text", text=text, ref=f"m{next(_EVENTS)}", **fields)

    def hear(self, *heard: Heard) -> list[dict[str, Any]]:
        """Let the bot hear these in one batch; what it says to this person."""
        turn.take(self.house, heard)
        sent = delivered(self.house, (self.channel, self.account))
        news = [each.body for each in sent if each.address == self.address]
        self.seen += news
        return news

    def type(self, text: str) -> list[dict[str, Any]]:
        """Write something."""
        return self.hear(self.typed(text))

    def press(self, carried: str) -> list[dict[str, Any]]:
        """Press a button by its token."""
        return self.hear(self.heard("tap", token=carried, ref="9"))

    def tap(self, option: str, question: str = "") -> list[dict[str, Any]]:
        """Press an option (or a control, as `!skip`) of the open question."""
        talk = self.talk
        return self.press(token(talk.id, question or talk.asked or talk.at, option))

    @property
    def text(self) -> str:
        """What the bot said last; a tapped message that only shows its answer is not said."""
        return str([body for body in self.seen if not body["replaces"]][-1]["text"])

    @property
    def contact(self) -> Contact | None:
        """What is kept of this person."""
        person = (self.channel, self.account, self.address)
        with self.house.store.read() as tx:
            return held_on(tx, self.house.today(), [person]).get(person)

    @property
    def talk(self) -> Talk:
        """The talk as it is kept."""
        contact = self.contact
        assert contact is not None
        return from_record(contact.record)

    def open_question(self) -> str:
        """The question that is open now."""
        return self.talk.asked or self.talk.at

    def reach(self, question: str, given: Mapping[str, Sequence[str]] | None = None) -> "Chat":
        """Talk until this question is open, skipping what nothing is given for."""
        if self.contact is None:
            self.type("/start")
        for _ in range(80):
            if self.talk.phase is not Phase.TALKING or self.open_question() == question:
                break
            self._answer(dict(given or {}))
        assert question in {"", self.open_question()}
        return self

    def finish(self, **given: Sequence[str]) -> str:
        """Talk until the talk is finished; the code."""
        self.reach("", given)
        assert Phase.FINISHED is self.talk.phase
        return self.talk.code

    def _answer(self, given: Mapping[str, Sequence[str]]) -> None:
        question = self.open_question()
        options = given.get(question) or _DEFAULTS.get(question, ("!skip",))
        for option in options:
            if option[0] == "!" or self._offers(option):
                self.tap(option, question)
            else:
                self.type(option)
        done = token(self.talk.id, question, "!done")
        if options[-1] != "!skip" and self.open_question() == question:
            self.press(done)

    def _offers(self, option: str) -> bool:
        rows = [row for body in self.seen[-2:] for row in body["rows"]]
        parts = [read_token(token) for row in rows for _, token, _ in row]
        return option in {part[2] for part in parts if part}


_DEFAULTS: Mapping[str, Sequence[str]] = {
    "_language": ("en",),
    "_finish": ("no",),
    "c_1": ("next",),
    "c_2": ("next",),
    "c_3": ("next",),
    "age": ("yes",),
    "ask": ("yes",),
}


def seated(house: House, numbers: Iterable[int], place: str = "", **given: str) -> list[Chat]:
    """People whose talk is finished today, written into the store as the turn writes them."""
    answers = {question: Answer("answered", ("yes",)) for question in ("age", "ask")}
    answers |= {question: Answer("skipped") for question in ("works", "hard", "hope")}
    for question, value in given.items():
        words = house.framework.by_id[question].kind is Kind.WORDS
        answers[question] = Answer("answered", () if words else (value,), (value,) if words else ())
    chats = [Chat(house, str(number)) for number in numbers]
    with house.store.begin() as tx:
        current = rounds.current(tx)
        window = rounds.window_on(tx, current.id, day=house.today())
        assert window is not None
        for each in chats:
            talk = Talk(
                f"t{each.address}", current.framework, current.version, each.language, place=place,
                phase=Phase.FINISHED, answers=answers, code=new_code(),
                day=written_day(window.last_day), chose_language=True, chose_place=True,
            )  # fmt: skip
            person = Contact(each.channel, ACCOUNT, each.address, current.id, phase=1)
            person.record, person.moves_on = to_record(talk), window.last_day
            contacts.save(tx, [person])
    return chats


def labels(body: Mapping[str, Any]) -> list[str]:
    """The words on the buttons of a message."""
    return [key[0] for row in body["rows"] for key in row]


async def night(upkeep: Upkeep, house: House, chat: Chat | None = None) -> list[str]:
    """One night; what it says to this person (or to all)."""
    await upkeep.night(house.today())
    return [
        str(each.body["text"])
        for each in delivered(house)
        if chat is None or each.address == chat.address
    ]


def counted(house: House, window: str = "r1-1") -> int:
    """How many people moved with a window."""
    with house.store.read() as tx:
        found = zone2.combos(tx, window=window)
    return sum(each.people for each in found if each.question == "_talk")
