"""Two made-up languages that show what a real one would break: `qps` and, from the right, `qpr`.

1. `qps` is English with marks on its letters and 40 % longer; `qpr` is English in Arabic letters.
2. Placeholders stay; everything else is changed, so that a sentence which was not translated shows.
"""

import json
import math
import re
from pathlib import Path

import locales
from locales.catalogue import Catalogues, po_path

LONGER = 0.4
NAMES = {"qps": "Ṗšéüđö", "qpr": "بسودو"}
_KEPT = re.compile(r"(\{\{|\}\}|\{\w+\}|;)")
_WORD = re.compile(r"[A-Za-z]+")
_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_MARKED = str.maketrans(
    _PLAIN + _PLAIN.upper(), "áƀçđéƒĝĥíĵķļɱñóṕɋřšťúṽŵẋýž" + "ÁƁÇĐÉƑĜĤÍĴĶĻṀÑÓṔɊŘŠŤÚṼŴẊÝŽ"
)
_ARABIC = str.maketrans(_PLAIN, "ابتثجحخدذرزسشصضطظعغفقلمنهو")
_VOWELS = "aeiouAEIOU"


def marked(text: str) -> str:
    """English with marks, each word longer by 40 % of its letters."""
    return _between(text, _stretched)


def arabic(text: str) -> str:
    """English letter by letter in Arabic ones."""
    return _between(text, lambda word: word.lower().translate(_ARABIC))


def _between(text: str, change: object) -> str:
    assert callable(change)
    return "".join(
        piece if _KEPT.fullmatch(piece) else _WORD.sub(lambda word: change(word[0]), piece)
        for piece in _KEPT.split(text)
    )


def _stretched(word: str) -> str:
    more = math.ceil(len(word) * LONGER)
    place = next((at for at, letter in enumerate(word) if letter in _VOWELS), len(word) - 1)
    return (word[: place + 1] + word[place] * more + word[place + 1 :]).translate(_MARKED)


def directory(folder: Path) -> Path:
    """Write both languages beside every shipped one."""
    shipped = Path(locales.__file__).parent
    for path in (shipped / "messages.pot", shipped / "registry.toml"):
        (folder / path.name).write_text(path.read_text("utf-8"), "utf-8")
    for path in shipped.glob("*/LC_MESSAGES"):
        (folder / path.parent.name).symlink_to(path.parent)
    template = Catalogues(shipped).template
    for tag, change, direction in (("qps", marked, "ltr"), ("qpr", arabic, "rtl")):
        with (folder / "registry.toml").open("a", encoding="utf-8") as registry:
            registry.write(
                f'\n[{tag}]\nname = "{NAMES[tag]}"\ndirection = "{direction}"\n'
                'plural = "nplurals=2; plural=(n != 1);"\nreview = "draft"\n'
            )
        path = po_path(folder, tag)
        path.parent.mkdir(parents=True)
        path.write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
            + "".join(
                f"\nmsgctxt {_quoted(entry.context)}\nmsgid {_quoted(entry.source)}\n"
                f"msgstr {_quoted(change(entry.source))}\n"
                for entry in template
            ),
            "utf-8",
        )
    return folder


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
