"""A file of help lines read into `HelpLine`s, or all its mistakes at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import cast, get_args

import phonenumbers

from dialogues.authoring.outline import Leaf, Node, Parts, outline
from dialogues.authoring.reader import FILE_ID, Reader
from dialogues.faults import Faults
from dialogues.helpline import ANY, HelpLine, Phone, Status, Tongue
from dialogues.hours import Hours, hours

_KEYS = (
    "id",
    "kinds",
    "name",
    "phones",
    "hours",
    "languages",
    "cost",
    "anonymous",
    "off_bill",
    "source",
    "verified",
    "review_every_days",
    "status",
)
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_DIAL = re.compile(r"\+[1-9]\d{6,14}|\d{3,6}")
_UNTOLD = {"null", "~", ""}


def lines(text: str, name: str = "help lines") -> tuple[HelpLine, ...]:
    """Every help line of the file with this text; raise `Mistakes` with everything wrong in it."""
    faults = Faults(name)
    reader = Reader(faults)
    root = outline(text, faults)
    reader.known(root, "file", required=("country", "lines"))
    scribe = _Scribe(reader, reader.text(root, "country", "file"))
    found = [scribe.line(parts) for parts in reader.records(root, "lines", "lines")]
    emergencies = [line for line in found if line.emergency and line.status == "active"]
    if len(emergencies) != 1:
        faults.add(
            "H106",
            root.line,
            where="file",
            says=f"{len(emergencies)} lines are emergency numbers in use.",
            remedy="Have exactly one line with kinds: [emergency] and status: active.",
        )
    faults.stop()
    return tuple(found)


@dataclass
class _Scribe:
    reader: Reader
    country: str

    def line(self, parts: Parts) -> HelpLine:
        read = self.reader
        line_id = read.ident(parts, "line ", pattern=FILE_ID)
        where = f"line {line_id}"
        read.known(parts, where, required=_KEYS)
        kinds = tuple(
            read.leaf(node, where, what="kind") for node in read.items(parts, "kinds", where)
        )
        on, by = self.verified(parts, where)
        status = self.status(parts, where, sure=bool(on and by) or "emergency" in kinds)
        return HelpLine(
            id=line_id,
            kinds=kinds,
            names=self.names(parts, where),
            phones=self.phones(parts, where),
            hours=getattr(parts.entries.get("hours"), "text", ""),
            open=self.open(parts, where),
            languages=self.languages(parts, where),
            cost=read.text(parts, "cost", where),
            without_name=read.flag(parts, "anonymous", where),
            off_bill=read.flag(parts, "off_bill", where),
            source=self.source(parts, where),
            verified_on=on,
            verified_by=by,
            review_every_days=self.days(parts, where),
            status=status,
        )

    def names(self, parts: Parts, where: str) -> Mapping[str, str]:
        named = self.reader.group(parts, "name", where)
        tags = tuple(named.entries) if named else ()
        names = {tag: self.reader.text(named, tag, where) for tag in tags if named}
        wrong = [tag for tag in names if _TAG.fullmatch(tag) is None]
        if wrong or not names.get("en"):
            self.note(
                "H107",
                parts,
                where,
                says="The name needs language tags, and one of them en.",
                remedy="Write name: {en: ..., fi: ...}.",
            )
        return MappingProxyType(names)

    def phones(self, parts: Parts, where: str) -> tuple[Phone, ...]:
        records = self.reader.records(parts, "phones", where)
        phones = tuple(self.phone(each, where) for each in records)
        if not phones:
            self.note(
                "H101",
                parts,
                where,
                says="It has no telephone number.",
                remedy='Write phones: [{dial: "+358...", show: "..."}].',
            )
        return phones

    def phone(self, parts: Parts, where: str) -> Phone:
        self.reader.known(parts, where, required=("dial", "show"))
        phone = Phone(
            self.reader.text(parts, "dial", where), self.reader.text(parts, "show", where)
        )
        if _DIAL.fullmatch(phone.dial) is None:
            self.note(
                "H101",
                parts,
                where,
                says=f"{phone.dial} cannot be dialled from everywhere.",
                remedy="Write it with + and the code of the country, or a short number.",
            )
        elif phone.dial != _dialled(phone.show, self.country):
            self.note(
                "H102",
                parts,
                where,
                says=f"It shows {phone.show}, but dials {phone.dial}.",
                remedy="Make both the same number.",
            )
        return phone

    def open(self, parts: Parts, where: str) -> Hours:
        node = parts.entries.get("hours")
        try:
            return hours(node.text if isinstance(node, Leaf) else "?")
        except ValueError as error:
            self.note(
                "H104",
                parts,
                where,
                says=str(error),
                remedy='Write "24/7", or "Mo-Fr 09:00-15:00; Sa 10:00-14:00", or "" if not known.',
            )
            return ()

    def languages(self, parts: Parts, where: str) -> tuple[Tongue, ...]:
        tongues = []
        for each in self.reader.records(parts, "languages", where):
            self.reader.known(each, where, required=("tag",), optional=("via",))
            tag, via = (self.reader.text(each, key, where) for key in ("tag", "via"))
            if (tag != ANY and _TAG.fullmatch(tag) is None) or via not in {"", "interpreter"}:
                self.note(
                    "H107",
                    each,
                    where,
                    says=f"The language {tag} {via} cannot be understood.",
                    remedy="Write {tag: fi}, or {tag: ar, via: interpreter}.",
                )
            tongues.append(Tongue(tag, interpreter=bool(via)))
        return tuple(tongues)

    def source(self, parts: Parts, where: str) -> str:
        told = self.reader.group(parts, "source", where)
        publisher = self.reader.text(told, "publisher", where) if told else ""
        if told:
            self.reader.known(told, where, required=("publisher", "seen_on"))
            self.day(told.entries.get("seen_on"), where)
        if not publisher:
            self.note(
                "H103",
                parts,
                where,
                says="Nothing says who published this number.",
                remedy="Write source: {publisher: ..., seen_on: the day}.",
            )
        return publisher

    def verified(self, parts: Parts, where: str) -> tuple[date | None, str]:
        told = self.reader.group(parts, "verified", where)
        if told is None:
            return None, ""
        self.reader.known(told, where, required=("on", "by_role"))
        by = getattr(told.entries.get("by_role"), "text", "")
        return self.day(told.entries.get("on"), where), "" if by in _UNTOLD else by

    def day(self, node: Node | None, where: str) -> date | None:
        text = getattr(node, "text", "")
        if node is None or text in _UNTOLD:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.note(
                "H105",
                node,
                where,
                says=f"{text} is not a day.",
                remedy="Write a day such as 2026-11-30, or null.",
            )
            return None

    def days(self, parts: Parts, where: str) -> int:
        days = self.reader.whole(parts, "review_every_days", where)
        if not days:
            self.note(
                "H105",
                parts,
                where,
                says="Nothing says how often somebody looks at this number again.",
                remedy="Write review_every_days: 90.",
            )
        return days

    def status(self, parts: Parts, where: str, *, sure: bool) -> Status:
        name = self.reader.text(parts, "status", where)
        if name not in get_args(Status) or (name == "active" and not sure):
            self.note(
                "H105",
                parts,
                where,
                says=f"The status is {name or 'missing'}, and who verified it when is not said.",
                remedy="Write unverified or retired; active needs verified: {on, by_role}.",
            )
            return "unverified"
        return cast("Status", name)

    def note(self, number: str, at: Node, where: str, *, says: str, remedy: str) -> None:
        self.reader.faults.add(number, at.line, where=where, says=says, remedy=remedy)


def _dialled(show: str, country: str) -> str:
    """What a telephone dials when somebody types the number as it is shown."""
    digits = re.sub(r"[^\d+]", "", show)
    if len(digits) <= 6 and not digits.startswith(("+", "0")):
        return digits
    try:
        number = phonenumbers.parse(show, country)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
