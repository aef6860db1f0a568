"""How somebody tries the bot: `run` without a token, `play`, `demo`."""

import asyncio
import sys

import aiohttp
import pytest

from bot.commands import run as run_
from bot.errors import sentence
from tests.bot.operators import HOUSE, Operator, shell
from tests.ports import free_port


def test_run_without_a_token_offers_the_terminal(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any app or page `run` says what to set and how to try the talk, and ends with 2."""
    monkeypatch.setenv("HOWAREYOU_WEB", "off")
    result = operator.call("run")
    assert 2 == result.exit_code
    assert "HOWAREYOU_TELEGRAM_TOKEN" in result.stderr
    assert "make play" in result.stderr
    assert [] == list(operator.folder.iterdir())


def test_run_without_a_token_talks_on_a_terminal(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal a yes begins the talk at once."""
    begun: list[bool] = []
    monkeypatch.setenv("HOWAREYOU_WEB", "off")
    monkeypatch.setattr(run_, "_is_terminal", lambda: True)

    async def play(*_: object) -> None:
        """Note that the talk began."""
        begun.append(True)

    monkeypatch.setattr("bot.commands.play._play", play)
    assert 0 == operator.call("run", stdin="y\n").exit_code
    assert [True] == begun
    assert 2 == operator.call("run", stdin="n\n").exit_code


async def test_run_without_a_token_serves_the_talk(operator: Operator) -> None:
    """Without any app people can talk in a browser, and `run` says where."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=operator.folder,
        stderr=asyncio.subprocess.PIPE,
        env={**operator.environ, "PYTHONPATH": str(HOUSE), "HOWAREYOU_PORT": str(port)},
    )
    assert process.stderr is not None
    told = b""
    try:
        async with asyncio.timeout(30):
            while b"Ctrl-C stops it" not in told:
                told += await process.stderr.readline()
        assert f"In a browser: http://127.0.0.1:{port}\n" in told.decode()
        assert b"No messaging app is set" in told
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
            async with session.get("/") as front:
                assert 'href="/talk"' in await front.text()
            async with session.get("/talk") as door:
                assert 'name="begin"' in await door.text()
    finally:
        process.terminate()
        await process.communicate()


def test_play_is_a_talk_that_is_not_kept(operator: Operator) -> None:
    """What is typed is answered, until the input ends; no file stays."""
    done = shell(operator, "play", stdin="1\n1\n/stop\n")
    assert 0 == done.returncode, done.stderr
    assert "Which language" in done.stdout
    assert "I am a chat robot" in done.stdout
    assert "We stop here." in done.stdout
    assert [] == list(operator.folder.iterdir())


def test_the_demo_leaves_its_folder_and_no_more(operator: Operator) -> None:
    """A small demo tells a talk, a summary and the exports, and writes only into its folder."""
    result = operator.call("demo", "--people", "12", "--to", "there/demo")
    assert 0 == result.exit_code, result.output
    assert "Which language" in result.stdout
    assert "People who talked: 12" in result.stdout
    assert "12 people" in result.stderr
    assert ["there"] == [path.name for path in operator.folder.iterdir()]
    assert {"howareyou.csv", "howareyou.json"} <= {
        path.name for path in (operator.folder / "there" / "demo").iterdir()
    }
    assert 0 == operator.call("demo", "--people", "1", "--to", "there/demo").exit_code


def test_the_demo_refuses_a_folder_with_other_things(operator: Operator) -> None:
    """A folder that no demo made is left as it is."""
    photos = operator.folder / "photos"
    photos.mkdir()
    (photos / "a.jpg").write_text("sun", encoding="utf-8")
    result = operator.call("demo", "--to", "photos")
    assert isinstance(result.exception, Exception)
    assert "holds other things" in (sentence(result.exception) or "")
    assert "sun" == (photos / "a.jpg").read_text(encoding="utf-8")
