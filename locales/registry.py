"""Which languages there are: names, directions, plural rules, reviews."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from locales.bidi import Direction

SOURCE = "en"
DESK = "desk."
Review = Literal["source", "draft", "reviewed", "approved"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `review` is what holds now; `texts` the fingerprint a review is pinned to.

    desk: staff may use their pages in it.
    """

    tag: str
    name: str
    direction: Direction
    plural: str
    review: Review
    texts: str = ""
    aliases: tuple[str, ...] = ()
    desk: bool = False

    def says(self, context: str) -> bool:
        """Whether a sentence must be there: what only staff read is said in a few languages."""
        return self.desk or not context.startswith(DESK)


def read(path: Path) -> tuple[Language, ...]:
    """Read the registry; a wrong key or value is one sentence naming the language."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_language(tag, entry, path) for tag, entry in entries.items())


def _language(tag: str, entry: dict[str, object], path: Path) -> Language:
    known = {"name", "direction", "plural", "review", "texts", "aliases", "desk"}
    missing = {"name", "direction", "plural", "review"} - entry.keys()
    if missing or entry.keys() - known:
        wrong = ", ".join(sorted(missing | (entry.keys() - known)))
        raise ValueError(f"{path.name}: [{tag}] lacks or does not know these keys: {wrong}.")
    direction, review = entry["direction"], entry["review"]
    aliases = entry.get("aliases", [])
    if direction not in ("ltr", "rtl"):
        raise ValueError(f"{path.name}: [{tag}] direction must be ltr or rtl.")
    if review not in ("source", "draft", "reviewed", "approved"):
        raise ValueError(f"{path.name}: [{tag}] review must be source, draft, reviewed, approved.")
    if not isinstance(aliases, list):
        raise ValueError(f"{path.name}: [{tag}] aliases must be a list.")  # noqa: TRY004 - a sentence for authors
    return Language(
        tag=tag,
        name=str(entry["name"]),
        direction="rtl" if direction == "rtl" else "ltr",
        plural=str(entry["plural"]),
        review=review,
        texts=str(entry.get("texts", "")),
        aliases=tuple(map(str, aliases)),
        desk=bool(entry.get("desk", False)),
    )


def match(hint: str, languages: Collection[Language]) -> str | None:
    """Find the language a BCP 47 hint means: itself, an alias, then without region and script."""
    names = {language.tag.lower(): language.tag for language in languages}
    for language in languages:
        names.update(dict.fromkeys(map(str.lower, language.aliases), language.tag))
    parts = hint.strip().lower().replace("_", "-").split("-")
    prefixes = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((names[prefix] for prefix in prefixes if prefix in names), None)
