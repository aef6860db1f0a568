"""Links and bare addresses of sites; those of public services stay."""

import re

from dialogues.redacting.finding import Spans, late
from dialogues.redacting.words import either

# Pages of these say nothing of a person, whatever stands behind the slash.
_OFFICES = (
    "112|116117|aalto|aamulehti|ajovarma|areena|autoliitto|danskebank|"
    "diakonissalaitos|dna|dvv|elisa|enter|espoo|ess|finlex|finna|finnishcourses|"
    "finto|foli|hel|helmet|helsinki|hiv-tukikeskus|hs|hsl|hus|hyria|ihmiskauppa|"
    "ikea|iltalehti|infofinland|inmigration|is|jyu|jyvaskyla|k-ruoka|kaleva|"
    "kansalaisopisto|kansanopisto|kela|kirjastot|kotouttaminen|kotoutuminen|"
    "kuluttajaliitto|kuopio|lahti|lape|lidl|lsl|lukukeskus|maistraatti|martat|"
    "matkahuolto|mieli|migri|mll|monikanaiset|mtv|mtvuutiset|naistenlinja|nollalinja|"
    "nordea|nuortenlinkki|nysse|oikeus|omakanta|omnia|onnibus|op|oph|opintopolku|"
    "oulu|pakolaisapu|pakolaisneuvonta|palvelutori|pelastakaalapset|poliisi|pori|"
    "posti|prh|prisma|punainenristi|redcross|riku|rovaniemi|s-kaupat|s-pankki|"
    "salpaus|selkosanomat|setlementti|sosiaaliturva|spr|stadinao|stm|suomi|tampere|"
    "te-palvelut|telia|tem|terveyskirjasto|thl|toimeentulotuki|traficom|ts|tukinet|"
    "tuni|turku|tyomarkkinatori|tyosuojelu|utu|vaasa|valtioneuvosto|vantaa|verneri|"
    "vero|vr|yhdenvertaisuusvaltuutettu|yle|ylioppilastutkinto|yths"
)
_OFFICE = late(
    rf"(?:https?://)?(?:[\w-]{{1,20}}\.){{0,2}}(?:(?:{_OFFICES})\.fi"
    r"|diia\.gov\.ua|unhcr\.org|iom\.int|europa\.eu|who\.int|redcross\.org)"
    r"(?![\w.@-]{0,60}\w\.)(?:[:/?#]|\Z)"
)
# Here people have pages: only the name of the site itself stays.
_SITE = late(
    r"(?:https?://)?(?:www\.)?(?:google|youtube|facebook|instagram|duolingo|wikipedia|telegram|"
    r"whatsapp|tiktok|yle|tori|oikotie|duunitori|vuokraovi|netflix|linkedin|worldinfinnish|booking|"
    r"amazon|uusikielemme|finnishpod101|uber|wolt|foodora|spotify|zoom)\.(?:com|org|fi|us)/?\Z"
)
_IN_LINK = r"[^\s\[\]<>\"“”«»\0]"
_BEHIND = ".,;:!?)'،؟。"
SURE = "com|net|org|info|eu|fi|ru|ua|fr|biz|shop|store|online|site|xyz|app|рф|укр"
_DOT = either(lambda words: words.dot)
_LINK = late(
    rf"(?<!\w)(?:h(?:tt|xx)ps?|ftp|tg|whatsapp)://{_IN_LINK}++"
    rf"|(?<!\w)www\.{_IN_LINK}++"
    rf"|(?<![\w.@-])(?:[\w-]++\.){{1,30}}[^\W\d_]{{2,12}}/{_IN_LINK}++"
    rf"|(?<![\w.@-])[\w-]{{2,40}} ?\. ?(?:{SURE})/{_IN_LINK}++"
    rf"|(?<!\w)(?:t|wa|m|fb)\s{{0,2}}\.\s{{0,2}}(?:me|com)\s{{0,2}}/\s{{0,2}}{_IN_LINK}++"
)
_BARE = late(
    rf"(?<![\w.@-])(?:[\w-]++\.){{1,30}}(?:{SURE})(?![\w@-]|\.\w)/?"
    rf"|(?<![\w@])[\w-]{{2,40}} {{1,2}}(?:[\w-]{{2,40}} )?(?:{_DOT}) {{1,2}}"
    r"(?:com|net|org|info|fi|ua|ком|нет)(?!\w)"
    rf"|(?<![\w@])[\w-]{{2,40}} ?[(\[](?:\.|{_DOT})[)\]] ?(?:{SURE})(?!\w)"
)


def public(address: str) -> bool:
    """Whether this is the address of a site that everybody may know."""
    return _OFFICE().match(address) is not None or _SITE().match(address) is not None


def link(text: str) -> Spans:
    """What begins like a link or goes on behind a slash."""
    return _private(_LINK(), text)


def site(text: str) -> Spans:
    """The bare name of a site."""
    return _private(_BARE(), text)


def _private(pattern: re.Pattern[str], text: str) -> Spans:
    for match in pattern.finditer(text):
        address = match.group().rstrip(_BEHIND)
        if not public(address):
            yield match.start(), match.start() + len(address)
