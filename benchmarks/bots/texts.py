"""The talk of the peers: fifteen questions with five answers each, in two languages."""

import json
from typing import Any

TEXTS = {
    "en": (
        "How is it going with thing {n}?",
        ("Very well", "Well", "So-so", "Badly", "Very badly"),
    ),
    "fi": (
        "Miten asia {n} sujuu?",
        ("Oikein hyvin", "Hyvin", "Siltä väliltä", "Huonosti", "Pahoin"),
    ),
}


def read_language(hint: str) -> str:
    """The language of a person."""
    return hint if hint in TEXTS else "en"


def question(at: int, language: str) -> dict[str, Any]:
    """A question as `sendMessage` wants it."""
    text, options = TEXTS[language]
    rows = [[{"text": word, "callback_data": f"{at}:{n}"}] for n, word in enumerate(options, 1)]
    return {"text": text.format(n=at), "reply_markup": json.dumps({"inline_keyboard": rows})}
