"""Places smaller than a town, hidden before publishing: parts of towns, schools, streets."""

from dialogues.redacting.finding import matching

# Parts of the larger towns of Finland where many people live who have just come; as stems.
_DISTRICTS = (
    "Kontula|Itäkesku|Kallio|Hervan|Varisso|Meri-Rastila|Jakomäe|Jakomäki|Mellunmä|Mellunky|Vuosaar|"
    "Puotila|Myllypuro|Malmi|Malmil|Pihlajamä|Kannelmä|Malminkartano|Haaga|Pasila|Vallila|"
    "Sörnäis|Hakaniem|Kamppi|Töölö|Lauttasaar|Herttoniem|Roihuvuo|Laajasalo|Kalasatama|Arabianranta|"
    "Tikkurila|Hakunila|Korso|Koivukylä|Myyrmä|Martinlaakso|Havukoski|Länsimä|Rekola|Kivistö|"
    "Leppävaara|Matinkylä|Espoonlahti|Suvela|Kivenlahti|Tapiola|Olari|Karakallio|Kirkkojär|Soukka|"
    "Kaukajär|Multisil|Tesoma|Lielahti|Peltolammi|Annala|Hallila|Nekala|Lukonmä|Vuores|"
    "Halinen|Halisi|Lauste|Runosmä|Jyrkkälä|Pansio|Härkämä|Nummi|"
    "Liipola|Mukkula|Ahtiala|Kärpänen|Kärpäsi|Launee|Keijupuisto|"
    "Kaukovainio|Rajakylä|Toppila|Puolivälinkangas|Huonesuo|Kangasala|"
    "Huhtasuo|Kangaslampi|Keltinmä|Kuokkala|Pupuhuhta|"
    "Petonen|Petosel|Neulamä|Särkiniemi|Ristikiven|Olympiakorttel|Контул|Ітякескус"
)
_ENDING = r"\w{0,6}"
_INSTITUTION = (
    r"(?:koulu|päiväkoti|päiväkodi|lukio|ala-aste|yläaste|kirkko|kirko|moskeija|seurakun|kirjasto|"
    r"asukastalo|vastaanottokesku|nuorisotalo|asukastupa)\w{0,6}"
)
_HOUSE = r"(?:School|Kindergarten|Daycare|Church|Mosque|Library|Street|Road|Square|Park)"
_NO_NAME = r"(?:La(?:sten|psen|psien)|Suomen|Minun|Meidän|Tyttären|Pojan|Uuden|Vanhan|Oman|Jonkin) "
_CAPITAL = r"(?<!\w)[A-ZÅÄÖА-ЯІЇЄ][\w-]{1,40}"

place = matching(
    rf"(?!{_NO_NAME}){_CAPITAL}n {_INSTITUTION}(?!\w)",
    rf"(?<!\w)(?:{_DISTRICTS}){_ENDING}(?!\w)(?: {_INSTITUTION}(?!\w))?",
    rf"{_CAPITAL} (?:{_CAPITAL} )?{_HOUSE}(?!\w)",
    r"(?<!\w)(?!Valta|Maan|Rauta|Kehä|Moottori)[A-ZÅÄÖ][\w-]{2,40}?(?:katu|kadu\w{1,3}|tie|tiellä|tieltä|"
    r"tielle|kuja|kujalla|polku|polulla|gatan|vägen)(?!\w)",
    rf"(?<!\w)(?:вулиці|вулиця|вул\.|улице) {_CAPITAL}",
    flags=0,
)
number = matching(r"(?<!\w)\d(?:[/-]?\d){4,}+(?!\w)")
