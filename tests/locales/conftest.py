"""A small directory of languages that each test may spoil in its own way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from locales.catalogue import Entry, po_path

REGISTRY = """
[en]
name = "English"
direction = "ltr"
plural = "nplurals=2; plural=(n != 1);"
review = "source"
aliases = ["eng"]
[fi]
name = "suomi"
direction = "ltr"
plural = "nplurals=2; plural=(n != 1);"
review = "draft"
[ar]
name = "العربية"
direction = "rtl"
plural = "nplurals=2; plural=(n > 1);"
review = "draft"
aliases = ["arb", "apc"]
[fa-AF]
name = "دری"
direction = "rtl"
plural = "nplurals=1; plural=0;"
review = "draft"
aliases = ["prs"]
"""

BUTTON = Entry("button.stop", "Stop for now", comment="button, at most 24 characters")
CALL = Entry("c_3.2", "In danger, call {emergency}.", comment="consent screen 3")
CODE = Entry("text.code", "Your code is {code}, {org}.", comment="message, at most 60 characters")
TEMPLATE = (BUTTON, CALL, CODE)
FINNISH = {
    BUTTON: "Lopeta nyt",
    CALL: "Jos on vaara, soita {emergency}.",
    CODE: "Koodisi on {code}, {org}.",
}
ARABIC = {
    BUTTON: "توقف الآن",
    CALL: "عند الخطر اتصل بالرقم {emergency}.",
    CODE: "رمزك هو {code}، {org}.",
}

Planted = dict[Entry, str]
Plant = Callable[[str, Planted], Path]


def entry_text(entry: Entry, translation: str, mark: str = "") -> str:
    """One entry of a .po file, as a translation editor writes it."""
    return (
        f"\n#. {entry.comment}\n{mark}"
        f'msgctxt "{entry.context}"\nmsgid "{entry.source}"\nmsgstr "{translation}"\n'
    )


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Write the .po file of one language; returns the file."""

    def write(tag: str, translations: Planted) -> Path:
        path = po_path(tmp_path, tag)
        path.parent.mkdir(parents=True, exist_ok=True)
        head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        body = "".join(entry_text(entry, text) for entry, text in translations.items())
        path.write_text(head + body, encoding="utf-8")
        return path

    return write


@pytest.fixture
def directory(tmp_path: Path, plant: Plant) -> Path:
    """English, whole Finnish, whole Arabic; Dari is registered and has no file."""
    (tmp_path / "registry.toml").write_text(REGISTRY, encoding="utf-8")
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    body = "".join(entry_text(entry, "") for entry in TEMPLATE)
    (tmp_path / "messages.pot").write_text(head + body, encoding="utf-8")
    plant("fi", FINNISH)
    plant("ar", ARABIC)
    return tmp_path
