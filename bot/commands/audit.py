"""`howareyou audit`: a dated report on whether the promises hold, for a record of processing."""

import json
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import click

from bot.audit import audited, tokens_of, written
from bot.channels import WrongSetting
from bot.commands.opened import as_json, opened, print_json
from bot.settings import Settings

FOUND = 4


@click.command()
@as_json
@click.option(
    "--earlier",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A report of before (--json): releases must be the same.",
)
def audit(*, as_json: bool, earlier: Path | None) -> None:
    """Look for whatever breaks a promise of privacy; exit 4 if something is found."""
    before = _releases(earlier) if earlier else {}
    with opened() as house:
        report = audited(house, secrets=tokens_of(Settings.read()), earlier=before)
    if as_json:
        print_json({"program": version("howareyou-bot"), "clean": report.clean, **asdict(report)})
    else:
        click.echo(written(report))
    sys.exit(0 if report.clean else FOUND)


def _releases(path: Path) -> dict[str, str]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))["releases"]
    except (ValueError, KeyError, TypeError):
        raise WrongSetting(f"{path} is not a report that `howareyou audit --json` wrote.") from None
    return {str(window): str(sha256) for window, sha256 in held.items()}
