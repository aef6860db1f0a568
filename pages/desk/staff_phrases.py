"""What the desk says of staff and of how they come in."""

from typing import Final

from dialogues.model import Phrase

STAFF: Final = Phrase("desk.staff", "Staff")
STAFF_HERE: Final = Phrase("desk.staff.here", "is in")
STAFF_INVITED: Final = Phrase("desk.staff.invited", "invited, not here yet")
STAFF_INVITE: Final = Phrase("desk.staff.invite", "Invite somebody")
STAFF_ROLE: Final = Phrase("desk.staff.role", "As")
STAFF_PLACE: Final = Phrase("desk.staff.place", "Place")
STAFF_LABEL: Final = Phrase("desk.staff.label", "What they are called in this list")
STAFF_WRONG: Final = Phrase(
    "desk.staff.wrong", "Choose a role and a place, and a name of at most 60 letters."
)
STAFF_SPONSOR: Final = Phrase(
    "desk.staff.sponsor", "A community sponsor belongs to a town or a region, not to the country."
)
STAFF_WHOLE: Final = Phrase(
    "desk.staff.whole", "This role is for the whole country only: {role}. Choose the country."
)
STAFF_CODE: Final = Phrase("desk.staff.code", "The code of the invitation")
STAFF_CODE_HOW: Final = Phrase(
    "desk.staff.code.how",
    "It is shown only now. They send it to the bot, or type it at {address}. It works once, for "
    "14 days.",
)
STAFF_CODE_WEB: Final = Phrase(
    "desk.staff.code.web",
    "It is shown only now. They type it at {address}. It works once, for 14 days.",
)
STAFF_OUT: Final = Phrase("desk.staff.out", "Log out everywhere")
STAFF_OUT_HOW: Final = Phrase(
    "desk.staff.out.how",
    "Every open page of theirs ends. They can come in again, with a new link or code.",
)
STAFF_LINK_MAKE: Final = Phrase("desk.staff.link.make", "Make a new link")
STAFF_LINK_MAKE_HOW: Final = Phrase(
    "desk.staff.link.make.how",
    "For somebody who cannot come in any more. The link opens their pages once; an older one of "
    "theirs does not work any more.",
)
STAFF_LINK: Final = Phrase("desk.staff.link", "The new link")
STAFF_LINK_HOW: Final = Phrase(
    "desk.staff.link.how",
    "It is shown only now. Give it to this person in a way that nobody else reads. It works once, "
    "for ten minutes.",
)
STAFF_REMOVE: Final = Phrase("desk.staff.remove", "Remove")
STAFF_REMOVE_HOW: Final = Phrase(
    "desk.staff.remove.how",
    "This role, or this invitation, ends at once. Only a new invitation brings them back.",
)
STAFF_SELF: Final = Phrase("desk.staff.self", "You cannot remove yourself.")
STAFF_NO_NAME: Final = Phrase("desk.staff.no_name", "no name")
STAFF_YOU: Final = Phrase("desk.staff.you", "you")
DONE_OUT: Final = Phrase("desk.done.out", "Every open page of theirs has ended.")
DONE_REMOVED: Final = Phrase("desk.done.removed", "Removed.")
