"""From sentences to the files that translators work on: one template, one .po per language.

1. The same sentences give the same bytes: no dates, no line numbers, a fixed order.
2. An update keeps every translation whose sentence still stands, and guesses none.
3. A changed sentence keeps the translation that it had, marked fuzzy, with the English that this
   was made for (`#| msgid`), until there is a new one.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from locales.entry import TEMPLATE, Entry, po_path, read, text_of
from locales.registry import SOURCE, Language
from locales.where import where

_HINT = "# translators:"
_MEANING = {
    "address": "the address of a web page",
    "answer": "what the person answered",
    "asked": "the name of a town or a region",
    "band": "about how many people, such as 10–19",
    "code": "the person's own code, letters and digits",
    "count": "a number of people",
    "day": "a date such as 14.3.2027",
    "delete": "the command that deletes own answers",
    "done": "the word on the button Done",
    "emergency": "the emergency number, such as 112",
    "first": "a date such as 14.3.2027",
    "help": "the command that shows who can help",
    "form": "a kind of file, such as csv",
    "hours": "opening hours",
    "ideas": "one or more sentences",
    "k": "a small number such as 5",
    "id": "a short code of letters and digits",
    "kind": "town, region or country",
    "language": "the command that changes the language",
    "last": "a date such as 14.3.2027",
    "login": "the command that lets staff into their pages",
    "mine": "the command that shows own answers",
    "most": "a number",
    "name": "the name of a help line",
    "names": "own names of languages, or names of places",
    "need": "the name of a need",
    "number": "a number, or a telephone number",
    "one": "the beginning of a list",
    "org": "the name of the organisation",
    "other": "the rest of a list",
    "people": "a number of people",
    "place": "the name of a town, a region or a country",
    "promise": "a whole sentence",
    "question": "the text of a question",
    "role": "the role of somebody in staff",
    "round": "the id of a round, such as r3",
    "summary": "the command that shows the summary",
    "text": "what a person wrote",
    "windows": "ids of parts of a round, or how many of them",
    "weeks": "a number of weeks",
    "command": "what is typed on the server",
    "read": "a number of releases",
    "whole": "a number of releases, of which some are read",
    "rows": "a number of rows of a table",
    "where": "the name of a place, with the places that are left out",
    "line": "a whole line with a figure in it",
    "topic": "the name of a topic",
    "topics": "names of topics",
    "what": "a name, or a list of names",
    "wish": "what people can do together, as on its button",
    "words": "the command that shows what people wrote",
}
_FIXED = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
_KEPT = re.compile(r'^"(PO-Revision-Date|Last-Translator|Language-Team): (.+)\\n"$', re.MULTILINE)
_FORM = re.compile(r"YEAR-MO|FULL NAME|LL@li")


def phrases(code: str, origin: str) -> Iterator[Entry]:
    """Every `Phrase("context", "English")` of a module, with the comment above it."""
    lines = code.splitlines()
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if _called(node.func) != "Phrase":
            continue
        given = dict(zip(("context", "source"), node.args, strict=False))
        given.update({keyword.arg or "": keyword.value for keyword in node.keywords})
        context, source = _literal(given.get("context")), _literal(given.get("source"))
        if source is None:
            continue
        try:
            comment = _comment(context, source, _note(lines, node.lineno))
        except ValueError as error:
            raise ValueError(f"{origin}:{node.lineno}: {error}") from error
        yield Entry(context or "", source, comment=comment, origin=origin)


def _comment(context: str | None, source: str, note: str) -> str:
    if context is None:
        raise ValueError(f"write the context of {source!r} out, or nobody finds it.")
    return f"{where(context)}; {note}" if note else where(context)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literal(node: ast.expr | None) -> str | None:
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if constant and isinstance(node, ast.Constant) else None


def _note(lines: list[str], number: int) -> str:
    above = lines[number - 2].strip() if number > 1 else ""
    return above.removeprefix(_HINT).strip() if above.startswith(_HINT) else ""


def merged(sentences: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each sentence once, by origin and then in the order of its file, placeholders explained."""
    once: dict[tuple[str, str], Entry] = {}
    for entry in sorted(sentences, key=lambda entry: entry.origin):
        once.setdefault(entry.pair, entry)
    return tuple(replace(entry, comment=_explained(entry)) for entry in once.values())


def _explained(entry: Entry) -> str:
    names = [name for name in _MEANING if f"{{{name}}}" in entry.source]
    return "; ".join([entry.comment, *(f"{{{name}}} is {_MEANING[name]}" for name in names)])


def template_text(entries: Iterable[Entry]) -> str:
    """The template as it must lie on disk, byte for byte."""
    return text_of(entries, {"Project-Id-Version": "How are you", **_FIXED})


def updated_text(language: Language, template: Iterable[Entry], path: Path) -> str:
    """The .po file of a language brought up to a template, translations kept."""
    wanted = [entry for entry in template if language.says(entry.context)]
    return text_for(language, renewed(wanted, read(path) if path.exists() else ()), path)


def text_for(language: Language, entries: Iterable[Entry], path: Path) -> str:
    """A .po file with these sentences, below the head that the file has now."""
    head = {
        "Project-Id-Version": "How are you",
        **_kept(path),
        "Language": language.tag.replace("-", "_"),
    }
    return text_of(entries, {**head, **_FIXED, "Plural-Forms": language.plural})


def renewed(template: Iterable[Entry], old: Iterable[Entry]) -> tuple[Entry, ...]:
    """The sentences of the template with the translations that there are."""
    there = [entry for entry in old if entry.translation.strip()]
    known = {entry.pair: entry for entry in there if not entry.obsolete}
    before = {entry.context: entry for entry in there if entry.changed or not entry.fuzzy}
    return tuple(
        _renewed(entry, known.get(entry.pair) or before.get(entry.context)) for entry in template
    )


def _renewed(wanted: Entry, old: Entry | None) -> Entry:
    """A sentence of the template with the translation that its place in the talk had."""
    if old is None:
        return wanted
    previous = old.previous if old.changed else old.source
    waits = previous != wanted.source
    return replace(
        wanted,
        translation=old.translation,
        fuzzy=waits or (old.fuzzy and not old.changed),
        previous=previous if waits else "",
        note=old.note,
    )


def _kept(path: Path) -> dict[str, str]:
    # Read as it stands: Babel fills a missing field with a form to fill in.
    head = path.read_text(encoding="utf-8").split("\n\n", maxsplit=1)[0] if path.exists() else ""
    return {name: value for name, value in _KEPT.findall(head) if not _FORM.search(value)}


def write(directory: Path, entries: Iterable[Entry], languages: Iterable[Language]) -> list[Path]:
    """Write the template and bring every language up to it; the files that changed."""
    template = tuple(entries)
    texts = {directory / TEMPLATE: template_text(template)}
    for language in languages:
        if language.tag != SOURCE:
            path = po_path(directory, language.tag)
            texts[path] = updated_text(language, template, path)
    changed = [path for path, text in texts.items() if _differs(path, text)]
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[path], encoding="utf-8", newline="\n")
    return changed


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_bytes() != text.encode()
