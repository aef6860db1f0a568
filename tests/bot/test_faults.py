"""What an operator did wrong is told in one sentence, and nothing is lost by it."""

import asyncio
import os
import re
import socket
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot import turn
from bot.errors import sentence
from bot.house import House
from bot.standins.slack import SlackStandIn
from bot.standins.telegram import TelegramStandIn
from storage import Unavailable
from tests.bot.chats import Chat
from tests.bot.operators import HOUSE, SMALL, Operator, shell
from tests.ports import free_port

Break = Callable[[Operator, pytest.MonkeyPatch], None]


def _newer(operator: Operator, _: pytest.MonkeyPatch) -> None:
    operator.house().store.close()
    with sqlite3.connect(operator.folder / "data" / "a.sqlite3") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()


def _no_database(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    (operator.folder / "file").touch()
    url = f"sqlite:///{operator.folder}/file/a.sqlite3"
    monkeypatch.setenv("HOWAREYOU_DATABASE_URL", url)


def _not_a_database(operator: Operator, _: pytest.MonkeyPatch) -> None:
    (operator.folder / "data").mkdir()
    (operator.folder / "data" / "a.sqlite3").write_bytes(b"these are holiday photos" * 100)


def _no_keys(operator: Operator, _: pytest.MonkeyPatch) -> None:
    operator.house().store.close()
    (operator.folder / "keys").rename(operator.folder / "moved")


def _other_keys(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    operator.house().store.close()
    with monkeypatch.context() as other:
        other.setenv("HOWAREYOU_DATABASE_URL", f"sqlite:///{operator.folder}/b.sqlite3")
        other.setenv("HOWAREYOU_KEYS_DIR", str(operator.folder / "others"))
        operator.house().store.close()
    monkeypatch.setenv("HOWAREYOU_KEYS_DIR", str(operator.folder / "others"))


def _no_key_folder(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    (operator.folder / "file").touch()
    monkeypatch.setenv("HOWAREYOU_KEYS_DIR", str(operator.folder / "file" / "keys"))


def _broken_framework(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = operator.folder / "own.yaml"
    broken.write_text(SMALL.read_text("utf-8").replace("version:", "verzion:"), "utf-8")
    monkeypatch.setenv("HOWAREYOU_FRAMEWORK", str(broken))


def _unknown_framework(_: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOWAREYOU_FRAMEWORK", "hay-nowhere")


def _unknown_setting(_: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOWAREYOU_DATABSE_URL", "sqlite:///a")


BROKEN: dict[str, tuple[Break, str]] = {
    "newer database": (_newer, "newer version"),
    "database not writable": (_no_database, "cannot be"),
    "not a database": (_not_a_database, "is no database"),
    "keys missing": (_no_keys, "is missing from"),
    "other keys": (_other_keys, "is missing from"),
    "no key folder": (_no_key_folder, "cannot be made"),
    "broken framework": (_broken_framework, "mistakes; `howareyou check` tells"),
    "unknown framework": (_unknown_framework, "There is no framework hay-nowhere"),
    "unknown setting": (_unknown_setting, "did you mean HOWAREYOU_DATABASE_URL?"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_told_and_nothing_is_lost(
    operator: Operator, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    """Each fault of an operator ends a command with a sentence, and changes no file."""
    breaks, told = BROKEN[case]
    breaks(operator, monkeypatch)
    before = _files(operator.folder)
    result = operator.call("place", "list")
    assert (1, "") == (result.exit_code, result.stdout)
    assert isinstance(result.exception, Exception)
    said = sentence(result.exception) or ""
    assert told in said
    lost = {
        name for name, content in before.items() if _files(operator.folder).get(name) != content
    }
    assert set() == {name for name in lost if not name.endswith(("-wal", "-shm"))}
    made = {name for name in _files(operator.folder) if name.endswith(".key")} - set(before)
    assert set() == made
    assert 3 == operator.call("doctor").exit_code


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_faults_have_no_traceback(operator: Operator) -> None:
    """A process of its own ends with 1, one line on stderr and nothing on stdout."""
    done = shell(operator, "invite", "--place", "atlantis")
    assert (1, "") == (done.returncode, done.stdout)
    assert "howareyou: There is no place atlantis; see `howareyou place list`.\n" == done.stderr


TOKEN = "77:another-token"


@pytest.mark.parametrize("case", ["unreachable", "port"])
def test_run_says_in_one_sentence_why_not(operator: Operator, case: str) -> None:
    """A platform that cannot be reached, or a taken port, ends `run` with a sentence and 1."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        taken = door.getsockname()[1]
        done = shell(
            operator,
            "run",
            HOWAREYOU_TELEGRAM_TOKEN=TOKEN,
            HOWAREYOU_TELEGRAM_API_URL=f"http://127.0.0.1:{free_port()}",
            HOWAREYOU_PORT=str(taken if case == "port" else free_port()),
        )
    assert 1 == done.returncode
    assert "Traceback" not in done.stderr
    last = done.stderr.strip().split("\n")[-1]
    expected = "Telegram cannot be reached at" if case == "unreachable" else "cannot be used"
    assert last.startswith("howareyou: ")
    assert expected in last
    assert TOKEN not in done.stderr


def test_a_full_disk_is_one_sentence_and_loses_nothing(operator: Operator) -> None:
    """When nothing more can be written, a command says so, and what was there is still there."""
    operator.ok("place", "add", "oulu", "Oulu")
    script = f"ulimit -f {_blocks(operator)};"
    done = shell(operator, "place", "add", "turku", "T" * 120_000, before=script)
    assert 1 == done.returncode
    assert "Traceback" not in done.stderr
    assert re.search(r"howareyou: .*cannot be (used now|written).*\n$", done.stderr)
    assert {"fi", "oulu"} == {each["id"] for each in operator.json("place", "list")}


def _blocks(operator: Operator) -> int:
    """The size of the database in blocks of 512 bytes: not one page more may be written."""
    size = (operator.folder / "data" / "a.sqlite3").stat().st_size
    return max(1, size // 512 // 8)


def test_an_error_of_ours_is_no_sentence() -> None:
    """What is not an operator's to mend is not dressed up as if it were."""
    assert sentence(ZeroDivisionError("x")) is None
    assert sentence(OSError("x")) is None
    told = sentence(PermissionError(13, "Permission denied", "/etc/own.yaml"))
    assert "/etc/own.yaml cannot be used (Permission denied)." == told


async def test_a_wrong_token_is_one_sentence(operator: Operator) -> None:
    """A token that the platform does not know ends `run` with a sentence that does not hold it."""
    async with TelegramStandIn() as telegram:
        done = await asyncio.to_thread(
            shell,
            operator,
            "run",
            HOWAREYOU_TELEGRAM_TOKEN=TOKEN,
            HOWAREYOU_TELEGRAM_API_URL=telegram.url,
            HOWAREYOU_PORT=str(free_port()),
        )
    assert 1 == done.returncode
    last = done.stderr.strip().split("\n")[-1]
    assert "does not know this token: set HOWAREYOU_TELEGRAM_TOKEN" in last
    assert "The bot is running" not in done.stderr
    assert "another-token" not in done.stderr


async def test_a_wrong_slack_token_is_one_sentence(operator: Operator) -> None:
    """Slack's no to a token names the setting to look at."""
    async with SlackStandIn() as slack:
        done = await asyncio.to_thread(
            shell,
            operator,
            "run",
            HOWAREYOU_SLACK_BOT_TOKEN="xoxb-wrong",
            HOWAREYOU_SLACK_APP_TOKEN="xapp-wrong",
            HOWAREYOU_SLACK_API_URL=slack.url,
            HOWAREYOU_PORT=str(free_port()),
        )
    assert 1 == done.returncode
    last = done.stderr.strip().split("\n")[-1]
    assert "HOWAREYOU_SLACK_BOT_TOKEN" in last
    assert "xoxb-wrong" not in done.stderr


def test_a_disk_that_fills_up_while_people_talk_loses_nothing(house: House) -> None:
    """While nothing can be written no message is acknowledged; afterwards it is taken as usual."""
    if house.store.engine.dialect.name != "sqlite":
        pytest.skip("the limit on pages is SQLite's")
    with house.store.engine.connect() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()

    def full(connection: Any, _record: object) -> None:
        """Let the file grow no further."""
        connection.execute(f"PRAGMA max_page_count={pages + 20}")

    event.listen(house.store.engine, "connect", full)
    house.store.engine.dispose()
    talking: list[Chat] = []
    with pytest.raises(Unavailable, match="SQLITE_FULL"):
        greet(house, talking)
    *there, refused = talking
    assert ["_language"] * len(there) == [chat.open_question() for chat in there]
    assert refused.contact is None
    event.remove(house.store.engine, "connect", full)
    house.store.engine.dispose()
    assert [] != refused.type("/start")


def greet(house: House, talking: list[Chat]) -> None:
    """Let one after the other say hello."""
    for number in range(500):
        talking.append(Chat(house, str(number)))
        turn.take(house, [talking[-1].typed("/start")])


@pytest.mark.parametrize("command", ["make run", "howareyou run"])
def test_nothing_set_is_one_sentence(operator: Operator, command: str) -> None:
    """Where not even the page is on, both ways to start say what to set, and make nothing."""
    if command == "make run":
        if not (HOUSE / ".venv" / "bin" / "howareyou").exists():
            pytest.skip("there is no .venv here")
        made = subprocess.run(
            ["make", "--no-print-directory", "-C", HOUSE, "-o", ".venv/.ready", "run"],
            env={**operator.environ, "PATH": os.defpath, "HOWAREYOU_WEB": "off"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    else:
        made = shell(operator, "run", HOWAREYOU_WEB="off")
    assert 2 == made.returncode
    assert made.stderr.startswith("No messaging app is set: set HOWAREYOU_TELEGRAM_TOKEN")
    assert "Traceback" not in made.stderr
    assert [] == list(operator.folder.iterdir())
