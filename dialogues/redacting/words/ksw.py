"""S'gaw Karen words around what redaction hides: numbers only."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "1": "တ",
        "2": "ခံ",
        "3": "သၢ",
        "4": "လွံၢ်",
        "5": "ယဲၢ်",
        "6": "ဃု",
        "7": "နွံ",
        "8": "ဃိး",
        "9": "ခွံ",
        "10": "တဆံ",
    },
)
