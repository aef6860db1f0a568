"""Kinyarwanda words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "zeru",
        "1": "rimwe",
        "2": "kabiri",
        "3": "gatatu",
        "4": "kane",
        "5": "gatanu",
        "6": "gatandatu",
        "7": "karindwi",
        "8": "umunani",
        "9": "icyenda",
        "10": "icumi",
    },
)
