"""Tigrinya words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "ዜሮ ባዶ",
        "1": "ሓደ",
        "2": "ክልተ",
        "3": "ሰለስተ",
        "4": "ኣርባዕተ",
        "5": "ሓሙሽተ",
        "6": "ሽዱሽተ",
        "7": "ሸውዓተ",
        "8": "ሸሞንተ",
        "9": "ትሽዓተ",
        "10": "ዓሰርተ",
    },
    name_is="ስመይ",
    no_name="እዩ|ከቢድ|ኣይኮነን|ኣብ|ናይ|ነዊሕ",
    joins="እዩ|ካብ",
    born="ዕለት ልደት|ተወሊደ",
    document="ፓስፖርት",
    measure="ደቒቕ|ሰዓት|መዓልቲ|ዓመት|ዩሮ",
    phone="ስልከይ|ስልኪ",
)
