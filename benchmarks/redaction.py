"""What redaction costs: plain short answers, ordinary texts, and texts made to be slow.

The last figure is the ratio of the work for 10,000 characters to that for 5,000: two means that
the work grows with the length only. Processor time of this process; repeat with `make bench`.
"""

import argparse
import random
import time
from collections.abc import Sequence
from statistics import median

from dialogues.redact import redact

PLAIN = {
    "en": ("I like the library", "my neighbours", "more friends to talk with", "so-so"),
    "fi": ("Tykkään kirjastosta", "naapurit", "lisää ystäviä", "ihan ok"),
    "ar": ("أحب المكتبة كثيرا", "الجيران", "أصدقاء أكثر", "لا بأس"),
    "uk": ("Люблю бібліотеку", "сусіди", "більше друзів", "так собі"),
}
ORDINARY = {
    "bus and rent": "The bus 55 comes at 8.15, the rent is 850 euros since 2021. "
    "My children are 5, 8 and 12, and the course starts on 12.1.2026 at 9.00.",
    "phone and mail": "My name is Noor, call me on 044 000 0012 or write to noor@example.com. "
    "I live at Koivukatu 5 A 12 and I look for a bigger flat near the school.",
    "long, plain": "I walk to the library and talk with people about the weather and food. " * 12,
}
HOSTILE = (
    *("1", "0 ", "a", "a.", "a at ", "12:30 ", "katu 1 ", "one ", "шість ", "1 000 ", "а.b/", "(1"),
    *("12 rue ", "1 may ", "born a ", "my name is A ", "passport a ", "telegram as ", "o 0 ", "[a"),
)


def took(texts: Sequence[str], times: int) -> float:
    """Milliseconds for each text."""
    rounds = []
    for _ in range(5):
        before = time.process_time()
        for _ in range(times):
            for text in texts:
                redact(text)
        rounds.append((time.process_time() - before) * 1000 / (times * len(texts)))
    return median(rounds)


def hostile() -> list[str]:
    """One piece for ever, and all of them in a seeded mix."""
    mixed = random.Random(7)  # noqa: S311 - the same texts in every run
    mixes = ["".join(mixed.choices(HOSTILE, k=6000)) for _ in range(5)]
    return [*((piece * 10_000)[:10_000] for piece in HOSTILE), *(mix[:10_000] for mix in mixes)]


def main() -> None:
    """Print the figures."""
    argparse.ArgumentParser(description=main.__doc__).parse_known_args()
    for language, texts in PLAIN.items():
        print(f"plain answers, {language}: {took(texts, 200):.4f} ms each")
    for name, text in ORDINARY.items():
        print(f"{name} ({len(text)} characters): {took([text], 40):.3f} ms")
    worst = max((took([text], 1), took([text[:5_000]], 1)) for text in hostile())
    ratios = [took([text], 1) / took([text[:5_000]], 1) for text in hostile()]
    print(f"hostile, 10,000 characters: {worst[0]:.0f} ms at most")
    print(f"twice the length: {median(ratios):.2f} times the work, {max(ratios):.2f} at most")


if __name__ == "__main__":
    main()
