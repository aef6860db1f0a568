"""The talk in a terminal."""

from collections.abc import Sequence

from bot.channels import Key, Message
from bot.channels.terminal import Terminal
from dialogues.model import Heard


def _terminal(*lines: str) -> tuple[Terminal, list[str]]:
    waiting = iter(lines)
    written: list[str] = []

    async def read() -> str | None:
        return next(waiting, None)

    return Terminal(read, written.append), written


async def _listen(terminal: Terminal) -> list[Heard]:
    heard: list[Heard] = []

    async def hear(batch: Sequence[Heard]) -> None:
        heard.extend(batch)

    await terminal.listen(hear)
    return heard


async def test_lines_are_heard_until_the_end() -> None:
    """Each line is heard as typed, empty ones are not, and the end of input ends the talk."""
    terminal, _ = _terminal("hei\n", "\n", "2\n", "/delete")
    heard = await _listen(terminal)
    assert ["hei", "2", "/delete"] == [one.text for one in heard]
    assert {("terminal", "terminal", "me", "text")} == {
        (one.channel, one.account, one.address, one.kind) for one in heard
    }


async def test_no_line_is_a_repeat_of_another() -> None:
    """The same words twice, or in another sitting, are two events."""
    first = await _listen(_terminal("1", "1")[0])
    second = await _listen(_terminal("1")[0])
    assert 3 == len({one.event_key for one in [*first, *second]})


def _row(*names: str) -> tuple[tuple[Key, ...], ...]:
    return tuple((Key(name, f"v1:t:q:{name}"),) for name in names)


async def test_options_shown_again_keep_their_numbers() -> None:
    """In "did you mean" an option keeps the number that typing it means; a new question has 1."""
    terminal, written = _terminal()
    await terminal.open(())
    await terminal.send("me", Message("Which?", _row("red", "green", "blue")))
    await terminal.send("me", Message("Did you mean?", _row("green", "blue")))
    await terminal.send("me", Message("Next?", ((Key("one", "v1:t:r:one"),),)))
    await terminal.close()
    assert "[2] green\n[3] blue" in written[1]
    assert "[1] one" in written[2]


async def test_each_message_has_its_own_id() -> None:
    """Ids tell messages apart, and nothing is served."""
    terminal, written = _terminal()
    ids = [await terminal.send("me", Message(text)) for text in ("a", "b")]
    assert (["1", "2"], ["a\n", "b\n"]) == (ids, written)
    assert [] == terminal.routes(lambda _: terminal.close())


def test_no_setting_turns_it_on() -> None:
    """`howareyou run` never opens a terminal."""
    assert Terminal.configured(object()) is None
