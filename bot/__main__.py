"""The command `howareyou`: its commands are loaded only when they are called.

Data goes to stdout, progress and errors to stderr. Exit codes: 0 ok, 1 failed, 2 usage, 3 doctor
found something, 4 refused for privacy.
"""

import importlib
import sys
from typing import Any

import click

# https://docs.python.org/3/using/cmdline.html#cmdoption-OO
WITHOUT_DOCS = 2
COMMANDS = {
    "run": ("bot.commands.run:run", "Run the bot on the messaging apps that are set."),
    "play": ("bot.commands.play:play", "Talk with the bot here; nothing is kept."),
    "demo": ("bot.commands.demo:demo", "Sixty simulated people, a summary, the exports."),
    "check": ("bot.commands.framework:check", "Print all mistakes of a framework file."),
    "framework": ("bot.commands.framework:framework", "Draw the talk."),
    "settings": ("bot.commands.settings:settings", "List every setting."),
    "doctor": ("bot.commands.settings:doctor", "Check whether everything can work."),
    "place": ("bot.commands.places:place", "Towns, regions and the country."),
    "invite": ("bot.commands.places:invite", "Print the invitation of a place."),
    "poster": ("bot.commands.poster:poster", "Make the poster of a place, to hang on a wall."),
    "round": ("bot.commands.rounds:round_", "Open, close and list rounds; tell everybody."),
    "move": ("bot.commands.rounds:move", "Move finished talks of windows that are over."),
    "release": ("bot.commands.rounds:release", "Publish what may be shown, once."),
    "summary": ("bot.commands.summary:summary", "Print the sponsors' summary."),
    "export": ("bot.commands.summary:export", "Write every released cell."),
    "staff": ("bot.commands.staff:staff", "Sponsors, coordinators and others."),
    "quotes": ("bot.commands.quotes:quotes", "Approve texts that volunteers may read."),
    "parked": ("bot.commands.parked:parked", "Messages that could not be worked through."),
    "keys": ("bot.commands.keys:keys", "Make, list and destroy keys."),
    "backup": ("bot.commands.backup:backup", "Copy the database, without its keys."),
    "restore": ("bot.commands.backup:restore", "Bring a copy of the database back."),
    "audit": ("bot.commands.audit:audit", "Look for whatever breaks a promise of privacy."),
    "locales": ("bot.commands.locales:locales", "Languages and their translations."),
}


class Misused(click.ClickException):
    """A command that was called wrongly: one sentence, and where to read more."""

    exit_code = 2

    def __init__(self, error: click.UsageError) -> None:
        called = error.ctx.command_path if error.ctx else "howareyou"
        super().__init__(f"{' '.join(error.format_message().split())} See `{called} --help`.")

    def show(self, file: Any = None) -> None:  # noqa: ARG002  click's signature
        """Tell it as every other mistake of an operator is told."""
        click.echo(f"howareyou: {self.message}", err=True)


class Lazy(click.Group):
    """A group whose commands live in modules that are imported when they are named."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whoever names none is shown which there are."""
        try:
            return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise Misused(error) from error

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Every command, in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return _explained(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing one of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


def _explained(command: click.Command) -> click.Command:
    """Give a command its help where Python left out what documents the code (PYTHONOPTIMIZE=2).

    The image runs so, to hold less of what libraries say of themselves (docs/performance.md).
    """
    if sys.flags.optimize < WITHOUT_DOCS:
        return command
    import ast  # noqa: PLC0415  only the image needs them
    import inspect  # noqa: PLC0415

    if command.callback is not None and command.help is None:
        written: Any = ast.parse(inspect.getsource(command.callback)).body[0]
        command.help = ast.get_docstring(written)
    for each in getattr(command, "commands", {}).values():
        _explained(each)
    return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="howareyou-bot")
def cli() -> None:
    """How are you: asks people how they are, and turns what a group needs into action."""


def main() -> None:
    """Run a command; what an operator did wrong is told in one sentence."""
    try:
        _explained(cli)()
    except Exception as error:
        from bot.errors import sentence  # noqa: PLC0415  --help must not load the rooms

        told = sentence(error)
        if told is None:
            raise
        click.echo(f"howareyou: {told}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
