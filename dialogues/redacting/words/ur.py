"""Urdu words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "صفر zero",
        "1": "ایک aik",
        "2": "دو",
        "3": "تین teen",
        "4": "چار",
        "5": "پانچ paanch",
        "6": "چھ",
        "7": "سات saat",
        "8": "آٹھ aath",
        "9": "نو nau",
        "10": "دس das",
    },
)
