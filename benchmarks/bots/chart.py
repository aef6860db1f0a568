"""A bar for each figure, as an SVG that reads on a light and on a dark page."""

from collections.abc import Mapping
from html import escape

WIDTH, BAR, GAP, LEFT = 720, 26, 14, 330


def chart(figures: Mapping[str, float]) -> str:
    """Turns per second, one bar each; the scale ends with the longest."""
    most = max(figures.values())
    height = len(figures) * (BAR + GAP) + GAP
    rows = []
    for place, (name, value) in enumerate(figures.items()):
        top = GAP + place * (BAR + GAP)
        long = max(2.0, (WIDTH - LEFT - 90) * value / most)
        middle = top + BAR * 0.7
        rows += [
            f'<text x="{LEFT - 10}" y="{middle}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{LEFT}" y="{top}" width="{long:.0f}" height="{BAR}" rx="3"/>',
            f'<text x="{LEFT + long + 8:.0f}" y="{middle}">{value:,.0f}</text>',
        ]
    style = (
        "text{font:13px sans-serif;fill:#333}rect{fill:#2a7f62}"
        "@media(prefers-color-scheme:dark){text{fill:#ddd}rect{fill:#57b894}}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="Turns per second, 200 people in flight"><style>{style}</style>'
        f"{''.join(rows)}</svg>\n"
    )
