"""Tigrinya words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "ዜሮ ባዶ",
        "1": "ሓደ hade",
        "2": "ክልተ kilte",
        "3": "ሰለስተ seleste",
        "4": "ኣርባዕተ arbaete",
        "5": "ሓሙሽተ hamushte",
        "6": "ሽዱሽተ shudushte",
        "7": "ሸውዓተ showate",
        "8": "ሸሞንተ shomonte",
        "9": "ትሽዓተ tishate",
        "10": "ዓሰርተ aserte",
    },
    name_is="ስመይ",
    no_name="እዩ|ከቢድ|ኣይኮነን|ኣብ|ናይ|ነዊሕ",
    joins="እዩ|ካብ",
    born="ዕለት ልደት|ተወሊደ",
    document="ፓስፖርት",
    measure="ደቒቕ|ሰዓት|መዓልቲ|ዓመት|ዩሮ",
    phone="ስልከይ|ስልኪ",
)
