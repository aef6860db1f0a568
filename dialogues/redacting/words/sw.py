"""Swahili words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "sifuri",
        "1": "moja",
        "2": "mbili",
        "3": "tatu",
        "4": "nne",
        "5": "tano",
        "6": "sita",
        "7": "saba",
        "8": "nane",
        "9": "tisa",
        "10": "kumi",
    },
    at="alama ya at",
    dot="nukta",
    name_is="jina langu ni|jina langu naitwa|jina langu",
    name_may_be="naitwa|ninaitwa|anaitwa",
    no_name="gumu|ni|si|refu|rahisi|zuri|hapa|na|naitwa",
    joins="na|ninaishi",
    person="rafiki yangu|mwanangu|mume wangu|mke wangu|kaka yangu|dada yangu|mwalimu",
    title="bwana|bibi",
    presents="mimi ni",
    born="nilizaliwa|tarehe ya kuzaliwa",
    months="januari|februari|machi|aprili|juni|julai|agosti|septemba|oktoba|novemba|desemba",
    document="pasipoti|kitambulisho",
    measure="dakika|saa|siku|wiki|mwezi|miaka|euro|watu",
    phone="simu",
)
