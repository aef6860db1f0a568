"""What the pages say. Sentences that begin with `page.` are for everybody, `desk.` for staff."""

from typing import Final

from dialogues.model import Phrase

WHAT: Final = Phrase("page.what", "How are you?")
ABOUT: Final = Phrase(
    "page.about",
    "{org} asks people who have just moved to a new country how they are, in their own language. "
    "What many people need becomes something that volunteers can act on.",
)
HOW: Final = Phrase(
    "page.how",
    "To talk, open the link of your invitation. Nothing that you write there is shown with your "
    "name.",
)
STAFF: Final = Phrase("page.staff", "For staff")
SUMMARY: Final = Phrase("page.summary", "Summary")
PDF: Final = Phrase("page.pdf", "Save as PDF")
EARLIER: Final = Phrase("page.earlier", "Earlier summaries")
PRIVACY: Final = Phrase("page.privacy", "What happens with your answers")
LANGUAGE: Final = Phrase("page.language", "Language")
HOME: Final = Phrase("page.home", "First page")
NOT_FOUND: Final = Phrase("page.not_found", "There is nothing on this page.")
LATER: Final = Phrase("page.later", "This does not work now. Please try again in a moment.")
TOO_MUCH: Final = Phrase("page.too_much", "That was too much at once. Please send less.")

# Said by the bot as well, in the same words.
WELCOME_TALK: Final = Phrase(
    "menu.description",
    "I am a chat robot from {org}. I ask how you are, in your language. You can skip any question. "
    "I do not keep your name with your answers. In danger, call {emergency}.",
)
WRONG_CODE: Final = Phrase(
    "staff.wrong_code", "This code does not work. It may be old or already used."
)
COMMANDS: Final = {
    "mine": Phrase("menu.mine", "See what I keep about you"),
    "delete": Phrase("menu.delete", "Delete my answers"),
    "privacy": Phrase("menu.privacy", "What happens with my answers"),
}
NOTHING_STAYS: Final = Phrase(
    "page.talk.door",
    "You need no app and no phone number. When you finish, nothing stays in this browser.",
)
LEAVE_QUICKLY: Final = Phrase("page.talk.leave", "Leave quickly")
YOUR_WORD: Final = Phrase("page.talk.word", "To come back later, write this down:")
ONCE: Final = Phrase(
    "page.talk.once",
    "Write your codes down now. If you close this page or load it again, they are gone.",
)
OLD_INVITATION: Final = Phrase(
    "page.talk.invitation",
    "This invitation does not work any more. You can talk here all the same.",
)
HAVE_A_WORD: Final = Phrase("page.talk.have", "I have a code")
YOUR_CODE: Final = Phrase("page.talk.code", "Your code")
SEND: Final = Phrase("page.talk.send", "Send")
MORE: Final = Phrase("page.talk.more", "More")
UNSENT: Final = Phrase(
    "page.talk.unsent",
    "Not sent yet. It is sent when the network is back. If you close this page, it is lost.",
)

NOT_SENT: Final = Phrase("page.talk.not_sent", "Not sent yet")
ERASE: Final = Phrase(
    "page.talk.erase", "This code deletes your answers. Do you want to delete them?"
)
ERASE_NOT: Final = Phrase("page.talk.erase_not", "No, go back")

FORBIDDEN: Final = Phrase("page.forbidden", "This page is not for you.")
ENTER: Final = Phrase("desk.enter", "Come in")
ENTER_HOW: Final = Phrase(
    "desk.enter.how",
    "You talk with the bot in an app? Write {login} to it. It gives you a code, for one time and "
    "ten minutes.",
)
ENTER_INVITED: Final = Phrase(
    "desk.enter.invited", "For the first time, write the code of your invitation here."
)
ENTER_ASK: Final = Phrase(
    "desk.enter.ask",
    "You have been here before? Ask your coordinator for a new link. The coordinator makes one on "
    "the server: {command}",
)
ENTER_ASK_CHAT: Final = Phrase(
    "desk.enter.ask_chat",
    "Else ask your coordinator for a new link. The coordinator can make one on the server: "
    "{command}",
)
ENTER_NO_LINK: Final = Phrase(
    "desk.enter.no_link",
    "This link is not whole, or mistyped. Open it again as you got it, or write the code here.",
)
ENTER_CODE: Final = Phrase("desk.enter.code", "Your code")
ENTER_BUTTON: Final = Phrase("desk.enter.button", "Come in")
ENTER_LINK: Final = Phrase(
    "desk.enter.link", "You are about to open the pages for staff on this device."
)
ENTER_WRONG: Final = Phrase(
    "desk.enter.wrong", "This code does not work. It may be old or already used."
)
ENTER_MANY: Final = Phrase(
    "desk.enter.many", "There were many wrong codes. Please try again in ten minutes."
)
ENTER_LOST: Final = Phrase(
    "desk.enter.lost",
    "Your browser did not keep the entrance. These pages need https, or this very machine.",
)
LEAVE: Final = Phrase("page.leave", "Leave")
WELCOME: Final = Phrase("page.yours", "Your pages")
YOU_ARE: Final = Phrase("desk.you_are", "You are here as: {role}. Place: {place}.")
NO_PDF: Final = Phrase(
    "page.no_pdf", "This bot cannot make a PDF. Your browser can: print this page."
)
NO_RELEASE: Final = Phrase("desk.no_release", "Nothing has been released yet.")
EXPORTS: Final = Phrase("desk.exports", "Exports")
EXPORTS_HOW: Final = Phrase(
    "desk.exports.how",
    "Every figure that was released, and nothing else. There is no export of single answers.",
)
EXPORT_GET: Final = Phrase("desk.export.get", "Get the file")
EXPORT_MAKE: Final = Phrase("desk.export.make", "Make the file")
EXPORT_MAKING: Final = Phrase("desk.export.making", "The file is being made")
EXPORT_FAR: Final = Phrase("desk.export.far", "Releases: {read} of {whole}. Rows so far: {rows}.")
EXPORT_LAST: Final = Phrase(
    "desk.export.last", "All rows are in it. Now it is packed; this can take a minute."
)
EXPORT_AGAIN: Final = Phrase(
    "desk.export.again", "This page renews itself every two seconds. If it does not: look again."
)
EXPORT_READY: Final = Phrase("desk.export.ready", "The file is ready")
EXPORT_READY_HOW: Final = Phrase(
    "desk.export.ready.how", "It can be fetched once, within ten minutes; then it is deleted."
)
EXPORT_BUSY: Final = Phrase(
    "desk.export.busy", "Other files are being made. Please try again in a minute."
)
EXPORT_COLUMNS: Final = Phrase("desk.export_columns", "What the columns mean")
