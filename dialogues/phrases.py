"""What the engine itself says, in the source language; a framework brings everything else."""

from dialogues.model import Phrase

# The language that all others are translated from.
ORIGINAL = "en"

# Buttons: at most 24 characters in every language.
NEXT = Phrase("button.next", "Next")
DONE = Phrase("button.done", "Done")
BACK = Phrase("button.back", "Back")
SKIP = Phrase("button.skip", "Skip")
STOP = Phrase("button.stop", "Stop for now")
HELP = Phrase("button.help", "Help")
LANGUAGE = Phrase("button.language", "Language")
GO_ON = Phrase("button.go_on", "Go on")
FINISH = Phrase("button.finish", "Finish here")
PRIVACY = Phrase("button.privacy", "My privacy")
KEEP = Phrase("button.keep", "Keep my answer")
REMIND = Phrase("button.remind", "Remind me in two days")
LETS_TALK = Phrase("button.lets_talk", "Let's talk")
ALL_ANSWERS = Phrase("button.all_answers", "Show all answers")
SEE_MINE = Phrase("menu.mine", "See what I keep about you")  # as the app's own menu says it
ASK_ME = Phrase("button.ask_me", "Ask me later")
DELETE = Phrase("button.delete", "Delete everything")
DELETE_YES = Phrase("button.delete_yes", "Yes, delete everything")
DELETE_NO = Phrase("button.delete_no", "No, keep it")
COPY_CODE = Phrase("button.copy_code", "Copy the code")
CLEAR = Phrase("button.clear", "Delete messages here")
CLEAR_YES = Phrase("button.clear_yes", "Yes, delete messages")
DELETE_BOTH = Phrase("button.delete_both", "Yes, and messages here")
PLACE_YES = Phrase("button.place_yes", "Yes, change the place")
PLACE_NO = Phrase("button.place_no", "No, keep my place")

CHOOSE_LANGUAGE = Phrase("language.choose", "Hello! Which language do you want to use?")
LANGUAGE_CHANGED = Phrase("language.changed", "We go on in this language.")
DRAFT_TRANSLATION = Phrase(
    "language.draft",
    "A computer translated this text. A person has not checked it yet. "
    "You can read the original text: write {language} and choose English.",
)
CHOOSE_PLACE = Phrase("place.choose", "Where do you live? You can skip this.")
PLACE_SAVED = Phrase("place.saved", "Your place: {place}")
PLACE_NONE = Phrase("place.none", "You did not choose a place. That is fine.")
PLACE_CHANGE = Phrase(
    "place.change", "This invitation is for {place}. Do you want to change your place?"
)

HINT_MULTI = Phrase("hint.multi", "You can choose several. Then choose “{done}”.")
HINT_WORDS = Phrase("hint.words", "Write in your own words.")
HINT_RENEW = Phrase("hint.renew", "If you write now, your new text takes the place of this one.")
NOW = Phrase("question.now", "Your answer now: {answer}")
KEPT = Phrase("question.kept", "I keep what you gave. With {mine} you can change it.")
CHOSEN = Phrase("question.chosen", "✓ {answer}")
QUOTE = Phrase("question.quote", "This is the text: {text}")
QUOTE_LOST = Phrase(
    "question.quote_lost",
    "Something changed after your yes. So volunteers will not read your text.",
)
SKIPPED = Phrase("question.skipped", "You skipped this.")
MORE = Phrase("words.more", "Thank you. You can write more, or choose “{done}”.")
TOO_LONG = Phrase("words.too_long", "This text is very long. I kept the first part of it.")
FULL = Phrase(
    "words.full", "I have kept your words. There is no room for more here. Choose “{done}”."
)
HIDDEN = Phrase(
    "words.hidden",
    "I hid something in your text that could show who you are: {what}. "
    "You can write it again without it.",
)

NOT_UNDERSTOOD = Phrase("repair.not_understood", "I did not understand. You can choose a button.")
DID_YOU_MEAN = Phrase("repair.readings", "I did not understand. Did you mean one of these?")
UNKNOWN_COMMAND = Phrase("repair.command", "I do not know this command.")
CHOOSE_ONE = Phrase("repair.choose_one", "Please choose one or more, or skip the question.")
WORDS_ONLY = Phrase(
    "repair.words_only", "I can read only text and buttons. I did not keep what you sent."
)
OLD_TALK = Phrase("repair.old_talk", "This button is from an earlier talk.")
CLOSED_QUESTION = Phrase("repair.closed", "This question is not open any more.")
NOTHING_BEFORE = Phrase("repair.nothing_before", "This is the first question.")
TROUBLE = Phrase(
    "repair.trouble",
    "Sorry, something went wrong here. I kept your message safe. Here is the question again.",
)
SAME = Phrase("change.same", "I have this answer already:")
CHANGED = Phrase("change.changed", "Changed. {question}")
CHANGED_WORDS = Phrase("change.words", "I changed your text.")
CHANGED_SKIP = Phrase("change.skip", "Skipped. {question}")
NOT_CHANGED = Phrase("change.not", "I did not understand the change. Your answer stays as it was.")
EDIT_UNKNOWN = Phrase("change.unknown", "You changed a message. Your answers stay as they were.")

SHALL_WE_FINISH = Phrase("finish.ask", "Shall we finish here? Both are fine.")
STOPPED = Phrase(
    "stop.stopped",
    "We stop here. Until {day} you can go on, change or delete your answers. "
    "Write to me when you want to go on.",
)
STOPPED_EMPTY = Phrase("stop.empty", "We stop here. Write to me when you want to go on.")
# On a page, to which nobody can write: a talk waits there for its person, and not for ever.
STOPPED_HERE = Phrase("stop.here", "We stop here.")
WAITS = Phrase(
    "stop.waits",
    "You can come back until {day}. If you do not finish and do not come back, what you said is "
    "deleted.",
)
WELCOME_BACK = Phrase("resume.welcome", "Good to see you again. We go on where we stopped.")
REMIND_YES = Phrase("remind.yes", "I will write to you once, in two days.")
REMINDER = Phrase("remind.text", "Hello! I have a few questions when you have time.")
CLOSING = Phrase(
    "closing.text",
    "You have not written for some time. You can still go on until {day}. "
    "Your answers so far help, too.",
)
PURGED = Phrase(
    "closing.purged",
    "Too few people talked this time. To keep you safe I deleted all your answers.",
)

ALREADY = Phrase(
    "after.already",
    "You have finished this talk. Thank you! Until {day} you can use {mine} and {delete}.",
)
MOVED = Phrase(
    "after.moved",
    "You have finished this talk. Your answers are now kept without you. "
    "Only your code can delete them: send it to me.",
)
BETWEEN = Phrase("between.text", "Hello! No talk is open now. I can ask you when there is one.")
BETWEEN_YES = Phrase("between.yes", "Thank you. I will write to you when a new talk opens.")
BETWEEN_SHORT = Phrase("between.short", "No talk is open now.")
AGAIN_INVITE = Phrase("again.invite", "Hello! How are you? A new talk is open now.")
AGAIN_STOP = Phrase("button.again_stop", "Do not ask again")
AGAIN_STOPPED = Phrase("again.stopped", "I will not ask you again. All the best!")

MINE = Phrase("mine.title", "This is what I keep about you until {day}:")
MINE_MOVED = Phrase(
    "mine.moved",
    "Your answers are now kept without you. "
    "I keep only how to write to you, your language and your place.",
)
MINE_NOTHING = Phrase("mine.nothing", "I keep no answers from you.")
MINE_LANGUAGE = Phrase("mine.language", "Language: {answer}")
MINE_PLACE = Phrase("mine.place", "Place: {answer}")
MINE_NUMBER = Phrase("mine.number", "{number}. {question}")
MINE_ANSWER = Phrase("mine.answer", "→ {answer}")
MINE_CODE = Phrase("mine.code", "Your code: {code}")
MINE_CHANGE = Phrase("mine.change", "Choose a number to change an answer.")

DELETE_ASK = Phrase("delete.ask", "Do you want to delete everything that I keep about you?")
DELETE_DONE = Phrase("delete.done", "I deleted everything. Thank you for being here.")
DELETE_MOVED = Phrase(
    "delete.moved",
    "I deleted your contact. Your answers are kept without you. "
    "If you have a code, send it to me: it deletes them, too.",
)
DELETE_KEPT = Phrase("delete.kept", "I deleted nothing.")
CLEAR_ASK = Phrase(
    "clear.ask",
    "I can delete here what we wrote in the last two days. Your answers stay. Shall I do it?",
)
CLEAR_ASK_OWN = Phrase(
    "clear.ask_own",
    "I can delete here what I wrote in the last two days. Your own messages only you can delete. "
    "Your answers stay. Shall I do it?",
)
CLEAR_ASKS = {"both": CLEAR_ASK, "own": CLEAR_ASK_OWN, "": CLEAR_ASK}
CLEAR_DONE = Phrase(
    "clear.done", "I deleted here what I could. You can delete the other messages yourself."
)
CODE_TAKEN = Phrase(
    "delete.code", "Thank you. The answers that belong to this code will be deleted."
)
# Said on a page in the stead of what the company of an app can see.
ON_A_PAGE = Phrase(
    "promise.page", "This phone, computer or network may show that you opened this page."
)
# Said on a page besides, because nobody can be told there that a silent talk is about to end.
SILENT_PAGE = Phrase(
    "promise.silent_page",
    "If you do not finish a talk on a page and do not come back for two weeks, "
    "what you said is deleted.",
)
HELP_LINE = Phrase("help.line", "{name}: {number}")
HELP_HOURS = Phrase("help.hours", "{name}: {number} ({hours})")

# Words of what redaction hid, as they stand in HIDDEN and in the masks that people read.
HIDDEN_KINDS = {
    "phone": Phrase("hidden.phone", "a phone number"),
    "e-mail": Phrase("hidden.email", "an e-mail address"),
    "link": Phrase("hidden.link", "a link"),
    "handle": Phrase("hidden.handle", "a chat name"),
    "id": Phrase("hidden.id", "a number of a document"),
    "address": Phrase("hidden.address", "an address"),
    "bank": Phrase("hidden.bank", "a bank number"),
    "birth": Phrase("hidden.birth", "a date of birth"),
    "name": Phrase("hidden.name", "a name"),
    "date": Phrase("hidden.date", "a date"),
    "place": Phrase("hidden.place", "a place"),
    "number": Phrase("hidden.number", "a number"),
}

# What somebody of the staff is.
ROLES = {
    "sponsor": Phrase("role.sponsor", "community sponsor"),
    "coordinator": Phrase("role.coordinator", "coordinator"),
    "reviewer": Phrase("role.reviewer", "reviewer"),
    "protection contact": Phrase("role.protection_contact", "protection contact"),
}
