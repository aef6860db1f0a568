"""People who talk on a page: forms are filled in and sent, pages are read."""

from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

import pages
from bot.channels.web import Web
from bot.house import House
from bot.serve import Rooms
from bot.site import site
from dialogues.model import Answer as Answered
from dialogues.record import from_record
from storage import Store, codes, contacts, rounds, tables
from storage.contacts import Contact
from tests.bot.messengers import Messenger, Open, rooms_of
from tests.pages.browse import Answer, Browser
from tests.pages.reading import Read, Said

# From the language to the yes to the talk.
CONSENT = ("en", "next", "next", "next", "yes", "yes")


@dataclass
class Visitor:
    """Somebody at a browser. page: what they see; unread: messages that they have not read yet."""

    browser: Browser
    page: Read = field(default_factory=lambda: Read(""))
    unread: deque[Said] = field(default_factory=deque)
    _todo: deque[Mapping[str, str]] = field(default_factory=deque)
    _ticked: list[str] = field(default_factory=list)

    async def open(self) -> Answer:
        """Open the talk."""
        return await self._seen(await self.browser.get("/talk"))

    async def begin(self) -> Answer:
        """Open the talk and press the button on its door."""
        await self.open()
        return await self.send({"begin": "1"})

    async def send(self, fields: Mapping[str, str], **more: str) -> Answer:
        """Send a form of the page that is seen, and go where it leads."""
        asked = {"asked": self.page.asked} if "text" in fields and self.page.asked else {}
        form = {**self.page.hidden, **asked, **fields, **more}
        answer = await self.browser.post("/talk", form)
        if answer.status == 303:
            answer = await self.browser.get(answer.to)
        return await self._seen(answer)

    async def press(self, name: str, chosen: str = "") -> Answer:
        """Press what carries this option or control; boxes are named with commas."""
        found = [t for one in self.page.said for row in one.rows for _, t in row]
        token = next(each for each in found if each.split(":")[3] == name)
        if chosen:
            token = token.removesuffix("!done") + "="
        return await self.send({"press": token, "chosen": chosen})

    async def _seen(self, answer: Answer) -> Answer:
        self.page = Read(answer.text)
        self.unread.extend(self.page.said)
        if 'src="/seen"' in answer.text:
            await self.browser.get("/seen")
        return answer

    # As a messenger of the talk that all channels have in common.

    def type(self, text: str) -> None:
        """Write something, as soon as what comes is asked for."""
        self._todo.append({"begin": "1"} if text == "/start" else {"text": text})

    def tap(self, token: str, shown: Said) -> None:
        """Press a button, or tick a box until Done is pressed."""
        names = [each.split(":")[3] for row in shown.rows for _, each in row]
        boxes = "!done" in names and any(not name.startswith("!") for name in names)
        name = token.split(":")[3]
        if boxes and not name.startswith("!"):
            self._ticked.append(name)
        elif boxes and name == "!done":
            press = token.removesuffix("!done") + "="
            self._todo.append({"press": press, "chosen": ",".join(self._ticked)})
            self._ticked.clear()
        else:
            self._todo.append({"press": token})

    async def next(self) -> Any:
        """The next message."""
        while not self.unread:
            fields = self._todo.popleft()
            if "begin" in fields:
                await self.begin()
            else:
                await self.send(fields)
        return self.unread.popleft()


async def agree(visitor: Visitor) -> Visitor:
    """Begin and say yes to the talk."""
    await visitor.begin()
    for name in CONSENT:
        await visitor.press(name)
    return visitor


async def finish(visitor: Visitor) -> str:
    """Talk until the end, skipping; give the code."""
    await agree(visitor)
    await visitor.press("4")
    while "MY-" not in visitor.page.said[0].text:
        await visitor.press("!skip" if "!skip" in visitor.page.names else "no")
    code = codes.read_code(visitor.page.said[0].text)
    assert code
    return code


def site_of(rooms: Rooms, house: House) -> pages.Site:
    """The pages of these rooms, which hold the talks on the web."""
    return site(house, rooms.channels, rooms.intake.hear)


def kept(store: Store) -> list[Contact]:
    """Everybody of whom something is kept."""
    with store.read() as tx:
        return list(contacts.everyone(tx, rounds.current(tx).id))


def waiting(store: Store) -> int:
    """How many messages wait in the outbox."""
    with store.read() as tx:
        return int(tx.db.execute(select(func.count()).select_from(tables.outbox)).scalar_one())


def answers(store: Store) -> Mapping[str, Answered]:
    """The answers of the one person of whom something is kept."""
    [contact] = kept(store)
    return from_record(contact.record).answers


@asynccontextmanager
async def web(house: House) -> AsyncIterator[Open]:
    """The talk on a page."""
    async with rooms_of(house, Web()) as rooms:
        pages_of = site_of(rooms, house)

        def visitor(language: str) -> Messenger:
            """Somebody at a browser in this language."""
            one = Visitor(Browser(pages_of, language=language))
            return Messenger(one.type, one.tap, one.next)

        yield visitor
