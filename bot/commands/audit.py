"""`howareyou audit`: a dated report on whether the promises hold, for a record of processing."""

import json
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import click

from bot.audit import Report, audited
from bot.channels import WrongSetting
from bot.commands.opened import as_json, opened, print_json
from bot.settings import Settings, secret_fields

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
        report = audited(house, secrets=_secrets(Settings.read()), earlier=before)
    if as_json:
        print_json({"program": version("howareyou-bot"), "clean": report.clean, **asdict(report)})
    else:
        click.echo(_text(report))
    sys.exit(0 if report.clean else FOUND)


def _releases(path: Path) -> dict[str, str]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))["releases"]
    except (ValueError, KeyError, TypeError):
        raise WrongSetting(f"{path} is not a report that `howareyou audit --json` wrote.") from None
    return {str(window): str(sha256) for window, sha256 in held.items()}


def _secrets(settings: Settings) -> list[str]:
    """The tokens; the address of the database is no token, and SQLite's is no secret."""
    held = [getattr(settings, name) for name in sorted(secret_fields() - {"database_url"})]
    return [each.get_secret_value() for each in held if each is not None]


def _text(report: Report) -> str:
    head = f"Audit of {report.day}, How are you {version('howareyou-bot')}, {report.database}"
    lines = [head, ""]
    for section in report.sections:
        state = "found" if section.found else "ok"
        lines.append(f"{state:6}{section.name}: {'; '.join(section.notes) or 'as promised'}")
        lines.extend(f"      ! {sentence}" for sentence in section.found)
    lines.append("")
    lines.extend(
        f"      release {window}  sha256 {sha256}" for window, sha256 in report.releases.items()
    )
    count = sum(len(section.found) for section in report.sections)
    lines.append("Nothing was found." if report.clean else f"Found: {count}. See docs/privacy.md.")
    return "\n".join(lines)
