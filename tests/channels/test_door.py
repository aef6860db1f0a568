"""The door for what is brought by web: a bound for each, and one for all together."""

import asyncio
from contextlib import AsyncExitStack
from http import HTTPStatus
from typing import Any

import pytest
from starlette.requests import Request

from bot.channels.door import MOST_BYTES, MOST_BYTES_INSIDE, MOST_INSIDE, Door, Shut


def request(*parts: bytes, length: str = "", ends: bool = True) -> Request:
    """A request that brings these parts; one that does not end waits for ever."""
    left = list(parts)

    async def receive() -> dict[str, Any]:
        """Give the next part."""
        if not left and not ends:
            await asyncio.Event().wait()
        body = left.pop(0) if left else b""
        return {"type": "http.request", "body": body, "more_body": bool(left) or not ends}

    headers = [(b"content-length", length.encode())] if length else []
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


async def shut(door: Door, asked: Request) -> Shut:
    """Why this one does not come in."""
    with pytest.raises(Shut) as told:
        async with door.admitted(asked):
            pytest.fail("it came in")
    return told.value


async def test_a_body_comes_in_whole() -> None:
    """Parts are put together, and who has left is not counted any more."""
    door = Door()
    async with door.admitted(request(b"a", b"b")) as body:
        assert (b"ab", 1, 2) == (body, door.inside, door.bytes_inside)
    assert (0, 0) == (door.inside, door.bytes_inside)


async def test_what_says_that_it_is_too_large_is_not_read() -> None:
    """The announced length is enough to be turned away, before anything arrives."""
    told = await shut(Door(), request(length=str(MOST_BYTES + 1), ends=False))
    assert HTTPStatus.REQUEST_ENTITY_TOO_LARGE == told.answer.status_code


@pytest.mark.parametrize("length", ["", "1", "-5", "x", "9" * 5000])
async def test_what_lies_about_its_length_is_counted(length: str) -> None:
    """Whatever a request says of itself, no more than the bound is kept of it."""
    door, parts = Door(), [b" " * 1000] * (MOST_BYTES // 1000 + 1)
    told = await shut(door, request(*parts, length=length))
    assert HTTPStatus.REQUEST_ENTITY_TOO_LARGE == told.answer.status_code
    assert (0, 0) == (door.inside, door.bytes_inside)


async def test_a_full_room_asks_to_come_back() -> None:
    """Of any number of requests only so many are inside; the others stay with their platform."""
    door = Door()
    async with AsyncExitStack() as stack:
        for _ in range(MOST_INSIDE):
            await stack.enter_async_context(door.admitted(request(b"x")))
        told = await shut(door, request(b"x"))
        assert HTTPStatus.SERVICE_UNAVAILABLE == told.answer.status_code
        assert "1" == told.answer.headers["retry-after"]
    async with door.admitted(request(b"x")) as body:
        assert b"x" == body


async def test_large_ones_fill_the_room_sooner() -> None:
    """All bodies inside together hold no more than so many bytes."""
    door = Door()
    async with AsyncExitStack() as stack:
        for _ in range(MOST_BYTES_INSIDE // MOST_BYTES):
            await stack.enter_async_context(door.admitted(request(b" " * MOST_BYTES)))
        told = await shut(door, request(b"x"))
        assert HTTPStatus.SERVICE_UNAVAILABLE == told.answer.status_code
        assert MOST_BYTES_INSIDE == door.bytes_inside


async def test_what_dawdles_is_not_waited_for() -> None:
    """A body that does not end leaves its place to others."""
    door = Door(seconds=0.0)
    told = await shut(door, request(b"x", ends=False))
    assert HTTPStatus.REQUEST_TIMEOUT == told.answer.status_code
    assert (0, 0) == (door.inside, door.bytes_inside)
