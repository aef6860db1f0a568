"""Socket Mode over time: connections end, tickets are used up, the app is taken away."""

import asyncio

import pytest

from bot.channels import Channel
from bot.standins.slack import SlackStandIn
from tests.channels.slack_stage import Ears, QuickSlack, opened, staged


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuickSlack, "ping_seconds", 0.2)


async def test_asked_to_connect_anew() -> None:
    """When Slack asks for a new connection, there is one, and what is typed then is heard."""
    async with staged("socket") as stage:
        await stage.standin.refresh()
        stage.standin.person().type("hello")
        await stage.standin.settled()
        assert ["hello"] == [one.text for one in stage.ears.heard]
        assert 2 == stage.standin.calls["apps.connections.open"]


async def test_connection_that_breaks_is_replaced() -> None:
    """When the connection breaks, what is typed meanwhile is heard over the next one."""
    async with staged("socket") as stage:
        await stage.standin.hang_up()
        stage.standin.person().type("hello")
        await stage.standin.settled()
        assert ["hello"] == [one.text for one in stage.ears.heard]


async def test_address_that_is_used_up_is_not_tried_for_ever() -> None:
    """A ticket that Slack no longer takes is given up for a new one."""
    async with SlackStandIn() as standin, opened(standin, mode="socket") as slack:
        standin.forget_tickets()
        ears = Ears()
        listening = asyncio.create_task(slack.listen(ears))
        async with asyncio.timeout(30):
            await standin.connected()
        standin.person().type("hello")
        await standin.settled()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        assert ["hello"] == [one.text for one in ears.heard]


async def test_slack_out_of_reach_for_a_while() -> None:
    """While no new address can be had, the channel goes on trying."""
    async with staged("socket") as stage:
        stage.standin.fail_next("apps.connections.open", 500)
        stage.standin.fail_next("apps.connections.open", "reset")
        await stage.standin.hang_up()
        stage.standin.person().type("hello")
        await stage.standin.settled()
        assert ["hello"] == [one.text for one in stage.ears.heard]


@pytest.mark.parametrize(
    "event",
    [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}}],
)
async def test_app_that_is_taken_away_stops_listening(event: dict[str, object]) -> None:
    """When the workspace takes the app away, listening ends by itself."""
    async with staged("socket") as stage:
        stage.standin.person().event(event)
        async with asyncio.timeout(30):
            await stage.listening
        assert [] == stage.ears.heard


async def test_token_of_one_person_revoked_changes_nothing() -> None:
    """A person's own token is not the bot's: listening goes on."""
    async with staged("socket") as stage:
        person = stage.standin.person()
        person.event({"type": "tokens_revoked", "tokens": {"oauth": ["U0AMAL"], "bot": []}})
        await stage.standin.settled()
        person.type("hello")
        await stage.standin.settled()
        assert ["hello"] == [one.text for one in stage.ears.heard]


async def test_no_routes_and_no_listening_twice() -> None:
    """Socket Mode wants nothing served, and with a served address there is nothing to fetch."""
    async with SlackStandIn() as standin:
        async with opened(standin, mode="socket") as slack:
            channel: Channel = slack
            assert [] == channel.routes(Ears())
        async with opened(standin, mode="http") as slack:
            await slack.listen(Ears())
            assert [route.path for route in slack.routes(Ears())] == ["/slack/events"]
