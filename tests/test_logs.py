"""Logs: planted texts, names, tokens and addresses never reach a line, whoever logs them."""

import ast
import io
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot import logs

CANARIES = ("Amina", "+358401234567", "8421:AAH-token", "my roof leaks", "198.51.100.7")


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """All logging of the process, caught; everything global is put back afterwards."""
    root = logging.getLogger()
    state = (root.handlers, root.level, logging.getLogRecordFactory(), logging.raiseExceptions)
    pinned = {
        name: (logger.handlers, logger.propagate, logger.level)
        for name in logs.PINNED
        for logger in [logging.getLogger(name)]
    }
    hooks = (sys.excepthook, threading.excepthook)
    stream = io.StringIO()
    logs.configure("DEBUG", stream)
    yield stream
    root.handlers, _, factory, logging.raiseExceptions = state
    root.setLevel(state[1])
    logging.setLogRecordFactory(factory)
    for name, (handlers, propagate, level) in pinned.items():
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)
    sys.excepthook, threading.excepthook = hooks
    structlog.reset_defaults()


def fail(error: Exception) -> None:
    """Raise it, one frame down."""
    raise error


def spilled(stream: io.StringIO) -> list[str]:
    """Name the canaries that reached the log."""
    return [canary for canary in CANARIES if canary in stream.getvalue()]


def test_allowed_facts_are_written(out: io.StringIO) -> None:
    """A fact with allowed keys is one line with a whole minute and no second."""
    structlog.get_logger().info(
        "turn.committed", channel="telegram", outcome="said", milliseconds=12.5, count=3
    )
    line = out.getvalue()
    assert line.count("\n") == 1
    assert "level=info event=turn.committed" in line
    assert "channel=telegram" in line
    assert "milliseconds=12.5" in line
    assert line.split()[0].removeprefix("timestamp=").count(":") == 1


@pytest.mark.parametrize("canary", CANARIES)
def test_unknown_keys_and_wrong_shapes_are_dropped(out: io.StringIO, canary: str) -> None:
    """Neither an unknown key nor an allowed key with a person's value gets through."""
    structlog.get_logger().info(
        f"heard {canary}",
        text=canary,
        address=canary,
        outcome=canary,
        channel=f"telegram {canary}",
        count=[canary],
        where=canary,
        setting=f"HOWAREYOU_TELEGRAM_TOKEN={canary}",
    )
    structlog.get_logger().bind(name=canary).info("said %s", canary)
    assert spilled(out) == []
    assert "event=unnamed" in out.getvalue()
    assert [line.split()[-1] for line in out.getvalue().splitlines()] == ["dropped=8", "dropped=2"]


def log_calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a structlog logger in the rooms, and where it stands."""
    house = Path(logs.__file__).parent.parent
    for room in ("bot", "dialogues", "locales", "storage", "summaries", "pages"):
        for path in set((house / room).rglob("*.py")) - {Path(logs.__file__)}:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "_log"))):
                        yield f"{path.relative_to(house)}:{node.lineno}", node


def test_every_line_of_ours_is_a_constant_with_allowed_keys() -> None:
    """No log call in the rooms builds its event, or uses a key that would be dropped."""
    calls = dict(log_calls())
    built = {
        place
        for place, call in calls.items()
        if len(call.args) != 1
        or not isinstance(call.args[0], ast.Constant)
        or not logs.KEYS["event"].fullmatch(str(call.args[0].value))
    }
    keys = {
        f"{place} {keyword.arg}"
        for place, call in calls.items()
        for keyword in call.keywords
        if keyword.arg not in {*logs.KEYS, "exc_info"}
    }
    assert calls
    assert built | keys == set()


def test_numbers_that_could_be_addresses_are_too_long(out: io.StringIO) -> None:
    """A number of more than twelve digits is no count, and a text never is."""
    structlog.get_logger().info("turn.committed", count=8421_000_111_222_3)
    assert "count=" not in out.getvalue()


def test_an_error_keeps_its_class_and_place_only(out: io.StringIO) -> None:
    """An exception is told as class and file:line, without its words or its values."""
    try:
        fail(ValueError(" ".join(CANARIES)))
    except ValueError as error:
        structlog.get_logger().exception("turn.failed")
        structlog.get_logger().error("turn.failed", exc_info=error)
    first, second = out.getvalue().splitlines()
    assert spilled(out) == []
    for line in (first, second):
        assert "reason=ValueError" in line
        assert "where=test_logs.py:" in line


@pytest.mark.parametrize("name", [*logs.PINNED, "sqlalchemy.engine.Engine", "some.other"])
def test_libraries_are_heard_from_warning_and_without_their_words(
    out: io.StringIO, name: str
) -> None:
    """A library's line says who spoke and where; INFO and DEBUG say nothing at all."""
    logger = logging.getLogger(name)
    logger.info("HTTP Request: POST https://api.telegram.org/bot%s/sendMessage", CANARIES[2])
    logger.debug("%s", CANARIES[3])
    assert out.getvalue() == ""
    logger.warning("%s wrote %s", CANARIES[0], CANARIES[3])
    logger.error(f"{CANARIES[1]} {CANARIES[4]}", stack_info=True)  # noqa: G004  (libraries do)
    assert spilled(out) == []
    assert out.getvalue().count("where=test_logs.py:") == 2


def test_a_library_that_sets_its_own_level_is_still_not_heard_below_warning(
    out: io.StringIO,
) -> None:
    """Lowering a library's level afterwards lets nothing below WARNING through."""
    logger = logging.getLogger("slack_bolt.AsyncApp")
    logger.setLevel(logging.DEBUG)
    logger.debug("body: %s", CANARIES)
    logger.setLevel(logging.NOTSET)
    assert out.getvalue() == ""


def test_a_library_with_a_handler_of_its_own_has_nothing_to_print(out: io.StringIO) -> None:
    """A foreign handler sees a record that is already empty, with its traceback gone."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("library.with.handler")
    logger.addHandler(handler)
    try:
        fail(RuntimeError(CANARIES[2]))
    except RuntimeError:
        logger.exception("failed for %s", CANARIES[0])
    logger.removeHandler(handler)
    assert spilled(stream) + spilled(out) == []
    assert "RuntimeError" in stream.getvalue()
    assert "reason=RuntimeError" in out.getvalue()


def test_uncaught_errors_are_told_without_their_words(out: io.StringIO) -> None:
    """An error that ends the process or a thread is a line too, not a traceback with values."""
    thread = threading.Thread(target=fail, args=[RuntimeError(CANARIES[2])])
    thread.start()
    thread.join()
    error = KeyError(CANARIES[0])
    sys.excepthook(KeyError, error, None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert spilled(out) == []
    first, second = out.getvalue().splitlines()
    assert "event=thread.failed reason=RuntimeError where=test_logs.py:" in first
    assert "event=process.failed reason=KeyError" in second


def test_a_closed_stream_stops_nothing(out: io.StringIO) -> None:
    """A library's warning while stderr is closed is lost quietly and raises nothing."""
    out.close()
    logging.getLogger("aiohttp.server").warning("still here")
    assert out.closed


def test_the_level_of_the_setting_holds(out: io.StringIO) -> None:
    """At WARNING our own INFO lines are not written."""
    logs.configure("WARNING", out)
    structlog.get_logger().info("turn.committed")
    structlog.get_logger().warning("platform.slow")
    assert "turn.committed" not in out.getvalue()
    assert "platform.slow" in out.getvalue()
