"""The rehearsed talk written down: one language by itself, or all of them side by side."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import chain

import locales
from bot.channels import Message
from bot.rehearsal import Beat

Talks = Mapping[str, Sequence[Beat]]

# The fonts that are installed most, the free ones of every script first.
_FONTS = (
    "'Noto Sans', 'Noto Naskh Arabic', 'Noto Sans Arabic', 'Noto Sans Ethiopic', "
    "'Noto Sans Myanmar', 'Padauk', 'Noto Sans CJK SC', 'Noto Sans SC', "
    "system-ui, 'Segoe UI', 'Abyssinica SIL', 'Myanmar Text', sans-serif"
)
_STYLE = f"""
body {{ font-family: {_FONTS}; margin: 1rem; line-height: 1.6; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid #bbb; padding: .5rem; vertical-align: top; text-align: start; min-width: 18rem; max-width: 24rem; }}
thead th {{ position: sticky; top: 0; background: #fff; }}
tbody th {{ font-weight: normal; color: #555; min-width: 10rem; max-width: 12rem; font-size: .8rem; }}
td[lang=my], td[lang=ksw] {{ line-height: 2.1; }}
.does {{ background: #dff0d8; border-radius: .6rem; padding: .2rem .6rem; }}
.said {{ white-space: pre-line; margin: .5rem 0; }}
.row {{ display: flex; gap: .3rem; margin: .2rem 0; }}
.key {{ flex: 1; border: 1px solid #888; border-radius: .4rem; text-align: center; padding: .1rem .4rem; }}
"""  # noqa: E501  a style sheet is read by rules


def transcript(beats: Sequence[Beat]) -> str:
    """One talk as text: what the person does (<) and what they read (>), buttons in brackets."""
    return "\n".join(line for beat in beats for line in (*lines(beat), "")).rstrip() + "\n"


def lines(beat: Beat) -> list[str]:
    """One beat as lines of text."""
    return [f"< {beat.does}", *chain.from_iterable(_said(each) for each in shown(beat))]


def shown(beat: Beat) -> list[Message]:
    """What is new to read: not the tapped message once more, with its answer and no buttons."""
    return [each for each in beat.messages if each.rows or not each.replaces]


def _said(message: Message) -> list[str]:
    marks = ["> "] + ["  "] * message.text.count("\n")
    texts = [mark + text for mark, text in zip(marks, message.text.split("\n"), strict=True)]
    return texts + ["  " + " ".join(f"[{key.label}]" for key in row) for row in message.rows]


def side_by_side(talks: Talks) -> str:
    """Every beat in every language, one below the other, each line with its language."""
    width = max(map(len, talks))
    found = []
    for number, beats in enumerate(zip(*talks.values(), strict=True), 1):
        found.append(f"--- {number}. {' '.join(beats[0].contexts)}")
        for tag, beat in zip(talks, beats, strict=True):
            found += [f"{tag:<{width}}  {line}" for line in lines(beat)]
    return "\n".join(found) + "\n"


def page(talks: Talks) -> str:
    """One page for translators: a column for each language in its direction, script and font."""
    names = {each.tag: each.name for each in locales.languages()}
    heads = "".join(
        f'<th lang="{tag}"><bdi>{escape(names[tag])}</bdi> ({tag})</th>' for tag in talks
    )
    rows = []
    for number, beats in enumerate(zip(*talks.values(), strict=True), 1):
        about = escape(" ".join(beats[0].contexts))
        cells = "".join(_cell(tag, beat) for tag, beat in zip(talks, beats, strict=True))
        rows.append(f"<tr><th>{number}. {about}</th>{cells}</tr>")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>The same talk in every language</title><style>{_STYLE}</style></head>\n"
        f"<body><table><thead><tr><th></th>{heads}</tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody></table></body></html>\n"
    )


def _cell(tag: str, beat: Beat) -> str:
    direction = locales.direction(tag)
    said = "".join(_message(each, direction) for each in shown(beat))
    does = f'<div class="does" dir="auto">{escape(beat.does)}</div>'
    return f'<td lang="{tag}" dir="{direction}">{does}{said}</td>'


def _message(message: Message, direction: str) -> str:
    # Apps lay a row out from the left in every language; it was turned round for them already.
    rows = "".join(
        '<div class="row" dir="ltr">'
        + "".join(f'<span class="key" dir="{direction}">{escape(key.label)}</span>' for key in row)
        + "</div>"
        for row in message.rows
    )
    return f'<p class="said">{escape(message.text)}</p>{rows}'
