"""The installed frameworks and their versions.

1. A running talk keeps the version it began with: a file of an older version stays installed as
   `<name>-<version>.yaml` or under any other name; the id and version inside it count.
2. Frameworks are read once; they do not change while the program runs.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

from dialogues.faults import Faults
from dialogues.framework import read
from dialogues.model import Framework

DEFAULT = "hay-everyday"


class UnknownFramework(LookupError):  # noqa: N818 - it says what is the matter
    """There is no such framework, or not in this version; one sentence for the operator."""


def default() -> Framework:
    """The framework that is used where nobody chose another."""
    return load(DEFAULT)


def load(framework: str, version: str | None = None, *, folder: Path | None = None) -> Framework:
    """The framework with this id: this version, or the newest one.

    Frameworks of the given folder stand beside those that come with the program.
    """
    found = {each.version: each for each in installed(folder) if each.id == framework}
    if not found:
        known = ", ".join(sorted({each.id for each in installed(folder)}))
        raise UnknownFramework(f"There is no framework {framework}; there is {known}.")
    if version is None:
        return found[max(found, key=_order)]
    if version not in found:
        known = ", ".join(sorted(found, key=_order))
        raise UnknownFramework(
            f"There is no version {version} of the framework {framework}; there is {known}."
        )
    return found[version]


@cache
def load_file(path: Path) -> Framework:
    """The framework of one file of an organisation; raise `Mistakes` or OSError."""
    raw = path.read_bytes()
    try:
        return read(raw.decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        faults = Faults(path.name)
        faults.add(
            "F101",
            line,
            where="file",
            says="This line holds characters that are not UTF-8.",
            remedy="Save the file as UTF-8.",
        )
        raise faults.all() from None


@cache
def installed(folder: Path | None = None) -> tuple[Framework, ...]:
    """Every framework that comes with the program, and those of the folder."""
    ours = files("dialogues").joinpath("frameworks").iterdir()
    texts = [
        read(entry.read_text(encoding="utf-8"), entry.name)
        for entry in sorted(ours, key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    ]
    theirs = sorted(folder.glob("*.yaml")) if folder else []
    return (*texts, *(load_file(path) for path in theirs))


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
