"""Somali words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "eber",
        "1": "kow hal mid",
        "2": "laba labaatan",
        "3": "saddex soddon",
        "4": "afar afartan",
        "5": "shan konton",
        "6": "lix lixdan",
        "7": "toddoba toddobaatan",
        "8": "siddeed siddeetan",
        "9": "sagaal sagaashan",
        "10": "toban",
    },
    dot="dhibic",
    name_is="magacaygu waa|magaceygu waa|magacayga waa|waxaa la i yiraahdaa",
    no_name="adag|yahay|aad|ma|waa|mid|dheer|fudud|waxaan|iyo|halkan",
    joins="iyo|waxaan|oo",
    person="saaxiibkay|saaxiibtay|walaalkay|walaashay|wiilkayga|gabadhayda|ninkayga|macallin",
    title="mudane|marwo",
    presents="waxaan ahay",
    born="dhashay|taariikhda dhalashada|dhalasho",
    months="janaayo|febraayo|maarso|abriil|maajo|juun|luulyo|agoosto|sebtembar|oktoobar|nofembar",
    document="baasaboor*|aqoonsi*",
    measure="euro|sano|bilood|saacadood|qof",
    phone="telefoon*|taleefan*|lambarkaygu",
)
