"""`make danger`: how much of what people in danger might write opens the help card."""

import argparse
from collections.abc import Iterable

import click

from tests.locales.danger import Sentence, sentences


def share(of: Iterable[Sentence]) -> str:
    """How many of these are heard."""
    heard = [each.heard for each in of]
    return f"{sum(heard):3} of {len(heard):3} = {sum(heard) / len(heard):5.3f}" if heard else "  -"


def told(title: str, of: list[Sentence]) -> None:
    """The figures of some sentences."""
    known, held = ([each for each in of if each.held_out is part] for part in (False, True))
    click.echo(f"{title:8} {figures(known)}   held out: {figures(held)}")


def figures(of: list[Sentence]) -> str:
    """How much danger is heard, and how much else is taken for it."""
    danger, plain = ([each for each in of if each.danger is part] for part in (True, False))
    return f"danger {share(danger)}, ordinary {share(plain)}"


def main() -> None:
    """Print the figures; `--missed` also the sentences behind them, never those held out."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("--missed", action="store_true")
    asked = arguments.parse_args()
    told("all", list(sentences()))
    for language in dict.fromkeys(each.language for each in sentences()):
        of = [each for each in sentences() if each.language == language]
        told(language, of)
        for each in of if asked.missed else ():
            if each.heard is not each.danger and not each.held_out:
                click.echo(f"  {'+' if each.danger else '-'} {each.text}")


if __name__ == "__main__":
    main()
