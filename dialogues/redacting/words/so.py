"""Somali words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "eber",
        "1": "kow hal mid",
        "2": "laba",
        "2_": "labaatan",
        "3": "saddex",
        "3_": "soddon",
        "4": "afar",
        "4_": "afartan",
        "5": "shan",
        "5_": "konton",
        "6": "lix",
        "6_": "lixdan",
        "7": "toddoba",
        "7_": "toddobaatan",
        "8": "siddeed",
        "8_": "siddeetan",
        "9": "sagaal",
        "9_": "sagaashan",
        "10": "toban",
    },
    at="calaamadda at",
    dot="dhibic",
    name_is="magacaygu waa|magaceygu waa|magacayga waa|waxaa la i yiraahdaa",
    name_may_be="wiilkayga magaciisu waa|gabadhayda magaceedu waa|ninkayga magaciisu waa|"
    "xaaskayga magaceedu waa",
    no_name="adag|yahay|aad|ma|waa|mid|dheer|fudud|waxaan|iyo|halkan",
    joins="iyo|waxaan|oo",
    farewell="mahadsanid walaal|salaan",
    person="saaxiibkay|saaxiibtay|walaalkay|walaashay|wiilkayga|gabadhayda|ninkayga|macallin",
    title="mudane|marwo",
    presents="waxaan ahay",
    born="dhashay|taariikhda dhalashada|dhalasho",
    months="janaayo|febraayo|maarso|abriil|maajo|juun|luulyo|agoosto|sebtembar|oktoobar|nofembar",
    document="baasaboor*|aqoonsi*",
    measure="euro|sano|bilood|saacadood|qof",
    phone="telefoon*|taleefan*|lambarkaygu",
)
