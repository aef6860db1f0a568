"""Every command as an operator meets it: how it is called, what it prints, its exit code."""

import re

import pytest

from bot import turn
from bot.__main__ import COMMANDS
from bot.errors import sentence
from bot.settings import known
from storage import tables
from summaries import disclose
from summaries.attack import Win
from tests.bot.chats import Chat, delivered
from tests.bot.operators import Operator, finished


def test_help_names_every_command(operator: Operator) -> None:
    """`howareyou --help` lists each command with a line about it, and every one is there."""
    listed = operator.ok("--help")
    for name, (_, about) in COMMANDS.items():
        assert name in listed
        assert about.split()[0] in listed
        assert 0 == operator.call(name, "--help").exit_code
    assert re.search(r"version \d+\.\d+", operator.ok("--version"))


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("place", "add"),
        ("place", "add", "oulu", "Oulu", "--kind", "village"),
        ("invite",),
        ("poster",),
        ("poster", "fi", "poster.png"),
        ("staff", "invite", "--role", "king"),
        ("round", "open", "--weeks", "0"),
        ("round", "tell", "not-there.yaml"),
        ("demo", "--people", "0"),
    ],
)
def test_wrong_usage_is_told_with_exit_code_2(operator: Operator, words: tuple[str, ...]) -> None:
    """A command that is called wrongly says what is wrong in one line, and ends with 2."""
    result = operator.call(*words)
    assert 2 == result.exit_code
    [line] = result.output.splitlines()
    assert re.fullmatch(r"howareyou: .+\. See `howareyou[a-z ]* --help`\.", line)


def test_who_names_no_command_is_shown_all(operator: Operator) -> None:
    """A group by itself lists its commands, and ends with 2."""
    result = operator.call("place")
    assert 2 == result.exit_code
    assert "Usage:" in result.output
    assert "add" in result.output


def test_languages_of_a_place_come_first(operator: Operator) -> None:
    """A list is set, printed in the order people see, refused if not offered, taken away."""
    operator.ok("place", "add", "oulu", "Oulu")
    assert operator.ok("place", "languages", "oulu").startswith("en  English\n")
    said = operator.ok("place", "languages", "oulu", "ar,uk")
    assert ["ar", "uk"] == [line.split()[0] for line in said.splitlines()[:2]]
    assert said == operator.ok("place", "languages", "oulu")
    wrong = operator.call("place", "languages", "oulu", "ar,xx")
    assert (2, True) == (wrong.exit_code, "Not offered: xx. Offered: en" in wrong.output)
    assert operator.ok("place", "languages", "oulu", "none").startswith("en  English\n")
    assert 1 == operator.call("place", "languages", "moon").exit_code


def test_places_and_invitations(operator: Operator) -> None:
    """Places can be added and listed, and each has one invitation, the same each time."""
    operator.ok("place", "add", "north", "North", "--kind", "region")
    assert "a town in north" in operator.ok("place", "add", "oulu", "Oulu", "--in", "north")
    listed = operator.json("place", "list")
    assert {"fi", "north", "oulu"} == {each["id"] for each in listed}
    assert "oulu" in operator.ok("place", "list")
    first = operator.ok("invite", "--place", "oulu", "--bot", "@HowBot", "--png", "a.png")
    assert first == operator.ok("invite", "--place", "oulu", "--bot", "HowBot")
    assert re.search(r"https://t\.me/HowBot\?start=[\w-]{10}\n", first)
    assert b"\x89PNG" == (operator.folder / "a.png").read_bytes()[:4]
    assert "write: start " in operator.ok("invite", "--place", "oulu")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("invite", "--place", "atlantis"), "There is no place atlantis"),
        (("place", "add", "oulu", "Oulu", "--in", "atlantis"), "There is no place atlantis"),
        (("place", "add", "Ou lu", "Oulu"), "Ou lu"),
        (("invite", "--place", "fi", "--png", "a.png"), "add --bot NAME"),
        (("staff", "invite", "--role", "sponsor", "--place", "atlantis"), "no place atlantis"),
        (("summary", "--language", "xx"), "There is no language xx; there is en"),
        (("export", "--format", "pdf"), "There is no export pdf; there is csv"),
        (("round", "open"), "Round r1 is open; close it first."),
        (("parked", "retry", "1234"), "Nothing is parked with the id 1234"),
    ],
)
def test_what_is_not_there_is_one_sentence(
    operator: Operator, words: tuple[str, ...], told: str
) -> None:
    """An unknown place, language, format or id is named in one sentence, with exit code 1."""
    result = operator.call(*words)
    assert 1 == result.exit_code
    assert isinstance(result.exception, Exception)
    said = sentence(result.exception)
    assert said
    assert told in said
    assert "\n" not in said


def test_a_picture_that_cannot_be_written_is_told(operator: Operator) -> None:
    """A QR code into a folder that is not there fails with 1 and a sentence."""
    result = operator.call("invite", "--place", "fi", "--bot", "HowBot", "--png", "no/a.png")
    assert 1 == result.exit_code
    assert "cannot be written" in result.stderr


def test_staff_are_invited_listed_and_removed(operator: Operator) -> None:
    """A code is printed alone on stdout; the list shows the invitation until it is removed."""
    assert 1 == operator.call("staff", "invite", "--role", "sponsor").exit_code  # of which place?
    assert 1 == operator.call("staff", "remove", "nobody").exit_code
    operator.ok("place", "add", "oulu", "Oulu")
    code = operator.ok("staff", "invite", "--role", "sponsor", "--place", "oulu", "--label", "Anna")
    assert re.fullmatch(r"ST(-[0-9A-Z]{4}){4}\n", code)
    [member] = operator.json("staff", "list")
    assert ("sponsor", "oulu", "Anna", "invited") == (
        member["role"], member["place"], member["label"], member["state"],
    )  # fmt: skip
    assert "Anna" in operator.ok("staff", "list")
    operator.ok("staff", "remove", member["id"])
    assert [] == operator.json("staff", "list")


@pytest.mark.parametrize(
    ("role", "place", "why"),
    [
        ("sponsor", "fi", "A sponsor belongs to a town or a region: add --place"),
        ("reviewer", "oulu", "A reviewer is for the whole country: leave --place out."),
        ("protection contact", "oulu", "A protection contact is for the whole country"),
    ],
)
def test_a_role_that_opens_nothing_is_not_given(
    operator: Operator, role: str, place: str, why: str
) -> None:
    """An invitation that would lead to closed pages is refused with the remedy."""
    operator.ok("place", "add", "oulu", "Oulu")
    result = operator.call("staff", "invite", "--role", role, "--place", place)
    assert 1 == result.exit_code
    assert isinstance(result.exception, Exception)
    assert why in (sentence(result.exception) or "")
    assert [] == operator.json("staff", "list")


def test_a_release_that_tells_too_much_is_refused(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where too much could be worked out the command says so and ends with 4; nothing is lost."""
    finished(operator)
    operator.ok("move")
    with monkeypatch.context() as patch:
        patch.setattr(disclose, "wins", lambda *_, **__: [Win("w", "", "x", "x")])
        refused = operator.call("release")
    assert (4, "") == (refused.exit_code, refused.stdout)
    assert "Window r1-1 cannot be released" in refused.stderr
    assert "Released window r1-1" in operator.ok("release")


def test_a_round_from_opening_to_export(operator: Operator) -> None:
    """Move, release, summary and export each do their part once, and say so."""
    assert 1 == operator.call("summary").exit_code
    assert 1 == operator.call("export").exit_code
    assert "No window is over yet." in operator.ok("move")
    finished(operator)
    assert "Window r1-1: 5 people moved." in operator.ok("move")
    assert "Released window r1-1: sha256" in operator.ok("release")
    again = operator.call("release")
    assert (1, "") == (again.exit_code, again.stdout)
    assert "nothing to release" in str(again.exception)
    assert "Meet a local person" in operator.ok("summary")
    assert operator.ok("summary") != operator.ok("summary", "--language", "fi")
    [page] = operator.json("summary", "--place", "fi")
    assert page["title"]
    for form in ("csv", "json"):
        files = operator.ok("export", "--format", form, "--to", "out").split()
        assert [f"out/howareyou.{form}", f"out/howareyou-dictionary.{form}"] == files
    (operator.folder / "file").touch()
    refused = operator.call("export", "--to", "file/out")
    assert refused.exit_code in (1, 2)


def test_rounds_close_and_open(operator: Operator) -> None:
    """Closing keeps the day that people were told; the list shows rounds and windows."""
    assert "move after 2027-03-28" in operator.ok("round", "close")
    assert "open until" in operator.ok("round", "open", "--weeks", "2", "--windows", "2")
    rounds = operator.json("round", "list")
    assert [("r1", "closed"), ("r2", "open")] == [(each["id"], each["state"]) for each in rounds]
    assert "r2-2 to 2027-03-14" in operator.ok("round", "list")


def test_everybody_is_told(operator: Operator) -> None:
    """`round tell` counts first on request, then tells; an unknown place is one sentence."""
    finished(operator, 3)
    text = "en: Thank you!\nfi: Kiitos!\nar: شكرا!\nuk: Дякуємо!\n"
    (operator.folder / "news.yaml").write_text(text, encoding="utf-8")
    few = "fewer than 5 people."
    assert f"Would tell {few}" in operator.ok("round", "tell", "news.yaml", "--dry-run")
    assert f"Telling {few}" in operator.ok("round", "tell", "news.yaml")
    house = operator.house()
    assert {"Thank you!"} == {each.body["text"] for each in delivered(house)}
    house.store.close()
    assert 1 == operator.call("round", "tell", "news.yaml", "--place", "atlantis").exit_code


def test_parked_messages_are_listed_without_their_words(operator: Operator) -> None:
    """The list shows id, day and question; drop and retry take a message away."""
    house = operator.house()
    chat = Chat(house)
    for _ in range(2):
        turn.park(house, chat.typed("My secret"))
    house.store.close()
    listed = operator.call("parked", "list")
    assert "My secret" not in listed.output
    first, second = operator.json("parked", "list")
    assert "Dropped" in operator.ok("parked", "drop", first["id"])
    assert "Dropped" in operator.ok("parked", "retry", second["id"])
    assert [] == operator.json("parked", "list")


def test_settings_hide_secrets(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every setting is listed with what it is for; a token is not shown."""
    monkeypatch.setenv("HOWAREYOU_TELEGRAM_TOKEN", "8421:AAH-token")
    rows = operator.json("settings")
    assert set(known()) == {each["name"].removeprefix("HOWAREYOU_").lower() for each in rows}
    assert "AAH" not in operator.ok("settings")


def test_doctor_looks_and_leaves_nothing(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a fresh machine doctor asks only for a name, and makes no database by looking."""
    assert "people read who asks" in operator.call("doctor").output
    monkeypatch.setenv("HOWAREYOU_ORGANISATION", "Us")
    rows = operator.json("doctor")
    assert ["ok"] * 8 == [each["state"] for each in rows]
    assert "drafts that no person has checked: fi" in str(rows)
    assert [] == list(operator.folder.iterdir())
    house = operator.house()
    turn.park(house, Chat(house).typed("unreadable"))
    house.store.close()
    found = operator.ok("doctor")
    assert "opened, up to date, keys fit" in found
    assert "parked (see parked list): 1; refused by their app: 0" in found
    (operator.folder / "keys").chmod(0o755)
    opened = operator.call("doctor")
    assert (3, True) == (opened.exit_code, "chmod" in opened.output)


def test_doctor_counts_what_does_not_open(operator: Operator) -> None:
    """A sealed row that was damaged is told, and doctor ends with 3."""
    house = operator.house()
    turn.park(house, Chat(house).typed("hello"))
    with house.store.begin() as tx:
        tx.db.execute(tables.parked.update().values(sealed=tx.keys.draft.mark + b"\1" * 99))
    house.store.close()
    done = operator.call("doctor")
    assert (3, True) == (done.exit_code, "1 sealed rows do not open" in done.output)
