"""`round tell`: one text, in everybody's own language, to all who can still be written to.

1. It goes to everybody of a place, never to those who gave an answer (docs/privacy.md).
2. It must stand in every offered language, so that nothing tells which ones people read here.
3. It is put in slices, so that a reply never waits for all of it. Cut short, it can be given again:
   whoever was told these words within a week is not told twice.
"""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
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
from storage import Tx, contacts, places, post, rounds
from storage.contacts import Contact

MOST_CHARACTERS = 1000
# A slice holds the database for some milliseconds, and then lets the others have their turn.
AT_ONCE = 200
PAUSE = 0.05

Person = tuple[str, str, str]


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
    if SOURCE not in texts:
        raise WrongSetting(f"{file}: add the text in English ({SOURCE}), for all other languages.")
    return texts


def without_text(house: House, texts: Mapping[str, str]) -> str:
    """The offered languages whose people get the English text, whether anybody is there or not.

    Which of them are spoken is not told: it would say who lives where.
    """
    return ", ".join(tag for tag, _ in house.languages if tag not in texts)


def tell_everybody(
    house: House,
    texts: Mapping[str, str],
    *,
    place: str,
    dry_run: bool,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Put the text into the outbox for everyone it is for; give how many.

    place: only who lives there or in a place inside it; "" is everybody.
    """
    with house.store.read() as tx:
        people = list(_reachable(tx, house, _inside(tx, place)).items())
    if dry_run:
        return len(people)
    told = 0
    for start in range(0, len(people), AT_ONCE):
        if start:
            pause(PAUSE)
        told += _put(house, texts, dict(people[start : start + AT_ONCE]))
    return told


def _put(house: House, texts: Mapping[str, str], people: Mapping[Person, str]) -> int:
    """Some of the people in one transaction, but for those who were told or forgotten meanwhile."""
    today = house.today()
    words = hashlib.sha256(json.dumps(dict(texts), sort_keys=True).encode()).hexdigest()
    with house.store.begin() as tx:
        kept = sorted(contacts.remembered(tx, people))
        named = [(channel, account, f"tell:{words}:{who}") for channel, account, who in kept]
        new = post.fresh(tx, named, today=today)
        outgoing = []
        for person, is_new in zip(kept, new, strict=True):
            language = people[person] if people[person] in texts else SOURCE
            body = render.body(_message(texts[language], language))
            if is_new:
                outgoing.append(post.Outgoing(*person, body, BROADCAST, house.daytime()))
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


def _reachable(tx: Tx, house: House, inside: frozenset[str] | None) -> dict[Person, str]:
    """Everybody whose address is still kept: people of living rounds, and who asked to be asked."""
    people: dict[Person, str] = {}
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
    """Whoever said yes to the talk and can be written to; who only looked in is left in peace."""
    talk = from_record(contact.record)
    agreed = house.rings(contact.channel) and (contact.phase > 0 or house.agreed(talk))
    return agreed and (inside is None or contact.record.get("place") in inside)
