"""Spanish words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "cero",
        "1": "uno cien",
        "2": "dos veinte",
        "3": "tres treinta",
        "4": "cuatro cuarenta",
        "5": "cinco cincuenta",
        "6": "seis sesenta",
        "7": "siete setenta",
        "8": "ocho ochenta",
        "9": "nueve noventa",
        "10": "diez",
        "11": "once",
        "12": "doce",
        "13": "trece",
        "14": "catorce",
        "15": "quince",
    },
    at="arroba",
    dot="punto",
    name_is="mi nombre es|nombre:",
    name_may_be="me llamo|se llama|llámame|mi hijo se llama",
    no_name="difícil|fácil|largo|no|muy|el|la|un|una|y|en|importante|raro|mucho|nunca|siempre|si",
    joins="y|pero|vivo|de",
    farewell="saludos|atentamente|un abrazo",
    title="señor|señora|doctor|doctora",
    person="mi amigo|mi amiga|mi hijo|mi hija|mi marido|mi esposo|"
    "mi esposa|mi hermano|mi hermana|mi vecino|mi vecina",
    presents="soy|yo soy",
    born="nací|nacido|nacida|fecha de nacimiento|cumpleaños",
    months="enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    document="pasaporte|dni|nie|expediente",
    street="calle|c.|avenida|av.|plaza|paseo|camino|glorieta|ronda|pasaje",
    flat="piso|puerta|apartamento",
    lives="mi dirección es|vivo en|dirección:",
    measure="minutos|horas|días|semanas|meses|años|euros|personas|veces",
    phone="teléfono|móvil|mi número",
)
