"""The judges of the chaos are judged: what is wrong is found, and a seed means one weather."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.house import House
from bot.simulation import Habits
from bot.standins.telegram_people import Shown
from dialogues import library
from dialogues.model import token
from tests.bot.chats import Calendar, Chat
from tests.chaos.browsers import WebPerson
from tests.chaos.compare import compared, opened
from tests.chaos.long_trouble import url_in
from tests.chaos.notebook import Belief, Notebook
from tests.chaos.repeats import ASKED, KILL, STOP, TORN, Cause, Repeat, explained
from tests.chaos.weather import Weather, mixed
from tests.chaos.witness import Witness


def chance() -> Random:
    """The same chance every time."""
    return Random(7)  # noqa: S311  chance that can be told again


def test_the_comparison_finds_what_is_wrong(tmp_path: Path) -> None:
    """What is lost, doubled, put to another question or nobody's is told as just that."""
    today = datetime.now(UTC)
    store = opened(url_in(tmp_path), tmp_path / "keys")
    house = House(store=store, organisation="x", now=Calendar(today), framework=library.default())
    for number in range(5):
        Chat(house, f"{number}").reach("works", {"mood_now": ("4",)}).type("My neighbours.")
    notes = {("telegram", "77", f"{number}"): _notes(house, number) for number in range(4)}
    assert compared(store, notes).wrong == ["telegram:77:4: nobody's draft"]
    notes["telegram", "77", "0"].beliefs["mood_now"] = Belief(choices=("5",))
    notes["telegram", "77", "1"].beliefs["works"] = Belief(words=("My neighbours.", "My work."))
    del notes["telegram", "77", "2"].beliefs["works"]
    notes["telegram", "77", "9"] = Notebook(None)
    Chat(house, "3").type("My neighbours.")
    found = compared(store, notes)
    store.close()
    assert [0, 1, 9] == sorted(int(line.split(":")[2].split()[0]) for line in found.lost)
    assert ["telegram:77:3"] == [line.split()[0] for line in found.doubled]
    assert {"telegram:77:2", "telegram:77:4:"} == {line.split()[0] for line in found.wrong}


def _notes(house: House, number: int) -> Notebook:
    """Somebody who believes what is stored."""
    talk = Chat(house, f"{number}").talk
    notes = Notebook(None, language=talk.language, place=talk.place)
    notes.beliefs = {
        question: Belief(answer.state, answer.choices, answer.words)
        for question, answer in talk.answers.items()
    }
    return notes


def test_each_repeat_has_a_cause_of_its_own() -> None:
    """One kill explains one repeat of a person; two by one kill are told, and by none as well."""
    kill, stop, torn = Cause(KILL, 5.0), Cause(STOP, 9.0), Cause(TORN, 5.5)
    first, second = Repeat(since=4.0, at=6.0), Repeat(since=4.5, at=7.0)
    found = explained([first, second], [kill, stop])
    assert (1, 2, [second]) == (found.causes[KILL], found.worst, found.over)
    # Whoever could have another cause leaves the kill to the one who cannot.
    only = Repeat(since=4.0, at=5.2)
    found = explained([first, only], [kill, torn])
    assert (1, 1, 1, []) == (found.causes[KILL], found.causes[TORN], found.worst, found.over)
    assert [first] == explained([first], [stop, Cause(TORN, 3.0)]).over
    # Whoever asked is answered, however much later.
    assert [] == explained([first], [Cause(ASKED, 1.0)]).over


async def test_a_witness_notes_what_comes_twice() -> None:
    """Twice in a row is a repeat, since the message before both; nothing else is."""
    said = [Shown(n, text) for n, text in enumerate(("One.", "Two.", "Two.", "Three."))]
    witness = Witness(Notebook(None), "en", "", "", Habits(chance()))  # type: ignore[arg-type]  # it only reads
    for each in said:
        witness._is_repeat(each)
    [repeat] = witness.repeated
    assert repeat.since < repeat.at
    assert [repeat] == explained([repeat], []).over


async def test_a_page_that_fails_is_sent_again() -> None:
    """A form is sent until it is answered, the same one; what is no page is told."""
    answers = [503, 200, 404]
    forms: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        """Fail once, and answer then."""
        forms.append(await request.text())
        return web.Response(status=answers.pop(0), text='<p class="said"></p>')

    app = web.Application()
    app.router.add_post("/talk", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        url = str(server.make_url("")).rstrip("/")
        person = WebPerson(session, url, "en", Weather(chance()), word="GO")
        for text in ("good", "bad"):
            person.type(text)
            await person.next(seconds=20)
    assert ["text=good", "text=good", "text=bad"] == forms
    assert ["a page answered 404 to ['text']"] == person.troubles


def test_faults_and_orders_are_those_of_the_seed() -> None:
    """The same seed makes the same weather, and mixing keeps one person's order on a question."""
    first, again = (Weather(chance(), share=0.1, hangs=0.1) for _ in range(2))
    assert [first.strikes("sendMessage") for _ in range(99)] == [
        again.strikes("sendMessage") for _ in range(99)
    ]
    told = {"429", "flood", "500", "502 after", "reset", "reset after", "hang after", "garbage"}
    assert told == set(first.faults)
    weather = Weather(chance(), share=0.1, refusable={"1"})
    for _ in range(99):
        weather.strikes("sendMessage", "1")
    assert {"blocked", "not found", "400"} <= set(weather.faults)
    person = {"id": 1}
    taps = [
        {"update_id": n, "callback_query": {"from": person, "data": token("t", f"q{n % 3}", "a")}}
        for n in range(30)
    ]
    after = mixed(taps, chance())
    assert taps != after
    assert taps == sorted(after, key=lambda each: int(str(each["update_id"])))
    for lane in range(3):
        numbers = [int(str(tap["update_id"])) for tap in after]
        assert sorted(n for n in numbers if n % 3 == lane) == [n for n in numbers if n % 3 == lane]
