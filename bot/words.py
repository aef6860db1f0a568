"""What people wrote and let workers read: one text at a time, in no order, beside nothing else.

1. Only coordinators read words: people were told "workers". Sponsors see what a release shows.
2. A text stands without place, language, round and question, so that it tells no more than itself.
"""

from secrets import choice

from bot.batch import Batch, person_of
from dialogues.model import Heard, Line, Phrase
from storage import answers, rounds
from storage import staff as register

ROLES = ("coordinator",)
COMMAND = "words"

READ = Phrase("reading.text", "Somebody wrote: {text}")
MORE = Phrase("reading.more", "Write {words} to read another text.")
NONE = Phrase("reading.none", "There are no words to read.")


def asked(message: Heard) -> bool:
    """Whether this message asks for words to read."""
    return message.text.strip().lower().split("@")[0] in (COMMAND, f"/{COMMAND}")


def lines(batch: Batch, message: Heard) -> tuple[Line, ...] | None:
    """One text at random; None if whoever asks may not read words."""
    if all(each.role not in ROLES for each in register.find(batch.tx, person_of(message))):
        return None
    held = [
        text
        for each in rounds.all_rounds(batch.tx)
        for text in answers.words(batch.tx, round_id=each.id)
    ]
    if not held:
        return (Line(NONE),)
    slash = batch.house.capabilities(message.channel).slash
    words = f"/{COMMAND}" if slash else COMMAND
    return Line(READ, (("text", choice(held).text),)), Line(MORE, (("words", words),))
