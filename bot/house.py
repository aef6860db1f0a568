"""What every turn may lean on: the store, the frameworks, the settings, today's date.

Nothing in here belongs to a person, and nothing but `today` and `now` ever changes by itself.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import locales
from bot.channels import Capabilities, capabilities_of
from bot.lexicon import lexicon
from bot.prepared import Prepared, chosen_framework, saying_all
from bot.settings import Settings, SettingsError
from bot.traces import Sent
from bot.tries import Tries
from dialogues import help as help_lines
from dialogues import library
from dialogues.given import Given, HelpCard, Lexicon
from dialogues.hearing import normalise
from dialogues.model import Framework, Talk
from dialogues.walk import consented
from storage import Store, Tx, open_store, places, staff
from storage.places import Place

SOURCE = "en"
# The number of the EU and of every mobile network (directive 2018/1972, article 109).
EMERGENCY = "112"
REMIND_AFTER = timedelta(days=2)
DAY_BEGINS, DAY_ENDS = 10, 20


@dataclass(frozen=True, eq=False)
class House:
    """The rooms put together.

    now: the clock of the time zone, given so that a calendar can be given as well.
    works: what can be offered here. address: where the pages are, without a slash at the end.
    capabilities: of a channel by its name. lexicons: by id and version of their framework.
    tries: codes of today. sent: ids of messages just sent.
    """

    store: Store
    organisation: str
    now: Callable[[], datetime]
    framework: Framework
    help: tuple[help_lines.HelpLine, ...] = ()
    works: frozenset[str] = frozenset({"again"})
    approved_only: bool = False
    staff_language: str = SOURCE
    k: int = 5
    address: str = "http://127.0.0.1:8080"
    capabilities: Callable[[str], Capabilities] = capabilities_of
    lexicons: dict[tuple[str, str], Lexicon] = field(default_factory=dict)
    tries: Tries = field(default_factory=Tries)
    sent: Sent = field(default_factory=Sent)

    def offered(self, tx: Tx) -> frozenset[str]:
        """What can be offered now: quotes only where somebody can approve them."""
        return self.works | {"quotes"} if staff.can_approve(tx) else self.works

    def rings(self, channel: str) -> bool:
        """Whether we can write to somebody there by ourselves."""
        return self.capabilities(channel).rings

    def agreed(self, talk: Talk) -> bool:
        """Whether this person has said yes to the talk."""
        return consented(self.framework_of(talk.framework, talk.version), talk)

    def today(self) -> date:
        """Today in the time zone of the house."""
        return self.now().date()

    @functools.cached_property
    def languages(self) -> tuple[tuple[str, str], ...]:
        """The languages that people may choose, an organisation's own framework included."""
        return saying_all(self.framework, locales.offered(approved_only=self.approved_only))

    @functools.cached_property
    def spoken(self) -> Mapping[str, str]:
        """Own name by tag of what can say everything: who talks in a closed language goes on."""
        return dict(saying_all(self.framework, locales.whole()))

    def in_order(
        self, there: Sequence[Place], place: str, first: str = ""
    ) -> tuple[tuple[str, str], ...]:
        """The languages as people of a place choose them: `first`, what is spoken there, the rest.

        first: what somebody most likely reads.
        """
        spoken = (first, *places.spoken(there, place))
        order = {tag: number for number, tag in reversed(tuple(enumerate(spoken)))}
        # Who talks in a language that has closed may stay in it.
        own = {first: self.spoken[first]} if first in self.spoken else {}
        known = {**dict(self.languages), **own}.items()
        return tuple(sorted(known, key=lambda each: order.get(each[0], len(spoken))))

    @functools.cached_property
    def summary_words(self) -> frozenset[str]:
        """The words of all languages that ask for the summary, as `hearing` reads them."""
        words = (locales.control_words(tag)["summary"] for tag in self.spoken)
        return frozenset(normalise(word) for each in words for word in each)

    def guess(self, hint: str) -> str:
        """The offered language that a phone's hint most likely means."""
        guessed = locales.guess(hint)
        return guessed if guessed in dict(self.languages) else SOURCE

    @functools.cached_property
    def drafts(self) -> frozenset[str]:
        """The languages whose texts no person has checked."""
        return frozenset(each.tag for each in locales.languages() if each.review == "draft")

    def lexicon(self, framework: Framework) -> Lexicon:
        """The words of all languages that are spoken here for the questions of a framework."""
        key = framework.id, framework.version
        if key not in self.lexicons:
            self.lexicons[key] = lexicon(framework, tuple(self.spoken))
        return self.lexicons[key]

    def framework_of(self, framework_id: str, version: str) -> Framework:
        """The framework a talk began with, or the newest one where that is not installed."""
        if (framework_id, version) == (self.framework.id, self.framework.version):
            return self.framework
        try:
            return library.load(framework_id, version)
        except library.UnknownFramework:
            return self.framework

    def given(
        self,
        framework: Framework,
        language: str,
        *,
        there: Sequence[Place],
        last_day: date | None,
        is_open: bool,
        place: str = "",
        works: frozenset[str] = frozenset(),
    ) -> Given:
        """The facts that hold for every step of a batch; the batch adds a fresh code.

        there: all places; place: the person's own. works: what is offered, if not only help.
        """
        helping = self._help(language)
        return Given(
            organisation=self.organisation,
            day=written_day(last_day) if last_day else "",
            emergency=self.emergency,
            languages=self.in_order(there, place, language),
            places=tuple((each.id, each.name) for each in there if each.kind == "town"),
            help=helping,
            # More than the emergency number is there to be shown: only then may a text promise it.
            works=works | {"help_lines"} if len(helping) > 1 else works,
            drafts=self.drafts,
            lexicon=self.lexicon(framework),
            open=is_open,
            remind=last_day is not None and self.today() + REMIND_AFTER <= last_day,
        )

    def daytime(self) -> float:
        """When a message that can wait may be sent: now by day, else at ten in the morning.

        In seconds since 1970; 0 is now. At night nobody's phone rings for a reminder.
        """
        now = self.now()
        if DAY_BEGINS <= now.hour < DAY_ENDS:
            return 0.0
        ten = now.replace(hour=DAY_BEGINS, minute=0, second=0, microsecond=0)
        return (ten if now.hour < DAY_BEGINS else ten + timedelta(days=1)).timestamp()

    @functools.cached_property
    def emergency(self) -> str:
        """The emergency number of the country."""
        return next((line.show for line in self.help if line.emergency), EMERGENCY)

    def name_of(self, place: Place) -> str:
        """What a place is called; the country, which nobody names, as staff call it."""
        if place.kind != "country" or place.name != place.id.upper():
            return place.name
        from babel import Locale  # noqa: PLC0415  its names of countries take 5 MB

        return str(Locale.parse(self.staff_language).territories.get(place.name, place.name))

    def _help(self, language: str) -> tuple[HelpCard, ...]:
        now = self.now()
        fitting = help_lines.fitting(
            self.help,
            language=language,
            today=now.date(),
            weekday=now.weekday(),
            minute=now.hour * 60 + now.minute,
        )
        return tuple(HelpCard(each.name_in(language), each.show) for each in fitting)


def open_house(
    settings: Settings,
    *,
    now: Callable[[], datetime] | None = None,
    made: Prepared | None = None,
) -> House:
    """Open the store and put together what was read and set; one sentence if that cannot be."""
    framework = made.framework if made else chosen_framework(settings)
    lines = _help_of(settings.country)
    clock = now or functools.partial(datetime.now, settings.zone)
    store = open_store(
        settings.database_url.get_secret_value(),
        settings.keys_dir,
        today=clock().date(),
        framework=(framework.id, framework.version),
        country=settings.country,
    )
    return House(
        store=store,
        organisation=settings.organisation,
        now=clock,
        framework=framework,
        lexicons={(framework.id, framework.version): made.lexicon} if made else {},
        help=lines,
        approved_only=settings.languages == "approved",
        staff_language=settings.staff_language,
        k=settings.k,
        address=settings.address,
    )


def _help_of(country: str) -> tuple[help_lines.HelpLine, ...]:
    lines = help_lines.installed(country)
    if not any(line.emergency for line in lines):
        raise SettingsError(
            f"HOWAREYOU_COUNTRY: there are no help lines for {country}, not even an "
            "emergency number; docs/add.md says how to add them."
        )
    return lines


def written_day(day: date) -> str:
    """A day as every person reads it, in every language: 14.3.2027."""
    return f"{day.day}.{day.month}.{day.year}"
