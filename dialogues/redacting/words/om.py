"""Oromo words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "zeeroo duwwaa",
        "1": "tokko",
        "2": "lama",
        "3": "sadii sadi",
        "4": "afur",
        "5": "shan",
        "6": "jaha",
        "7": "torba",
        "8": "saddeet",
        "9": "sagal",
        "10": "kudhan",
    },
)
