"""Every setting, once: nobody else in the house reads the environment.

1. A setting is one field here, `HOWAREYOU_` and its name in capitals outside; empty is unset.
2. A secret may come from a file (`..._FILE`); its value is never printed or put in an error.
3. A wrong, unknown or doubled setting is told in one sentence that names it, before any start.
"""

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from bot import shapes

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


class Settings(BaseModel):
    """What an operator can choose; frozen, read once at start by `Settings.read()`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    database_url: Annotated[SecretStr, shapes.STORE] = Field(
        default=SecretStr("sqlite:///data/howareyou.sqlite3"),
        description="Where everything is kept: a SQLite file, or PostgreSQL.",
    )
    keys_dir: Path = Field(
        default=Path("data/keys"), description="Directory of the keys, outside the database."
    )
    telegram_token: Annotated[SecretStr, shapes.TELEGRAM] | None = Field(
        default=None, description="Token of the Telegram bot; set: Telegram is on."
    )
    telegram_api_url: Annotated[str, shapes.WEB, shapes.WITHOUT_SLASH] = Field(
        default="https://api.telegram.org", description="Where the Bot API is."
    )
    telegram_webhook_secret: Annotated[SecretStr, shapes.WEBHOOK] | None = Field(
        default=None, description="What Telegram shows us with every webhook call."
    )
    slack_bot_token: Annotated[SecretStr, shapes.SLACK_BOT] | None = Field(
        default=None, description="Bot token of the Slack app; set: Slack is on."
    )
    slack_signing_secret: Annotated[SecretStr, shapes.ONE_WORD] | None = Field(
        default=None, description="Proves that a web call comes from Slack (HTTP mode)."
    )
    slack_app_token: Annotated[SecretStr, shapes.SLACK_APP] | None = Field(
        default=None, description="App-level token; set: Socket Mode, no public address needed."
    )
    slack_api_url: Annotated[str, shapes.WEB, shapes.WITH_SLASH] = Field(
        default="https://slack.com/api/", description="Where the Slack Web API is."
    )
    public_url: Annotated[str, shapes.PUBLIC, shapes.WITHOUT_SLASH] | None = Field(
        default=None, description="Our https address; set: Telegram calls us, unset: we fetch."
    )
    host: Annotated[str, shapes.LISTEN] = Field(
        default="127.0.0.1", description="Address to listen on."
    )
    port: int = Field(default=8080, ge=1, le=65535, description="Port to listen on.")
    organisation: Annotated[str, shapes.NAME] = Field(
        default="How are you", description="Who asks; people read it in the first message."
    )
    country: Annotated[str, shapes.UPPER, shapes.COUNTRY] = Field(
        default="FI", description="Country, for help lines and the largest place."
    )
    time_zone: Annotated[str, shapes.ZONE] = Field(
        default="Europe/Helsinki", description="Time zone in which a day ends."
    )
    staff_language: Annotated[str, shapes.LANGUAGE] = Field(
        default="en", description="Language of summaries and staff messages."
    )
    languages: Annotated[Literal["complete", "approved"], shapes.LOWER] = Field(
        default="complete",
        description="Which languages are offered: complete ones, or approved ones only.",
    )
    k: int = Field(
        default=5, ge=5, le=1000, description="Smallest group that may be shown; 5 or more."
    )
    framework: Annotated[str, shapes.FRAMEWORK] = Field(
        default="hay-everyday",
        description="Id of an installed framework, or the path of a YAML file.",
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], shapes.UPPER] = Field(
        default="INFO", description="How much is logged; never what people write."
    )

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the settings, or raise SettingsError with a sentence for each wrong one."""
        source = os.environ if environ is None else environ  # noqa: TID251  (the one place)
        given = {name: value for name, value in source.items() if name.startswith(PREFIX)}
        values, faults = _gather(given)
        if not faults:
            try:
                settings = cls.model_validate(values)
            except ValidationError as error:
                faults = [_sentence(fault) for fault in error.errors(include_url=False)]
            else:
                faults = list(_together(settings))
        if faults:
            raise SettingsError("\n".join(faults)) from None
        return settings

    @property
    def channels(self) -> tuple[str, ...]:
        """The messaging apps that are on; the library of another one is never imported."""
        tokens = {"telegram": self.telegram_token, "slack": self.slack_bot_token}
        return tuple(name for name, token in tokens.items() if token is not None)

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
                is_set=name in self.model_fields_set,
                about=field.description or "",
            )
            for name, field in type(self).model_fields.items()
        )


def variable(field: str) -> str:
    """The environment variable of a field."""
    return PREFIX + field.upper()


def secret_fields() -> frozenset[str]:
    """The fields that may also come from a file."""
    return frozenset(
        name
        for name, field in Settings.model_fields.items()
        if "SecretStr" in str(field.annotation)
    )


def _shown(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, SecretStr):
        return str(value)
    # A database address says more than its password: what kind it is, and which file.
    return text if (text := value.get_secret_value()).startswith("sqlite:///") else HIDDEN


def _gather(given: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Sort variables into fields, secrets out of files, and what is wrong with their names."""
    names = {variable(field): field for field in Settings.model_fields}
    files = {variable(field) + "_FILE": field for field in secret_fields()}
    values: dict[str, Any] = {}
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


_MUST = {
    "greater_than_equal": "must be {ge} or more.",
    "less_than_equal": "must be {le} or less.",
    "literal_error": "must be {expected}.",
    "int_parsing": "must be a whole number.",
    "value_error": "{error}",
}


def _sentence(fault: ErrorDetails) -> str:
    """One sentence about one wrong value, without the value: it may be a secret."""
    must = _MUST.get(fault["type"], "cannot be understood.")
    return f"{variable(str(fault['loc'][0]))} {must.format(**fault.get('ctx', {}))}"


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
