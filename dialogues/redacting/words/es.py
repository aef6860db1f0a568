"""Spanish words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "cero",
        "1": "uno",
        "1_": "cien",
        "2": "dos",
        "2_": "veinte",
        "3": "tres",
        "3_": "treinta",
        "4": "cuatro",
        "4_": "cuarenta",
        "5": "cinco",
        "5_": "cincuenta",
        "6": "seis",
        "6_": "sesenta",
        "7": "siete",
        "7_": "setenta",
        "8": "ocho",
        "8_": "ochenta",
        "9": "nueve",
        "9_": "noventa",
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
    name_may_be="me llamo|se llama|llámame|mi hijo se llama|mi hija se llama|mi marido se llama|"
    "mi mujer se llama",
    no_name="difícil|fácil|largo|no|muy|el|la|un|una|y|en|importante|raro|mucho|nunca|siempre|si",
    joins="y|pero|vivo|de",
    farewell="saludos|atentamente|un abrazo",
    person="mi amigo|mi amiga|mi hijo|mi hija|mi marido|mi esposo|mi esposa|mi hermano|"
    "mi hermana|mi vecino|mi vecina",
    title="señor|señora|doctor|doctora",
    presents="soy|yo soy",
    born="nací|nacido|nacida|fecha de nacimiento|cumpleaños",
    months="enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
    "diciembre",
    document="pasaporte|dni|nie|expediente",
    street="calle|c.|avenida|av.|plaza|paseo|camino|glorieta|ronda|pasaje",
    flat="piso|puerta|apartamento",
    lives="mi dirección es|vivo en|dirección:",
    measure="minutos|horas|días|semanas|meses|años|euros|personas|veces",
    phone="teléfono|móvil|mi número",
)
