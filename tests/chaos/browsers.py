"""People of the chaos who talk on a page: a browser of their own, and a network that fails them.

1. A form is sent again, always the same one, until it is answered, as the script of the page does.
2. On the way it breaks off, its answer gets lost, or it comes twice at once.
3. Whoever wanders loads the page anew, presses on a page that they have left, or goes on with
   their word on another device.
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import count
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from tests.chaos.weather import Weather
from tests.pages.reading import Read, Said

Form = Mapping[str, str]
# A slow house may take as long as this; then the browser gives up, and sends it again.
PATIENCE = aiohttp.ClientTimeout(total=20)
# Nobody sends as many forms in a talk that leads anywhere.
MOST_SENT = 200
DOOR, RELOAD = {"begin": "1"}, {"reload": "1"}
_ADDRESSES = count(1)


@dataclass(frozen=True)
class Seen:
    """A message as it stands on its page."""

    id: Read
    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    edited: bool = False


@dataclass
class WebPerson:
    """Somebody at a browser. word: where their talk is, once it has begun."""

    session: aiohttp.ClientSession
    url: str
    language: str
    weather: Weather
    pause: float = 0.0
    word: str = ""
    repeats: int = 0
    troubles: list[str] = field(default_factory=list)
    _page: Read = field(default_factory=lambda: Read(""))
    _cookies: dict[str, str] = field(default_factory=dict)
    _todo: deque[Form] = field(default_factory=deque)
    _unread: deque[Seen] = field(default_factory=deque)
    _last: Form = field(default_factory=dict)
    _sent: set[tuple[str, str]] = field(default_factory=set)
    _address: str = ""
    _stands: bool = False
    _ends: bool = False
    _sent_all: int = 0

    def __post_init__(self) -> None:
        self._move()

    def _move(self) -> None:
        """Be at another device, in another network."""
        number = next(_ADDRESSES)
        self._address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        self._cookies.clear()

    # --- what is done, as soon as what comes of it is asked for ----------------------------------

    def type(self, text: str) -> int:
        """Write something; what was written on a page cannot be changed any more."""
        if text == "/start" and not self.word:
            self._todo.append(DOOR)
        else:
            asked = {"asked": self._page.asked} if self._page.asked else {}
            self._todo.append({**self._page.hidden, **asked, "text": text})
        return 0

    def press(self, token: str, page: Read) -> None:
        """Press a button of a page."""
        self._sent.add((page.hidden["shown"], token))
        self._todo.append({**page.hidden, "press": token})

    def tick(self, done: str, chosen: Sequence[str], page: Read) -> None:
        """Tick exactly these boxes, and press what sends them."""
        press, names = done.removesuffix("!done") + "=", ",".join(chosen)
        self._sent.add((page.hidden["shown"], press + names))
        self._todo.append({**page.hidden, "press": press, "chosen": names})

    @property
    def holds(self) -> bool:
        """Whether the browser knows of a talk; nothing of one that has ended stays in it."""
        return bool(self._cookies)

    def has_sent(self, token: str, page: Read) -> bool:
        """Whether just this was pressed on this page: the same again is a repeat."""
        return (page.hidden["shown"], token) in self._sent

    def has_ticked(self, done: str, chosen: Sequence[str], page: Read) -> bool:
        """The same of boxes."""
        return self.has_sent(done.removesuffix("!done") + "=" + ",".join(chosen), page)

    def send_photo(self) -> None:
        """There are no photos on a page: load it once more."""
        self._todo.append(RELOAD)

    def return_elsewhere(self) -> None:
        """Go on with the word on another device."""
        self._todo.append({"code": self.word})

    # --- what is read ----------------------------------------------------------------------------

    async def next(self, *, seconds: float) -> Seen:
        """What stands on the page when all is done; what is on its way then stays to be done."""
        async with asyncio.timeout(seconds):
            while not self._unread:
                if not self._todo and not self._stands:
                    await self._wait()
                while self._todo:
                    if self._sent_all >= MOST_SENT:
                        raise TimeoutError
                    if self._todo[0] is DOOR:
                        self._todo[0] = await self._opened()
                    await self._done(self._todo[0])
                    self._todo.popleft()
                    # From here on it stands there, also for whoever loses patience before reading.
                    self._stands = True
                    if self._ends:
                        # Whoever reads their codes does not say hello into the page before it.
                        self._todo.clear()
                        await self._saw()
                    await asyncio.sleep(self.pause)
                self._stands = False
                self._read(self._page)
        return self._unread.popleft()

    def unread(self) -> list[Seen]:
        """The rest of the page."""
        rest = list(self._unread)
        self._unread.clear()
        return rest

    async def _wait(self) -> None:
        """Nothing is asked: the page offers to go on, or can be loaded anew."""
        await asyncio.sleep(0.5)
        going = {**self._page.hidden, "text": "/continue"}
        self._todo.append(going if "shown" in self._page.hidden else RELOAD)

    def _read(self, page: Read) -> None:
        said = [one for one in page.said if one.lines or one.rows]
        self.repeats += len(said) - len({one.text for one in said})
        # At the door there is nothing but what it says about the talk that is not there.
        said = said or [Said(page.alerts[:1])]
        self._unread.extend(Seen(page, one.text, tuple(one.rows)) for one in said)

    # --- the network -----------------------------------------------------------------------------

    async def _done(self, form: Form) -> None:
        """Send a form until it is answered by a page."""
        if "code" in form:
            self._move()
        if form is RELOAD:
            # Before the yes to the talk it stands in the page alone: a reload sends the form again.
            form = {} if self._cookies else self._last
        self._last = form
        self._sent_all += 1
        text = await self._answered(form or None)
        self._ends = 'src="/seen"' in text
        self._page = Read(text)

    async def _saw(self) -> None:
        """Ask for what stands at the end of a page; no browser tries that again."""
        with suppress(aiohttp.ClientError, TimeoutError, ConnectionError):
            async with self.session.get(
                f"{self.url}/seen", headers=self._headers(), timeout=PATIENCE
            ) as answer:
                self._keep(answer)

    async def _opened(self) -> Form:
        """Open the talk; the form on its door."""
        door = Read(await self._answered(None))
        self.word = door.hidden["talk"]
        return {**door.hidden, **DOOR}

    async def _answered(self, form: Form | None) -> str:
        while True:
            with suppress(aiohttp.ClientError, TimeoutError, ConnectionError):
                text = await self._once(form)
                if text:
                    return text
            await asyncio.sleep(self.weather.random.uniform(0.1, 0.4))

    async def _once(self, form: Form | None) -> str:
        """Send it, as well as the weather lets it; nothing if no answer came."""
        weather = self.weather
        if form is not None and weather.chance(weather.share, "form broken off"):
            await self._broken_off(form)
            return ""
        if weather.chance(weather.share, "page lost"):
            with suppress(TimeoutError):
                async with asyncio.timeout(weather.random.uniform(0.0, 0.05)):
                    await self._asked(form)
            return ""
        if form is not None and weather.chance(weather.doubles, "form twice"):
            found = await asyncio.gather(
                self._asked(form), self._asked(form), return_exceptions=True
            )
            return next((each for each in found[::-1] if isinstance(each, str)), "")
        return await self._asked(form)

    async def _asked(self, form: Form | None) -> str:
        """One request and what it leads to; nothing where it shall be sent again."""
        method, data = ("GET", None) if form is None else ("POST", dict(form))
        async with self.session.request(
            method, f"{self.url}/talk", data=data, headers=self._headers(),
            allow_redirects=False, timeout=PATIENCE,
        ) as answer:  # fmt: skip
            self._keep(answer)  # before the page: the line may die within it
            text = await answer.text()
        if answer.status == 303:
            return await self._asked(None)
        if answer.status >= 500:
            return ""
        if answer.status != 200:
            self.troubles.append(f"a page answered {answer.status} to {sorted(form or ())}")
        return text

    def _headers(self) -> dict[str, str]:
        # The connection comes from this machine, as from a proxy, which may say for whom.
        given = {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": self._address}
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {
            **given,
            "Accept-Language": self.language,
            **({"Cookie": cookies} if cookies else {}),
        }

    def _keep(self, answer: aiohttp.ClientResponse) -> None:
        """What a browser keeps: these cookies are for https, which no client sends to us here."""
        for header in answer.headers.getall("Set-Cookie", ()):
            for name, morsel in SimpleCookie(header).items():
                self._cookies[name] = morsel.value
                if morsel["max-age"] == "0":
                    del self._cookies[name]

    async def _broken_off(self, form: Form) -> None:
        """Half a form, and the line is dead: nothing of it may count."""
        body, port = urlencode(form), URL(self.url).port
        given = {**self._headers(), "Host": f"127.0.0.1:{port}", "Content-Length": f"{len(body)}"}
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        _, line = await asyncio.open_connection("127.0.0.1", port)
        line.write(f"POST /talk HTTP/1.1\r\n{head}\r\n{body[: len(body) // 2]}".encode())
        await line.drain()
        line.transport.abort()


def _real(choices: Sequence[str]) -> list[str]:
    return [each for each in choices if each not in ("none", "other")]
