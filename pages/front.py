"""The front page: in two sentences what this is, in the visitor's language."""

import re
from html import escape

import locales
from dialogues.model import Phrase

SOURCE = "en"
_WEIGHT = re.compile(r"[01](\.\d{0,3})?", re.ASCII)
WHAT = Phrase("page.what", "How are you?")
ABOUT = Phrase(
    "page.about",
    "{org} asks people who have just moved to a new country how they are, on the app they already "
    "use. What many people need becomes something that volunteers can act on.",
)
HOW = Phrase(
    "page.how",
    "To talk, open the link of your invitation. Nothing that you write there is shown with your "
    "name.",
)

_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font:1.25rem/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;
padding:0 1.25rem;color:#1b1b1b;background:#fbfaf7}}h1{{font-size:2.2rem;line-height:1.2}}
@media (prefers-color-scheme:dark){{body{{color:#eee;background:#17181a}}}}</style></head>
<body><main><h1>{title}</h1><p>{about}</p><p>{how}</p></main></body></html>
"""


def front(organisation: str, accept_language: str) -> str:
    """The page in the first offered language that the browser wants."""
    language = wanted(accept_language)

    def say(phrase: Phrase) -> str:
        values = {"org": organisation} if "{org}" in phrase.source else {}
        return escape(locales.say(phrase.context, phrase.source, language, values))

    return _PAGE.format(
        language=language,
        direction=locales.direction(language),
        title=say(WHAT),
        about=say(ABOUT),
        how=say(HOW),
    )


def wanted(accept_language: str) -> str:
    """The best offered language of an Accept-Language header (RFC 9110, section 12.5.4)."""
    ranked = []
    for place, piece in enumerate(accept_language.split(",")[:20]):
        tag, _, weight = piece.strip().partition(";q=")
        if _WEIGHT.fullmatch(weight or "1") and float(weight or 1) > 0:
            ranked.append((-float(weight or 1), place, tag))
    for _, _, tag in sorted(ranked):
        guessed = locales.guess(tag.strip()) if tag.strip() else None
        if guessed:
            return guessed
    return SOURCE
