"""Kinyarwanda words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "zeru",
        "1": "rimwe",
        "2": "kabiri",
        "3": "gatatu",
        "4": "kane",
        "5": "gatanu",
        "6": "gatandatu",
        "7": "karindwi",
        "8": "umunani",
        "9": "icyenda",
        "10": "icumi",
    },
    dot="akadomo|akabago",
    name_is="nitwa|amazina yanjye ni|izina ryanjye ni|amazina:",
    name_may_be="umuhungu wanjye yitwa|umukobwa wanjye yitwa|umugabo wanjye yitwa|"
    "umugore wanjye yitwa|yitwa|umwana wanjye yitwa",
    no_name="mushya|ni|ngo|rirakomeye|rikomeye|birakomeye|rirerire|rirebire|cyane|na|kandi|si|nta|muri|"
    "ryoroshye|iki|neza|hano",
    joins="na|kandi|ndi|mba|nkomoka",
    farewell="murakoze cyane|mugire amahoro",
    person="inshuti yanjye|umuhungu wanjye|umukobwa wanjye|umugabo wanjye|umugore wanjye|"
    "mwarimu wanjye",
    title="bwana|madamu|dogiteri",
    presents="ndi",
    born="navutse|itariki y'amavuko|itariki navutseho|isabukuru yanjye|isabukuru",
    months="mutarama|gashyantare|werurwe|mata|gicurasi|kamena|nyakanga|kanama|nzeri|"
    "ukwakira|ugushyingo|ukuboza",
    document="pasiporo*|indangamuntu*|nimero ya dosiye",
    measure="iminota|amasaha|iminsi|ibyumweru|amezi|imyaka|abantu|inshuro",
    phone="telefone|telefoni|terefone|nimero yanjye|numero yanjye|nimero yanjye ni",
)
