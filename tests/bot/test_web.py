"""The talk on a page: what the browser holds, what is taken once, how somebody comes back."""

import asyncio

from sqlalchemy import func, select

import pages
from pages.talk import COOKIE
from storage import Store, codes, erase, places, tables
from storage.knocks import RETURNS
from tests.bot.chats import Calendar
from tests.bot.web_people import CONSENT, Visitor, agree, answers, finish, kept, waiting
from tests.pages.browse import Browser
from tests.pages.reading import Read


async def test_the_browser_holds_the_talk_from_the_yes_to_the_end(visitor: Visitor) -> None:
    """There is no cookie before the yes to the talk, one from then on, and none after the end."""
    await visitor.begin()
    for name in CONSENT:
        assert COOKIE not in visitor.browser.cookies
        await visitor.press(name)
    word = visitor.browser.cookies[COOKIE]
    assert codes.read_return_code(word) == word
    await visitor.press("4")
    assert "talk" not in visitor.page.hidden  # from then on the word stands in no page
    while "MY-" not in visitor.page.said[0].text:
        await visitor.press("!skip" if "!skip" in visitor.page.names else "no")
    assert {} == visitor.browser.cookies


async def test_a_page_with_codes_that_got_lost_can_be_had_again(visitor: Visitor) -> None:
    """The browser holds the talk until the end of that page arrived; then its codes are gone."""
    await agree(visitor)
    await visitor.press("4")
    code = ""
    while not code:
        names = visitor.page.names
        token = next(
            t for one in visitor.page.said for row in one.rows for _, t in row
            if t.endswith(":!skip" if "!skip" in names else ":no")
        )  # fmt: skip
        answer = await visitor.browser.post("/talk", {**visitor.page.hidden, "press": token})
        if answer.status == 303:
            answer = await visitor.browser.get(answer.to)
        visitor.page = Read(answer.text)
        code = codes.read_code(visitor.page.said[0].text) or ""
    assert COOKIE in visitor.browser.cookies
    again = Read((await visitor.browser.get("/talk")).text)
    assert code == codes.read_code(again.said[0].text)
    await visitor.browser.get("/seen")
    assert {} == visitor.browser.cookies
    assert [] == Read((await visitor.browser.get("/talk")).text).said


async def test_a_window_of_a_talk_that_is_over_says_so(visitor: Visitor, store: Store) -> None:
    """The browser holds nothing any more: what is pressed there is told not to count."""
    await agree(visitor)
    [pressed] = [t for row in visitor.page.said[0].rows for _, t in row if t.endswith(":4")]
    await visitor.press("3")
    left = dict(visitor.page.hidden)
    while "MY-" not in visitor.page.said[0].text:
        await visitor.press("!skip" if "!skip" in visitor.page.names else "no")
    before = answers(store)
    over, finnish = "This question is not open any more.", "Tämä kysymys ei ole enää auki."
    said: list[dict[str, str]] = [{"press": pressed}, {"text": "Good"}, {"press": pressed}, {}]
    said[2]["language"] = "fi"
    doors = [(await visitor.browser.post("/talk", {**left, **each})).text for each in said]
    assert [[over], [over], [finnish], []] == [Read(door).alerts for door in doors]
    assert before == answers(store)


async def test_the_cookie_is_shut_to_scripts_and_to_other_pages(visitor: Visitor) -> None:
    """It goes over https alone, to this host alone, to no script, and ends with the visit."""
    await visitor.begin()
    for name in CONSENT[:-1]:
        await visitor.press(name)
    header = (await visitor.press("yes")).headers[b"set-cookie"].decode()
    assert header.startswith("__Host-talk=GO-")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} == set(header.split("; ")[1:])


async def test_a_form_that_comes_twice_is_taken_once(visitor: Visitor, store: Store) -> None:
    """A double click, a reload, a browser that tries again: one answer, and the same next page."""
    await agree(visitor)
    hidden, said = visitor.page.hidden, visitor.page.said[0]
    form = {**hidden, "press": said.rows[0][0][1]}
    first, second = await asyncio.gather(*(visitor.browser.post("/talk", form) for _ in range(2)))
    assert (303, 303) == (first.status, second.status)
    await visitor.open()
    assert "talk about" in visitor.page.said[0].text
    assert ("5",) == answers(store)["mood_now"].choices


async def test_nobody_writes_into_a_question_they_do_not_see(visitor: Visitor) -> None:
    """Below a help card, a list or a stop there is no field for the answer of the question."""
    await agree(visitor)
    await visitor.press("4")
    await visitor.press("!skip")
    while not visitor.page.writes:
        await visitor.press("!skip")
    for command in ("help", "mine", "stop", "privacy"):
        await visitor.send({"text": command})
        assert not visitor.page.writes, command
        await visitor.send({"text": "/continue"})
        assert visitor.page.writes, command
    await visitor.send({"text": "My neighbours."})
    assert visitor.page.writes


async def test_words_of_an_old_page_are_for_its_question(visitor: Visitor, store: Store) -> None:
    """What is written in a window that was left answers what is asked there, and nothing else."""
    await agree(visitor)
    await visitor.press("4")
    boxes = visitor.page
    while not visitor.page.writes:
        await visitor.press("!skip")
    works = visitor.page
    await visitor.press("!skip")
    hard, visitor.page = visitor.page, works
    await visitor.send({"text": "My neighbours."})
    assert ("My neighbours.",) == answers(store)["works"].words
    visitor.page = boxes
    await visitor.send({"text": "1"})
    assert "difficult" in visitor.page.said[0].text
    assert "hard" not in answers(store)
    visitor.page = hard
    await visitor.send({"text": "The letters."})
    assert ("The letters.",) == answers(store)["hard"].words


async def test_a_yes_of_an_old_page_ends_nothing(visitor: Visitor, store: Store) -> None:
    """A word or number typed below another question neither deletes nor finishes the talk."""
    await agree(visitor)
    asked = visitor.page.asked
    await visitor.press("4")
    await visitor.send({"text": "delete"})
    for typed in ("yes", "1"):
        await visitor.send({"text": typed, "asked": asked})
        assert ("4",) == answers(store)["mood_now"].choices


async def test_a_number_of_an_old_page_chooses_nothing(visitor: Visitor, store: Store) -> None:
    """A word or number typed below another question changes neither the place nor the language."""
    with store.begin() as tx:
        for place in ("oulu", "kemi"):
            places.add(tx, id=place, name=place.title(), kind="town")
        links = [f"/talk/{places.invite(tx, place=place)}" for place in ("oulu", "kemi")]
    await agree(visitor)
    asked = visitor.page.asked
    for link in links:
        await visitor.browser.get(link)
    await visitor.open()
    assert "Kemi" in visitor.page.said[0].text  # whether that is the place now
    for typed in ("1", "yes", "2"):
        await visitor.send({"text": typed, "asked": asked})
        assert "oulu" == kept(store)[0].record["place"]
    await visitor.send({"text": "language"})
    for typed in ("2", "suomi"):
        await visitor.send({"text": typed, "asked": asked})
        assert "en" == kept(store)[0].record["language"]


async def test_words_of_a_talk_that_is_no_more_answer_nothing(
    visitor: Visitor, store: Store
) -> None:
    """A window that was left before everything was deleted says nothing in the talk begun then."""
    await agree(visitor)
    asked = visitor.page.asked
    await visitor.send({"text": "delete"})
    await visitor.press("yes")
    await agree(visitor)
    await visitor.send({"text": "4", "asked": asked})
    assert "mood_now" not in answers(store)


async def test_two_people_may_press_the_same(talks: pages.Site, store: Store) -> None:
    """What one person presses is no repeat of what another pressed."""
    for _ in range(2):
        await agree(Visitor(Browser(talks)))
    assert 2 == len(kept(store))


async def test_an_old_page_changes_only_its_own_answer(visitor: Visitor, store: Store) -> None:
    """A button of a page that was left changes the answer it belongs to, and no other."""
    await agree(visitor)
    old = visitor.page
    await visitor.press("4")
    new, visitor.page = visitor.page, old
    await visitor.press("2")
    assert ("2",) == answers(store)["mood_now"].choices
    visitor.page = new
    await visitor.press("!done", chosen="home")
    assert ("home",) == answers(store)["topics"].choices


async def test_deleting_leaves_nothing(visitor: Visitor, store: Store) -> None:
    """After "delete everything" nothing is kept: no talk, no message, no cookie."""
    await agree(visitor)
    await visitor.send({"text": "delete"})
    answer = await visitor.press("yes")
    assert ["I deleted everything. Thank you for being here."] == visitor.page.said[0].lines
    assert ([], 0, {}) == (kept(store), waiting(store), visitor.browser.cookies)
    assert 200 == answer.status


async def test_the_page_of_a_deleted_talk_makes_no_new_one(visitor: Visitor, store: Store) -> None:
    """Pressing on, also the same once more, says that nothing is kept, and keeps nothing."""
    await agree(visitor)
    await visitor.send({"text": "delete"})
    form = {**visitor.page.hidden, "press": visitor.page.said[0].rows[0][0][1]}
    word = visitor.browser.cookies[COOKIE]
    await visitor.browser.post("/talk", form)
    again = await visitor.browser.post("/talk", {**form, "talk": word})
    assert "I keep no answers from you." in again.text
    assert [] == kept(store)


async def test_a_no_is_forgotten_and_may_become_a_yes(visitor: Visitor, store: Store) -> None:
    """Who does not want to talk leaves nothing; the button below begins anew."""
    await visitor.begin()
    for name in CONSENT[:-1]:
        await visitor.press(name)
    await visitor.press("no")
    assert ([], 0) == (kept(store), waiting(store))
    await visitor.press("!start")
    assert "en" in visitor.page.names


async def test_the_word_leads_back_on_another_device(visitor: Visitor, talks: pages.Site) -> None:
    """Stopping shows a word; typed on another device it opens the same question again."""
    await agree(visitor)
    answer = await visitor.press("!stop")
    word = codes.read_return_code(answer.text)
    assert word == visitor.browser.cookies[COOKIE]
    other = Visitor(Browser(talks))
    await other.open()
    await other.send({"code": f" {str(word).lower().replace('-', ' ')} "})
    assert "How are you today?" in other.page.said[0].text
    assert word == other.browser.cookies[COOKIE]


async def test_a_finished_talk_can_be_seen_again(visitor: Visitor, talks: pages.Site) -> None:
    """The word opens a finished talk to see, change and delete it, and leaves no cookie."""
    await finish(visitor)
    word = visitor.page.hidden["talk"]
    other = Visitor(Browser(talks))
    await other.open()
    await other.send({"code": word})
    await other.send({"text": "mine"})
    assert "This is what I keep about you" in other.page.said[0].text
    await other.press("!delete")
    await other.press("yes")
    assert "I deleted everything" in other.page.said[0].text
    assert {} == other.browser.cookies


async def test_words_that_are_guessed_are_slowed_down(
    visitor: Visitor, talks: pages.Site, store: Store, calendar: Calendar
) -> None:
    """After ten words from one address even the right one waits, also after a restart."""
    await agree(visitor)
    await visitor.press("!stop")
    word = visitor.browser.cookies[COOKIE]
    other = Visitor(Browser(talks, address="192.0.2.7"))
    wrong = [await other.send({"code": codes.new_return_code()}) for _ in range(RETURNS.of_one)]
    assert {403} == {each.status for each in wrong}
    assert 429 == (await other.send({"code": word})).status
    with store.read() as tx:
        noted = [str(row) for row in tx.db.execute(tables.knock.select())]
    assert [] == [row for row in noted if "192.0.2" in row or word in row]


async def test_the_code_of_answers_erases_them_here_too(
    visitor: Visitor, talks: pages.Site, store: Store
) -> None:
    """A code typed at the door is taken as in a chat; nobody is kept beside it."""
    code = await finish(visitor)
    other = Visitor(Browser(talks))
    await other.open()
    await other.send({"code": code, "sure": "1"})
    assert "will be deleted" in other.page.said[0].text
    with store.read() as tx:
        sealed = tx.db.execute(select(func.count()).select_from(tables.erasure)).scalar_one()
    assert (1, 1) == (sealed, len(kept(store)))
    erase.run_erasures(store)


async def test_an_invitation_can_be_typed(
    visitor: Visitor, talks: pages.Site, store: Store
) -> None:
    """The code of an invitation begins a talk in its place."""
    with store.begin() as tx:
        places.add(tx, id="oulu", name="Oulu", kind="town")
        code = places.invite(tx, place="oulu")
    await visitor.open()
    await visitor.send({"code": code})
    [contact] = kept(store)
    assert "oulu" == contact.record["place"]
