"""The outline of a framework file made into a framework, as far as it can be read.

1. A question of a topic needs no condition to hang on its topic: it gets one here.
2. The options of the question that chooses topics are the topics; those of a face are the scale.
3. Only mistakes of shape are noted here; whether the framework makes sense is for the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from dialogues import phrases
from dialogues.authoring.outline import Items, Parts
from dialogues.authoring.reader import FILE_ID, OPTION_ID, Reader
from dialogues.authoring.source import COMPANY, TEXTS, Written
from dialogues.faults import Faults
from dialogues.model import Framework, Kind, Option, Part, Phrase, Question, Topic, When

NO_NEED = frozenset({"other", "none"})
READ = (Option("next", phrases.NEXT),)  # the one button of a screen that is only to be read
_TOP = ("id", "version", "title", "topics", "scales", "consent", "questions", "texts")
_QUESTION = (
    "part",
    "topic",
    "options",
    "when",
    "chooser",
    "needs",
    "wishes",
    "exclusive",
    "requires",
    "help_on",
)


def write_out(root: Parts, faults: Faults) -> Written:
    """Read as much as can be read, and note every mistake of shape."""
    return _Scribe(Reader(faults)).file(root)


@dataclass
class _Scribe:
    reader: Reader
    lines: dict[str, int] = field(default_factory=dict)
    screens: dict[str, dict[str, Phrase]] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    chooses: list[str] = field(default_factory=list)
    scale: tuple[Option, ...] = ()
    chooser: str = ""

    def file(self, root: Parts) -> Written:
        read = self.reader
        read.known(root, "file", required=_TOP)
        name = read.ident(root, "framework ", pattern=FILE_ID)
        version = self.version(root)
        title = self.phrase(root, "title", where="file", context="title")
        self.lines["topics"] = root.entries["topics"].line if "topics" in root.entries else 1
        self.topics = [self.topic(each) for each in read.records(root, "topics", "topics")]
        self.scale = self.faces(root)
        self.lines["consent"] = root.entries["consent"].line if "consent" in root.entries else 1
        consent = [self.screen(each) for each in read.records(root, "consent", "consent")]
        records = read.records(root, "questions", "questions")
        self.find_chooser(records)
        asked = [self.question(each) for each in records]
        framework = Framework(
            id=name,
            version=version,
            title=title,
            topics=tuple(self.topics),
            questions=(*consent, *asked),
            texts=self.texts(root),
            chooser=self.chooser,
            company=next(
                (said[COMPANY] for said in self.screens.values() if COMPANY in said), None
            ),
        )
        return Written(framework, self.lines, self.screens, tuple(self.chooses), self.scale)

    def version(self, root: Parts) -> str:
        node = root.entries.get("version")
        self.lines["version"] = node.line if node else root.line
        # A bare 1.0 is a number for YAML: the rule on versions says so better than the rule on ids.
        return getattr(node, "text", "") if not getattr(node, "bare", False) else ""

    def phrase(self, parts: Parts, key: str, *, where: str, context: str) -> Phrase:
        source = self.reader.text(parts, key, where)
        self.lines[context] = parts.entries[key].line if key in parts.entries else parts.line
        return Phrase(context, source)

    def topic(self, parts: Parts) -> Topic:
        topic_id = self.reader.ident(parts, "topic ")
        where = f"topic {topic_id}"
        self.reader.known(parts, where, required=("id", "title"))
        self.once(where, parts)
        return Topic(
            topic_id, self.phrase(parts, "title", where=where, context=f"topic.{topic_id}")
        )

    def faces(self, root: Parts) -> tuple[Option, ...]:
        scales = self.reader.group(root, "scales", "scales")
        self.lines["scales"] = root.entries["scales"].line if scales else root.line
        if scales is None:
            return ()
        self.reader.known(scales, "scales", required=("face",))
        return self.options(scales, "face", owner="face")

    def options(self, parts: Parts, key: str, *, owner: str) -> tuple[Option, ...]:
        records = self.reader.records(parts, key, f"question {owner}")
        found = tuple(self.option(each, owner) for each in records)
        for at, each in enumerate(found):
            if each.id in {before.id for before in found[:at]}:
                self.twice(f"option {owner}.{each.id}", records[at].line)
        return found

    def once(self, where: str, parts: Parts) -> None:
        """An id that is noted here for the first time, or a mistake."""
        if where in self.lines:
            self.twice(where, parts.line)
        self.lines.setdefault(where, parts.line)

    def twice(self, where: str, line: int) -> None:
        self.reader.faults.add(
            "F109",
            line,
            where=where,
            says="This id is used twice.",
            remedy="Give each its own id; never give an old id to something new.",
        )

    def option(self, parts: Parts, owner: str) -> Option:
        read = self.reader
        option_id = read.ident(parts, f"option {owner}.", pattern=OPTION_ID)
        where = f"option {owner}.{option_id}"
        read.known(parts, where, required=("id", "label"), optional=("emoji", "need", "requires"))
        label = self.phrase(parts, "label", where=where, context=f"{owner}.{option_id}")
        return Option(
            id=option_id,
            label=label,
            emoji=read.text(parts, "emoji", where),
            need=read.text(parts, "need", where),
            requires=read.text(parts, "requires", where),
        )

    def screen(self, parts: Parts) -> Question:
        read = self.reader
        screen_id = read.ident(parts, "consent ")
        where = f"consent {screen_id}"
        read.known(parts, where, required=("id", "sentences"))
        self.once(f"question {screen_id}", parts)
        said = read.group(parts, "sentences", where)
        self.screens[screen_id] = self.sentences(said, screen_id) if said else {}
        text = tuple(self.screens[screen_id].values())
        return Question(screen_id, Kind.INFO, text, part=Part.CONSENT, options=READ)

    def sentences(self, said: Parts, screen_id: str) -> dict[str, Phrase]:
        where = f"consent {screen_id}"
        found = {}
        for at, (name, key) in enumerate(said.keys.items(), start=1):
            self.reader.name(key, where)
            context = _paragraph(screen_id, at, len(said.keys))
            found[name] = self.phrase(said, name, where=where, context=context)
        return found

    def find_chooser(self, records: tuple[Parts, ...]) -> None:
        """The chooser's id is needed before the questions that hang on it are read."""
        for parts in records:
            if getattr(parts.entries.get("chooser"), "text", "") == "true":
                self.chooses.append(getattr(parts.entries.get("id"), "text", ""))
        self.chooser = self.chooses[0] if self.chooses else ""

    def question(self, parts: Parts) -> Question:
        read = self.reader
        question_id = read.ident(parts, "question ")
        where = f"question {question_id}"
        self.once(where, parts)
        read.known(parts, where, required=("id", "kind", "text"), optional=_QUESTION)
        topic = read.text(parts, "topic", where)
        options = self.options(parts, "options", owner=question_id)
        kind = self.kind(parts, where, options)
        return Question(
            id=question_id,
            kind=kind,
            text=self.paragraphs(parts, question_id, where),
            part=self.part(parts, where, topic),
            topic=topic,
            options=self.offered(parts, question_id, kind=kind, written=options),
            when=self.when(parts, where, topic),
            wishes=read.flag(parts, "wishes", where),
            exclusive=read.text(parts, "exclusive", where) or "none",
            requires=read.text(parts, "requires", where),
            help_on=tuple(
                read.leaf(node, where, what="option")
                for node in read.items(parts, "help_on", where)
            ),
        )

    def kind(self, parts: Parts, where: str, options: tuple[Option, ...]) -> Kind:
        name = self.reader.text(parts, "kind", where)
        if name in set(Kind):
            return Kind(name)
        if name:
            self.reader.faults.add(
                "F111",
                parts.entries["kind"].line,
                where=where,
                says=f"There is no kind {name}.",
                remedy=f"Use one of: {', '.join(Kind)}.",
            )
        return Kind.SINGLE if options else Kind.WORDS

    def part(self, parts: Parts, where: str, topic: str) -> Part:
        name = self.reader.text(parts, "part", where)
        if topic and name in {"", Part.TOPIC}:
            return Part.TOPIC
        if name in set(Part) - {Part.TOPIC} and not topic:
            return Part(name)
        self.reader.faults.add(
            "F112",
            parts.line,
            where=where,
            says=f"It belongs to no part of the talk (part: {name}, topic: {topic}).",
            remedy="Give it either a topic, or a part: consent, open, close or last.",
        )
        return Part.TOPIC if topic else Part.CLOSE

    def paragraphs(self, parts: Parts, question_id: str, where: str) -> tuple[Phrase, ...]:
        node = parts.entries.get("text")
        if not isinstance(node, Items):
            return (self.phrase(parts, "text", where=where, context=question_id),)
        said = []
        for at, item in enumerate(node.items, start=1):
            context = _paragraph(question_id, at, len(node.items))
            self.lines[context] = item.line
            said.append(Phrase(context, self.reader.leaf(item, where, what="text")))
        return tuple(said)

    def offered(
        self, parts: Parts, question_id: str, *, kind: Kind, written: tuple[Option, ...]
    ) -> tuple[Option, ...]:
        where = f"question {question_id}"
        needs, _ = (self.reader.flag(parts, name, where) for name in ("needs", "chooser"))
        if written and (kind in {Kind.FACE, Kind.WORDS, Kind.INFO} or question_id in self.chooses):
            self.reader.faults.add(
                "F113",
                parts.entries["options"].line,
                where=where,
                says="It has options of its own, but its choices come from elsewhere.",
                remedy="Take the options away, or make it single or multi.",
            )
        if kind is Kind.FACE:
            return self.scale
        if kind is Kind.INFO:
            return READ
        if question_id in self.chooses:
            return tuple(Option(topic.id, topic.title) for topic in self.topics)
        if not needs:
            return written
        return tuple(
            option if option.need or option.id in NO_NEED else replace(option, need=option.id)
            for option in written
        )

    def when(self, parts: Parts, where: str, topic: str) -> When | None:
        read = self.reader
        written = read.group(parts, "when", where)
        if written is None:
            return When(self.chooser, has=topic) if topic and self.chooser else None
        self.lines[f"when {where}"] = written.line
        read.known(written, where, required=("question",), optional=("has", "lte"))
        return When(
            read.text(written, "question", where),
            has=read.text(written, "has", where),
            lte=read.whole(written, "lte", where),
        )

    def texts(self, root: Parts) -> Mapping[str, Phrase]:
        said = self.reader.group(root, "texts", "texts")
        self.lines["texts"] = root.entries["texts"].line if said else root.line
        if said is None:
            return MappingProxyType({})
        self.reader.known(said, "texts", required=(), optional=TEXTS)
        return MappingProxyType(
            {
                name: self.phrase(said, name, where=f"text {name}", context=f"text.{name}")
                for name in TEXTS
                if name in said.entries
            }
        )


def _paragraph(question_id: str, at: int, of: int) -> str:
    return question_id if of == 1 else f"{question_id}.{at}"
