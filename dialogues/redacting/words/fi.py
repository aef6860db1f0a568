"""Finnish words around what redaction hides, as they are written and as they are spoken."""

from dialogues.redacting.table import Words

_UNITS = {
    "0": "nolla",
    "1": "yksi yks",
    "2": "kaksi kaks",
    "3": "kolme kolm",
    "4": "neljä nelj",
    "5": "viisi viis",
    "6": "kuusi kuus",
    "7": "seitsemän seittemän seiska",
    "8": "kahdeksan kaheksan kasi",
    "9": "yhdeksän yheksän ysi",
}
_TENS = {
    tens + ("" if unit == "0" else unit): " ".join(
        f"{many}kymmentä{one}"
        for many in _UNITS[tens].split()
        for one in ([""] if unit == "0" else _UNITS[unit].split())
    )
    for tens in "23456789"
    for unit in _UNITS
}
_TEENS = {
    f"1{unit}": " ".join(f"{one}toista" for one in words.split())
    for unit, words in _UNITS.items()
    if unit != "0"
}

WORDS = Words(
    digits={
        **_UNITS,
        **{f"{tens}_": words for tens, words in _TENS.items() if len(tens) == 1},
        **{digits: words for digits, words in _TENS.items() if len(digits) == 2},
        **_TEENS,
        "10": "kymmenen",
        "": "tupla",
    },
    at="ät|ätti|ät-merkki|miukumauku|miukumaukku|miuku mauku|kissanhäntä",
    dot="piste",
    name_is="nimeni on|minun nimi on|mun nimi on|nimeni:|nimi:|nimeltäni|nimeltä",
    name_may_be="nimi on|kutsu minua|kutsukaa minua|minua kutsutaan|sano minua|nimeni|nimeksi",
    no_name="kyllä|joo|ok|kiva|hyvä|hauska|ihan|kiitos|melko|aika|vaikea|vaikeaa|helppo|tärkeä|pitkä|lyhyt|outo|kaunis|ei|en|on|ovat|sama|aina|usein|"
    "myös|vain|täällä|siellä|tuo|tämä|se|joka|kun|jos|ja|tai|mutta|koska|hyvin|liian|tosi|"
    "myöhemmin|"
    "takaisin|huomenna|tänään|nyt|kotiin|ovessa|mukaan|väärin|oikein|kirjoitettu|uusi|vanha|"
    "suomessa|suomen|suomeksi|arabiaksi|turha|salaisuus|minä|sinä|hän|kaikki|kaikille|teille|"
    "sinulle",
    joins="ja|mutta|olen|asun|kiitos|tai",
    farewell="terveisin|ystävällisin terveisin|terv|terv.|parhain terveisin|rakkaudella|yt|t.|"
    "kiittäen",
    title="herra|rouva|neiti|tohtori",
    person="lääkäri|opettaja|opettajani|ystäväni|kaverini|poikani|tyttäreni|"
    "mieheni|vaimoni|veljeni|siskoni|äitini|isäni|naapurini|pomoni|lapseni|sosiaalityöntekijä|"
    "serkkuni|setäni|tätini|hoitaja|vauvani",
    presents="olen|minä olen|mä oon|tässä|täällä|tämä on",
    born="synnyin|syntynyt|syntymäaika*|syntymäpäivä*|synt|synt.|syntynyt:|synttäri*|syntyi",
    months="tammikuu*|helmikuu*|maaliskuu*|huhtikuu*|toukokuu*|kesäkuu*|heinäkuu*|elokuu*|syyskuu*|"
    "lokakuu*|marraskuu*|joulukuu*",
    document="hetu*|henkilötunnu*|sotu*|passi|passin*|oleskelulupa*|asiakasnumero*|diaarinumero*|"
    "hakemu*|asianumero*|tunnukse*|ajokort*|jäsennumero*|matkustusasiakir*|henkilökort*",
    flat="as|as.|asunto|rappu|krs|talo|numero|nro",
    lives="osoite:|osoite on|osoitteeni on|osoitteeni|osoitteessa|asun paikassa",
    measure="km|m|min|kk|v|h|vuo*|tun*|euro*|€|metri*|kilomet*|minuut*|päiv*|viik*|kuukau*|kerta*|"
    "kertoja|askel*|aste*|prosent*|%|kertaa|lasta|ihmistä|kilometriä|metriä|pysäk*|ruuhka*",
    phone="puh|puh.|puhelin*|numeroni|numeroni on|puhelinnumero|kännykkä*",
    service="telegramissa|instassa|instagramissa|facebookissa|fb:ssä|snapissa|whatsapissa|"
    "tiktokissa",
    known_as="olen|on|nimellä|tunnus|minut|löydät|löytyy|nimi|mä|minä|oon",
)
