"""What the desk says; only staff read it."""

from typing import Final

from dialogues.model import Phrase

DESK: Final = Phrase("desk.desk", "Your desk")
TODAY: Final = Phrase("desk.today", "What is due")
NOTHING_DUE: Final = Phrase("desk.nothing_due", "Nothing waits for you today.")
BACK: Final = Phrase("desk.back", "Back")
WRONG_NUMBER: Final = Phrase("desk.wrong.number", "Write a whole number from 1 to 52.")
CHANGED: Final = Phrase(
    "desk.wrong.changed", "This has changed in the meantime. Nothing was done; please look again."
)

ROUNDS: Final = Phrase("desk.rounds", "Rounds")
ROUND_OPEN: Final = Phrase("desk.round.open", "Round {round} is open until {day}.")
ROUND_NONE: Final = Phrase("desk.round.none", "No round is open.")
WINDOW_ENDS: Final = Phrase(
    "desk.window.ends", "Finished answers are put together in the night after {day}."
)
PROGRESS: Final = Phrase(
    "desk.progress",
    "People who had finished by the week of {day}, in the whole country: {band}.",
)
NO_PROGRESS: Final = Phrase(
    "desk.progress.none", "How many have finished is counted on Mondays, as a band."
)
OPEN_ROUND: Final = Phrase("desk.round.begin", "Open a round")
WEEKS: Final = Phrase("desk.round.weeks", "How many weeks")
WINDOWS: Final = Phrase("desk.round.windows", "How many windows")
WINDOWS_HINT: Final = Phrase(
    "desk.round.windows.hint",
    "At the end of each window the finished answers are put together. One window is right for "
    "most; every window needs at least five people.",
)
OPEN_ASK: Final = Phrase(
    "desk.round.begin.ask",
    "Open a round today, until {day}? Weeks: {weeks}. Windows: {windows}.",
)
OPEN_FOR_GOOD: Final = Phrase(
    "desk.round.begin.for_good",
    "People are told these days, so they cannot be changed, and the round cannot be taken back.",
)
WINDOWS_MANY: Final = Phrase(
    "desk.round.windows.many", "So many windows do not fit: each has one day or more."
)
CLOSE_ROUND: Final = Phrase("desk.round.close", "Close the round")
CLOSE_ASK: Final = Phrase(
    "desk.round.close.ask",
    "Close round {round} today? Nobody can begin a talk in it any more, and it cannot be opened "
    "again. People keep the days that they were told.",
)
DONE_OPENED: Final = Phrase("desk.done.opened", "The round is open.")
DONE_CLOSED: Final = Phrase("desk.done.closed", "The round is closed.")
ROUND: Final = Phrase("desk.round", "Round {round}")
DAYS: Final = Phrase("desk.days", "{first} to {last}")
ROUND_STATES: Final = {
    "waiting": Phrase("desk.round.waiting", "waits to be opened"),
    "open": Phrase("desk.round.is_open", "open"),
    "closed": Phrase("desk.round.closed", "closed"),
    "shredded": Phrase("desk.round.shredded", "closed, and who took part is forgotten"),
}
WINDOW_BEGINS: Final = Phrase("desk.window.begins", "begins on {day}")
WINDOW_OVER: Final = Phrase("desk.window.over", "over; it is put together in the next night")
PLAN: Final = Phrase(
    "desk.window.plan", "Put together in the night after {last}; can be released from {day}."
)
RELEASE_NOW: Final = Phrase("desk.window.release_now", "Can be released now.")
WINDOW_STATES: Final = {
    "open": Phrase("desk.window.open", "people answer"),
    "moving": Phrase("desk.window.moving", "is being put together"),
    "moved": Phrase("desk.window.moved", "put together"),
    "purged": Phrase("desk.window.purged", "too few people: their answers were deleted"),
    "joined": Phrase("desk.window.joined", "too few people: they wait for the next window"),
}

RELEASES: Final = Phrase("desk.releases", "Releases")
RELEASES_WAIT: Final = Phrase("desk.releases.wait", "Windows that can be released: {windows}.")
RELEASE: Final = Phrase("desk.release", "Release")
RELEASE_ASK: Final = Phrase(
    "desk.release.ask",
    "Release these windows now: {windows}? A release is for good: it never changes.",
)
RELEASE_QUOTES: Final = Phrase(
    "desk.release.quotes", "Texts that nobody has read yet will never be in it."
)
NO_RELEASES: Final = Phrase("desk.releases.none", "There is no release yet.")
RELEASED_ON: Final = Phrase("desk.released_on", "Released on {day}")
FINGERPRINT: Final = Phrase("desk.fingerprint", "Fingerprint (SHA-256)")
DONE_RELEASED: Final = Phrase("desk.done.released", "It is released.")
TELLS_TOO_MUCH: Final = Phrase(
    "desk.tells_too_much", "These windows would tell too much and are not released: {windows}."
)

TELL: Final = Phrase("desk.tell", "Write to everybody")
TELL_HOW: Final = Phrase(
    "desk.tell.how",
    "Everybody of a place who can still be written to gets this text in their own language. "
    "English must be there: who has no text of their own gets the English one. "
    "At most {most} letters each.",
)
TELL_PAGES: Final = Phrase(
    "desk.tell.pages", "Who talks on a web page has no address and cannot be written to."
)
TELL_NOBODY: Final = Phrase(
    "desk.tell.nobody",
    "Nobody here can be written to: all talk on a web page. Tell people where they are, for "
    "example in a course or on a poster.",
)
TELL_PLACE: Final = Phrase("desk.tell.place", "For everybody of this place")
TELL_LOOK: Final = Phrase("desk.tell.look", "Look at it first")
TELL_ASK: Final = Phrase(
    "desk.tell.ask", "Send this text to everybody of {place}? It cannot be called back."
)
TELL_SEND: Final = Phrase("desk.tell.send", "Send it")
TELL_MISSING: Final = Phrase("desk.tell.missing", "The text is missing or too long in: {language}.")
DONE_TOLD: Final = Phrase("desk.done.told", "The text is on its way.")

PLACES: Final = Phrase("desk.places", "Places and invitations")
PLACE_KINDS: Final = {
    "town": Phrase("desk.place.town", "town"),
    "region": Phrase("desk.place.region", "region"),
    "country": Phrase("desk.place.country", "country"),
}
PLACE_IN: Final = Phrase("desk.place.in", "{kind} in {place}")
ADD_PLACE: Final = Phrase("desk.place.add", "Add a place")
PLACE_NAME: Final = Phrase("desk.place.name", "Name")
PLACE_ID: Final = Phrase("desk.place.id", "Short name: small letters a-z, digits and hyphens")
PLACE_KIND: Final = Phrase("desk.place.kind", "What it is")
PLACE_PARENT: Final = Phrase("desk.place.parent", "It lies in")
PLACE_WRONG: Final = Phrase(
    "desk.place.wrong",
    "This place cannot be added: the name is empty or very long, the short name is wrong or "
    "already there, or it cannot lie there.",
)
DONE_PLACE: Final = Phrase("desk.done.place", "The place is there.")
INVITATION: Final = Phrase("desk.invitation", "Invitation: {place}")
INVITATION_HOW: Final = Phrase(
    "desk.invitation.how",
    "It is the same for everybody of this place, so it tells nothing about anybody.",
)
INVITATION_LINK: Final = Phrase("desk.invitation.link", "Link")
INVITATION_WEB: Final = Phrase("desk.invitation.web", "Link to the talk on a web page")
INVITATION_CODE: Final = Phrase(
    "desk.invitation.code", "Where there is no link, people write to the bot: {words}"
)
INVITATION_MAKE: Final = Phrase("desk.invitation.make", "Make the invitation")
INVITATION_NONE: Final = Phrase("desk.invitation.none", "This place has no invitation yet.")
DONE_INVITATION: Final = Phrase("desk.done.invitation", "The invitation is there.")
POSTER: Final = Phrase("desk.poster", "Poster for a wall")
WEB: Final = Phrase("desk.web", "Talks on a web page")
WEB_HOW: Final = Phrase(
    "desk.web.how",
    "Nobody needs an account there, so whoever makes four false talks in a small place learns what "
    "the fifth person said.",
)
WEB_COUNTS: Final = Phrase(
    "desk.web.counts", "They count here as people: towards the five that a group needs."
)
WEB_COUNTS_NOT: Final = Phrase(
    "desk.web.counts_not", "They do not count here towards the five people that a group needs."
)
WEB_AROUND: Final = Phrase("desk.web.around", "That was opened for {place}, and holds here too.")
WEB_OPEN: Final = Phrase("desk.web.open", "Let them count")
WEB_OPEN_ASK: Final = Phrase(
    "desk.web.open.ask",
    "Let talks on a web page count as people in {place}, and in every place in it? Do this only "
    "where you know who is told of the page, for example in a course.",
)
WEB_SHUT: Final = Phrase("desk.web.shut", "Let them not count")
WEB_SHUT_ASK: Final = Phrase(
    "desk.web.shut.ask",
    "Let talks on a web page not count as people in {place} any more? People can go on talking; "
    "then more people are needed before something is shown.",
)
DONE_WEB_OPENED: Final = Phrase("desk.done.web_opened", "Talks on a web page count here now.")
DONE_WEB_SHUT: Final = Phrase("desk.done.web_shut", "Talks on a web page do not count here now.")
QR: Final = Phrase("desk.qr", "QR code of the link")

INVITED_WAIT: Final = Phrase("desk.invited_wait", "Invitations not used yet: {number}.")

LANGUAGES: Final = Phrase("desk.languages", "Languages")
REVIEWS: Final = {
    "source": Phrase("desk.review.source", "the original"),
    "draft": Phrase("desk.review.draft", "draft by a machine, checked by nobody"),
    "reviewed": Phrase("desk.review.reviewed", "read by a person"),
    "approved": Phrase("desk.review.approved", "approved"),
}
LANGUAGE_OFFERED: Final = Phrase("desk.language.offered", "people can choose it")
LANGUAGE_MISSING: Final = Phrase("desk.language.missing", "not offered")

WORDS: Final = Phrase("desk.words", "Words to read")
WORDS_HOW: Final = Phrase(
    "desk.words.how",
    "People let workers read this, without a name. It stands alone, in no order. Do not copy it, "
    "and do not try to find out who wrote it.",
)
WORDS_NONE: Final = Phrase("desk.words.none", "There are no words to read.")
ANOTHER: Final = Phrase("desk.another", "Another one")

QUOTES: Final = Phrase("desk.quotes", "Texts to approve")
QUOTES_WAIT: Final = Phrase("desk.quotes.wait", "There are texts to approve.")
QUOTES_NONE: Final = Phrase("desk.quotes.none", "No text waits.")
QUOTES_HOW: Final = Phrase(
    "desk.quotes.how",
    "Could somebody in town know who wrote this? A rare job, family or story is reason to refuse.",
)
QUOTE_TRANSLATION: Final = Phrase(
    "desk.quote.translation",
    "Your translation ({language}), at most {most} letters: only this is shown",
)
QUOTE_APPROVE: Final = Phrase("desk.quote.approve", "Approve")
QUOTE_REFUSE: Final = Phrase("desk.quote.refuse", "Refuse")
QUOTE_SKIP: Final = Phrase("desk.quote.skip", "Skip for now")
QUOTE_EMPTY: Final = Phrase(
    "desk.quote.empty", "Nothing is approved without a translation of at most {most} letters."
)
QUOTE_SHOWS: Final = Phrase(
    "desk.quote.shows", "The translation shows who somebody is: {what}. Please leave that out."
)
DONE_APPROVED: Final = Phrase("desk.done.approved", "Approved.")
DONE_REFUSED: Final = Phrase("desk.done.refused", "Refused.")

HELP: Final = Phrase("desk.help", "Help lines")
HELP_HOW: Final = Phrase(
    "desk.help.how",
    "A number is shown to people only after somebody has called it or read its page, and has "
    "written that down in the file of help lines.",
)
HELP_DUE: Final = Phrase("desk.help.due", "Help lines to check: {number}.")
HELP_CHECKED: Final = Phrase("desk.help.checked", "Checked on {day}")
HELP_NEVER: Final = Phrase("desk.help.never", "Never checked")
HELP_IS_DUE: Final = Phrase("desk.help.is_due", "to be checked now")
HELP_SHOWN: Final = Phrase("desk.help.shown", "shown to people")
HELP_HIDDEN: Final = Phrase("desk.help.hidden", "not shown")

PARKED: Final = Phrase("desk.parked", "Parked messages")
PARKED_HOW: Final = Phrase(
    "desk.parked.how",
    "Messages that could not be worked through. They are kept closed for seven days; nobody reads "
    "them here.",
)
PARKED_WAIT: Final = Phrase("desk.parked.wait", "Parked messages: {number}.")
PARKED_NONE: Final = Phrase("desk.parked.none", "Nothing is parked.")
PARKED_ONE: Final = Phrase("desk.parked.one", "Message {id}, {day}")
PARKED_RETRY: Final = Phrase("desk.parked.retry", "Try again")
PARKED_RETRY_HOW: Final = Phrase(
    "desk.parked.retry.how",
    "It can only answer the question it was given to, if that is still open; else it is dropped.",
)
PARKED_DROP: Final = Phrase("desk.parked.drop", "Drop")
PARKED_DROP_HOW: Final = Phrase("desk.parked.drop.how", "It is deleted for good.")
DONE_GIVEN: Final = Phrase("desk.done.given", "It was given to its question.")
DONE_TOO_LATE: Final = Phrase(
    "desk.done.too_late", "Its question is not open any more; it is dropped."
)
DONE_DROPPED: Final = Phrase("desk.done.dropped", "Dropped.")

AUDIT: Final = Phrase("desk.audit", "Audit")
AUDIT_HOW: Final = Phrase(
    "desk.audit.how",
    "Looks for whatever breaks a promise of privacy, in everything that is kept. It can take some "
    "seconds. The report is in English.",
)
AUDIT_RUN: Final = Phrase("desk.audit.run", "Run the audit")
AUDIT_SAVE: Final = Phrase("desk.audit.save", "Save the report")
AUDIT_BUSY: Final = Phrase(
    "desk.audit.busy", "An audit is running already. Please try again in a minute."
)
AUDIT_CLEAN: Final = Phrase("desk.audit.clean", "Nothing was found.")
AUDIT_FOUND: Final = Phrase(
    "desk.audit.found", "Something was found. Please show the report to whoever runs this bot."
)
REPORT: Final = Phrase("desk.report", "The report")
