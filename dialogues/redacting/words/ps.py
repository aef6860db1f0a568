"""Pashto words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "صفر",
        "1": "یو",
        "2": "دوه",
        "3": "درې",
        "4": "څلور",
        "5": "پنځه",
        "6": "شپږ",
        "7": "اووه",
        "8": "اته",
        "9": "نهه",
        "10": "لس",
    },
)
