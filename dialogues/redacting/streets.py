"""Addresses: streets with the number of a house, post boxes; without a number they stay."""

from dialogues.redacting.finding import matching
from dialogues.redacting.words import either

_MEASURE = either(lambda words: words.measure)
_STREET = either(lambda words: words.street)
_ROAD = either(lambda words: words.road)
_FLAT = either(lambda words: words.flat)
_LIVES = either(lambda words: words.lives)

_WORD = r"[^\W\d_][\w-]{1,30}"
_NAME = r"[^\W\d_][\w'.-]{1,40}"
_LARGE = r"(?-i:[A-ZÀ-ÞА-ЯІЇЄ][\w'.-]{1,30})"
# "Koivukatu 5 km away": what is counted is no house.
_NO_MEASURE = rf"(?!\d|[.:,]\d| ?(?:{_MEASURE})(?!\w))"

# --- Finland, Sweden, Germany: the street is one word and the number follows ---------------------

_CASES = "n|a|lla|lta|lle|ssa"
_ENDINGS = (
    rf"katu|katua|kadu(?:{_CASES})|tie|tien|tietä|tiellä|tieltä|tielle|kuja(?:{_CASES})?|"
    rf"polku|polkua|polu(?:{_CASES})|kaari|kaare(?:{_CASES})|väylä[nä]?|väylällä|väylältä|"
    rf"väylälle|raitti|raiti(?:{_CASES})|rinne|rinteen|rinteellä|penger|penkereen|"
    r"aukio|aukion|aukiolla|esplanadi|esplanadilla|bulevardi|bulevardin|bulevardilla|puistikko|"
    r"tori|torin|ranta|rannan|rannalla|k\.|"
    r"gatan|gata|vägen|väg|gränden|gränd|stigen|allén|esplanaden|torget|backen|"
    r"straße|strasse|gasse|allee|weg|platz"
)
_STAIRS = r"(?::\w{1,4})?(?: ?[a-h](?![^\W\d_])(?: ?\d{1,3}(?!\w))?| (?:as|bst|lgh)\.? ?\d{1,3})?"
_TOWN = r"(?:,? {1,3}\d{5}(?!\w)(?: [^\W\d_]{2,30})?)?"
_SAID = r"(?:,? (?:numero|number|nro|nr|no)\.?)?"
_HOUSE = rf"{_SAID} {{1,3}}\d{{1,4}}{_NO_MEASURE}{_STAIRS}{_TOWN}"
# Kinds of roads and markets, not their names.
_KIND = (
    r"(?!(?:valta|kanta|moottori|maan|rauta|kehä|seutu|kulku|pyörä|markkina)(?:tie|tori)\w{0,3} )"
)
_SIDE = (
    r"vanha\w{0,3}|uu[sd]\w{1,4}|iso\w{0,3}|pien\w{1,4}|"
    r"itäi\w{2,6}|länti\w{2,6}|pohjoi\w{2,6}|eteläi\w{2,6}"
)
_OF = r"(?-i:(?!Asun |Olen |Muutin |Asuin |Kun )[A-ZÅÄÖ][\w-]{1,30}n)"
_ONE_WORD = (
    rf"(?:(?:{_SIDE}) |{_OF} )?(?=[^\W\d_]){_KIND}[\w-]{{2,60}}?(?:{_ENDINGS}){_HOUSE}",
    rf"(?:bulevardi(?:lla|n)?|esplanadi(?:lla|n)?){_HOUSE}",
    # Aleksis Kiven katu 12.
    (
        rf"(?-i:[A-ZÅÄÖ][\w-]{{1,30}} )?{_WORD}(?<=n) "
        rf"(?:katu|kadulla|kadun|tie|tiellä|kuja|polku|bulevardi){_HOUSE}"
    ),
    rf"\d{{1,4}} ?[a-h](?: \d{{1,3}})? (?:on|in|at) [^\W\d_][\w-]{{1,40}}?(?:{_ENDINGS})(?!\w)",
)

# --- elsewhere -----------------------------------------------------------------------------------

_NUMBER = rf"\d{{1,4}}(?:/\d{{1,3}})?[а-яa-z]?{_NO_MEASURE}(?!\w)"
_REST = rf"(?:,? {{0,2}}(?:{_FLAT})(?!\w)\.? {{0,2}}№? ?\d{{1,4}}[а-яa-z]?(?!\w)){{0,3}}"
_NUMBER_FIRST = (
    # 12 Main Street; 9 Baker Close, where only capitals tell; 12 rue de la Paix.
    rf"\d{{1,4}}{_NO_MEASURE}[a-z]?,? {_WORD} (?:{_WORD} )?(?:{_ROAD})(?!\w){_REST}",
    (
        rf"\d{{1,4}}[a-z]? (?:{_LARGE} ){{1,2}}"
        r"(?-i:Close|Court|Way|Place|Terrace|Crescent|Gardens|Grove|Hill|Row|Green)(?!\w)"
    ),
    (
        r"\d{1,4},? (?:bis )?(?:rue|avenue|boulevard|chemin|impasse|allée) "
        rf"(?:de la |des |du |de |d')?{_NAME}(?: {_LARGE})?"
    ),
)
_BEHIND_STREET = rf" شارع {_NAME}"
_STREET_FIRST = (
    (
        rf"(?:بنايه|شقه|عماره) \d{{1,4}}(?:[ ،,]{{1,2}}(?:شقه|طابق|رقم) \d{{1,4}})?{_BEHIND_STREET}"
        r"|بنايه \d{1,4}[ ،,]{1,2}(?:شقه|طابق|رقم) \d{1,4}"
    ),
    (
        rf"(?:{_STREET})(?!\w)\.? {{0,2}}(?:\d{{1,2}} )?{_NAME}(?: {_NAME}){{0,2}}(?: \d-[йа])?"
        r",? {1,2}"
        rf"(?:(?:{_FLAT})(?!\w)\.? {{0,2}})?{_NUMBER}{_REST}"
    ),
    rf"{_NAME} (?:вулиця|проспект|провулок|улица),? {_NUMBER}{_REST}",
    # A house with a flat, whatever stands before.
    (
        rf"{_NAME},? \d{{1,4}}[а-я]?, ?(?:кв|кв\.|квартира|apt|flat|apartment|as)(?!\w)\.? ?"
        r"\d{1,4}(?!\w)"
    ),
)
_BOX = r"(?:p\.? ?o\.? ?box|pl|pb|bp|а/с|ص\.ب) {1,2}\d{1,5}(?!\w)(?:, \d{5} [^\W\d_]{2,30})?"

address = matching(*_ONE_WORD, *_NUMBER_FIRST, *_STREET_FIRST, _BOX, begins=r"(?<![\w-])(?=\w)")
# Behind "I live at" any large word and number: other countries name their streets otherwise.
home = matching(
    rf"(?<!\w)(?:{_LIVES}) {{0,2}}((?:{_LARGE},? ){{1,3}}{_NUMBER}{_REST}"
    rf"|\d{{1,5}}[a-z]?(?:/\d{{1,3}})?,?(?: {_LARGE}){{1,3}}{_REST})"
)
