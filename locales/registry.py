"""Which languages there are: names, directions, plural rules, reviews, and what keeps one closed.

1. A review counts while `texts` is the fingerprint of the very texts that were read.
2. Whoever writes into the registry leaves its order and its comments as they are.
"""

import json
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from locales.bidi import Direction
from locales.po import BrokenFile

SOURCE = "en"
FILE = "registry.toml"
DESK = "desk."
Review = Literal["source", "draft", "reviewed", "approved"]

_NEEDED = {"name", "direction", "plural", "review"}
_KNOWN = _NEEDED | {"texts", "aliases", "quality", "closed", "by", "on", "desk"}
_PLURAL = re.compile(r"nplurals=\d; plural=[n\d\s()!=<>&|%?:]+;")


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    review: what holds now. texts: the fingerprint a review is pinned to. by, on: the role of who
    reviewed, and when. quality: how far the texts can be trusted. closed: why nobody may choose it.
    desk: staff may use their pages in it.
    """

    tag: str
    name: str
    direction: Direction
    plural: str
    review: Review
    texts: str = ""
    aliases: tuple[str, ...] = ()
    quality: str = ""
    closed: str = ""
    by: str = ""
    on: date | None = None
    desk: bool = False

    def says(self, context: str) -> bool:
        """Whether a sentence must be there: what only staff read is said in a few languages."""
        return self.desk or not context.startswith(DESK)


def read(path: Path) -> tuple[Language, ...]:
    """Read the registry; a wrong key or value is one sentence naming the language."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BrokenFile(f"{path.name} cannot be read: {error}.") from error
    return tuple(_language(tag, entry, path) for tag, entry in entries.items())


def _language(tag: str, entry: dict[str, object], path: Path) -> Language:
    if entry.keys() - _KNOWN or _NEEDED - entry.keys():
        wrong = ", ".join(sorted((_NEEDED - entry.keys()) | (entry.keys() - _KNOWN)))
        raise BrokenFile(f"{path.name}: [{tag}] lacks or does not know these keys: {wrong}.")
    wrong = _wrong_value(entry)
    if wrong:
        raise BrokenFile(f"{path.name}: [{tag}] {wrong}.")
    aliases, on = entry.get("aliases", []), entry.get("on")
    review = str(entry["review"])
    return Language(
        tag=tag,
        name=str(entry["name"]),
        direction="rtl" if entry["direction"] == "rtl" else "ltr",
        plural=str(entry["plural"]),
        review=_REVIEWS[review],
        texts=str(entry.get("texts", "")),
        aliases=tuple(map(str, aliases)) if isinstance(aliases, list) else (),
        quality=str(entry.get("quality", "")),
        closed=str(entry.get("closed", "")),
        by=str(entry.get("by", "")),
        on=on if isinstance(on, date) else None,
        desk=entry.get("desk") is True,
    )


_REVIEWS: Mapping[str, Review] = {
    "source": "source",
    "draft": "draft",
    "reviewed": "reviewed",
    "approved": "approved",
}


def _wrong_value(entry: Mapping[str, object]) -> str:
    """What is wrong with the values of an entry; empty if nothing."""
    if entry["direction"] not in ("ltr", "rtl"):
        return "direction must be ltr or rtl"
    if entry["review"] not in _REVIEWS:
        return f"review must be {', '.join(_REVIEWS)}"
    if not _PLURAL.fullmatch(str(entry["plural"])):
        return "plural must be like nplurals=2; plural=(n != 1);"
    if not isinstance(entry.get("aliases", []), list):
        return "aliases must be a list"
    if type(entry.get("on", date.min)) is not date:
        return "on must be a day as 2027-03-01"
    if entry.get("closed", "why") in ("", False, True):
        return "closed must say why; leave it out to open the language"
    return ""


def write(path: Path, tag: str, values: Mapping[str, str | date]) -> None:
    """Set some keys of one language in the file; everything else in it stays as it is."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index(f"[{tag}]") + 1
    after = (at for at in range(start, len(lines)) if lines[at].startswith("["))
    end = next(after, len(lines))
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    for key, value in values.items():
        line = (
            f"{key} = {value if isinstance(value, date) else json.dumps(value, ensure_ascii=False)}"
        )
        known = [at for at in range(start, end) if re.match(rf"{key}\s*=", lines[at])]
        if known:
            lines[known[0]] = line
        else:
            lines.insert(end, line)
            end += 1
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def match(hint: str, languages: Collection[Language]) -> str | None:
    """Find the language a BCP 47 hint means: itself, an alias, then without region and script."""
    names = {language.tag.lower(): language.tag for language in languages}
    for language in languages:
        names.update(dict.fromkeys(map(str.lower, language.aliases), language.tag))
    parts = hint.strip().lower().replace("_", "-").split("-")
    prefixes = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((names[prefix] for prefix in prefixes if prefix in names), None)
