"""Amharic words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "ዜሮ",
        "1": "አንድ",
        "2": "ሁለት hulet",
        "3": "ሦስት sost",
        "4": "አራት arat",
        "5": "አምስት amist",
        "6": "ስድስት sidist",
        "7": "ሰባት sebat",
        "8": "ስምንት simint",
        "9": "ዘጠኝ zetegn",
        "10": "አሥር asir",
    },
)
