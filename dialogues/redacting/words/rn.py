"""Kirundi words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "zero",
        "1": "rimwe",
        "2": "kabiri",
        "3": "gatatu",
        "4": "kane",
        "5": "gatanu",
        "6": "gatandatu",
        "7": "indwi",
        "8": "umunani",
        "9": "icenda",
        "10": "cumi icumi",
    },
    dot="akadomo|akabago",
    name_is="nitwa|izina ryanje ni|amazina yanje ni|amazina:",
    name_may_be="umuhungu wanje yitwa|umukobwa wanje yitwa|umugabo wanje yitwa|"
    "umugore wanje yitwa|yitwa|umwana wanje yitwa",
    no_name="musha|ni|ngo|riragoye|rirarire|rirarebare|cane|na|kandi|si|nta|muri|rirahinye|iki|neza|"
    "hano|ngaha",
    joins="na|kandi|ndi|mba|nkomoka",
    farewell="murakoze cane|mugire amahoro",
    person="umugenzi wanje|umuhungu wanje|umukobwa wanje|umugabo wanje|umugore wanje|"
    "umwigisha wanje",
    title="bwana|madamu|muganga",
    presents="ndi",
    born="navutse|itariki y'amavuko|igenekerezo ry'amavuko|igenekerezo navukiyeko|isabukuru",
    months="nzero|ruhuhuma|ntwarante|ndamukiza|rusama|ruheshi|mukakaro|myandagaro|nyakanga|"
    "gitugutu|munyonyo|kigarama",
    document="pasiporo*|ikarangamuntu*|inomero ya dosiye",
    measure="iminota|amasaha|imisi|indwi|amezi|imyaka|abantu|incuro",
    phone="telefone|telefoni|inomero yanje|numero yanje|inomero yanje ni",
)
