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
    at="ኣት",
    dot="ነጥቢ|ዶት",
    name_is="ስመይ|ምሉእ ስመይ|ስም:",
    name_may_be="ስም ወደይ|ስም ጓለይ|ስም ሰብኣየይ|ስም በዓልቲ ቤተይ",
    no_name="ኣገዳሲ|ምስጢር|እዩ|ከቢድ|ኣይኮነን|ኣብ|ናይ|ነዊሕ|ኣጸጋሚ|ብጣዕሚ|ቀሊል|ንሰባት|ኣነ",
    joins="እዩ|ካብ|እያ|ኣነ|ይበሃል",
    farewell="ምስ ሰላምታ",
    person="ዓርከይ|ወደይ|ጓለይ|ሰብኣየይ|ሓወይ|ሓፍተይ|መምህረይ",
    title="ኣቶ|ወይዘሮ|ዶክተር",
    presents="ኣነ",
    born="ዕለት ልደት|ተወሊደ|ዕለት ልደተይ|ዝተወለድኩሉ ዕለት|ዝተወለድኩ|ዝተወለድኩሉ",
    was_born="ተወሊደ|ተወሊዱ|ተወሊዳ|እየ ተወሊደ",
    months="መስከረም|ጥቅምቲ|ሕዳር|ታሕሳስ|ጥሪ|ለካቲት|መጋቢት|ሚያዝያ|ግንቦት|ሰነ|ሓምለ|ነሓሰ|ጳጉሜን",
    document="ፓስፖርት|ፓስፖርተይ|መንነት ወረቐት|ቁጽሪ ፓስፖርት",
    measure="ደቒቕ|ሰዓት|መዓልቲ|ዓመት|ዩሮ",
    phone="ስልከይ|ስልኪ|ቁጽሪ ስልከይ|ቁጽሪ ስልኪ|ቁጽረይ",
)
