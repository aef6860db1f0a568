"""Kurmanji Kurdish words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "sifir",
        "1": "yek",
        "2": "du didu",
        "3": "sê sisê",
        "4": "çar",
        "5": "pênc",
        "6": "şeş",
        "7": "heft",
        "8": "heşt",
        "9": "neh",
        "10": "deh",
    },
)
