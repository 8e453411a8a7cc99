"""Airports with passengers' codes (package airportsdata): the US and its territories."""

import re
from collections.abc import Iterator

import airportsdata

from resources.places.entry import Entry, Name
from resources.places.states import TERRITORIES, US

_STATE = {name: code for code, name in US.items()} | {
    "Washington, D.C.": "DC", "Washington DC": "DC", "District-of-Columbia": "DC", "Virgin-Islands": "VI",
}  # fmt: skip
_DROPPED = (" International", " Regional", " Municipal", " County", " Executive", " Metropolitan", " Intercontinental")
_NOT_AIRFIELDS = ("Heliport", "Seaplane", "Hospital", "Balloonport", "Ultralight", "Gliderport")


def read_airports() -> Iterator[Entry]:
    """Each airport with an IATA code, under its name, its shorter name and its code."""
    rows = airportsdata.load("IATA")
    for code in sorted(rows):
        row = rows[code]
        state = row["country"] if row["country"] in TERRITORIES else _STATE.get(row["subd"], "")
        if not state or row["country"] not in ("US", *TERRITORIES):
            continue
        if any(word in row["name"] for word in _NOT_AIRFIELDS):
            continue
        big = "International" in row["name"]
        entry = Entry(
            "airport", row["name"], state, round(row["lat"], 5), round(row["lon"], 5), 20_000 if big else 500,
            timezone=row["tz"],
        )  # fmt: skip
        entry.names.extend(_names(row["name"], row["city"], code, big=big))
        yield entry


def _names(name: str, city: str, code: str, *, big: bool) -> Iterator[tuple[str, Name]]:
    short = name
    for word in _DROPPED:
        short = short.replace(word, "")
    if short != name:
        yield short, Name.OTHER
    for part in re.split(r"[/(),]| - ", short.replace(" Airport", "")):
        own = " ".join(word for word in part.split() if word not in city.split() and word != "General")
        if len(own) > 3 and own not in name.split()[:1]:
            yield f"{own} airport", Name.OTHER
    yield f"{code} airport", Name.OTHER
    yield code, Name.CODE
    if big and city:
        yield f"{city} airport", Name.OTHER
