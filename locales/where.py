"""Where each sentence appears, and how long it may be: what translators read above it.

1. The first word says what kind of text it is; `gate` reads the limit and the kind from here.
2. The longest beginning of a context that stands in the table decides.
"""

from functools import cache

_BUTTON, _MENU, _LINE, _HEADING, _TEXT = 24, 60, 200, 60, 320

# The beginning of a context, where such sentences appear, how many characters they may have.
_TABLE: tuple[tuple[str, str, int], ...] = (
    ("flood", "what the bot says when somebody writes too fast", _TEXT),
    ("menu", "menu of the app: what a command does", _MENU),
    ("menu.description", "page of the bot in the app, read before the talk begins", _TEXT),
    ("staff", "what the bot says to staff about their code or the summary", _TEXT),
    ("role", "role of somebody in staff, said after their code", _MENU),
    ("codes", "what the bot says when somebody sends many wrong codes", _LINE),
    ("reading", "what the bot says to staff who read what people wrote", _LINE),
    ("button", "button below most questions", _BUTTON),
    ("button.next", "button below a consent screen", _BUTTON),
    ("button.done", "button: the answer is complete", _BUTTON),
    ("button.go_on", "button: go on with the talk", _BUTTON),
    ("button.finish", "button: finish the talk before its last question", _BUTTON),
    ("button.privacy", "button below a consent screen: shows the privacy promises", _BUTTON),
    ("button.keep", "button: keep the answer as it was", _BUTTON),
    ("button.remind", "button when somebody stops for now", _BUTTON),
    ("button.lets_talk", "button below an invitation to a new talk", _BUTTON),
    ("button.all_answers", "button: shows the answers that were left out", _BUTTON),
    ("button.ask_me", "button when no talk is open: write to me when there is one", _BUTTON),
    ("button.delete", "button: deletes everything, first of two steps", _BUTTON),
    ("button.delete_yes", "button: deletes everything, second step", _BUTTON),
    ("button.delete_no", "button: deletes nothing after all", _BUTTON),
    ("button.place", "button when an invitation is for another place", _BUTTON),
    ("button.again_stop", "button below an invitation to a new talk", _BUTTON),
    ("button.copy_code", "button: copies the person's code", _BUTTON),
    ("button.clear", "button: deletes the messages in this chat", _BUTTON),
    ("button.delete_both", "button: deletes everything and the messages too", _BUTTON),
    ("clear", "what the bot says when somebody deletes messages in the chat", _TEXT),
    ("language", "what the bot says when somebody chooses a language", _TEXT),
    ("place", "what the bot says when somebody chooses a place", _LINE),
    ("hint", "what the bot says below a question: how to answer", _LINE),
    ("question", "what the bot says beside a question that has an answer", _LINE),
    ("words", "what the bot says to an answer in own words", _TEXT),
    ("repair", "what the bot says when it cannot use what somebody wrote or pressed", _LINE),
    ("change", "what the bot says when an answer was changed", _LINE),
    ("finish", "what the bot asks when most of the talk is done", _LINE),
    ("stop", "what the bot says when somebody stops for now", _TEXT),
    ("resume", "what the bot says when somebody comes back", _LINE),
    ("remind", "what the bot says about a reminder", _LINE),
    ("closing", "what the bot says when a talk was silent for long", _TEXT),
    ("after", "what the bot says to somebody who has finished the talk", _TEXT),
    ("between", "what the bot says when no talk is open", _LINE),
    ("again", "what the bot says when a new talk opens", _LINE),
    ("mine", "own answers: the list of what is kept about a person", _TEXT),
    ("delete", "what the bot says when somebody deletes their answers", _TEXT),
    ("help", "help card: name and number of a help line", _LINE),
    ("hidden", "what was hidden in a text: a word in a list and in [brackets]", _MENU),
    ("promise", "privacy promise: one of twelve, shown by the privacy command", _TEXT),
    ("promise.title", "privacy promise: heading above them", _HEADING),
    ("promise.item", "privacy promise: pattern of each line, its number before it", _MENU),
    ("page", "web page: the front page, read by anybody", _TEXT),
    ("page.staff", "web page: button of the front page", _MENU),
    ("page.summary", "web page: heading of the list of summaries, and a button", _HEADING),
    ("page.pdf", "web page: button below the summary", _MENU),
    ("page.earlier", "web page: heading above older summaries", _HEADING),
    ("page.privacy", "web page: button of the front page, and heading of the promises", _HEADING),
    ("page.language", "web page: the menu of languages", _MENU),
    ("page.home", "web page: link to the front page", _MENU),
    ("page.leave", "web page: button of staff that ends their visit", _MENU),
    ("page.yours", "web page: heading of the first page of staff, and a link to it", _MENU),
    ("page.not_found", "web page: told instead of a page that is not there", _LINE),
    ("page.later", "web page: told when the database is away", _LINE),
    ("page.too_much", "web page: told to somebody who sends too much", _LINE),
    ("page.forbidden", "web page: told to staff who may not open a page", _LINE),
    ("page.no_pdf", "web page: told where no PDF can be made", _LINE),
    ("page.talk", "web page: button of the talk in a browser", _BUTTON),
    ("page.talk.code", "web page: name of the field for the code that leads back", _BUTTON),
    ("page.talk.door", "web page: told before the talk in a browser begins", _TEXT),
    ("page.talk.erase", "web page: asked before a code deletes answers", _LINE),
    ("page.talk.erase_not", "web page: button: the code deletes nothing", _BUTTON),
    ("page.talk.not_sent", "web page: beside a pressed button while there is no network", _BUTTON),
    ("page.talk.invitation", "web page: told when the link of an invitation is wrong", _LINE),
    ("page.talk.once", "web page: stands below the codes at the end of the talk", _LINE),
    ("page.talk.unsent", "web page: told while the network is away", _LINE),
    ("page.talk.word", "web page: stands before the code that leads back to the talk", _LINE),
    ("desk", "page for staff only", _TEXT),
    ("desk.column", "export for staff: heading of a column", _MENU),
    ("desk.meaning", "export for staff: what a column means", _TEXT),
    ("desk.sheet", "export for staff: name of a sheet or a column", _MENU),
    ("page.what", "web page: heading of the front page", _HEADING),
    ("summary", "summary page for staff: a line", _LINE),
    ("summary.title", "summary page for staff: its heading", _HEADING),
    ("summary.shortly", "summary page for staff: section with the summary in short", _LINE),
    ("summary.works", "summary page for staff: section on what works", _LINE),
    ("summary.needs", "summary page for staff: heading of the needs", _HEADING),
    ("summary.difficult", "summary page for staff: section on what is difficult", _LINE),
    ("summary.hopes", "summary page for staff: section on wishes", _LINE),
    ("summary.said", "summary page for staff: section with quotes", _LINE),
    ("summary.next", "summary page for staff: heading of ideas", _HEADING),
    ("summary.not_ours", "summary page for staff: heading of what others must solve", _HEADING),
    ("summary.change", "summary page for staff: section on the change since before", _LINE),
    ("summary.limits", "summary page for staff: section on what it cannot tell", _TEXT),
    ("summary.list", "summary page for staff: pattern that joins two things of a list", _MENU),
    ("summary.mood", "summary page for staff: name of a question, beside the topics", _MENU),
    ("summary.felt_heard", "summary page for staff: name of a question", _MENU),
)
_WHERE = {beginning: (where, limit) for beginning, where, limit in _TABLE}


@cache
def where(context: str) -> str:
    """Where a sentence of the program appears and its limit; ValueError if nobody has said it."""
    fitting = (
        name for name in _WHERE if context == name or context.startswith((f"{name}.", f"{name}_"))
    )
    longest = max(fitting, key=len, default=None)
    if longest is None:
        raise ValueError(f"say in locales/where.py where the sentences of {context} appear.")
    said, limit = _WHERE[longest]
    return f"{said}, at most {limit} characters"
