"""French words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "zéro zero",
        "1": "un",
        "2": "deux vingt",
        "3": "trois trente",
        "4": "quatre quarante",
        "5": "cinq cinquante",
        "6": "six soixante",
        "7": "sept",
        "8": "huit",
        "9": "neuf",
        "10": "dix",
        "11": "onze",
        "12": "douze",
        "13": "treize",
        "14": "quatorze",
        "15": "quinze",
        "16": "seize",
    },
    at="arobase|arrobase",
    dot="point",
    name_is="mon nom est|mon prénom est|je me nomme|nom:|prénom:",
    name_may_be="je m'appelle|il s'appelle|elle s'appelle|s'appelle|appelez-moi",
    no_name="difficile|facile|long|pas|très|rarement|souvent|toujours|le|la|un|une|ici|et|sur|dans|"
    "important|maman|quand|si|plus|demain",
    joins="et|mais|je|de",
    farewell="cordialement|bien à vous|amicalement",
    title="monsieur|madame|docteur",
    person="mon ami|mon amie|mon fils|ma fille|mon mari|ma femme|mon frère|"
    "ma sœur|mon voisin|ma voisine",
    presents="je suis|c'est",
    born="né le|née le|date de naissance|anniversaire",
    months="janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    document="passeport|titre de séjour|numéro de dossier",
    street="rue|avenue|boulevard|chemin|impasse|allée",
    flat="appartement|bâtiment|étage",
    lives="mon adresse|j'habite|adresse:",
    measure="minutes|heures|jours|semaines|mois|ans|euros|personnes|fois",
    phone="téléphone|portable|mon numéro",
)
