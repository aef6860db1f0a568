"""Vietnamese words around what redaction hides."""

from dialogues.redacting.table import Words

WORDS = Words(
    digits={
        "0": "không",
        "1": "một",
        "2": "hai",
        "3": "ba",
        "4": "bốn",
        "5": "năm",
        "6": "sáu",
        "7": "bảy",
        "8": "tám",
        "9": "chín",
        "10": "mười",
    },
    at="a còng|a móc|a vòng",
    dot="chấm",
    name_is="tên tôi là|tôi tên là|tên em là|em tên là|mình tên là|tên mình là|"
    "tên của tôi là|họ tên:|họ và tên:|tên:",
    name_may_be="tôi tên|tên là|con trai tôi tên|con gái tôi tên|chồng tôi tên|vợ tôi tên|"
    "gọi tôi là|gọi em là",
    no_name="bí|khó|rất|không|dài|ngắn|dễ|và|là|ở|của|người|gì|một|đẹp|quan|tên|hơi|cho",
    joins="và|tôi|ở|đến|em|nhưng",
    farewell="thân mến|trân trọng|kính thư",
    person="bạn tôi|con trai tôi|con gái tôi|chồng tôi|vợ tôi|anh trai tôi|chị tôi|em tôi|"
    "hàng xóm tôi",
    title="ông|bà|bác sĩ|cô giáo|thầy",
    presents="tôi là|em là|mình là|đây là",
    born="sinh ngày|ngày sinh|ngày sinh của tôi|ngày sinh của tôi là|sinh nhật|"
    "sinh nhật tôi|ngày tháng năm sinh|sinh vào",
    months="tháng 1|tháng 2|tháng 3|tháng 4|tháng 5|tháng 6|tháng 7|tháng 8|tháng 9|"
    "tháng 10|tháng 11|tháng 12|tháng giêng|tháng hai|tháng ba|tháng tư|tháng năm|"
    "tháng sáu|tháng bảy|tháng tám|tháng chín|tháng mười",
    document="hộ chiếu|số hộ chiếu|căn cước|cccd|cmnd|chứng minh thư|số hồ sơ|thẻ cư trú",
    measure="phút|giờ|tiếng|ngày|tuần|tháng|năm|euro|người|lần|mét|cây số",
    phone="điện thoại|số điện thoại|số của tôi|số của tôi là|số tôi|sđt|di động",
)
