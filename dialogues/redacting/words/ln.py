"""Lingala words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "libungutulu",
        "1": "moko",
        "2": "mibale",
        "3": "misato",
        "4": "minei",
        "5": "mitano",
        "6": "motoba",
        "7": "nsambo",
        "8": "mwambe",
        "9": "libwa",
        "10": "zomi",
    },
    dot="pwe|pwɛ|mwa litono",
    name_is="nkombo na ngai ezali|kombo na ngai ezali|nkombo na ngai|kombo na ngai|nkombo:|kombo:",
    name_may_be="babengaka ngai|nkombo ya mwana na ngai|kombo ya mwana na ngai|"
    "nkombo ya mobali na ngai|nkombo ya mwasi na ngai",
    no_name="mpasi|te|ezali|na|ya|mpe|molai|mokuse|kitoko|ndenge|makasi|ngai|yo|pete|ntina|"
    "mpo|bato",
    joins="mpe|na|ngai|nazali|nafandi",
    person="moninga na ngai|mwana na ngai|mobali na ngai|mwasi na ngai|ndeko na ngai|molakisi",
    title="tata|mama|docteur",
    presents="nazali|ngai nazali",
    born="nabotamaki|mokolo ya mbotama|mokolo na ngai ya mbotama|dati ya mbotama|nabotami|"
    "abotamaki",
    months="yanwari|yanuari|febwari|febwali|marsi|malisi|aprili|apili|mai|yuni|yuli|augusti|"
    "ogusiti|septembri|sɛtɛmbɛ|okotobri|novembri|desembri",
    document="paseporo*|pasipoto*|nimero ya mokanda",
    measure="miniti|bangonga|mikolo|baposo|basanza|bambula|euro|bato|mbala",
    phone="telefone|nimero na ngai|nimero na ngai ezali|nimero ya telefone",
)
