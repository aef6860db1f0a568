"""Every setting, once: nobody else in the house reads the environment.

1. A setting is one field here, `HOWAREYOU_` and its name in capitals outside; empty is unset.
2. A secret may come from a file (`..._FILE`); its value is never printed or put in an error.
3. A wrong, unknown or doubled setting is told in one sentence that names it, before any start.
"""

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot import shapes
from bot.shapes import Read, Secret

PREFIX = "HOWAREYOU_"
HIDDEN = "(set, not shown)"


class SettingsError(Exception):
    """A setting is wrong: one sentence for the operator (one line each, if several are)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One setting as `howareyou settings` shows it; the value of a secret is not in it."""

    name: str
    value: str
    is_set: bool
    about: str


def setting(default: Any, about: str, *steps: Read) -> Any:
    """A field: what holds if it is not set, what it is for, and how its text becomes a value."""
    return field(default=default, metadata={"about": about, "steps": steps})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an operator can choose; frozen, read once at start by `Settings.read()`."""

    database_url: Secret = setting(
        Secret("sqlite:///data/howareyou.sqlite3"),
        "Where everything is kept: a SQLite file, or PostgreSQL.",
        shapes.STORE,
        Secret,
    )
    keys_dir: Path = setting(
        Path("data/keys"), "Directory of the keys, outside the database.", Path
    )
    telegram_token: Secret | None = setting(
        None, "Token of the Telegram bot; set: Telegram is on.", shapes.TELEGRAM, Secret
    )
    telegram_api_url: str = setting(
        "https://api.telegram.org", "Where the Bot API is.", shapes.WEB, shapes.without_slash
    )
    telegram_webhook_secret: Secret | None = setting(
        None, "What Telegram shows us with every webhook call.", shapes.WEBHOOK, Secret
    )
    slack_bot_token: Secret | None = setting(
        None, "Bot token of the Slack app; set: Slack is on.", shapes.SLACK_BOT, Secret
    )
    slack_signing_secret: Secret | None = setting(
        None, "Proves that a web call comes from Slack (HTTP mode).", shapes.ONE_WORD, Secret
    )
    slack_app_token: Secret | None = setting(
        None,
        "App-level token; set: Socket Mode, no public address needed.",
        shapes.SLACK_APP,
        Secret,
    )
    slack_api_url: str = setting(
        "https://slack.com/api/", "Where the Slack Web API is.", shapes.WEB, shapes.with_slash
    )
    web: str = setting(
        "on",
        "Whether people can talk on a page of ours, without any app: on or off.",
        str.lower,
        shapes.one_of("on", "off"),
    )
    public_url: str | None = setting(
        None,
        "Our https address; set: Telegram calls us, unset: we fetch.",
        shapes.PUBLIC,
        shapes.without_slash,
    )
    host: str = setting("127.0.0.1", "Address to listen on.", shapes.LISTEN)
    port: int = setting(8080, "Port to listen on.", shapes.whole(1, 65535))
    organisation: str = setting(
        "How are you", "Who asks; people read it in the first message.", shapes.NAME
    )
    country: str = setting(
        "FI", "Country, for help lines and the largest place.", str.upper, shapes.country
    )
    time_zone: str = setting("Europe/Helsinki", "Time zone in which a day ends.", shapes.zone)
    staff_language: str = setting(
        "en", "Language of summaries and staff messages.", shapes.language
    )
    languages: str = setting(
        "complete",
        "Which languages are offered: complete ones, or approved ones only.",
        str.lower,
        shapes.one_of("complete", "approved"),
    )
    k: int = setting(5, "Smallest group that may be shown; 5 or more.", shapes.whole(5, 1000))
    framework: str = setting(
        "hay-everyday",
        "Id of an installed framework, or the path of a YAML file.",
        shapes.framework,
    )
    log_level: str = setting(
        "INFO",
        "How much is logged; never what people write.",
        str.upper,
        shapes.one_of("DEBUG", "INFO", "WARNING", "ERROR"),
    )
    given: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the settings, or raise SettingsError with a sentence for each wrong one."""
        source = os.environ if environ is None else environ  # noqa: TID251  (the one place)
        texts, faults = _gather({name: source[name] for name in source if name.startswith(PREFIX)})
        if not faults:
            values, faults = _values(texts)
        if not faults:
            settings = cls(**values, given=frozenset(values))
            faults = list(_together(settings))
        if faults:
            raise SettingsError("\n".join(faults))
        return settings

    @property
    def channels(self) -> tuple[str, ...]:
        """Where people can talk; the library of a messaging app that is off is never imported."""
        tokens = {"telegram": self.telegram_token, "slack": self.slack_bot_token}
        apps = tuple(name for name, token in tokens.items() if token is not None)
        return (*apps, "web") if self.web == "on" else apps

    @property
    def address(self) -> str:
        """Where people find the pages, without a slash at the end."""
        host = "localhost" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104  read only
        shown = f"[{host}]" if ":" in host else host
        return self.public_url or f"http://{shown}:{self.port}"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which a day ends."""
        return ZoneInfo(self.time_zone)

    def rows(self) -> tuple[Row, ...]:
        """Every setting for people to read, in the order of the docs, secrets hidden."""
        return tuple(
            Row(
                name=variable(name),
                value=_shown(getattr(self, name)),
                is_set=name in self.given,
                about=each.metadata["about"],
            )
            for name, each in known().items()
        )


def known() -> dict[str, Field[Any]]:
    """Every setting by its name, in the order of the docs."""
    return {each.name: each for each in fields(Settings) if "about" in each.metadata}


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def secret_fields() -> frozenset[str]:
    """The settings that may also come from a file."""
    return frozenset(name for name, each in known().items() if Secret in each.metadata["steps"])


def _shown(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, Secret):
        return str(value)
    # A database address says more than its password: what kind it is, and which file.
    return text if (text := value.get_secret_value()).startswith("sqlite:///") else HIDDEN


def _gather(given: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Sort variables into fields, secrets out of files, and what is wrong with their names."""
    names = {variable(field): field for field in known()}
    files = {variable(field) + "_FILE": field for field in secret_fields()}
    values: dict[str, str] = {}
    faults: list[str] = []
    for name, raw in sorted(given.items()):
        text = raw.strip()
        if name not in names and name not in files:
            faults.append(_unknown(name, [*names, *files]))
        elif text:
            field = names.get(name) or files[name]
            if field in values:
                faults.append(
                    f"{variable(field)} and {variable(field)}_FILE are both set: keep one."
                )
            elif name in files:
                values[field], fault = _from_file(name, Path(text))
                faults += fault
            else:
                values[field] = text
    return values, faults


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
    return f"{name} is not a setting: did you mean {near[0]}?"


def _from_file(name: str, path: Path) -> tuple[str, list[str]]:
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text"
        return "", [f"{name} names {path}, which cannot be read: {why}."]
    return text, [] if text else [f"{name} names {path}, which is empty."]


def _values(texts: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Every value, and one sentence about each wrong one, without it: it may be a secret."""
    values: dict[str, Any] = {}
    faults = []
    for name, each in known().items():
        if name not in texts:
            continue
        values[name] = texts[name]
        try:
            for step in each.metadata["steps"]:
                values[name] = step(values[name])
        except ValueError as error:
            faults.append(f"{variable(name)} {error}")
    return values, faults


def _together(settings: Settings) -> Iterator[str]:
    """What is wrong between settings that are right one by one."""
    if settings.slack_bot_token and not (settings.slack_app_token or settings.slack_signing_secret):
        yield (
            "HOWAREYOU_SLACK_BOT_TOKEN needs HOWAREYOU_SLACK_APP_TOKEN (Socket Mode) "
            "or HOWAREYOU_SLACK_SIGNING_SECRET (HTTP) beside it."
        )
    if settings.telegram_token and settings.public_url and not settings.telegram_webhook_secret:
        yield (
            "HOWAREYOU_PUBLIC_URL makes Telegram call us: "
            "HOWAREYOU_TELEGRAM_WEBHOOK_SECRET must be set beside it."
        )
