"""What is done in a run of the chaos: how many people come, on which ways, and what goes wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("en", "fi", "ar", "uk")
WAYS = ("fetched", "brought")
TRANSPORTS = {
    ("fetched", "telegram"): "Telegram polling",
    ("brought", "telegram"): "Telegram webhook",
    ("fetched", "slack"): "Slack Socket Mode",
    ("brought", "slack"): "Slack HTTP",
    ("brought", "web"): "Web page",
}
Address = Callable[[Path, str], str]


@dataclass
class Plan:
    """What is done in a run. Times in seconds.

    pauses: between two ends of the process, of which there are `ends` at most. stops: the share of
    ends that are by SIGTERM. hurried: without the pace that the platforms ask for. slack: for how
    long it waits to be acknowledged.
    """

    seed: int
    seconds: float
    people: int
    pauses: tuple[float, float]
    share: float = 0.05
    hangs: float = 0.05
    doubles: float = 0.05
    mixes: float = 0.2
    patience: float = 240.0
    database: Address = lambda folder, _way: f"sqlite:///{folder}/a.sqlite3"
    hurried: bool = True
    stops: float = 0.2
    ends: int = 1_000_000
    slack: float = 3.0
