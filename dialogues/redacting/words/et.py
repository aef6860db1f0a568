"""Estonian words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "null",
        "1": "üks",
        "2": "kaks",
        "3": "kolm",
        "4": "neli",
        "5": "viis",
        "6": "kuus",
        "7": "seitse",
        "8": "kaheksa",
        "9": "üheksa",
        "10": "kümme",
    },
)
