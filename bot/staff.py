"""What staff can do in chat: come in with their code, read the summary, leave.

The part of a chat that is staff's is recognised before redaction and engine, in any state: a
sponsor may also be a person who talks.
"""

import locales
from bot import render, words
from bot.batch import Batch, person_of
from bot.channels import Message
from bot.reading import latest_summaries
from dialogues import phrases
from dialogues.hearing import normalise
from dialogues.model import Heard, Line, Phrase, Say
from storage import codes, entrance, post
from storage import staff as register

WELCOME = Phrase(
    "staff.welcome",
    "Welcome! You are here as: {role}. Place: {place}. Write {summary} to read the latest summary.",
)
WRONG_CODE = Phrase("staff.wrong_code", "This code does not work. It may be old or already used.")
NO_SUMMARY = Phrase(
    "staff.no_summary", "There is no summary yet. It comes when the answers have been put together."
)
LOGIN = Phrase(
    "staff.login",
    "Your pages: {address} Your code, for one time and ten minutes: {code}",
)
LOGINS = ("/login", "login")
NOT_IN = Phrase("staff.not_in", "Only volunteers and staff can read the summary here.")


def heard(batch: Batch, message: Heard) -> bool:
    """Answer a message that is staff's; False if it is not."""
    code = codes.read_staff_code(message.text)
    if code is not None:
        _come_in(batch, message, code)
        return True
    if words.asked(message):
        return _words(batch, message)
    if message.text.strip().lower() in LOGINS:
        return _log_in(batch, message)
    said = message.text.split()
    if not said or not _asks_for_summary(batch, said):
        return False
    if not said[0].startswith("/") and not register.find(batch.tx, person_of(message)):
        return False  # a plain word of somebody who is not staff is a word of an answer
    wanted = said[1].lower() if len(said) == 2 else batch.house.staff_language
    language = wanted if wanted in dict(batch.house.languages) else batch.house.staff_language
    _summary(batch, message, language)
    return True


def _words(batch: Batch, message: Heard) -> bool:
    """One text to read, for those who may; for anybody else it was no request at all."""
    lines = words.lines(batch, message)
    if lines is not None:
        _reply(batch, message, *lines)
    return lines is not None


def _asks_for_summary(batch: Batch, said: list[str]) -> bool:
    if said[0].startswith("/"):
        return said[0].split("@")[0] == "/summary" and len(said) <= 2
    return normalise(" ".join(said)) in batch.house.summary_words


def _come_in(batch: Batch, message: Heard, code: str) -> None:
    person = person_of(message)
    wait = batch.house.tries.wait(batch.tx, person, code, today=batch.today)
    if wait is not None:
        _reply(batch, message, wait)
        return
    member = register.redeem(batch.tx, code, person=person, today=batch.today)
    if member is None:
        _reply(batch, message, Line(WRONG_CODE))
        return
    names = {place.id: batch.house.name_of(place) for place in batch.places}
    values = (
        ("role", phrases.ROLES[member.role]),
        ("place", names.get(member.place, member.place)),
        ("summary", "/summary" if _slash(batch, message) else "summary"),
    )
    _reply(batch, message, Line(WELCOME, values))


def _log_in(batch: Batch, message: Heard) -> bool:
    """A way into the pages, for staff; for anybody else it was no request at all."""
    members = register.find(batch.tx, person_of(message))
    if not members:
        return False
    code = entrance.ticket(batch.tx, members[0].id, now=batch.house.now().timestamp())
    address = f"{batch.house.address}/enter/{code}"
    _reply(batch, message, Line(LOGIN, (("address", address), ("code", code))))
    return True


def _summary(batch: Batch, message: Heard, language: str) -> None:
    members = register.find(batch.tx, person_of(message))
    if not members:
        _reply(batch, message, Line(NOT_IN))
        return
    for member in members:
        rtl = locales.direction(language) == "rtl"
        summaries = latest_summaries(batch.tx, batch.house, place=member.place, language=language)
        for summary in summaries:
            _send(batch, message, Message(summary.text(), rtl=rtl))
        if not summaries:
            _reply(batch, message, Line(NO_SUMMARY))


def _slash(batch: Batch, message: Heard) -> bool:
    return batch.house.capabilities(message.channel).slash


def _reply(batch: Batch, message: Heard, *lines: Line) -> None:
    capabilities = batch.house.capabilities(message.channel)
    # Who talks with the bot reads its language; staff who do not talk read the house's.
    talks = person_of(message) in batch.held
    language = batch.language_of(message) if talks else batch.house.staff_language
    _send(batch, message, render.message(Say(lines), language, capabilities))


def _send(batch: Batch, message: Heard, reply: Message) -> None:
    most = batch.house.capabilities(message.channel).text
    bodies = [render.body(each) for each in render.parted(reply, most)]
    batch.outgoing += [post.Outgoing(*person_of(message), body, 0) for body in bodies]
