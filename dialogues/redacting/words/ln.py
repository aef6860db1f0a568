"""Lingala words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "libungutulu",
        "1": "moko",
        "2": "mibale",
        "3": "misato",
        "4": "minei",
        "5": "mitano",
        "6": "motoba",
        "7": "nsambo",
        "8": "mwambe",
        "9": "libwa",
        "10": "zomi",
    },
)
