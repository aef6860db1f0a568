"""Swedish words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "noll nolla",
        "1": "ett en",
        "2": "två tjugo",
        "3": "tre trettio",
        "4": "fyra fyrtio",
        "5": "fem femtio",
        "6": "sex sextio",
        "7": "sju sjuttio",
        "8": "åtta åttio",
        "9": "nio nittio",
        "10": "tio",
        "11": "elva",
        "12": "tolv",
    },
    at="snabel-a|snabela|snabel a",
    dot="punkt",
    name_is="mitt namn är|namn:|namnet är",
    name_may_be="jag heter|heter|kalla mig|han heter|hon heter",
    no_name="inte|det|svårt|lätt|också|så|mycket|hemma|här|när|om|och|på|i|viktigt",
    joins="och|men|jag|från",
    farewell="hälsningar|vänliga hälsningar|mvh",
    title="herr|fru|doktor",
    person="läraren|min vän|min son|min dotter|min man|min fru|min bror|min syster|"
    "min granne|min lärare",
    presents="jag är|det är",
    born="född|födelsedatum|födelsedag*|föddes",
    months="januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    document="personnummer|pass|passnummer|uppehållstillstånd|kundnummer|ärende*",
    flat="lägenhet|lgh|trappa",
    lives="min adress är|bor på|adress:",
    measure="km|minuter|timmar|dagar|veckor|månader|år|euro|personer|gånger|barn|meter",
    phone="telefon|mobil|mitt nummer",
)
