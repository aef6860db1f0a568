"""What may be logged: facts about the house, never about people.

1. Only the keys of `KEYS` pass, and only values of their shape; the rest is dropped and counted.
2. Of what libraries log, only who spoke, where in the source and which class of error is kept:
   their sentences hold addresses, texts and tokens (a URL of the Bot API holds the bot's token).
3. Times are whole minutes, so that no line pins one message of one person (docs/privacy.md).
"""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

log: FilteringBoundLogger = structlog.get_logger()

_FACT = re.compile(r"[a-z_]+(\.[a-z_]+)*", re.ASCII)
_CLASS = re.compile(r"[A-Za-z_]+", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", re.ASCII)

KEYS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "timestamp": re.compile(r"[0-9-]{10}T[0-9:]{5}Z", re.ASCII),
        "level": _FACT,
        "event": _FACT,
        "channel": _FACT,
        "outcome": _FACT,
        "milliseconds": _NUMBER,
        "seconds": _NUMBER,
        "count": _NUMBER,
        "attempt": _NUMBER,
        "status": _NUMBER,
        "port": _NUMBER,
        "setting": re.compile(r"HOWAREYOU_[A-Z_]+", re.ASCII),
        "command": _FACT,
        "framework": re.compile(r"[a-z][a-z-]*", re.ASCII),
        "version": re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,2}", re.ASCII),
        "logger": re.compile(r"[A-Za-z_]+(\.[A-Za-z_]+)*", re.ASCII),
        "reason": _CLASS,
        "where": re.compile(r"[A-Za-z_][A-Za-z0-9_]*\.py:[0-9]{1,6}", re.ASCII),
        "dropped": _NUMBER,
    }
)
_LONGEST = 60

# Their INFO lines tell of single messages; bolt and sqlalchemy print bodies and rows at DEBUG.
PINNED = (
    "telegram", "httpx", "httpcore", "slack_bolt", "slack_sdk", "aiohttp", "asyncio",
    "uvicorn", "uvicorn.access", "uvicorn.error", "sqlalchemy", "alembic", "urllib3",
)  # fmt: skip


def configure(level: str, stream: TextIO | None = None) -> None:
    """Set up all logging of this process: ours, the libraries' and uncaught errors."""
    out = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%MZ", utc=True),
            facts_only,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=out),
        cache_logger_on_first_use=False,
    )
    _tame_libraries()
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def facts_only(_: WrappedLogger, __: str, event_dict: EventDict) -> EventDict:
    """Keep what `KEYS` allows, turn an exception into its class and place, count what was dropped.

    This is the last processor before the line is written: nothing can be added after it.
    """
    error = _error_of(event_dict.pop("exc_info", None))
    facts = {**_facts_of(error), **event_dict}
    kept = {key: value for key, value in facts.items() if _allowed(key, value)}
    dropped = {"dropped": len(facts) - len(kept)} if len(facts) > len(kept) else {}
    return {"event": "unnamed", **kept, **dropped}


def _allowed(key: str, value: object) -> bool:
    shape = KEYS.get(key)
    text = str(value) if isinstance(value, str | int | float) else ""
    return shape is not None and len(text) <= _LONGEST and shape.fullmatch(text) is not None


def _error_of(given: object) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        return given[1] if isinstance(given[1], BaseException) else None
    return sys.exception() if given else None


def _facts_of(error: BaseException | None) -> dict[str, Any]:
    """The class of an error and the last line of code it came through; never its words."""
    if error is None:
        return {}
    return {"reason": type(error).__name__, **_place_of(error.__traceback__)}


def _place_of(trace: TracebackType | None) -> dict[str, str]:
    frames = traceback.extract_tb(trace)
    if not frames:
        return {}
    return {"where": f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"}


def _tame_libraries() -> None:
    """Empty every record of the standard library's logging before any handler can see it."""
    logging.setLogRecordFactory(_empty_record)
    # On an error inside a handler, logging prints the message and its arguments to stderr.
    logging.raiseExceptions = False
    root = logging.getLogger()
    root.handlers = [_ToFacts()]
    root.setLevel(logging.WARNING)
    for name in PINNED:
        logger = logging.getLogger(name)
        logger.handlers = []
        logger.propagate = True
        logger.setLevel(logging.WARNING)


def _empty_record(*given: Any, **named: Any) -> logging.LogRecord:
    """A record that keeps who spoke and where, and the class and place of an error."""
    record = logging.LogRecord(*given, **named)
    where = f"{record.filename}:{record.lineno}"
    facts = {"logger": record.name, "where": where, **_facts_of(_error_of(record.exc_info))}
    record.msg = " ".join(str(value) for value in facts.values())
    record.args = record.exc_info = record.stack_info = None
    record.__dict__["facts"] = facts
    return record


class _ToFacts(logging.Handler):
    """Hands what libraries log to structlog; below WARNING nothing, whatever their own level."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            log.log(record.levelno, "library.spoke", **record.__dict__.get("facts", {}))
        except (OSError, ValueError):  # stderr is closed or full: a log line must not stop a talk
            self.handleError(record)


def _uncaught(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    log.error("process.failed", exc_info=error)


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    log.error("thread.failed", exc_info=args.exc_value)
