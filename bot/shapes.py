"""The shapes of settings: how a text becomes a value, and the sentence when it cannot.

A sentence goes on after the name of the variable and never holds the value: it may be a secret.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import locales

Read = Callable[[str], Any]


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A value that nothing shows by accident."""

    _value: str

    def get_secret_value(self) -> str:
        """Give the value itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(...)"


def like(pattern: str, sentence: str) -> Read:
    """Accept only this shape; the sentence goes on after "HOWAREYOU_X " and holds no value."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError(sentence)
        return text

    return check


def whole(least: int, most: int) -> Read:
    """Accept a whole number within these."""

    def check(text: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text, re.ASCII):
            raise ValueError("must be a whole number.")
        if int(text) < least:
            raise ValueError(f"must be {least} or more.")
        if int(text) > most:
            raise ValueError(f"must be {most} or less.")
        return int(text)

    return check


def one_of(*words: str) -> Read:
    """Accept one of these words."""

    def check(text: str) -> str:
        if text not in words:
            quoted = [f"'{word}'" for word in words]
            raise ValueError(f"must be {', '.join(quoted[:-1])} or {quoted[-1]}.")
        return text

    return check


@cache
def _countries() -> frozenset[str]:
    """The codes of ISO 3166, as they come with the time zones: two letters before a tab."""
    lines = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text("utf-8").splitlines()
    return frozenset(line.partition("\t")[0] for line in lines if not line.startswith("#"))


def country(value: str) -> str:
    """Accept a country by its two letters."""
    if value not in _countries():
        raise ValueError("must be the two letters of a country, as FI.")
    return value


def zone(value: str) -> str:
    """Accept a time zone by its name."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("must be a time zone, as Europe/Helsinki.") from None
    return value


def language(value: str) -> str:
    """Accept one of our languages by its tag."""
    known = [language.tag for language in locales.languages()]
    if value not in known:
        raise ValueError(f"must be one of our languages: {', '.join(known)}.")
    return value


def framework(value: str) -> str:
    """Accept an installed framework by its id, or a file that is there."""
    if value.endswith((".yaml", ".yml")):
        if not Path(value).is_file():
            raise ValueError("names a file that is not there.")
    elif not re.fullmatch("[a-z][a-z0-9-]*", value):
        raise ValueError("must be the id of a framework, or the path of a .yaml file.")
    return value


def without_slash(value: str) -> str:
    """An address to which paths are added."""
    return value.rstrip("/")


def with_slash(value: str) -> str:
    """An address to which names are added."""
    return value.rstrip("/") + "/"


WEB = like(r"https?://[^\s/?#@]+(/[^\s?#]*)?", "must be an address that begins with https://.")
# Telegram and Slack call only https (https://core.telegram.org/bots/api#setwebhook); plain http is
# for stand-ins on the same machine.
PUBLIC = like(
    r"(https://|http://(localhost|127\.0\.0\.1)(?![^:/]))[^\s/?#@]*(/[^\s?#]*)?",
    "must be an address that begins with https://.",
)
STORE = like(
    r"sqlite:///.+|postgresql\+psycopg://.+", "must begin with sqlite:/// or postgresql+psycopg://."
)
TELEGRAM = like(r"\d+:[\w-]+", "is not a token of @BotFather (digits, a colon, letters).")
# https://core.telegram.org/bots/api#setwebhook allows 1-256 of these; fewer than 16 can be guessed.
WEBHOOK = like("[A-Za-z0-9_-]{16,256}", "must be 16 to 256 letters, digits, _ or -.")
SLACK_BOT = like(r"xoxb-\S+", "must begin with xoxb-.")
SLACK_APP = like(r"xapp-\S+", "must begin with xapp-.")
ONE_WORD = like(r"\S+", "must not hold spaces.")
LISTEN = like(r"[\w.:-]+", "must be an address to listen on.")
NAME = like(r"[^\x00-\x1f{}]{1,60}", "must be 1 to 60 characters, without { and }.")
