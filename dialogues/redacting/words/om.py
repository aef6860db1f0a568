"""Oromo words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "zeeroo duwwaa",
        "1": "tokko",
        "2": "lama",
        "3": "sadii sadi",
        "4": "afur",
        "5": "shan",
        "6": "jaha",
        "7": "torba",
        "8": "saddeet",
        "9": "sagal",
        "10": "kudhan",
    },
    at="mallattoo at",
    dot="tuqaa",
    name_is="maqaan koo|maqaa koo|maqaa guutuu:|maqaa:",
    name_may_be="maqaan ilma koo|maqaan intala koo|maqaan abbaa manaa koo|maqaan haadha manaa koo",
    no_name="icciitii|ulfaataa|ulfaata|dheeraa|gabaabaa|salphaa|miti|dha|baay'ee|baayyee|fi|ani|kan|"
    "gaarii|barbaachisaa|qaba|namootaaf|rakkisaa",
    joins="dha|jedhama|jedhamti|fi|ani",
    farewell="kabajaan|nagaa wajjin",
    person="hiriyyaa koo|ilma koo|intala koo|abbaa manaa koo|haadha manaa koo|"
    "obboleessa koo|obboleettii koo",
    title="obbo|aadde|doktara",
    presents="ani",
    born="guyyaan dhaloota koo|guyyaa dhaloota koo|guyyaa dhalootaa|guyyaan dhalootaa|"
    "guyyaan itti dhaladhe|kanan dhaladhe|kan dhaladhe",
    was_born="dhaladhe|dhalatte|dhalate|dhaladhee",
    months="amajjii|guraandhala|bitootessa|ebla|caamsaa|waxabajjii|adooleessa|hagayya|"
    "fulbaana|onkololeessa|sadaasa|muddee",
    document="paaspoortii*|waraqaa eenyummaa|lakkoofsa iyyannoo",
    measure="daqiiqaa|sa'aatii|guyyaa|torban|ji'a|waggaa|yuuroo|nama|yeroo|meetira",
    phone="bilbila*|bilbilli koo|lakkoofsi koo|lakkoofsa koo|lakkoofsi bilbila koo",
)
