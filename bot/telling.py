"""`round tell`: one text, in everybody's own language, to all who can still be written to.

1. It goes to everybody of a place, never to those who gave an answer (docs/privacy.md).
2. It must stand in every offered language, so that nothing tells which ones people read here.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

import locales
from bot import render
from bot.channels import Message, WrongSetting
from bot.house import SOURCE, House
from bot.turn import BROADCAST
from dialogues.record import from_record
from dialogues.walk import consented
from storage import Tx, contacts, places, post, rounds
from storage.contacts import Contact

MOST_CHARACTERS = 1000


def read_text(file: Path, house: House) -> Mapping[str, str]:
    """A YAML file with one text per language tag; every mistake in one sentence."""
    try:
        texts: Any = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError):
        raise WrongSetting(f"{file} cannot be read as YAML with one text per language.") from None
    if not isinstance(texts, dict) or not texts:
        raise WrongSetting(f"{file} must hold one text per language, as `fi: Kiitos!`.")
    known = dict(house.languages)
    for tag, text in texts.items():
        if tag not in known:
            raise WrongSetting(f"{file}: there is no language {tag}; there is {', '.join(known)}.")
        if not isinstance(text, str) or not text.strip() or len(text) > MOST_CHARACTERS:
            raise WrongSetting(
                f"{file}: the text for {tag} must have 1 to {MOST_CHARACTERS} letters."
            )
    missing = ", ".join(tag for tag in known if tag not in texts)
    if missing:
        raise WrongSetting(f"{file}: add the text in every offered language; missing: {missing}.")
    return texts


def tell_everybody(
    tx: Tx, house: House, texts: Mapping[str, str], *, place: str, dry_run: bool
) -> int:
    """Put the text into the outbox for everyone it is for; give how many.

    place: only who lives there or in a place inside it; "" is everybody.
    """
    offered = dict(house.languages)
    people = {
        person: language if language in offered else SOURCE
        for person, language in _reachable(tx, house, _inside(tx, place)).items()
    }
    outgoing = [
        post.Outgoing(
            *person, render.body(_message(texts[language], language)), BROADCAST, house.daytime()
        )
        for person, language in people.items()
    ]
    if not dry_run:
        post.put(tx, outgoing)
    return len(outgoing)


def _message(text: str, language: str) -> Message:
    return Message(text.strip(), rtl=locales.direction(language) == "rtl")


def _inside(tx: Tx, place: str) -> frozenset[str] | None:
    """A place and all that lie in it; None for the country, to which everybody belongs."""
    if not place or place == places.country(tx).id:
        return None
    inside = {place}
    for each in places.all_places(tx):
        if each.parent in inside:
            inside.add(each.id)
    return frozenset(inside)


def _reachable(
    tx: Tx, house: House, inside: frozenset[str] | None
) -> dict[tuple[str, str, str], str]:
    """Everybody whose address is still kept: people of living rounds, and who asked to be asked."""
    people: dict[tuple[str, str, str], str] = {}
    for subscriber in contacts.subscribers(tx):
        if inside is None or subscriber.place in inside:
            person = (subscriber.channel, subscriber.account, subscriber.address)
            people[person] = subscriber.language
    for each in rounds.all_rounds(tx):
        if each.state != "shredded":
            for contact in contacts.everyone(tx, each.id):
                if _is_meant(house, contact, inside):
                    people[contact.person] = contact.record.get("language", SOURCE)
    return people


def _is_meant(house: House, contact: Contact, inside: frozenset[str] | None) -> bool:
    """Whoever said yes to the talk; somebody who only looked in is left in peace."""
    talk = from_record(contact.record)
    agreed = contact.phase > 0 or consented(house.framework_of(talk.framework, talk.version), talk)
    return agreed and (inside is None or contact.record.get("place") in inside)
