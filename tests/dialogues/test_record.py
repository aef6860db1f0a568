"""A talk at rest."""

import json

from dialogues.model import Answer, Phase, Ref, Talk
from dialogues.record import from_record, to_record

FULL = Talk(
    id="t1",
    framework="f",
    version="1.2.3",
    language="ar",
    place="oulu",
    phase=Phase.STOPPED,
    at="hard",
    asked="works",
    answers={
        "works": Answer("answered", (), ("شمس", "sun"), sensitive=True),
        "join": Answer("answered", ("a", "b")),
        "hope": Answer("skipped"),
    },
    skips=2,
    refs=(Ref("17", "works", 1),),
    code="MY-1",
    day="14.3.2027",
    invited_to="turku",
    renew="works",
    listed=("works", "join"),
    chose_language=True,
    chose_place=True,
    reminded=True,
)


def test_a_talk_survives_its_record() -> None:
    """What was put away comes back the same, through JSON."""
    assert FULL == from_record(json.loads(json.dumps(to_record(FULL))))
    new = Talk("t", "f", "1.0.0", "en")
    assert new == from_record(json.loads(json.dumps(to_record(new))))


def test_an_answer_rests_without_what_it_lacks() -> None:
    """What is read and written on every turn holds no empty fields of answers."""
    record = to_record(FULL)
    assert ("a", "b") == record["answers"]["join"]
    assert {"state": "skipped"} == record["answers"]["hope"]


def test_an_older_record_gets_the_defaults() -> None:
    """A field that did not exist yet is as in a new talk."""
    record = {"id": "t", "framework": "f", "version": "1.0.0", "language": "en"}
    assert Talk("t", "f", "1.0.0", "en") == from_record(record)
    older = record | {"answers": {"q": {"state": "answered", "choices": ["a"]}}}
    assert {"q": Answer("answered", ("a",))} == dict(from_record(older).answers)


def test_what_a_newer_version_wrote_is_dropped() -> None:
    """A field that nobody knows any more stops no talk."""
    assert FULL == from_record(to_record(FULL) | {"mood": 3, "due": "closing"})
