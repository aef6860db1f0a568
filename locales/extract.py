"""From sentences to the files that translators work on: one template, one .po per language.

1. The same sentences give the same bytes: no dates, no line numbers, a fixed order.
2. An update keeps every translation whose sentence still stands, guesses none, and keeps the old
   pair of a changed sentence below (`#~`) until the new one is translated.
"""

import ast
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from locales.catalogue import TEMPLATE, Entry, po_path, read
from locales.registry import SOURCE, Language

_WHERE = {
    "button": "button, at most 24 characters",
    "bot": "the bot says it",
    "dialogues": "the bot says it",
    "locales": "the bot says it",
    "pages": "on a web page",
    "storage": "the bot says it",
    "summaries": "in what volunteers read",
}
_HINT = "# translators:"
_MEANING = {
    "answer": "what the person answered",
    "code": "the person's own code, letters and digits",
    "day": "a date such as 14.3.2027",
    "delete": "the command that deletes own answers",
    "done": "the word on the button Done",
    "emergency": "the emergency number, such as 112",
    "help": "the command that shows who can help",
    "language": "the command that changes the language",
    "mine": "the command that shows own answers",
    "org": "the name of the organisation",
    "place": "the name of a town, a region or a country",
    "question": "the text of a question",
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
        if source is not None and context is None:
            where = f"{origin}:{node.lineno}"
            raise ValueError(f"{where}: write the context of {source!r} out, or nobody finds it.")
        if source is not None and context is not None:
            note = _note(lines, node.lineno)
            yield Entry(context, source, comment=_comment(context, origin, note), origin=origin)


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


def _comment(context: str, origin: str, note: str) -> str:
    room = "button" if "button" in context.split(".") else origin.split("/", maxsplit=1)[0]
    return f"{_WHERE[room]}; {note}" if note else _WHERE[room]


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
    return _text(entries, {"Project-Id-Version": "How are you", **_FIXED})


def updated_text(language: Language, template: Iterable[Entry], path: Path) -> str:
    """The .po file of a language brought up to a template, translations kept."""
    old = read(path) if path.exists() else ()
    known = {entry.pair: entry.translation for entry in old if not entry.fuzzy}
    fresh = [
        replace(entry, translation=known.get(entry.pair, ""))
        for entry in template
        if language.says(entry.context)
    ]
    pairs = {entry.pair for entry in fresh}
    open_contexts = {entry.context for entry in fresh if not entry.translation}
    left = [
        replace(entry, obsolete=True)
        for entry in old
        if entry.pair not in pairs and entry.translation and entry.context in open_contexts
    ]
    header = {"Project-Id-Version": "How are you", **_kept(path), "Language": language.tag}
    return _text([*fresh, *left], {**header, **_FIXED, "Plural-Forms": language.plural})


def _kept(path: Path) -> dict[str, str]:
    # Read as it stands: Babel fills a missing field with a form to fill in.
    head = path.read_text(encoding="utf-8").split("\n\n", maxsplit=1)[0] if path.exists() else ""
    return {name: value for name, value in _KEPT.findall(head) if not _FORM.search(value)}


def _text(entries: Iterable[Entry], header: dict[str, str]) -> str:
    from babel.messages.catalog import Catalog, Message  # noqa: PLC0415 - see catalogue
    from babel.messages.pofile import write_po  # noqa: PLC0415 - see catalogue

    book = Catalog()
    for entry in entries:
        message = Message(
            entry.source,
            entry.translation,
            locations=[(entry.origin, 0)] if entry.origin and not entry.obsolete else [],
            auto_comments=[entry.comment] if entry.comment and not entry.obsolete else [],
            context=entry.context,
        )
        if entry.obsolete:
            book.obsolete[entry.source, entry.context] = message
        else:
            book[entry.source] = message
    body = io.BytesIO()
    # One line per sentence (width 0) keeps reviews of a change readable in every script.
    write_po(body, book, width=0, omit_header=True, include_lineno=False)
    top = "".join(f'"{name}: {value}\\n"\n' for name, value in header.items())
    return f'msgid ""\nmsgstr ""\n{top}\n{body.getvalue().decode().lstrip()}'


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
