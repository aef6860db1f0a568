"""`howareyou backup` and `restore`: the database without its keys, and back."""

from pathlib import Path

import click

from bot import logs
from bot.channels import WrongSetting
from bot.commands.opened import opened
from bot.settings import Settings
from storage import backup as backups

_file = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@_file
def backup(file: Path) -> None:
    """Copy the database to a new file while the bot runs; the keys stay where they are."""
    with opened() as house:
        if file.absolute().is_relative_to(house.store.keys.directory.absolute()):
            raise WrongSetting(
                "A backup beside the keys opens for whoever finds it: keep it apart."
            )
        backups.back_up(house.store, file)
    click.echo(f"Copied to {file}. It opens until the keys are next replaced (docs/run.md).")


@click.command()
@_file
@click.option("--replace", is_flag=True, help="Give up the database that is there.")
def restore(file: Path, *, replace: bool) -> None:
    """Put a backup in the place of the database, and erase again what was erased since."""
    settings = Settings.read()
    logs.configure("WARNING")
    url = settings.database_url.get_secret_value()
    erased = backups.restore(file, url, settings.keys_dir, replace=replace)
    click.echo(f"Restored. Rows that had been deleted by code and were deleted again: {erased}.")
