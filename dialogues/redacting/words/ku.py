"""Kurmanji Kurdish words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "sifir",
        "1": "yek",
        "2": "du didu",
        "3": "sê sisê",
        "4": "çar",
        "5": "pênc",
        "6": "şeş",
        "7": "heft",
        "8": "heşt",
        "9": "neh",
        "10": "deh",
    },
    at="nîşana et",
    dot="xal|nuqte",
    name_is="navê min|nav:|nav û paşnav:",
    name_may_be="navê kurê min|navê keça min|navê mêrê min|navê jina min|navê wî|navê wê|"
    "ji min re dibêjin",
    no_name="zehmet|dijwar|e|ye|ne|dirêj|kurt|xweş|giring|û|li|ji|di|ez|min|pir|hêsan",
    joins="e|ye|û|ez|im|ji",
    farewell="bi silav û rêz|bi hurmet",
    person="hevalê min|hevala min|kurê min|keça min|mêrê min|jina min|birayê min|xwişka min|"
    "mamoste",
    title="birêz",
    presents="ez",
    born="roja jidayikbûna min|roja jidayikbûnê|dîroka jidayikbûnê|rojbûna min|rojbûn",
    was_born="ji dayik bûme|ji dayik bûm|ji dayik bû|hatime dinê|çêbûme",
    months="çile|sibat|adar|nîsan|gulan|hezîran|tîrmeh|tebax|îlon|cotmeh|mijdar|kanûn|"
    "sibatê|adarê|nîsanê|gulanê|hezîranê|tîrmehê|tebaxê|îlonê|cotmehê|mijdarê|kanûnê",
    document="pasaport*|nasname*|hejmara dosyayê",
    measure="deqe*|saet*|roj*|hefte*|meh*|sal*|euro|kes|car|metre",
    phone="telefona min|hejmara min|jimara min|numreya min|mobîl*",
)
