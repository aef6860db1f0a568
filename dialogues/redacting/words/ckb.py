"""Sorani Kurdish words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "سفر",
        "1": "یەک",
        "2": "دوو",
        "3": "سێ",
        "4": "چوار",
        "5": "پێنج",
        "6": "شەش",
        "7": "حەوت",
        "8": "هەشت",
        "9": "نۆ",
        "10": "دە",
    },
)
