"""Every sentence of a summary, for staff, in patterns that need no plurals."""

from typing import Final

from dialogues.model import Phrase

TITLE: Final = Phrase("summary.title", "How are you? {place}")
WHEN: Final = Phrase("summary.when", "Time: {first} – {last}")
PEOPLE: Final = Phrase("summary.people", "People who talked: {people}")
PEOPLE_REST: Final = Phrase("summary.people.rest", "People who talked ({where}): {people}")
OUTSIDE: Final = Phrase("summary.outside", "{place}, without: {names}")
NOT_COUNTED: Final = Phrase(
    "summary.not_counted", "Not counted here, because they have a page of their own: {names}"
)
OF_ALL: Final = Phrase("summary.of_all", "{line} – all places of the country together")
LARGER: Final = Phrase(
    "summary.larger",
    "{asked} has no page of its own in this round. This page is about people in {place}.",
)
LIST: Final = Phrase("summary.list", "{one}, {other}")
LANGUAGES: Final = Phrase(
    "summary.languages", "Languages that {k} people or more used in the whole round: {names}"
)
NOTHING_YET: Final = Phrase(
    "summary.nothing_yet",
    "There is no summary here yet. We wait until enough people have talked, "
    "so that nobody can be recognised.",
)

MOOD: Final = Phrase("summary.mood", "How the day feels")
FELT_HEARD: Final = Phrase("summary.felt_heard", "Feeling heard in this talk")

SHORTLY: Final = Phrase("summary.shortly", "In three sentences")
SHORTLY_GOOD: Final = Phrase("summary.shortly.good", "Going well: {topics}.")
SHORTLY_NO_GOOD: Final = Phrase(
    "summary.shortly.no_good", "We cannot say yet what goes well for most people."
)
SHORTLY_NEED: Final = Phrase("summary.shortly.need", "Needed most – {need}.")
SHORTLY_NO_NEED: Final = Phrase(
    "summary.shortly.no_need", "No need was named by enough people to show it."
)
SHORTLY_WISH: Final = Phrase("summary.shortly.wish", "Wished for most – {wish}.")
SHORTLY_NO_WISH: Final = Phrase(
    "summary.shortly.no_wish", "Nobody chose a thing to do together this time."
)

WORKS: Final = Phrase("summary.works", "What works")
WORKS_LINE: Final = Phrase("summary.works.line", "{topic}: mostly good")
WORKS_KEEP: Final = Phrase("summary.works.keep", "Keep doing what you do here.")
WORKS_NOTHING: Final = Phrase(
    "summary.works.nothing",
    "We cannot name a topic: the answers differ, or too few people answered.",
)

NEEDS: Final = Phrase("summary.needs", "What people need")
COUNTED: Final = Phrase("summary.counted", "{what}: {count} of {people} people")
NEARLY_ALL: Final = Phrase("summary.nearly_all", "{what}: nearly all people")
MENTIONED: Final = Phrase("summary.mentioned", "Also mentioned: {what}")

DIFFICULT: Final = Phrase("summary.difficult", "What is difficult")
DIFFICULT_HARD: Final = Phrase("summary.difficult.hard", "{topic}: mostly hard")
DIFFICULT_NOTHING: Final = Phrase(
    "summary.difficult.nothing",
    "We can call no topic mostly hard: the answers differ, or are too few.",
)

FACES: Final = Phrase("summary.faces", "How people are, topic by topic")
MIXED: Final = Phrase("summary.mixed", "{topic}: mixed")
FEW: Final = Phrase("summary.few", "{topic}: too few answers to tell")

HOPES: Final = Phrase("summary.hopes", "What people would like to do")
HOPES_TOLD: Final = Phrase(
    "summary.hopes.told", "People knew that volunteers see every wish, also if only one chose it."
)
MORE: Final = Phrase("summary.more", "… and more")

SAID: Final = Phrase("summary.said", "What people said (translated)")
SAID_LINE: Final = Phrase("summary.said.line", "“{text}”")
NEXT: Final = Phrase("summary.next", "What we could do next")
FOR_NEED: Final = Phrase("summary.for_need", "{need}: {ideas}")
NOT_OURS: Final = Phrase("summary.not_ours", "Not ours to solve")

CHANGE: Final = Phrase("summary.change", "Change since the last round")
CHANGE_BETTER: Final = Phrase("summary.change.better", "{topic}: better than in the last round")
CHANGE_WORSE: Final = Phrase("summary.change.worse", "{topic}: harder than in the last round")
CHANGE_UNKNOWN: Final = Phrase(
    "summary.change.unknown", "Other topics: no clear change, or not enough answers to compare."
)
CHANGE_NOTHING: Final = Phrase(
    "summary.change.nothing", "No clear change, or not enough answers to compare."
)

LIMITS: Final = Phrase("summary.limits", "What this page does not tell")
LIMITS_HIDDEN: Final = Phrase(
    "summary.limits.hidden",
    "What only a few people said is not shown, so that nobody can be recognised.",
)
LIMITS_ABSENT: Final = Phrase(
    "summary.limits.absent", "People who did not talk with the bot are not here."
)
LIMITS_WORDS: Final = Phrase(
    "summary.limits.words", "What people wrote in their own words is not on this page."
)
LIMITS_SAID: Final = Phrase(
    "summary.limits.said",
    "Of people's own words this page shows only texts that they agreed to share. "
    "A person read and translated each of them.",
)
LIMITS_SKIPPED: Final = Phrase(
    "summary.limits.skipped", "Skipped in the whole round: “{question}” ({count})"
)
LIMITS_SKIPPED_NEARLY: Final = Phrase(
    "summary.limits.skipped_nearly", "Skipped by nearly all who were asked: “{question}”"
)
LIMITS_DRAFTS: Final = Phrase(
    "summary.limits.drafts", "Some translations that people read are drafts, not yet reviewed."
)
