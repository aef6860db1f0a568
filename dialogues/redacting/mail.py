"""E-mail addresses, with signs or spelled out, and names in chats."""

from dialogues.redacting.finding import Spans, late, matching
from dialogues.redacting.links import SURE, public
from dialogues.redacting.words import either

_AT = either(lambda words: words.at)
_DOT = either(lambda words: words.dot)
_PROVIDER = "gmail|hotmail|outlook|yahoo|icloud|protonmail|ukr|mail|yandex|luukku|suomi24"
_BRACKETED_AT = rf"[(\[{{<*_-] ?(?:@|a|{_AT}) ?[)\]}}>*_-]"
_BRACKETED_DOT = rf"[(\[{{<*_-] ?(?:\.|{_DOT}) ?[)\]}}>*_-]"
_LOCAL = r"(?<![\w.+%-])[\w.+%-]++"
_JOINT = (
    rf"(?: {{1,2}}(?:{_DOT}|underscore|alaviiva|підкреслення|شرطه سفليه) {{1,2}}[\w+%]++){{0,2}}"
)
_WORD = rf"(?<![\w.+%-])[\w.+%]++{_JOINT}"
_SAID_AT = rf"(?: {{0,3}}{_BRACKETED_AT} {{0,3}}| {{1,3}}(?:@|{_AT}) {{1,3}})"
_SAID_DOT = rf"(?: {{0,3}}{_BRACKETED_DOT} {{0,3}}| {{1,3}}(?:{_DOT}) {{1,3}})"
_ENDING = rf"(?:{SURE}|нет|ком|фи|de|se|uk|io|gr|pl|ee)(?!\w)"
_MAIL = late(
    "|".join(
        [
            rf"{_LOCAL}@[\w-]++(?:\.[\w-]++)*+(?:@[\w.-]*+)*+",
            # The host with a plain dot, its sign or its word before it.
            rf"{_WORD}{_SAID_AT}(?:[\w-]++\.){{1,9}}{_ENDING}",
            rf"{_WORD} {{0,3}}{_BRACKETED_AT} {{0,3}}[\w-]++(?:\.[\w-]++)++",
            rf"{_WORD} {{0,3}}@ {{0,3}}[\w-]++ {{0,2}}\. {{0,2}}{_ENDING}",
            # The dot is said, too.
            rf"{_WORD}(?:{_SAID_AT}| {{0,3}}@ {{0,3}})[\w-]++{_SAID_DOT}[^\W\d_]{{2,12}}(?!\w)",
            # Everybody knows what comes behind a provider.
            rf"{_WORD}{_SAID_AT}(?:{_PROVIDER})(?![\w.-])",
        ]
    )
)


def mail(text: str) -> Spans:
    """Every e-mail address; "read at kela.fi" is none."""
    return (match.span() for match in _MAIL().finditer(text) if not _of_a_site(match.group()))


def _of_a_site(address: str) -> bool:
    return "@" not in address and public(address.rpartition(" ")[2])


# "my gmail is noor90": what everybody can complete.
account = matching(
    r"(?<!\w)(?:gmail|hotmail|e-?mail|icloud|yahoo)(?: is| on|:| -| =) {0,2}"
    r"((?=[\w.]{0,24}\d)(?=[\w.]{0,24}[^\W\d_])[\w.]{5,40})(?![\w@])"
)

_SERVICE = either(lambda words: words.service)
_KNOWN_AS = either(lambda words: words.known_as)
_NO_NAME = either(lambda words: words.no_name)
handle = matching(
    # A dot belongs to it only where it goes on: at the end of a sentence it does not.
    r"@(?=[\w.]{0,30}[^\W\d_])(?=\w\w|\w?\.\w)(?:\w++|\.++(?=\w))++(?:@[\w.]*+)*+",
    r"@ (?=[\w.]{0,30}[_\d])(?=[\w.]{0,30}[^\W\d_])[\w.]{4,32}(?!\w)",
    rf"(?:{_SERVICE})(?!\w) ?[:=] ?@?(?!(?:{_NO_NAME})(?!\w))([\w.]{{2,31}}\w)(?!\w)",
    # A word with a sign or a digit in it is not a word of the sentence.
    rf"(?:{_SERVICE})(?!\w)(?:[ ,:-]{{1,3}}(?:{_KNOWN_AS})(?!\w)){{0,3}}[ ,:-]{{1,3}}"
    r"((?=[\w.]{0,30}[^\W\d_])(?=[\w.]{1,30}[_\d.]\w)[\w.]{3,31}\w)(?!\w)",
    begins=r"(?<![\w@])(?=[\w@])",
)
