"""The address that Slack calls: who is let in, and what is answered to everybody else."""

import json
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.door import MOST_BYTES
from bot.channels.slack_events import heard
from bot.channels.slack_requests import read
from bot.standins.slack import signed
from tests.channels.slack_stage import Stage, staged

EVENT = json.dumps(
    {
        "type": "event_callback",
        "event_id": "Ev1",
        "event": {
            "type": "message",
            "channel_type": "im",
            "channel": "D1",
            "user": "U1",
            "ts": "1.5",
            "text": "hello",
        },
    }
)


async def knock(stage: Stage, body: str | bytes, headers: dict[str, str]) -> tuple[int, str]:
    """Call the address and return status and words of the answer."""
    headers = {"Content-Type": "application/json", **headers}
    async with (
        aiohttp.ClientSession() as session,
        session.post(stage.standin.events_url, data=body, headers=headers) as answer,
    ):
        return answer.status, await answer.text()


async def test_signed_event_is_heard() -> None:
    """The control: with a good signature this very event is heard."""
    async with staged("http") as stage:
        assert (200, "") == await knock(stage, EVENT, signed(EVENT))
        assert ["hello"] == [one.text for one in stage.ears.heard]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(EVENT, secret="another secret"),
        signed(EVENT + " "),
        signed(EVENT, at=1_500_000_000),
        {**signed(EVENT), "X-Slack-Signature": "v0=é"},
        {**signed(EVENT), "X-Slack-Request-Timestamp": "yesterday"},
        {**signed(EVENT), "X-Slack-Request-Timestamp": "²"},
    ],
    ids=["none", "secret", "body", "old", "letters", "words", "superscript"],
)
async def test_forgery_is_turned_away(headers: dict[str, str]) -> None:
    """Without Slack's signature over these very bytes, now, the answer is 401 and nobody hears."""
    async with staged("http") as stage:
        status, _ = await knock(stage, EVENT, headers)
        assert 401 == status
        assert 0 == stage.ears.tries


async def test_bytes_that_are_no_text_are_a_forgery() -> None:
    """Whoever sends bytes of no text in Slack's name is turned away as any other."""
    async with staged("http") as stage:
        status, _ = await knock(stage, b"\xff\xfe", signed(EVENT))
        assert 401 == status
        assert 0 == stage.ears.tries


async def test_fault_while_hearing_is_told() -> None:
    """If hearing raises, Slack is told 500, without a word of why."""
    async with staged("http") as stage:
        stage.ears.failures = 1
        assert (500, "") == await knock(stage, EVENT, signed(EVENT))


async def test_address_check_is_answered() -> None:
    """Slack's check of the address gets its challenge back, and only with a signature."""
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a", "token": "x"})
    async with staged("http") as stage:
        stage.standin.fail_next("auth.test", "invalid_auth", times=3)
        status, answer = await knock(stage, body, signed(body))
        assert (200, {"challenge": "3eZbrw1a"}) == (status, json.loads(answer))
        status, _ = await knock(stage, body, {})
        assert 401 == status
        assert 0 == stage.ears.tries


async def test_certificate_check_is_answered() -> None:
    """Slack's check of the certificate is answered and heard by nobody."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with staged("http") as stage:
        assert (200, "") == await knock(stage, "ssl_check=1&token=x", headers)
        assert 0 == stage.ears.tries


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'"hello"', b"\xff\xfe", b"[" * 100_000, b"7"], ids=range(6)
)
async def test_nonsense_is_a_bad_request(body: bytes) -> None:
    """A body that is not Slack's is answered 400 or 401, never by a fault of ours."""
    async with staged("http") as stage:
        status, _ = await knock(stage, body, {})
        assert status in {400, 401}
        assert 0 == stage.ears.tries


async def test_too_much_is_not_read() -> None:
    """A body larger than anything of Slack's is turned away unread."""
    async with staged("http") as stage:
        status, _ = await knock(stage, b" " * (MOST_BYTES + 1), {})
        assert 413 == status


@given(st.text(), st.text())
def test_tap_is_read_as_its_form_says(words: str, other: str) -> None:
    """Whatever a tap holds, its form is read as every other reader of forms does."""
    tap = {"type": "block_actions", words: other}
    for ascii_only in (True, False):
        payload = json.dumps(tap, ensure_ascii=ascii_only).encode("utf-8", "replace")
        assert json.loads(payload) == read(urlencode({"payload": payload}).encode())
        assert json.loads(payload) == read(urlencode({"payload": payload, "x": "1"}).encode())


@given(st.binary())
def test_what_cannot_be_read_is_said_so(body: bytes) -> None:
    """Bytes of any kind are read or refused, never a fault of another kind."""
    for whole in (body, b"payload=" + body, b"{" + body):
        with suppress(ValueError, TypeError):
            assert isinstance(read(whole), dict)


@pytest.mark.parametrize("body", ["[]", "7", "payload=[]", "payload=%7", "payload={&x=1", "x"])
async def test_signed_nonsense_is_a_bad_request(body: str) -> None:
    """What is signed and still cannot be read is told so and not heard."""
    async with staged("http") as stage:
        status, _ = await knock(stage, body, signed(body))
        assert 400 == status
        assert 0 == stage.ears.tries


def test_deep_blocks_are_heard() -> None:
    """Blocks in blocks, deeper than a recursion goes, are no fault: the words are heard."""
    blocks: list[Any] = []
    for _ in range(5000):
        blocks = [{"type": "section", "elements": blocks}]
    body = json.loads(EVENT)
    body["event"]["blocks"] = blocks
    found = heard(body, "T1")
    assert found is not None
    assert "hello" == found.text


@pytest.mark.parametrize(
    "body",
    [
        {"type": "event_callback", "event_id": "Ev2", "event": {"type": "team_join"}},
        {"type": "view_submission", "view": {"id": "V1"}},
        {"type": "event_callback", "event": {"type": "message", "channel_type": "channel"}},
        {},
    ],
)
async def test_what_is_not_for_us_is_acknowledged(body: dict[str, object]) -> None:
    """What Slack tells us and we have no use for is acknowledged, so that it does not come back."""
    text = json.dumps(body)
    async with staged("http") as stage:
        assert (200, "") == await knock(stage, text, signed(text))
        assert 0 == stage.ears.tries
