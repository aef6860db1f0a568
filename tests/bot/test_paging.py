"""Options in pages."""

import pytest

from bot import render
from bot.channels import Capabilities, Key
from dialogues import phrases
from dialogues.model import Button, Line, Say, token

FEW = Capabilities(slash=True, edits=True, row=3, label=20, text=4096, keys=10)
CONTROLS = (Button(phrases.BACK, "v1:t:q:!back"), Button(phrases.HELP, "v1:t:q:!help"))


def say(count: int, *, width: int = 1, start: int = 0) -> Say:
    """A question with so many options and two controls."""
    buttons = [Button(f"Name {n}", token("t", "q", f"o{n}")) for n in range(1, count + 1)]
    rows = [tuple(buttons[at : at + width]) for at in range(0, count, width)]
    return Say((Line(phrases.CHOOSE_LANGUAGE),), (*rows, CONTROLS), start=start)


def keys(shown: Say, language: str = "en") -> list[Key]:
    """The buttons of the message."""
    return [key for row in render.message(shown, language, FEW).rows for key in row]


def test_what_fits_stays_as_it_is() -> None:
    """Eight options and two controls are ten buttons: no arrow."""
    assert [*(f"o{n}" for n in range(1, 9)), "!back", "!help"] == [
        key.token.rpartition(":")[2] for key in keys(say(8))
    ]


@pytest.mark.parametrize("width", [1, 2])
def test_pages_lead_on_and_back_and_hold_everything_once(width: int) -> None:
    """Every option is on exactly one page, every page has its controls and fits."""
    seen, start, pages = [], 0, 0
    while True:
        page = keys(say(28, width=width, start=start))
        options = [key.label for key in page if ":!" not in key.token]
        moves = [key.token.rpartition("!more")[2] for key in page if "!more" in key.token]
        assert len(page) <= FEW.keys
        assert {"Back", "Help"} <= {key.label for key in page}
        assert ([str(start - 6)] if pages else []) == [m for m in moves if int(m) < start]
        seen.extend(options)
        pages += 1
        onward = [int(move) for move in moves if int(move) > start]
        if not onward:
            break
        start = onward[0]
    assert [f"Name {n}" for n in range(1, 29)] == seen
    assert 5 == pages


def test_arrows_point_where_the_writing_goes() -> None:
    """On from left to right in English, from right to left in Arabic, its number unbroken."""
    arrows = [key.label for key in keys(say(28, start=6)) if "!more" in key.token]
    assert ["◀ 1–6", "▶ 13–18"] == arrows
    rtl = [key.label for key in keys(say(28, start=6), "ar") if "!more" in key.token]
    assert ["◀ \u206613–18\u2069", "▶ \u20661–6\u2069"] == rtl


@pytest.mark.parametrize("start", [-3, 999])
def test_a_page_that_is_not_there_is_the_nearest(start: int) -> None:
    """A number from an older list shows options, never nothing."""
    assert any("Name" in key.label for key in keys(say(28, start=start)))


def test_controls_alone_are_never_paged() -> None:
    """A message without options shows every button."""
    many = Say((Line(phrases.BACK),), tuple(CONTROLS for _ in range(8)))
    assert 16 == len(keys(many))
