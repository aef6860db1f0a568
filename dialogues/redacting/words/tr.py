"""Turkish words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "sıfır",
        "1": "bir",
        "2": "iki",
        "3": "üç",
        "4": "dört",
        "5": "beş",
        "6": "altı",
        "7": "yedi",
        "8": "sekiz",
        "9": "dokuz",
        "10": "on",
    },
)
