"""Taking texts, ids, lists and numbers out of an outline, noting every mistake of shape."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dialogues.authoring.outline import Items, Leaf, Node, Parts
from dialogues.faults import Faults

QUESTION_ID = re.compile(r"[a-z][a-z0-9_]{0,23}")
OPTION_ID = re.compile(r"[a-z0-9_]{1,24}")
FILE_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads values of an outline; a value that is wrong or missing comes back empty, and noted."""

    faults: Faults

    def known(
        self, parts: Parts, where: str, *, required: Iterable[str], optional: Iterable[str] = ()
    ) -> None:
        """Note keys that are unknown, and keys that are missing."""
        required = tuple(required)
        allowed = [*required, *optional]
        for name, key in parts.keys.items():
            if name in allowed:
                continue
            near = difflib.get_close_matches(name, allowed, n=1)
            self.faults.add(
                "F104",
                key.line,
                where=where,
                says=f"The key {name} is unknown.",
                remedy=f"Did you mean {near[0]}?" if near else f"Use: {', '.join(allowed)}.",
            )
        for name in required:
            if name not in parts.entries:
                self.faults.add(
                    "F105",
                    parts.line,
                    where=where,
                    says=f"The key {name} is missing.",
                    remedy=f"Add {name}.",
                )

    def text(self, parts: Parts, key: str, where: str) -> str:
        """The text under a key, "" if there is none."""
        node = parts.entries.get(key)
        return "" if node is None else self.leaf(node, where, what=key)

    def leaf(self, node: Node, where: str, *, what: str) -> str:
        """A node as text."""
        if not isinstance(node, Leaf):
            self.shape(node, where, what=what, expected="a text")
            return ""
        if node.bare or not node.text.strip():
            self.bare(node, where, what=what)
        return node.text

    def bare(self, leaf: Leaf, where: str, *, what: str) -> None:
        """Note a text without quotes that YAML reads as something else (the trap of a bare no)."""
        if leaf.text.strip():
            says = f"The {what} {leaf.text} has no quotes, and YAML does not read it as text."
            remedy = f'Write it in quotes: "{leaf.text}".'
        else:
            says, remedy = f"The {what} is empty.", f"Write the {what}."
        self.faults.add("F107", leaf.line, where=where, says=says, remedy=remedy)

    def shape(self, node: Node, where: str, *, what: str, expected: str) -> None:
        """Note a value of the wrong shape."""
        self.faults.add(
            "F106",
            node.line,
            where=where,
            says=f"The value of {what} has the wrong shape.",
            remedy=f"Write {expected}.",
        )

    def ident(self, parts: Parts, before: str, *, pattern: re.Pattern[str] = QUESTION_ID) -> str:
        """The id of these parts; `before` it says whose id it is (`question `, `option age.`)."""
        node = parts.entries.get("id")
        if node is None:
            return ""
        where = before + getattr(node, "text", "?")
        name = self.leaf(node, where, what="id")
        if name and not getattr(node, "bare", False):
            self.characters(name, node.line, where, pattern=pattern)
        return name

    def name(self, key: Leaf, where: str) -> None:
        """Note what is wrong with a key that is an id."""
        if key.bare:
            self.bare(key, where, what="id")
        else:
            self.characters(key.text, key.line, where, pattern=QUESTION_ID)

    def characters(self, name: str, line: int, where: str, *, pattern: re.Pattern[str]) -> None:
        """Note an id with characters that ids do not have."""
        if pattern.fullmatch(name) is None:
            self.faults.add(
                "F108",
                line,
                where=where,
                says=f"The id {name} has characters that ids do not have, or is too long.",
                remedy="Use small letters a-z, digits and _, at most 24.",
            )

    def items(self, parts: Parts, key: str, where: str) -> tuple[Node, ...]:
        """The list under a key, empty if there is none."""
        node = parts.entries.get(key)
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.shape(node, where, what=key, expected="a list")
            return ()
        return node.items

    def records(self, parts: Parts, key: str, where: str) -> tuple[Parts, ...]:
        """The list of named parts under a key."""
        found = []
        for node in self.items(parts, key, where):
            if isinstance(node, Parts):
                found.append(node)
            else:
                self.shape(node, where, what=key, expected="named parts, such as {id: home, ...}")
        return tuple(found)

    def group(self, parts: Parts, key: str, where: str) -> Parts | None:
        """The named parts under a key, or None."""
        node = parts.entries.get(key)
        if node is None or isinstance(node, Parts):
            return node
        self.shape(node, where, what=key, expected="named parts")
        return None

    def flag(self, parts: Parts, key: str, where: str) -> bool:
        """The true or false under a key; false if there is none."""
        node = parts.entries.get(key)
        if node is None:
            return False
        if isinstance(node, Leaf) and node.text in {"true", "false"}:
            return node.text == "true"
        self.shape(node, where, what=key, expected="true or false")
        return False

    def whole(self, parts: Parts, key: str, where: str) -> int:
        """The whole number under a key; 0 if there is none."""
        node = parts.entries.get(key)
        if node is None:
            return 0
        if isinstance(node, Leaf) and re.fullmatch(r"[0-9]{1,4}", node.text):
            return int(node.text)
        self.shape(node, where, what=key, expected="a whole number")
        return 0
