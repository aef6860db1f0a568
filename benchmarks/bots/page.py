"""docs/performance.md, where each benchmark writes its own part between its own two marks."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from chart import chart

DOCS = Path(__file__).parent.parent.parent / "docs"


def write(part: str, text: str) -> None:
    """Replace one part of the page, at once or not at all."""
    page = DOCS / "performance.md"
    before, start, rest = page.read_text(encoding="utf-8").partition(f"<!-- {part} -->\n")
    _, end, after = rest.partition(f"<!-- /{part} -->")
    if not start or not end:
        raise SystemExit(f"docs/performance.md has no place for {part}")
    new = page.with_suffix(".new")
    new.write_text(f"{before}{start}{text.strip()}\n{end}{after}", encoding="utf-8")
    new.replace(page)


def draw(name: str, figures: Mapping[str, float]) -> None:
    """Draw turns per second beside the page."""
    (DOCS / f"{name}.svg").write_text(chart(figures), encoding="utf-8")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
