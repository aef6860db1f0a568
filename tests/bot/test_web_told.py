"""What people on a page are told: who may see it there, and which codes they see only once."""

import pytest

import locales
from bot.house import House
from dialogues import library, phrases
from dialogues.hearing import Control
from dialogues.model import Phrase
from locales.gate import SCREEN_WORDS, word_count
from tests.bot.chats import Chat
from tests.bot.web_people import Visitor, agree, finish

COMPANY = "company of this app"
PAGE = "This phone, computer or network may show that you opened this page."
ONCE = "Write your codes down now. If you close this page or load it again, they are gone."


async def test_a_page_speaks_of_no_company(visitor: Visitor) -> None:
    """The consent and the promises say what is true on a page, in the same place."""
    await visitor.begin()
    await visitor.press("en")
    await visitor.press("next")
    assert PAGE == visitor.page.said[0].lines[-1]
    await visitor.press(f"!{Control.PRIVACY}")
    read = [line for said in visitor.page.said for line in said.lines]
    assert 2 == sum(PAGE in line for line in read)
    assert not any(COMPANY in line for line in read)


def test_an_app_speaks_of_no_page(house: House) -> None:
    """On Telegram and Slack the company is told of, also in what is kept ready for all."""
    for channel in ("telegram", "slack"):
        chat = Chat(house, channel, channel=channel).reach("age")
        chat.type("/privacy")
        said = "\n".join(str(body["text"]) for body in chat.seen)
        assert COMPANY in said
        assert PAGE not in said


async def test_people_of_both_are_told_their_own(visitor: Visitor, house: House) -> None:
    """Whoever was shown a screen before, in an app or on a page, changes nothing for the next."""
    for each in range(2):
        assert COMPANY in "".join(str(b["text"]) for b in Chat(house, f"{each}").reach("age").seen)
        await visitor.begin()
        await visitor.press("en")
        await visitor.press("next")
        assert PAGE in visitor.page.said[0].text
        visitor.browser.cookies.clear()


async def test_the_promises_on_the_web_hold_there_too(visitor: Visitor) -> None:
    """Who reads them beside the talk reads what this page may show."""
    assert PAGE in (await visitor.browser.get("/privacy")).text


def test_no_screen_of_a_page_is_longer_than_sixty_words() -> None:
    """In every language the screen with the sentence of the page is as short as the others."""
    framework = library.default()
    [screen] = [each for each in framework.questions if framework.company in each.text]

    def words(phrase: Phrase, tag: str) -> int:
        """How many words it has in this language."""
        said = phrases.ON_A_PAGE if phrase == framework.company else phrase
        return word_count(locales.say(said.context, said.source, tag))

    counts = {tag: sum(words(each, tag) for each in screen.text) for tag, _ in locales.offered()}
    assert {} == {tag: count for tag, count in counts.items() if count > SCREEN_WORDS}


async def test_the_codes_of_the_end_are_said_to_be_shown_once(visitor: Visitor) -> None:
    """Below the codes it says so, and the page knows it; a reload shows the door."""
    await finish(visitor)
    answer = await visitor.send({"text": "mine"})
    assert ONCE in answer.text
    assert " data-once>" in answer.text
    assert {} == visitor.browser.cookies
    door = await visitor.open()
    assert 'name="begin"' in door.text
    assert ONCE not in door.text


@pytest.mark.parametrize("stops", [True, False])
async def test_what_a_reload_shows_again_is_not_said_to_be_gone(
    visitor: Visitor, *, stops: bool
) -> None:
    """While the talk goes on, or waits, the browser holds it: nobody is warned."""
    await agree(visitor)
    answer = await visitor.press("!stop" if stops else "4")
    assert ONCE not in answer.text
    assert "data-once" not in answer.text
    assert ("GO-" in (await visitor.open()).text) is stops
