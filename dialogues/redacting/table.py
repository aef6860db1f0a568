"""The shape of a language's table of words."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of one language, in any case, with | between them; `*` stands for any ending.

    digits: number words, by the digits that are dialled for them ("4": "four"); `4_` holds what is
    dialled so but means more ("forty"). 1 to 10 are also heard where one of several is chosen.
    at, dot: how the signs of an e-mail address are said.
    name_is: what stands before a name so surely that the name may be written small.
    name_may_be: what stands before a name that is written large.
    no_name: what can follow those without being a name.
    joins: what can follow a name ("and").
    farewell: what stands before the name at the end of a letter.
    person: who is near ("my friend"); a large word after it is a name, for publishing.
    title: what stands before names only ("Mrs"), also in a script without capitals.
    presents: "I am", "this is"; two large words after it are a name, for publishing.
    born: what stands before a date of birth. was_born: what stands after it.
    months: as they stand in a date.
    document: what stands before the number of a passport, an application, a case.
    street: stands before the name of a street. road: stands after it. flat: within an address.
    lives: what stands before an address, so that a large word and a number behind it are one.
    measure: what is counted, so that the number before it is not that of a house.
    phone: what stands before a short telephone number.
    service: a place to chat. known_as: what stands between it and the name there.
    """

    digits: Mapping[str, str] = field(default_factory=dict)
    at: str = ""
    dot: str = ""
    name_is: str = ""
    name_may_be: str = ""
    no_name: str = ""
    joins: str = ""
    farewell: str = ""
    person: str = ""
    title: str = ""
    presents: str = ""
    born: str = ""
    was_born: str = ""
    months: str = ""
    document: str = ""
    street: str = ""
    road: str = ""
    flat: str = ""
    lives: str = ""
    measure: str = ""
    phone: str = ""
    service: str = ""
    known_as: str = ""
