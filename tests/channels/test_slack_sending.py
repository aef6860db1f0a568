"""What Slack's answers to our calls become: an id, patience, a person gone, or our mistake."""

import asyncio
import socket
from typing import Any

import pytest

from bot.channels import Gone, Key, Message, Refused, TryLater, WrongSetting
from bot.channels.slack import Slack
from bot.channels.slack_blocks import refusal, requests
from bot.settings import Settings
from bot.shapes import Secret
from bot.standins.slack import APP_TOKEN, BOT_TOKEN, SECRET, SlackStandIn
from tests.channels.slack_stage import MENUS, QuickSlack, opened

HELLO = Message("Hello", rows=((Key("Good", "v1:t:q:good"),),))


@pytest.mark.parametrize("fault", [500, 503, 404, "reset", "hang", "garbage", "internal_error"])
async def test_passing_fault_asks_for_patience(
    fault: int | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may be better in a moment is TryLater for this chat, and the next try succeeds."""
    monkeypatch.setattr(QuickSlack, "call_seconds", 1.0 if fault == "hang" else 5.0)
    async with SlackStandIn() as standin, opened(standin) as slack:
        person = standin.person()
        standin.fail_next("chat.postMessage", fault)
        with pytest.raises(TryLater) as raised:
            await slack.send(person.id, HELLO)
        assert (0.0, False) == (raised.value.after, raised.value.everyone)
        assert {} == person.shown
        sent = await slack.send(person.id, HELLO)
        assert [sent] == [shown.id for shown in person.messages]


async def test_rate_limit_says_how_long() -> None:
    """A 429 is TryLater with the seconds that Slack names."""
    async with SlackStandIn() as standin, opened(standin) as slack:
        standin.fail_next("chat.postMessage", 429, retry_after=7)
        with pytest.raises(TryLater) as raised:
            await slack.send(standin.person().id, HELLO)
        assert (7.0, False) == (raised.value.after, raised.value.everyone)


async def test_dropped_answer_is_not_sent_again_unasked() -> None:
    """If the connection breaks after Slack took the message, nobody sends a copy behind us."""
    async with SlackStandIn() as standin, opened(standin) as slack:
        person = standin.person()
        standin.fail_next("chat.postMessage", "reset", applied=True)
        with pytest.raises(TryLater):
            await slack.send(person.id, HELLO)
        assert 1 == len(person.messages)
        assert 1 == standin.calls["chat.postMessage"]


@pytest.mark.parametrize(
    "code", ["channel_not_found", "user_not_found", "is_archived", "cannot_dm_bot", "user_disabled"]
)
async def test_person_who_cannot_be_reached_is_gone(code: str) -> None:
    """Where Slack says that this person cannot be written to, it is Gone."""
    async with SlackStandIn() as standin, opened(standin) as slack:
        standin.fail_next("chat.postMessage", code)
        with pytest.raises(Gone):
            await slack.send(standin.person().id, HELLO)


async def test_person_who_left_is_gone_and_can_return() -> None:
    """A person who left the workspace is Gone, and hears us again when back."""
    async with SlackStandIn() as standin, opened(standin) as slack:
        person = standin.person()
        person.block()
        with pytest.raises(Gone):
            await slack.send(person.id, HELLO)
        person.unblock()
        await slack.send(person.id, HELLO)
        assert "Hello" == (await person.next()).text


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_too_long", "no_text", "never_heard_of"])
async def test_message_that_slack_does_not_take_is_refused(code: str) -> None:
    """A fault in the message, or one that nobody knows yet, is our mistake."""
    async with SlackStandIn() as standin, opened(standin) as slack:
        standin.fail_next("chat.postMessage", code)
        with pytest.raises(Refused):
            await slack.send(standin.person().id, HELLO)


@pytest.mark.parametrize(
    "code", ["invalid_auth", "token_revoked", "account_inactive", "messages_tab_disabled"]
)
async def test_lost_permission_makes_everyone_wait(code: str) -> None:
    """A fault of our token or settings stops the account for a while and takes nobody for gone."""
    async with SlackStandIn() as standin, opened(standin) as slack:
        standin.fail_next("chat.postMessage", code)
        with pytest.raises(TryLater) as raised:
            await slack.send(standin.person().id, HELLO)
        assert (60, True) == (raised.value.after, raised.value.everyone)


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message"])
async def test_message_that_cannot_be_changed_is_sent_anew(code: str) -> None:
    """If the message to change is gone, the words come as a new one, with their buttons."""
    async with SlackStandIn() as standin, opened(standin) as slack:
        person = standin.person()
        first = await slack.send(person.id, HELLO)
        standin.fail_next("chat.update", code)
        second = await slack.send(person.id, Message("Anew", rows=HELLO.rows, replaces=first))
        assert first != second
        assert [("Hello", ("Good",)), ("Anew", ("Good",))] == [
            (shown.text, shown.labels) for shown in person.messages
        ]


@pytest.mark.parametrize("ref", ["", "17"])
async def test_a_change_that_may_not_come_anew_is_refused(ref: str) -> None:
    """Where a change must come unseen or not at all, nothing is sent in its stead."""
    async with SlackStandIn() as standin, opened(standin) as slack:
        person = standin.person()
        first = await slack.send(person.id, HELLO)
        standin.fail_next("chat.update", "message_not_found")
        with pytest.raises(Refused):
            await slack.send(person.id, Message("Anew", replaces=ref or first, anew=False))
        assert ["Hello"] == [shown.text for shown in person.messages]


async def test_reference_of_nothing_is_sent_anew() -> None:
    """A reference that is not one of ours, or to a message never sent, costs no words."""
    async with SlackStandIn() as standin, opened(standin) as slack:
        person = standin.person()
        for ref in ("17", ":", f"{person.conversation}:1.5"):
            await slack.send(person.id, Message(f"to {ref}", replaces=ref))
        assert ["to 17", "to :", f"to {person.conversation}:1.5"] == [
            shown.text for shown in person.messages
        ]


async def test_refused_message_costs_no_call() -> None:
    """What cannot be said on Slack is refused before Slack is asked."""
    async with SlackStandIn() as standin, opened(standin) as slack:
        with pytest.raises(Refused):
            await slack.send(standin.person().id, Message("  "))
        assert 0 == standin.calls["chat.postMessage"]


def test_limit_named_only_by_its_code_is_patience() -> None:
    """Slack also names the limit in an answer that is otherwise fine."""
    assert isinstance(refusal(200, "rate_limited"), TryLater)


@pytest.mark.parametrize(
    ("method", "fault", "sentence"),
    [
        ("auth.test", "invalid_auth", "does not accept HOWAREYOU_SLACK_BOT_TOKEN (invalid_auth)."),
        ("auth.test", "account_inactive", "SLACK_BOT_TOKEN (account_inactive)."),
        ("apps.connections.open", "invalid_auth", "HOWAREYOU_SLACK_APP_TOKEN (invalid_auth)."),
        ("apps.connections.open", "not_allowed_token_type", "HOWAREYOU_SLACK_APP_TOKEN"),
        ("auth.test", 500, "Slack could not be reached at http://127.0.0.1:"),
        ("auth.test", 429, "Slack could not be reached at http://127.0.0.1:"),
        ("auth.test", "reset", "Slack could not be reached at http://127.0.0.1:"),
        ("auth.test", "hang", "Slack could not be reached at http://127.0.0.1:"),
        ("auth.test", "garbage", "Slack could not be reached at http://127.0.0.1:"),
    ],
)
async def test_slack_that_cannot_work_says_why(
    method: str, fault: int | str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong token and a platform out of reach are told apart, in one sentence."""
    monkeypatch.setattr(QuickSlack, "call_seconds", 0.2 if fault == "hang" else 5.0)
    async with SlackStandIn() as standin:
        standin.fail_next(method, fault)
        with pytest.raises(WrongSetting) as raised:
            async with opened(standin, mode="socket"):
                pass
        assert sentence in str(raised.value)
        assert BOT_TOKEN not in str(raised.value)


@pytest.mark.parametrize(("bot", "app"), [("xoxb-other", APP_TOKEN), (BOT_TOKEN, "xapp-other")])
async def test_wrong_token_is_a_wrong_setting(bot: str, app: str) -> None:
    """A token of another workspace or app is not accepted at the start."""
    async with SlackStandIn() as standin:
        slack = QuickSlack(bot, app_token=app, api_url=standin.url)
        with pytest.raises(WrongSetting):
            await slack.open(MENUS)


async def test_nobody_at_the_address() -> None:
    """An address where nobody answers is named."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    slack = Slack(BOT_TOKEN, signing_secret=SECRET, api_url=f"http://127.0.0.1:{port}/api")
    with pytest.raises(WrongSetting, match=f"http://127.0.0.1:{port}/api/"):
        await slack.open(MENUS)


async def test_without_any_way_to_hear() -> None:
    """Neither app token nor signing secret: the setting is named, and Slack is not asked."""
    async with SlackStandIn() as standin:
        slack = Slack(BOT_TOKEN, api_url=standin.url)
        with pytest.raises(WrongSetting, match="HOWAREYOU_SLACK_SIGNING_SECRET"):
            await slack.open(MENUS)
        assert 0 == standin.calls.total()


def test_no_bot_token_no_slack() -> None:
    """Without a bot token the settings name no Slack."""
    assert Slack.configured(Settings()) is None


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_settings_make_a_slack_that_works(mode: str) -> None:
    """The tokens of the settings open the workspace, in the mode that they name."""
    async with SlackStandIn() as standin:
        settings = Settings(
            slack_bot_token=Secret(BOT_TOKEN),
            slack_signing_secret=Secret(SECRET) if mode == "http" else None,
            slack_app_token=Secret(APP_TOKEN) if mode == "socket" else None,
            slack_api_url=standin.url,
        )
        slack = Slack.configured(settings)
        assert slack is not None
        await slack.open(MENUS)
        await slack.close()
        opened_socket = standin.calls["apps.connections.open"]
        assert ("T0STANDIN", mode == "socket") == (slack.account, opened_socket == 1)


async def test_close_leaves_nothing_behind() -> None:
    """Closing twice is fine, and a Home that was being shown is let go."""
    before = asyncio.all_tasks()
    async with SlackStandIn() as standin, opened(standin) as slack:
        standin.fail_next("views.publish", "hang")
        slack._notice({"event": {"type": "app_home_opened", "tab": "home", "user": "U1"}})
        await slack.close()
        assert slack._tasks == set()
    assert before == asyncio.all_tasks()


async def test_only_our_messages_are_deleted() -> None:
    """What the bot said goes; what the person said stays, and that is no error."""
    async with SlackStandIn() as standin, opened(standin) as slack:
        person = standin.person()
        typed = f"{person.conversation}:{person.type('hi')}"
        first, second = [await slack.send(person.id, HELLO) for _ in range(2)]
        await slack.clear(person.id, [typed, second, "D404:1.0"])
        assert [first] == [shown.id for shown in person.messages]
        standin.fail_next("chat.delete", 429, retry_after=7)
        with pytest.raises(TryLater) as raised:
            await slack.clear(person.id, [first])
        assert 7.0 == raised.value.after


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Your code is \u2068MY-7Q2K\u2069. Keep it & go",
            "Your code is `MY-7Q2K`. Keep it &amp; go",
        ),
        ("Code: MY-7Q2K", "Code: `MY-7Q2K`"),
    ],
)
def test_what_people_copy_is_marked_as_code(text: str, shown: str) -> None:
    """Slack shows it apart; a text with signs that Slack would read stays as it is."""
    (_, content), *_ = requests("U1", Message(text, marked="MY-7Q2K"))
    blocks: Any = content["blocks"]
    assert {"type": "mrkdwn", "text": shown} == blocks[0]["text"]
    (_, content), *_ = requests("U1", Message(f"_{text}_", marked="MY-7Q2K"))
    blocks = content["blocks"]
    assert "plain_text" == blocks[0]["text"]["type"]
