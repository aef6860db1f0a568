"""Burmese words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "သုည",
        "1": "တစ်",
        "2": "နှစ်",
        "3": "သုံး",
        "4": "လေး",
        "5": "ငါး",
        "6": "ခြောက်",
        "7": "ခုနစ်",
        "8": "ရှစ်",
        "9": "ကိုး",
        "10": "တစ်ဆယ် ဆယ်",
    },
)
