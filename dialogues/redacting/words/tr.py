"""Turkish words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "sıfır",
        "1": "bir",
        "2": "iki",
        "3": "üç",
        "4": "dört",
        "5": "beş",
        "6": "altı",
        "7": "yedi",
        "8": "sekiz",
        "9": "dokuz",
        "10": "on",
    },
    at="et işareti|kuyruklu a",
    dot="nokta",
    name_is="benim adım|ismim|benim ismim|ad soyad:|adı soyadı:",
    name_may_be="adım|oğlumun adı|kızımın adı|eşimin adı|kocamın adı|onun adı",
    no_name="gizli|zor|kolay|çok|değil|uzun|kısa|önemli|ve|bir|bu|burada|var|yok|adım|için|güzel|"
    "ne|ile|biraz|hep",
    joins="ve|ama|ben",
    farewell="saygılarımla|sevgiler|saygılar",
    person="arkadaşım|oğlum|kızım|kocam|eşim|kardeşim|ablam|abim|komşum|öğretmenim",
    title="bay|bayan|doktor",
    presents="ben",
    born="doğum tarihim|doğum tarihi|doğum günüm|doğum",
    was_born="doğdum|doğumluyum|doğdu|doğumlu",
    months="ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
    document="pasaport*|kimlik|kimlik numaram|oturma izni|müşteri numaram|başvuru numaram|dosya",
    measure="dakika*|saat*|gün*|hafta*|ay|yıl*|avro*|euro*|kişi|kez|çocuk|metre*|kilometre*|derece",
    phone="telefon*|telefonum|numaram|cep",
    service="telegramda|instagramda|whatsappta",
    known_as="ben|adım",
)
