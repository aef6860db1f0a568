"""A page of the talk as somebody reads it in tests: its messages, buttons, boxes and fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br"}


@dataclass
class Said:
    """One message on the page. rows: label and token of each button and box, one a row."""

    lines: list[str] = field(default_factory=list)
    rows: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    edited: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(self.lines)


class Read(HTMLParser):
    """What stands on a page. hidden: the fields that a form would send along; asked: with words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[Said] = []
        self.hidden: dict[str, str] = {}
        self.alerts: list[str] = []
        self.writes = False
        self.asked = ""
        self.checked: set[str] = set()
        self._open: list[str] = []
        self._boxes: list[str] = []
        self._label: list[str] | None = None
        self._token = ""
        self.feed(text)
        self.close()

    @property
    def names(self) -> set[str]:
        """The options and controls that can be pressed or ticked."""
        return {token.split(":")[-1] for one in self.said for row in one.rows for _, token in row}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what opens here."""
        given = {name: value or "" for name, value in attrs}
        kinds = given.get("class", "").split()
        if tag not in VOID:
            self._open.append(" ".join(kinds) or tag)
        if "said" in kinds:
            self.said.append(Said())
        if "line" in kinds or (given.get("role") == "alert" and "hidden" not in given):
            self._label = []
        if tag == "textarea":
            self.writes = True
        if tag == "input" and given.get("type") == "hidden":
            self._hide(given["name"], given["value"])
        if tag == "input" and given.get("type") == "checkbox":
            self._boxes.append(given["value"])
            self.checked |= {given["value"]} if "checked" in given else set()
        if tag == "button" and given.get("name") == "press":
            self._label, self._token = [], given["value"]

    def _hide(self, name: str, value: str) -> None:
        if name == "asked":
            self.asked = value
        else:
            self.hidden[name] = value

    def handle_data(self, data: str) -> None:
        """Collect what is read inside a line or a button."""
        if self._label is not None:
            self._label.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Put what was collected where it belongs."""
        kind = self._open.pop() if self._open else ""
        words = " ".join("".join(self._label or []).split())
        if kind == "line":
            self.said[-1].lines.append(words)
        elif tag == "p" and self._label is not None and not self._token:
            self.alerts.append(words)
        elif tag == "button" and self._token:
            self._press(words, self._token)
        else:
            return
        self._label, self._token = None, ""

    def _press(self, label: str, token: str) -> None:
        if token.endswith(":="):  # what sends the boxes above it
            head = token.removesuffix("=")
            self.said[-1].rows += [((name, head + name),) for name in self._boxes]
            self._boxes, token = [], head + "!done"
        self.said[-1].rows.append(((label, token),))
