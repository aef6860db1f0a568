"""`make redaction`: how much is caught and how much is hidden for nothing, by language and kind."""

import argparse

import click

from dialogues.redact import MASKS, Strength
from tests.dialogues.redaction import STRUCTURED, Result, recall, results, touched


def share(counts: tuple[int, int]) -> str:
    """Two counts as people read them."""
    part, whole = counts
    return f"{part:3} of {whole:3} = {part / whole:5.3f}" if whole else "  -"


def told(title: str, of: list[Result]) -> None:
    """The figures of one set."""
    names = frozenset(MASKS) - STRUCTURED
    click.echo(
        f"{title:24} structured {share(recall(of, STRUCTURED))}   names {share(recall(of, names))}"
        f"   clean touched {share(touched(of))}"
    )


def missed(of: list[Result]) -> None:
    """What to look at: texts of the part by which rules are tuned."""
    for each in of:
        lost = [mark for mark in each.case.marks if not each.caught(mark)]
        if not each.case.held_out and (lost or each.touched):
            left = [f"{mark.kind}:{each.case.text[mark.start : mark.end]}" for mark in lost]
            wrong = [f"{each.case.text[it.start : it.end]} ({it.kind})" for it in each.hidden]
            click.echo(
                f"  {each.case.language} | {each.case.text} | missed {left} | hidden {wrong}"
            )


def main() -> None:
    """Print the figures; `--missed` also the texts behind them, never those held out."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("--missed", action="store_true")
    asked = arguments.parse_args()
    sets = [(level, Strength.ARRIVAL) for level in ("ordinary", "hard")]
    sets += [(level, Strength.PUBLISH) for level in ("ordinary", "hard", "publish")]
    for level, strength in sets:
        of = list(results(level, strength))
        told(f"{level}, {strength}", of)
        for part in (False, True):
            held = [each for each in of if each.case.held_out is part]
            told("  held out" if part else "  open", held)
        if strength is Strength.ARRIVAL or level == "publish":
            details(of)
        if asked.missed:
            missed(of)


def details(of: list[Result]) -> None:
    """The same by language and by kind."""
    for language in dict.fromkeys(each.case.language for each in of):
        told(f"  {language}", [each for each in of if each.case.language == language])
    for kind in MASKS:
        if (counts := recall(of, frozenset({kind})))[1]:
            click.echo(f"  {kind:22} {share(counts)}")


if __name__ == "__main__":
    main()
