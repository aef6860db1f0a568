"""Words of danger in scripts without blanks, and where a mark makes another word."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

import locales
from bot import lexicon as words_of
from dialogues import hearing
from dialogues.given import Lexicon
from dialogues.hearing import marked, normalise
from tests.dialogues.play import WHOLE, read

PHRASES = (
    *(
        "活不下去",
        "老公打我",
        "护照被拿走了",
        "不让我出门",
        "自杀的念头",
        "会杀了我",
        "打我",
        "自杀",
    ),
    *("သေချင်တယ်", "အိမ်ပြန်ရမှာ ကြောက်", "သူ့ကိုကြောက်", "သတ်သေချင်"),
    *("သံ", "မၤသံနီၢ်ကစၢ်"),
)
LEXICON = Lexicon(
    danger=tuple(map(normalise, PHRASES)),
    danger_marked=(marked("tự tử"), marked("bị đánh"), marked("chồng đánh tôi"), "chong danh toi"),
)
HIT = [
    "我真的觉得活不下去了，每天都哭",
    "昨天晚上我老公打我，我很害怕。",
    "我的护照被拿走了，他不让我出门",
    "有时候我有自杀的念头",
    "他说如果我走就会杀了我",
    "自杀。",
    "他又打我了，救命！打我",
    "我 真 的 活 不 下 去 了",
    "တစ်ခါတလေ သေချင်တယ်လို့ တွေးမိတယ်",
    "ညတိုင်း အိမ်ပြန်ရမှာကြောက်တယ်။ ဘာလုပ်ရမလဲ",
    "ကျွန်မ သူ့ကိုကြောက်တယ်",
    "ယမၤသံနီၢ်ကစၢ်",
    "tôi muốn tự tử",
    "TỰ TỬ",
    "tôi bị đánh mỗi ngày",
    "Chồng đánh tôi.",
    "chong danh toi hoai",
]
KEPT = [
    "我喜欢图书馆，那里很安静。",
    "请打我的电话",
    "他打我电话，说明天见",
    "我想学芬兰语，找一份工作",
    "冬天很黑，我有点想家",
    "我快饿死了，想吃饭",
    "我的护照过期了",
    "孩子在学校交了朋友",
    "书里写他自杀了",
    "နေကောင်းပါတယ်",
    "စာကြည့်တိုက်ကို ကြိုက်တယ်",
    "ကျွန်တော် ဖင်လန်စကား သင်ချင်တယ်",
    "ဆောင်းရာသီက အရမ်းအေးတယ်",
    "ခွေးကိုကြောက်တယ်",
    "မိသားစုကို လွမ်းတယ်",
    "ယအိၣ်သံးအိၣ်က့",
    "tôi đi từ từ",
    "cứ từ từ thôi",
    "tu tu",
    "bị danh",
    "danh sách của tôi",
    "chống đánh tội",
]


@pytest.mark.parametrize("typed", HIT)
def test_danger_is_heard_inside_a_sentence(typed: str) -> None:
    """Without blanks a long phrase is found anywhere, a short one as a clause of its own."""
    assert hearing.danger(typed, LEXICON)


@pytest.mark.parametrize("typed", KEPT)
def test_everyday_sentences_are_no_danger(typed: str) -> None:
    """Short phrases inside other words, and words that differ by their marks, open nothing."""
    assert not hearing.danger(typed, LEXICON)


@drawn(st.text(st.sampled_from("我老公打 ကို့်သေ，။a"), max_size=40))
def test_a_long_phrase_is_found_as_by_looking_everywhere(text: str) -> None:
    """What the index by beginnings finds is what a plain search for each phrase finds."""
    phrases = ("我老公打", "ကိုသေ")
    lexicon = Lexicon(danger=phrases)
    clauses = [normalise(each).replace(" ", "") for each in hearing._CLAUSE.split(text)]
    marks = tuple(map(chr, range(0x102B, 0x103F)))
    found = any(
        phrase in clause and not clause.split(phrase, 1)[1].startswith(marks)
        for clause in clauses
        for phrase in phrases
    )
    assert not found or hearing.danger(text, lexicon)


def test_vietnamese_short_phrases_keep_their_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two words only with marks, of three or more also for people who write none."""
    phrases = {"vi": ("tự tử", "chồng đánh tôi"), "fi": ("lyö minua",)}
    monkeypatch.setattr("bot.lexicon.locales.danger_words", phrases.__getitem__)
    made = words_of._danger(tuple(phrases))
    assert {"lyo minua"} == set(made["danger"])
    assert {"tự tử", "chồng đánh tôi", "chong danh toi"} == set(made["danger_marked"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He STRANGLED my mother", True),
        ("she was strangling", True),
        ("he strang", False),
        ("my husband punches all of us", True),
        ("husband, he punched", True),
        ("husbandry and punch", True),
        ("he punched my husband", False),
    ],
)
def test_a_beginning_of_a_word(
    monkeypatch: pytest.MonkeyPatch, text: str, *, expected: bool
) -> None:
    """With a star a list names all words that begin so, whatever their endings."""
    phrases = {"en": ("strangl*", "husband* punch*")}
    monkeypatch.setattr("bot.lexicon.locales.danger_words", phrases.__getitem__)
    assert expected == hearing.danger(text, Lexicon(**words_of._danger(tuple(phrases))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My HUSBAND kicked me yesterday", True),
        ("I was beaten by my father", True),
        ("kicked, every day, by my husband", True),
        ("my husband is ill and so the children kicked a ball", False),
        ("my husband is well", False),
        ("beaten", False),
        ("我爸爸昨天又打我了", True),
        ("我被爸爸打", True),
        ("爸爸给我打电话", False),
        ("bố tôi hay đánh tôi", True),
        ("bó tôi hay dánh tôi", False),
    ],
)
def test_classes_of_words_stand_near_in_any_order(
    monkeypatch: pytest.MonkeyPatch, text: str, *, expected: bool
) -> None:
    """One word of each class is enough, wherever it stands, if they are near one another."""
    phrases = {
        "en": ("husband*/father* kick*/beat*",),
        "zh-Hans": ("爸爸/妈妈 打我/被打/爸爸打",),
        "vi": ("bố/chồng đánh/đập",),
    }
    monkeypatch.setattr("bot.lexicon.locales.danger_words", phrases.__getitem__)
    assert expected == hearing.danger(text, Lexicon(**words_of._danger(tuple(phrases))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我想死", True),
        ("每天都这样，我想死。明天再说", True),
        ("今天累了 我想死！", True),
        ("我想死你了", False),
        ("老板打我电话，说明天见", False),
        ("老板打我，我害怕", True),
    ],
)
def test_a_phrase_at_the_end_of_a_clause(
    monkeypatch: pytest.MonkeyPatch, text: str, *, expected: bool
) -> None:
    """Where no blank stands between words, a list can say that nothing may follow a phrase."""
    phrases = {"zh-Hans": ("我想死。", "老板打我。"), "fi": ("lyö minua",), "so": ()}
    monkeypatch.setattr("bot.lexicon.locales.danger_words", phrases.__getitem__)
    assert expected == hearing.danger(text, Lexicon(**words_of._danger(tuple(phrases))))


def test_the_languages_that_are_offered_keep_to_the_same_lists() -> None:
    """Every phrase of danger of an offered language is heard by the lexicon made of it."""
    framework = read(WHOLE)
    tags = [tag for tag, _ in locales.offered()]
    lexicon = words_of.lexicon(framework, tags)
    for tag in tags:
        for phrase in locales.danger_words(tag):
            said = " ".join(word.split("/")[0].removesuffix("*") for word in phrase.split())
            assert hearing.danger(said, lexicon), (tag, phrase)
