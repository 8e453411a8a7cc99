"""Every distinct name of the gazetteer, with who bears it and how far each bearer may claim it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from resources.places.bearers import pack_bearer, prior_step, region_of
from resources.places.entry import Entry, Name
from resources.places.folding import plain_words, short_words, spelt_out
from resources.places.nicknames import nicknames
from resources.places.sound import sound_key

LONGEST = 60
OFFICE = re.compile(
    r"^(?:(?:charter )?township|village|borough|town|city) of |"
    r" (?:charter township|township|village|borough|town|twp)$",
    re.IGNORECASE,
)
"""What kind of municipality a name says it is; people leave it out."""


@dataclass(slots=True)
class Word:
    """One squashed name."""

    name: str
    sound: str
    best: int
    """Weight of its best bearer, as a byte."""
    bearers: bytes
    regions: tuple[tuple[str, int], ...]
    """Where it is borne, each with the weight of its best bearer there; nowhere for a made-up nickname."""
    near: bool
    """Borne by a place in the US, or by one in Mexico or Canada: worth two missing letters."""


def words_of(entries: list[Entry]) -> Iterator[Word]:
    """Distinct names in alphabetical order."""
    sounds: dict[str, str] = {}
    claims = _claims(entries, sounds)
    for name in sorted(claims):
        yield _word(name, sounds[name], claims[name], entries)


def _claims(entries: list[Entry], sounds: dict[str, str]) -> dict[str, dict[int, Name]]:
    """Who claims each squashed name; the first to bear it says in `sounds` how its words sound."""
    claims: dict[str, dict[int, Name]] = defaultdict(dict)
    owned: set[str] = set()
    for number, entry in enumerate(entries):
        if entry.kind in ("zip", "area"):
            continue
        for name, trust in _names(entry):
            words = short_words(plain_words(name))
            for spelling in (words, spelt_out(words)):
                key = "".join(spelling)
                if not 1 < len(key) <= LONGEST:
                    continue
                if key not in sounds:
                    sounds[key] = sound_key(spelling)
                if trust == Name.OWN and entry.country == "US":
                    owned.add(key)
                before = claims[key].get(number)
                if before is None or trust < before:
                    claims[key][number] = trust
    for key in owned:
        for number, trust in claims[key].items():
            if trust in (Name.OTHER, Name.NOT_POSTAL, Name.MADE) and entries[number].kind != "airport":
                claims[key][number] = Name.TAKEN
    return claims


def _names(entry: Entry) -> Iterator[tuple[str, Name]]:
    yield entry.name, Name.OWN
    short = OFFICE.sub("", entry.name)
    if short != entry.name and entry.kind == "city":
        yield short, Name.OTHER
    if entry.kind == "city" and entry.country == "US" and "-" in entry.name:
        yield from ((part, Name.NOT_POSTAL) for part in entry.name.split("-") if len(part) > 4)
    yield from entry.names
    if entry.kind == "city" and entry.country == "US":
        yield from ((made, Name.MADE) for made in nicknames(entry.name, entry.state, entry.population))


def _word(name: str, sound: str, bearers: dict[int, Name], entries: list[Entry]) -> Word:
    packed = bytearray()
    regions: dict[str, int] = {}
    best = 0
    near = False
    order = sorted(bearers, key=lambda n: (bearers[n], -entries[n].population, n))
    for number in order:
        entry, trust = entries[number], bearers[number]
        step = prior_step(entry.population)
        region = region_of(entry.state, entry.country)
        packed += pack_bearer(number + 1, trust, entry.kind, step, region)
        if trust == Name.MADE:
            continue
        weight = step - (40 if trust >= Name.TAKEN else 0)
        own = f"@{entry.country}" if entry.country != "US" else region
        regions[own] = max(regions.get(own, 0), weight)
        near = near or (entry.country == "US" and entry.kind != "airport" and trust != Name.CODE)
        best = max(best, weight)
    return Word(name, sound, best, bytes(packed), tuple(sorted(regions.items())), near)
