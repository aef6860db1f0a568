"""Estonian words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "null",
        "1": "üks",
        "2": "kaks",
        "3": "kolm",
        "4": "neli",
        "5": "viis",
        "6": "kuus",
        "7": "seitse",
        "8": "kaheksa",
        "9": "üheksa",
        "10": "kümme",
    },
    at="ätt|at-märk|ät märk",
    dot="punkt",
    name_is="minu nimi on|mu nimi on|nimi:|täisnimi:|poja nimi on|tütre nimi on|mehe nimi on",
    name_may_be="minu nimi|mind kutsutakse|mind hüütakse|kutsu mind|nimega",
    no_name="raske|raskesti|pikk|lühike|lihtne|ei|on|väga|ja|ma|mina|siin|oluline|ilus|"
    "teistele|kirjutatud|vale|soome",
    joins="ja|ma|aga|olen|ning",
    farewell="lugupidamisega|tervitades|parimate soovidega",
    person="mu sõber|mu poeg|mu tütar|mu mees|mu naine|mu vend|mu õde|mu naaber|õpetaja",
    title="härra|proua|doktor",
    presents="mina olen|ma olen|see on",
    born="sündinud|sündisin|sünniaeg|sünnikuupäev|sünnipäev|sünnipäev on|sündis",
    months="jaanuar*|veebruar*|märts*|aprill*|mai|mail|juuni*|juuli*|august*|septemb*|"
    "oktoob*|novemb*|detsemb*",
    document="isikukood*|passi number|pass|kliendinumber|taotluse number|elamisluba*|id-kaart*",
    flat="korter|krt",
    lives="minu aadress on|aadress:|elan aadressil",
    measure="minut*|tund*|tundi|päeva|nädal*|kuud|aasta*|eurot|inimest|korda|meetri*|kraadi|"
    "last|kilomeet*|peatus*",
    phone="telefon*|minu number|minu number on|mobiil*",
)
