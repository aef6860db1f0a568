"""Telegram by webhook: only Telegram comes in, and it keeps what was not heard."""

from typing import Any

import aiohttp
import pytest
from starlette.requests import Request

from bot.channels import WrongSetting
from bot.channels.door import MOST_INSIDE
from bot.channels.telegram import Telegram
from bot.standins.telegram import TOKEN
from tests.channels.telegram_stage import SECRET, Stage, deaf, webhook


async def _post(stage: Stage, body: bytes, secret: str | None) -> int:
    name = "X-Telegram-Bot-Api-Secret-Token"
    headers = {} if secret is None else {name: secret}
    async with (
        aiohttp.ClientSession() as session,
        session.post(stage.telegram.updates.webhook, data=body, headers=headers) as answer,
    ):
        return answer.status


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        (None, b"{}", 403),
        ("", b"{}", 403),
        (SECRET.upper(), b"{}", 403),
        ("säcret", b"{}", 403),
        (SECRET, b"{}", 200),
        (SECRET, b"[]", 200),
        (SECRET, b"not json", 400),
        (SECRET, b'{"message": "\xff\xfe"}', 400),
        (SECRET, b"[" * 900_000, 400),
        (SECRET, b" " * 1_000_001, 413),
    ],
)
async def test_webhook_door(secret: str | None, body: bytes, status: int) -> None:
    """Only Telegram, which knows the secret, comes in, and nothing of any shape breaks the door."""
    async with webhook() as stage:
        assert status == await _post(stage, body, secret)
        assert [] == stage.ear.batches


async def test_webhook_says_503_until_committed() -> None:
    """A failed commit is answered 503, so that Telegram keeps the update."""
    async with webhook() as stage:
        stage.ear.failures = 1
        update = (
            b'{"update_id":1,"message":{"message_id":1,"date":1,"text":"hi",'
            b'"from":{"id":5,"is_bot":false},"chat":{"id":5,"type":"private"}}}'
        )
        assert 503 == await _post(stage, update, SECRET)
        assert 200 == await _post(stage, update, SECRET)
        assert ["hi"] == [heard.text for heard in stage.ear.heard]


async def test_webhook_of_a_full_room_asks_to_come_back() -> None:
    """While as many as can be are inside, an update is not read and stays with Telegram."""
    async with webhook() as stage:
        door = stage.channel._intake._door
        door.inside = MOST_INSIDE
        assert 503 == await _post(stage, b"{}", SECRET)
        door.inside = 0
        assert 200 == await _post(stage, b"{}", SECRET)


async def test_lost_answer_brings_the_same_key_again() -> None:
    """If our 200 is lost the update comes twice, with one key by which it is known."""
    async with webhook() as stage:
        stage.telegram.fail_next("webhook", "lost")
        stage.telegram.person(501).type("hi")
        keys = {(await stage.ear.next()).event_key for _ in range(2)}
        assert 1 == len(keys)


async def test_webhook_cut_off_in_the_middle_is_not_heard() -> None:
    """An update whose sender hung up half-way is not acknowledged."""
    intake = Telegram(TOKEN, public_url="https://example.org", webhook_secret=SECRET)._intake

    async def receive() -> dict[str, Any]:
        """Hang up."""
        return {"type": "http.disconnect"}

    headers = [(b"x-telegram-bot-api-secret-token", SECRET.encode())]
    request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
    answer = await intake.receive(request, deaf, secret=SECRET)
    assert 400 == answer.status_code


async def test_webhook_of_empty_secret_stays_shut() -> None:
    """Without a secret nobody gets in, not even with an empty header."""
    channel = Telegram(TOKEN, public_url="https://example.org")
    with pytest.raises(WrongSetting, match="HOWAREYOU_TELEGRAM_WEBHOOK_SECRET"):
        await channel.open(())
