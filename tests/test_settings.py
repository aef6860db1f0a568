"""Settings: every one read once, every wrong one told in a sentence, no secret ever shown."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from bot.settings import HIDDEN, Settings, SettingsError, known, secret_fields, variable

CANARY = "canary-5d1c"


def fault(**given: str) -> str:
    """Give what the operator reads when these settings are wrong."""
    with pytest.raises(SettingsError) as caught:
        Settings.read({f"HOWAREYOU_{name}": value for name, value in given.items()})
    assert caught.value.__cause__ is None
    return str(caught.value)


def test_nothing_set_gives_the_defaults() -> None:
    """Without a single variable the settings are those of the documentation."""
    settings = Settings.read({"PATH": "/bin"})
    assert settings.database_url.get_secret_value() == "sqlite:///data/howareyou.sqlite3"
    assert Path("data/keys") == settings.keys_dir
    assert settings.telegram_token is None
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert (settings.country, settings.k, settings.languages) == ("FI", 5, "complete")
    assert settings.zone.key == "Europe/Helsinki"


def test_the_process_environment_is_read_only_where_nothing_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`read()` takes the environment; `read({})` and `Settings()` never look at it."""
    monkeypatch.setenv("HOWAREYOU_PORT", "9999")
    assert Settings.read().port == 9999
    assert Settings.read({}).port == 8080
    assert Settings().port == 8080


def test_given_values_are_read_and_tidied() -> None:
    """Values are cast, trimmed and brought to one form."""
    settings = Settings.read(
        {
            "HOWAREYOU_PORT": " 9090 ",
            "HOWAREYOU_COUNTRY": "se",
            "HOWAREYOU_LOG_LEVEL": "debug",
            "HOWAREYOU_LANGUAGES": "Approved",
            "HOWAREYOU_PUBLIC_URL": "https://talk.example.org/",
            "HOWAREYOU_SLACK_API_URL": "http://127.0.0.1:9/api",
            "HOWAREYOU_TELEGRAM_API_URL": "http://127.0.0.1:9/",
            "HOWAREYOU_ORGANISATION": "Naapurit ry",
            "HOWAREYOU_TELEGRAM_TOKEN": "12345:AAH-x_y",
            "HOWAREYOU_TELEGRAM_WEBHOOK_SECRET": "0123456789abcdef",
        }
    )
    assert (settings.port, settings.country, settings.log_level) == (9090, "SE", "DEBUG")
    assert settings.languages == "approved"
    assert settings.slack_api_url == "http://127.0.0.1:9/api/"
    assert settings.telegram_api_url == "http://127.0.0.1:9"
    assert settings.organisation == "Naapurit ry"
    assert settings.public_url == "https://talk.example.org"
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "12345:AAH-x_y"


def test_a_public_address_needs_the_webhook_secret() -> None:
    """Telegram is not allowed to call us without showing a secret."""
    given = {"PUBLIC_URL": "https://talk.example.org", "TELEGRAM_TOKEN": "1:a"}
    assert "HOWAREYOU_TELEGRAM_WEBHOOK_SECRET must be set" in fault(**given)
    assert "must be 16 to 256 letters" in fault(**given, TELEGRAM_WEBHOOK_SECRET="short")


def test_slack_needs_a_way_in() -> None:
    """A Slack bot token alone is refused, with either way in it is accepted."""
    assert "HOWAREYOU_SLACK_APP_TOKEN" in fault(SLACK_BOT_TOKEN="xoxb-1")
    for way in ({"SLACK_APP_TOKEN": "xapp-1"}, {"SLACK_SIGNING_SECRET": "abc"}):
        given = {"SLACK_BOT_TOKEN": "xoxb-1", **way}
        settings = Settings.read({f"HOWAREYOU_{name}": value for name, value in given.items()})
        assert settings.slack_bot_token is not None


def test_an_empty_value_is_unset() -> None:
    """An empty string, as compose files leave it, counts as not set."""
    settings = Settings.read({"HOWAREYOU_TELEGRAM_TOKEN": "", "HOWAREYOU_PORT": "  "})
    assert settings.telegram_token is None
    assert settings.port == 8080


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "eighty", "HOWAREYOU_PORT must be a whole number."),
        ("PORT", "0", "HOWAREYOU_PORT must be 1 or more."),
        ("PORT", "70000", "HOWAREYOU_PORT must be 65535 or less."),
        ("K", "4", "HOWAREYOU_K must be 5 or more."),
        ("LANGUAGES", "all", "HOWAREYOU_LANGUAGES must be 'complete' or 'approved'."),
        ("COUNTRY", "XX", "HOWAREYOU_COUNTRY must be the two letters of a country, as FI."),
        ("TIME_ZONE", "Mars/Base", "HOWAREYOU_TIME_ZONE must be a time zone, as Europe/Helsinki."),
        ("TIME_ZONE", "../etc", "HOWAREYOU_TIME_ZONE must be a time zone, as Europe/Helsinki."),
        ("FRAMEWORK", "no/such.yaml", "HOWAREYOU_FRAMEWORK names a file that is not there."),
        (
            "STAFF_LANGUAGE",
            "English!",
            "HOWAREYOU_STAFF_LANGUAGE must be one of our languages: en, ",
        ),
        ("PUBLIC_URL", "http://talk.example.org", "HOWAREYOU_PUBLIC_URL must be an address"),
        ("PUBLIC_URL", "http://localhost.example.org", "HOWAREYOU_PUBLIC_URL must be an address"),
        ("TELEGRAM_API_URL", "api.telegram.org", "HOWAREYOU_TELEGRAM_API_URL must be an address"),
        ("ORGANISATION", "We {name}", "HOWAREYOU_ORGANISATION must be 1 to 60 characters"),
        ("LOG_LEVEL", "LOUD", "HOWAREYOU_LOG_LEVEL must be"),
        ("HOST", "not a host", "HOWAREYOU_HOST must be an address to listen on."),
        ("FRAMEWORK", "No Such", "HOWAREYOU_FRAMEWORK must be the id of a framework"),
    ],
)
def test_a_wrong_value_is_told_in_one_sentence(name: str, value: str, sentence: str) -> None:
    """Each wrong value gives one line that names its variable."""
    told = fault(**{name: value})
    assert told.startswith(sentence)
    assert "\n" not in told


@pytest.mark.parametrize("field", sorted(secret_fields()))
def test_a_wrong_secret_is_told_without_its_value(field: str, tmp_path: Path) -> None:
    """Neither the value of a wrong secret nor of one from a file is in the sentence."""
    file = tmp_path / "secret"
    file.write_text(f"{CANARY} {CANARY}\n")
    direct = fault(**{field.upper(): f"{CANARY} {CANARY}"})
    from_file = fault(**{f"{field.upper()}_FILE": str(file)})
    for told in (direct, from_file):
        assert told.startswith(variable(field))
        assert CANARY not in told


def test_all_wrong_values_are_told_at_once() -> None:
    """Two wrong settings give two lines, not two attempts."""
    assert len(fault(PORT="x", K="1").splitlines()) == 2


def test_an_unknown_variable_is_told_with_its_nearest_name() -> None:
    """A misspelt name is refused, and the right one offered."""
    told = fault(TELEGRM_TOKEN=CANARY)
    assert (
        told == "HOWAREYOU_TELEGRM_TOKEN is not a setting: did you mean HOWAREYOU_TELEGRAM_TOKEN?"
    )
    assert "HOWAREYOU_TELEGRAM_TOKEN_FILE" in fault(TELEGRAM_TOKN_FILE="/run/x")


def test_a_secret_is_read_from_its_file(tmp_path: Path) -> None:
    """`..._FILE` gives the content of the file without its last line break."""
    file = tmp_path / "token"
    file.write_text("12345:AAH\n")
    settings = Settings.read({"HOWAREYOU_TELEGRAM_TOKEN_FILE": str(file)})
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "12345:AAH"


def test_a_secret_file_that_does_not_work_is_told(tmp_path: Path) -> None:
    """A missing, empty, unreadable or doubled secret file is refused by name."""
    empty = tmp_path / "empty"
    empty.touch()
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    assert "cannot be read: No such file" in fault(TELEGRAM_TOKEN_FILE=str(tmp_path / "none"))
    assert "which is empty." in fault(TELEGRAM_TOKEN_FILE=str(empty))
    assert "it is not text." in fault(TELEGRAM_TOKEN_FILE=str(binary))
    assert "are both set: keep one." in fault(TELEGRAM_TOKEN="1:a", TELEGRAM_TOKEN_FILE=str(empty))


def test_a_framework_may_be_a_file(tmp_path: Path) -> None:
    """The path of a YAML file that exists is accepted as the framework."""
    file = tmp_path / "ours.yaml"
    file.touch()
    assert str(file) == Settings.read({"HOWAREYOU_FRAMEWORK": str(file)}).framework


def test_only_secrets_have_a_file_variant() -> None:
    """A file variant of something that is no secret is an unknown setting."""
    assert "HOWAREYOU_PORT_FILE is not a setting" in fault(PORT_FILE="/run/port")


def test_rows_show_every_setting_and_no_secret() -> None:
    """`howareyou settings` lists all fields in order; secrets are hidden, also in a repr."""
    given = {
        "HOWAREYOU_DATABASE_URL": f"postgresql+psycopg://bot:{CANARY}@db/howareyou",
        "HOWAREYOU_TELEGRAM_TOKEN": f"1:{CANARY}",
        "HOWAREYOU_TELEGRAM_WEBHOOK_SECRET": f"{CANARY}-{CANARY}",
        "HOWAREYOU_SLACK_BOT_TOKEN": f"xoxb-{CANARY}",
        "HOWAREYOU_SLACK_APP_TOKEN": f"xapp-{CANARY}",
        "HOWAREYOU_SLACK_SIGNING_SECRET": CANARY,
    }
    settings = Settings.read(given)
    rows = {row.name: row for row in settings.rows()}
    assert [variable(field) for field in known()] == list(rows)
    assert {HIDDEN} == {rows[name].value for name in given}
    assert set(given) == {name for name, row in rows.items() if row.is_set}
    assert all(row.about for row in rows.values())
    assert CANARY not in repr(settings) + str(settings.rows())


def test_settings_cannot_be_changed() -> None:
    """Settings are frozen once read."""
    settings = Settings.read({})
    with pytest.raises(FrozenInstanceError):
        settings.port = 1  # type: ignore[misc]  # that it cannot be set is the claim
