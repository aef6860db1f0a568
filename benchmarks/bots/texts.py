"""The talk of the peers: fifteen questions with five answers each, in two languages."""

QUESTIONS = 15
WORDS = {4, 6, 8, 11, 13}  # questions that are answered in words
SCRIPT = ("/start", *("Vähän parempi" if n in WORDS else "#2" for n in range(QUESTIONS)))
TEXTS = {
    "en": (
        "How is it going with thing {n}?",
        ("Very well", "Well", "So-so", "Badly", "Very badly"),
    ),
    "fi": (
        "Miten asia {n} sujuu?",
        ("Oikein hyvin", "Hyvin", "Siltä väliltä", "Huonosti", "Pahoin"),
    ),
}


def read_language(hint: str) -> str:
    """The language of a person."""
    return hint if hint in TEXTS else "en"


def question(at: int, language: str) -> tuple[str, list[tuple[str, str]]]:
    """A question: its text, and the words and the value of each button."""
    text, options = TEXTS[language]
    return text.format(n=at), [(word, f"{at}:{n}") for n, word in enumerate(options, 1)]
