"""The talk on a page: one address for all of it, no account, and nothing left behind.

1. Where the talk is stands in the form until its person says yes, from then on in a cookie of this
   visit alone; it goes when they finish, delete or leave. Nothing of it stands in an address.
2. Whoever begins very often, or guesses words, waits (`storage.knocks`).
3. What is pressed twice, or sent again by a reload, is taken once: the form says on which screen.
4. A code is shown once, and a line may die while it is on its way: the cookie goes only when the
   end of that page asks for `/seen`, and so has arrived. Until then the page can be had again.
5. The link of an invitation leads on at once: its code waits in a cookie until the talk begins.
6. A code deletes only after a yes to that; the code itself stands in the form, as everywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from starlette.responses import Response
from starlette.routing import Route

from dialogues import phrases as spoken
from pages import phrases
from pages.language import COOKIE as LANGUAGE
from pages.screen import Block, blocks
from pages.site import NotFound, Screen, Site, Talks, Visit
from pages.view import away, endpoint, page, told
from storage import knocks

COOKIE = "__Host-talk"
INVITED = "__Host-invited"
INVITED_FOR = 60 * 60
_OF_A_TALK: Sequence[str] = (COOKIE, LANGUAGE)
_WRONG = "-"
BEGIN = "/start"
_FIELDS = ("shown", "press", "text", "asked")


def routes(site: Site) -> list[Route]:
    """The talk, and the way out of it."""
    return [
        Route("/talk", endpoint(site, show), methods=["GET"]),
        Route("/talk", endpoint(site, take), methods=["POST"]),
        Route("/talk/{code}", endpoint(site, follow), methods=["GET"]),
        Route("/seen", endpoint(site, seen), methods=["GET"]),
        Route("/leave-quickly", endpoint(site, leave), methods=["GET", "POST"]),
    ]


def show(visit: Visit) -> Response:
    """The talk of this visit, or how to begin one."""
    talks = _talks(visit)
    word = talks.word(visit.request.cookies.get(COOKIE, ""))
    return _shown(visit, word, talks.look(word)) if word else _door(visit)


def follow(visit: Visit) -> Response:
    """Follow the link of an invitation: what stands in its address is put out of sight at once."""
    talks, code = _talks(visit), visit.request.path_params["code"]
    word = talks.word(visit.request.cookies.get(COOKIE, ""))
    begins, answer = talks.invited(code), away("/talk")
    if begins and word and talks.look(word).kept:
        # Who talks already is asked whether they want another place, as in an app.
        talks.hear(word, {"text": begins, "shown": talks.new_word()})  # each time anew
    else:
        answer.set_cookie(
            INVITED, begins.rpartition(" ")[2] or _WRONG, max_age=INVITED_FOR,
            secure=True, httponly=True, samesite="lax",
        )  # fmt: skip
    return answer


def _beginning(visit: Visit) -> str:
    """What somebody says who begins: of which place, if an invitation brought them."""
    return _talks(visit).invited(visit.request.cookies.get(INVITED, "")) or BEGIN


def take(visit: Visit) -> Response:
    """Take in what was pressed or written."""
    talks = _talks(visit)
    if "code" in visit.form:
        return _back(visit, talks)
    if talks.is_code(visit.sent("text")) and not visit.sent("sure"):
        return _whether(visit, "text")
    word = talks.word(visit.sent("talk") or visit.request.cookies.get(COOKIE, ""))
    form = _form(visit)
    if not word:
        return _nobodys(visit, form)
    if "begin" in visit.form:
        return _begun(visit, word, {"text": _beginning(visit), "language": form["language"]})
    before = talks.look(word)
    if not before.known:
        # What is pressed on the page of a talk that was deleted makes no new one.
        return _begun(visit, word, form) if talks.begins(form) else _nothing(visit)
    screen = talks.hear(word, form)
    if screen.kept and not before.kept:
        _decided(visit)
    return _shown(visit, word, screen, pressed=True)


def _form(visit: Visit) -> dict[str, str]:
    chosen = ",".join(each for each in visit.form.get("chosen", ()) if each)
    fields = {name: visit.sent(name) for name in _FIELDS}
    return {**fields, "chosen": chosen, "language": _language(visit)}


def _language(visit: Visit) -> str:
    """The language of the page that was sent, else of the browser."""
    sent = visit.sent("language")
    return sent if sent in dict(visit.site.languages) else visit.language


def _begun(visit: Visit, word: str, form: Mapping[str, str]) -> Response:
    """A talk begins, unless very many do, or none is open."""
    talks = _talks(visit)
    if not (talks.is_open() or talks.look(word).known):
        return _door(visit)
    now, address = visit.site.seconds, _address(visit)
    with visit.site.store.begin() as tx:
        if not all(knocks.may(tx, each, address, now=now) for each in _BEGINNINGS):
            return told(visit, phrases.LATER, 429)
        for each in _BEGINNINGS:
            knocks.note(tx, each, address, now=now)
    return _shown(visit, word, talks.hear(word, form), pressed=True)


_BEGINNINGS = (knocks.BEGUN, knocks.UNDECIDED)


def _back(visit: Visit, talks: Talks) -> Response:
    """A word that leads back to a talk, the code of answers, or an invitation."""
    written, now, address = visit.sent("code"), visit.site.seconds, _address(visit)
    word, deletes = talks.word(written), talks.is_code(written)
    if deletes and not (word or visit.sent("sure")):
        return _whether(visit, "code")
    with visit.site.store.begin() as tx:
        if not knocks.may(tx, knocks.RETURNS, address, now=now):
            return told(visit, phrases.LATER, 429)
        knocks.note(tx, knocks.RETURNS, address, now=now)
    if word and talks.look(word).known:
        again = {"text": "/continue", "shown": talks.new_word(), "language": visit.language}
        return _shown(visit, word, talks.hear(word, again), pressed=True)
    if deletes and not visit.sent("sure"):
        return _whether(visit, "code")
    if deletes:
        # Right or wrong, nobody is told which: the answer is the same.
        nobody = talks.new_word()
        form = {"text": written, "language": _language(visit)}
        return _shown(visit, nobody, talks.hear(nobody, form), pressed=True)
    invited = talks.invited(written)
    if invited:
        return _begun(visit, talks.new_word(), {"text": invited, "language": _language(visit)})
    return _door(visit, alert=visit.say(phrases.WRONG_CODE), status=403, typed=written)


def _whether(visit: Visit, name: str) -> Response:
    """Ask before a code deletes; of right and wrong codes alike. name: of the field it came in."""
    fields = {each: visit.sent(each) for each in ("talk", "shown", "asked") if visit.sent(each)}
    visit = replace(visit, language=_language(visit))
    return page(
        visit, "erase.html", name=name, written=visit.sent(name), fields=fields, spoken=spoken
    )


def _shown(visit: Visit, word: str, screen: Screen, *, pressed: bool = False) -> Response:
    """A screen; after a press only as the answer to it, unless the browser holds the word."""
    if not screen.known and not screen.bodies:
        return _nothing(visit) if pressed else _door(visit, forget=True)
    held = visit.request.cookies.get(COOKIE, "") == word
    if pressed and held and screen.kept:
        return away("/talk")
    visit = replace(visit, language=screen.language if screen.known else _language(visit))
    shown = blocks(screen.bodies)
    # Below a help card or a list nobody writes into a question that they do not see.
    writes = screen.writes and bool(shown) and shown[-1].asks_for_words
    stands = writes or any(each.options or each.besides for each in shown)
    once = screen.can_return and not screen.kept
    answer = page(
        visit, "talk.html", screen=screen, blocks=shown, writes=writes, stands=stands,
        word="" if held and (screen.kept or screen.passing) else word,
        code=word if screen.can_return else "", once=once,
        spoken=spoken, commands=_commands(visit, screen), help=_help(visit),
    )  # fmt: skip
    if screen.kept and not held:
        answer.set_cookie(COOKIE, word, secure=True, httponly=True, samesite="lax")
    if screen.kept or screen.passing or (once and held):
        return answer
    return _forgotten(visit, answer, *_OF_A_TALK, INVITED)


def _decided(visit: Visit) -> None:
    with visit.site.store.begin() as tx:
        knocks.note(tx, knocks.UNDECIDED, _address(visit), now=visit.site.seconds, by=-1)


def _commands(visit: Visit, screen: Screen) -> list[tuple[str, str]]:
    """What can always be asked for, as people type it, and what it does."""
    if not screen.known:
        return []
    words = visit.controls()
    return [(words[name], visit.say(phrase)) for name, phrase in phrases.COMMANDS.items()]


def _help(visit: Visit) -> Block:
    """Where to find help at once, also without a talk and without network."""
    return blocks([_talks(visit).help(visit.language)])[0]


def _door(
    visit: Visit, *, alert: str = "", status: int = 200, forget: bool = False, typed: str = ""
) -> Response:
    """How to begin, if a talk is open, or to come back. typed: a code that did not work.

    An invitation waits; one that does not work is told once.
    """
    wrong = INVITED in visit.request.cookies and _beginning(visit) == BEGIN
    if wrong and not alert:
        alert = visit.say(phrases.OLD_INVITATION)
    word = _talks(visit).new_word()
    answer = page(
        visit, "door.html", status=status, word=word, alert=alert, spoken=spoken, typed=typed,
        is_open=_talks(visit).is_open(), help=_help(visit),
    )  # fmt: skip
    _forgotten(visit, answer, *((INVITED,) if wrong else ()))
    return _forgotten(visit, answer, *_OF_A_TALK) if forget else answer


def _nobodys(visit: Visit, form: Mapping[str, str]) -> Response:
    """The door; whoever pressed or wrote in a window of a talk that is over is told so."""
    visit = replace(visit, language=form["language"])
    over = visit.say(spoken.CLOSED_QUESTION) if form["press"] or form["text"] else ""
    return _door(visit, alert=over)


def _nothing(visit: Visit) -> Response:
    """The page of a talk that is not kept: it was deleted, or never began."""
    return _door(visit, alert=visit.say(spoken.MINE_NOTHING), forget=True)


def seen(visit: Visit) -> Response:
    """The page with the codes has arrived: leave nothing of the talk in the browser."""
    _talks(visit)
    return _forgotten(visit, Response(status_code=204), *_OF_A_TALK, INVITED)


def leave(visit: Visit) -> Response:
    """Away at once: an empty page, and nothing that tells of the talk."""
    _talks(visit)
    answer = page(visit, "away.html")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return _forgotten(visit, answer, *_OF_A_TALK, INVITED)


def _forgotten(visit: Visit, answer: Response, *names: str) -> Response:
    """Leave nothing of these in the browser."""
    for name in names:
        if name in visit.request.cookies:
            answer.delete_cookie(name, secure=True, httponly=name != LANGUAGE, samesite="lax")
    return answer


def _address(visit: Visit) -> str:
    return visit.request.client.host if visit.request.client else ""


def _talks(visit: Visit) -> Talks:
    if visit.site.talks is None:
        raise NotFound
    return visit.site.talks
