"""Every error of python-telegram-bot becomes one of our refusals; its tree has traps."""

import inspect

import pytest
from telegram import error

from bot.channels import Gone, Refused, TryLater
from bot.channels.telegram import _Flood, _refusal

EXPECTED: dict[error.TelegramError, type[Exception]] = {
    error.TelegramError("whatever"): TryLater,
    error.NetworkError("ClientOSError"): TryLater,
    error.TimedOut(): TryLater,
    error.Conflict("terminated by other getUpdates request"): TryLater,
    error.EndPointNotFound("Not Found"): TryLater,
    error.PassportDecryptionError("no passport of ours"): TryLater,
    error.RetryAfter.__new__(error.RetryAfter): TryLater,  # making one warns of its own future
    error.InvalidToken("Unauthorized"): TryLater,
    error.Forbidden("Forbidden: bot was blocked by the user"): Gone,
    error.ChatMigrated(-100): Gone,
    error.BadRequest("Chat not found"): Gone,
    error.BadRequest("Message is too long"): Refused,
}


@pytest.mark.parametrize("failure", EXPECTED, ids=lambda each: type(each).__name__)
def test_each_error_becomes_a_refusal(failure: error.TelegramError) -> None:
    """Whatever the library raises says wait, gone, or not like this; a class above does not win."""
    assert EXPECTED[failure] is type(_refusal(failure))


def test_no_error_of_the_library_is_left_out() -> None:
    """A class that a new version of the library brings has to be thought about."""
    classes = [kind for _, kind in inspect.getmembers(error, inspect.isclass)]
    ours = {kind for kind in classes if issubclass(kind, error.TelegramError)}
    assert ours == {type(each) for each in EXPECTED}


@pytest.mark.parametrize("trap", [error.BadRequest, error.TimedOut])
def test_the_traps_are_still_there(trap: type[error.TelegramError]) -> None:
    """A refused text and a slow answer are errors of the network to the library."""
    assert issubclass(trap, error.NetworkError)


def test_an_unknown_token_holds_everybody() -> None:
    """A token that is not known is not a matter of one chat."""
    stranger = _refusal(error.InvalidToken("Unauthorized"))
    assert isinstance(stranger, TryLater)
    assert (60.0, True) == (stranger.after, stranger.everyone)


@pytest.mark.parametrize(
    ("payload", "seconds"),
    [
        (b'{"parameters": {"retry_after": 7}}', 7.0),
        (b'{"ok": false, "error_code": 429}', 0.0),
        (b"<html>slow down</html>", 0.0),
    ],
)
def test_a_flood_says_how_long(payload: bytes, seconds: float) -> None:
    """The seconds are read where they stand; without them the sender has its own patience."""
    assert seconds == _Flood(payload).seconds
