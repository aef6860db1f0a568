"""What was typed and what was meant."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from dialogues import hearing, matching
from dialogues.given import Lexicon
from dialogues.hearing import Control
from dialogues.matching import Chosen, Unclear
from dialogues.model import Kind, Option, Phrase, Question

LABELS = {
    "en": {"very good": "mood.5", "good": "mood.4", "bad": "mood.1"},
    "ps": {"اود ٻهل": "mood.5"},
    "ar": {"جيد": "mood.4", "سيئ": "mood.1"},
    "uk": {"дуже добре": "mood.5", "добре": "mood.4", "погано": "mood.1"},
    "fi": {"erittäin hyvä": "mood.5", "hyvä": "mood.4", "huono": "mood.1"},
}
LEXICON = Lexicon(
    controls={
        "en": {"skip": "skip", "end": "stop", "yes": "yes", "ok": "yes", "no": "no"},
        "fi": {"ohita": "skip", hearing.normalise("kyllä"): "yes", "ei": "no", "end": "done"},
        "ar": {hearing.normalise("تخطَّ"): "skip", hearing.normalise("نعم"): "yes"},
        "uk": {"так": "yes"},
    },
    labels={
        tag: {hearing.normalise(word): frozenset({label}) for word, label in words.items()}
        for tag, words in LABELS.items()
    },
    danger=tuple(map(hearing.normalise, ("hits me", "kill myself", "a b c", "хочу померти"))),
)
MOOD = Question(
    "mood",
    Kind.FACE,
    (Phrase("mood", "How are you?"),),
    options=(
        Option("5", Phrase("mood.5", "Very good"), "😀"),
        Option("4", Phrase("mood.4", "Good"), "🙂"),
        Option("1", Phrase("mood.1", "Bad"), "😢"),
    ),
)
AGREE = Question(
    "agree",
    Kind.SINGLE,
    (Phrase("agree", "Shall we?"),),
    options=(Option("yes", Phrase("a.yes", "Let's go")), Option("no", Phrase("a.no", "Later"))),
)
TOWNS = Question(
    "towns",
    Kind.SINGLE,
    (Phrase("towns", "Where?"),),
    options=(Option("aanekoski", "Äänekoski"), Option("ii", "Ii"), Option("turku", "Turku/Åbo")),
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2", (2,)),
        ("٣", (3,)),
        ("۳", (3,)),
        ("၃", (3,)),
        ("३", (3,)),
        ("３", (3,)),
        ("③", (3,)),
        ("1 3", (1, 3)),
        ("1, 3 & 2", (1, 3, 2)),
        ("١، ٣", (1, 3)),
        ("1)", (1,)),
        ("(2)\u200f", (2,)),
        ("#3.", (3,)),
        ("\u200f٢\u200e", (2,)),
        ("1\ufe0f\u20e3", (1,)),
        ("10", (10,)),
        ("1/2", (1, 2)),
    ],
)
def test_numbers_are_read_in_any_script(written: str, read: tuple[int, ...]) -> None:
    """Digits of every script, one or several, with whatever stands between them."""
    assert read == hearing.numbers(written)


@pytest.mark.parametrize(
    "written", ["", "   ", "two", "3 friends", "½", "²a", "1234", "+", "٣ سنوات"]
)
def test_what_is_not_only_numbers_is_no_number(written: str) -> None:
    """A number inside a sentence is a word of the sentence."""
    assert hearing.numbers(written) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KYLLÄ", "kyllä"),
        ("Kyllä!", "kylla"),
        ("إلى", "الي"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرسه"),
        ("نَعَمْ", "نعم"),
        ("کتاب", "كتاب"),
        ("ســلام", "سلام"),
        ("n\u200bo\u200f", "no"),
        ("Ｎｏ", "no"),
        ("І ґанок", "і ганок"),
        ("don’t  know", "don't know"),
        ("ЙОД", "иод"),
    ],
)
def test_normalising_folds_what_writing_varies(one: str, other: str) -> None:
    """Case, marks, Arabic letter forms, widths and invisible characters mean nothing."""
    assert hearing.normalise(one) == hearing.normalise(other)


@drawn(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    """What is normalised is normal."""
    once = hearing.normalise(text)
    assert once == hearing.normalise(once)


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("Good", "4"),
        ("GOOD.", "4"),
        ("جيد", "4"),
        ("جَيِّد", "4"),
        ("добре", "4"),
        ("Hyvä", "4"),
        ("hyva", "4"),
        ("g\u200bood", "4"),
        ("🙂", "4"),
        ("😢", "1"),
        ("٣", "1"),
    ],
)
def test_a_label_of_any_language_names_its_option(typed: str, option: str) -> None:
    """The words on a button mean the button, in every language and however they are typed."""
    assert Chosen((option,)) == matching.chosen(typed, MOOD, LEXICON)


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("ok", "yes"),
        ("Kyllä", "yes"),
        ("نعم", "yes"),
        ("Так!", "yes"),
        ("ei", "no"),
        ("later", "no"),
        ("1", "yes"),
    ],
)
def test_yes_and_no_have_many_words(typed: str, option: str) -> None:
    """Where the options are yes and no, their words in all languages are heard."""
    assert Chosen((option,)) == matching.chosen(typed, AGREE, LEXICON)


def test_yes_means_nothing_where_it_is_no_option() -> None:
    """A yes to a scale of faces is unclear."""
    assert isinstance(matching.chosen("yes", MOOD, LEXICON), Unclear)


@pytest.mark.parametrize("typed", ["Äänekoski", "aanekoski", "ÄÄNEKOSKI", "1"])
def test_a_name_is_heard_as_name_or_id(typed: str) -> None:
    """A place or a language is named by its own name, without its marks, or by its number."""
    assert Chosen(("aanekoski",)) == matching.chosen(typed, TOWNS, LEXICON)


def test_several_are_named_in_one_message() -> None:
    """A list of labels or numbers names each once, in its order."""
    assert Chosen(("1", "5")) == matching.chosen("bad, very good; Bad", MOOD, LEXICON)
    assert Chosen(("1", "5")) == matching.chosen("3 1 3", MOOD, LEXICON)


def test_a_label_with_a_comma_is_one_label() -> None:
    """Where labels hold commas, a stronger separator tells them apart."""
    goods = Option("goods", "Clothes, food")
    question = Question("q", Kind.MULTI, (), options=(goods, Option("money", "Money")))
    assert Chosen(("goods",)) == matching.chosen("clothes, food", question, LEXICON)
    assert Chosen(("money", "goods")) == matching.chosen("money; Clothes, food", question, LEXICON)


def test_a_number_out_of_range_names_nothing() -> None:
    """There is no fourth of three options, and no zeroth."""
    for typed in ("4", "0"):
        assert Unclear() == matching.chosen(typed, MOOD, LEXICON)


@pytest.mark.parametrize(
    ("typed", "nearest", "count"), [("goood", "4", 2), ("quite good", "4", 2), ("baad", "1", 2)]
)
def test_what_is_near_gets_two_or_three_readings(typed: str, nearest: str, count: int) -> None:
    """A misspelt label is offered first, never alone and never with more than two others."""
    readings = matching.nearest(typed, MOOD.options, LEXICON)
    assert nearest in readings
    assert count <= len(readings) <= 3


@pytest.mark.parametrize("typed", ["zzz", "", "?!", "🤷"])
def test_what_is_far_has_no_readings(typed: str) -> None:
    """No reading is better than a wild one."""
    assert Unclear() == matching.chosen(typed, MOOD, LEXICON)
    assert () == matching.nearest(typed, MOOD.options, LEXICON)


def test_one_option_can_be_its_own_reading() -> None:
    """A screen with one button offers that one."""
    page = Question("p", Kind.INFO, (), options=(Option("next", Phrase("n", "Next page")),))
    assert ("next",) == matching.nearest("next pag", page.options, LEXICON)


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("skip", Control.SKIP),
        ("Ohita!", Control.SKIP),
        ("تخط", Control.SKIP),
        ("please skip", None),
        ("", None),
    ],
)
def test_a_word_of_command_is_the_whole_message(typed: str, heard: Control | None) -> None:
    """In every language's words; inside a sentence it is only a word."""
    assert heard == hearing.control(typed, LEXICON, "en")


def test_the_own_language_comes_first() -> None:
    """A word that means two things means what it means in the talk's language."""
    assert hearing.control("end", LEXICON, "en") is Control.STOP
    assert hearing.control("end", LEXICON, "fi") is Control.DONE


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/help", Control.HELP),
        ("/HELP@HowBot", Control.HELP),
        ("/start abc", Control.START),
        ("/continue", Control.GO_ON),
        ("/fly", None),
        ("/", None),
        ("help", None),
    ],
)
def test_slash_commands_are_read(typed: str, heard: Control | None) -> None:
    """With a payload, with the bot's name, in any case; unknown ones are none."""
    assert heard == hearing.slash(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "He hits me",
        "he HITS, and hits, me!",
        "I want to kill myself",
        "kill … my own myself",
        "a b x b y z c",
        "я хочу просто померти",
    ],
)
def test_danger_is_heard_with_words_between(typed: str) -> None:
    """Up to two words may stand between the words of a phrase of danger."""
    assert hearing.danger(typed, LEXICON)


@pytest.mark.parametrize("typed", ["يضربني كل يوم", "وزوجي يضربني", "ويضربني", "ويضرب ولدي"])
def test_danger_can_be_one_arabic_word_with_and_before_it(typed: str) -> None:
    """In Arabic one word can say it all, and "and" is written together with it."""
    assert hearing.danger(typed, Lexicon(danger=("يضربني", "يضرب ولدي")))


@pytest.mark.parametrize(
    "typed", ["", "me hits", "hits one two three me", "kill time", "killmyself"]
)
def test_other_words_are_no_danger(typed: str) -> None:
    """Another order, a longer gap or half a phrase opens nothing."""
    assert not hearing.danger(typed, LEXICON)


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), (" \u200b\n", True), ("🙂", False), (".", False)]
)
def test_blank_messages_have_nothing_to_read(text: str, blank: bool) -> None:  # noqa: FBT001 - a table
    """Spaces and invisible characters are nothing; an emoji is something."""
    assert blank == hearing.blank(text)


@drawn(st.text(max_size=300))
def test_nothing_typed_raises(text: str) -> None:
    """Whatever is typed is read somehow."""
    assert isinstance(matching.chosen(text, MOOD, LEXICON), Chosen | Unclear)
    hearing.danger(text, LEXICON)
    hearing.control(text, LEXICON, "en")
    hearing.slash(text)
