"""Memory goes back to the machine after a night."""

import ctypes
import sys
import threading
from pathlib import Path

import pytest

from bot.house import House
from bot.returned import give_back
from bot.upkeep import Upkeep


def held() -> float:
    """The MB that this process holds."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    [line] = [each for each in lines if each.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a process holds")
def test_holes_are_given_back() -> None:
    """What stands behind a block that is still used is free for others again."""
    if not hasattr(ctypes.CDLL(None), "malloc_trim"):
        pytest.skip("this C library gives back by itself")
    blocks = [bytearray(8_000) for _ in range(8_000)]
    last = blocks[-1]
    del blocks
    before = held()
    give_back()
    assert before - held() > 40
    assert last


@pytest.mark.parametrize("trouble", [AttributeError, OSError, TypeError])
def test_other_systems_do_without(monkeypatch: pytest.MonkeyPatch, trouble: type) -> None:
    """Where the C library has no such call, or cannot be asked, nothing happens."""

    def none(_: object) -> None:
        """No library of the process."""
        raise trouble

    monkeypatch.setattr(ctypes, "CDLL", none)
    give_back()


async def test_a_night_ends_with_it(
    monkeypatch: pytest.MonkeyPatch, house: House, upkeep: Upkeep
) -> None:
    """It is done once, in the thread that did the work."""
    threads: list[str] = []
    monkeypatch.setattr(
        "bot.upkeep.give_back", lambda: threads.append(threading.current_thread().name)
    )
    await upkeep.night(house.today())
    assert ["writer_0"] == threads
