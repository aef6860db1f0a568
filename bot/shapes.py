"""The shapes of settings: what a value must look like, and the sentence when it does not.

A sentence goes on after the name of the variable and never holds the value: it may be a secret.
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, SecretStr

import locales


def like(pattern: str, sentence: str) -> AfterValidator:
    """Accept only this shape; the sentence goes on after "HOWAREYOU_X " and holds no value."""

    def check(value: Any) -> Any:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError(sentence)
        return value

    return AfterValidator(check)


@cache
def _countries() -> frozenset[str]:
    """The codes of ISO 3166, as they come with the time zones: two letters before a tab."""
    lines = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text("utf-8").splitlines()
    return frozenset(line.partition("\t")[0] for line in lines if not line.startswith("#"))


def _country(value: str) -> str:
    if value not in _countries():
        raise ValueError("must be the two letters of a country, as FI.")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("must be a time zone, as Europe/Helsinki.") from None
    return value


def _language(value: str) -> str:
    known = [language.tag for language in locales.languages()]
    if value not in known:
        raise ValueError(f"must be one of our languages: {', '.join(known)}.")
    return value


def _framework(value: str) -> str:
    if value.endswith((".yaml", ".yml")):
        if not Path(value).is_file():
            raise ValueError("names a file that is not there.")
    elif not re.fullmatch("[a-z][a-z0-9-]*", value):
        raise ValueError("must be the id of a framework, or the path of a .yaml file.")
    return value


WITHOUT_SLASH = AfterValidator(lambda value: value.rstrip("/"))
WITH_SLASH = AfterValidator(lambda value: value.rstrip("/") + "/")
UPPER, LOWER = BeforeValidator(str.upper), BeforeValidator(str.lower)
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
COUNTRY = AfterValidator(_country)
ZONE = AfterValidator(_zone)
LANGUAGE = AfterValidator(_language)
FRAMEWORK = AfterValidator(_framework)
