"""Every place the index will hold, gathered from the sources and given county, time zone and other names."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from resources.places.counties import County, bare, county_key, read_counties
from resources.places.entry import Entry, Name
from resources.places.folding import squashed_name
from resources.places.grid import Map, kilometres
from resources.places.lexicon import OFFICE
from resources.places.source_airports import read_airports
from resources.places.source_cities import read_cities
from resources.places.source_facts import add_overlay, country_entries, county_entries, state_entries, township_entries
from resources.places.source_zips import Zip, area_codes, is_neighbourhood, is_spelling, read_zips
from resources.places.states import US

PEOPLE_A_ZIP = 400
PEOPLE_A_BOX = 50
PEOPLE_A_VILLAGE = 30
PEOPLE_AN_AREA_ZIP = 3_000
SAME_TOWN_KM = 40.0
SAME_PLACE_KM = 10.0


@dataclass(slots=True)
class Gazetteer:
    """Entries in a fixed order, the counties behind them, and the point-to-county map."""

    entries: list[Entry] = field(default_factory=list)
    counties: list[County] = field(default_factory=list)
    ground: Map[str] = field(default_factory=Map)
    """US points (ZIP codes) -> county FIPS."""
    zones: Map[str] = field(default_factory=Map)
    """US points (ZIP codes) -> time zone."""


def gather(progress: Callable[[str, float], None]) -> Gazetteer:
    """Read every source; the same packages always give the same entries in the same order."""
    gazetteer = Gazetteer(counties=list(read_counties()))
    progress("ZIP codes", 0.02)
    zips = _zips_with_counties(gazetteer)
    progress("cities", 0.08)
    towns = _Towns(gazetteer)
    for city in read_cities(gazetteer.ground):
        towns.add(city)
    progress("post-office towns", 0.2)
    _add_postal_towns(towns, zips)
    for township in township_entries():
        towns.add_unless_known(township)
    gazetteer.entries.extend(country_entries(gazetteer.entries))
    gazetteer.entries.extend(state_entries(gazetteer.counties))
    gazetteer.entries.extend(county_entries(gazetteer.counties))
    gazetteer.entries.extend(read_airports())
    gazetteer.entries.extend(_zip_entries(zips))
    gazetteer.entries.extend(_area_entries(zips))
    add_overlay(gazetteer.entries)
    progress("counties and time zones", 0.25)
    _locate(gazetteer)
    return gazetteer


def _zips_with_counties(gazetteer: Gazetteer) -> list[tuple[Zip, str]]:
    fips = {county_key(c.state, name): c.fips for c in gazetteer.counties for name in (c.name, bare(c.name))}
    fips |= {county_key(c.state, c.name): c.fips for c in gazetteer.counties}
    found: list[tuple[Zip, str]] = []
    for one in read_zips():
        code = fips.get(county_key(one.state, one.county)) or fips.get(county_key(one.state, bare(one.county)), "")
        found.append((one, code))
        if one.state in US and (one.lat or one.lon):
            if code:
                gazetteer.ground.add(one.lat, one.lon, code)
            if one.timezone:
                gazetteer.zones.add(one.lat, one.lon, one.timezone)
    for county in gazetteer.counties:
        gazetteer.ground.add(county.lat, county.lon, county.fips)
    return found


class _Towns:
    """Towns gathered so far, so that one town in two sources stays one entry."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._entries = gazetteer.entries
        self._known: dict[str, list[Entry]] = defaultdict(list)

    def add(self, entry: Entry) -> None:
        """Take an entry as it is."""
        self._entries.append(entry)
        if entry.country == "US":
            self._known[f"{entry.state}:{squashed_name(entry.name)}"].append(entry)

    def known(self, name: str, state: str, lat: float, lon: float, within: float = SAME_TOWN_KM) -> Entry | None:
        """The town of this name nearest to a point, unless it is too far to be the same."""
        rivals = self._known.get(f"{state}:{squashed_name(name)}", ())
        near = [(kilometres(lat, lon, e.lat, e.lon), i) for i, e in enumerate(rivals)]
        if not near or min(near)[0] > within:
            return None
        return rivals[min(near)[1]]

    def add_unless_known(self, entry: Entry) -> Entry:
        """The town already there under this name, or the new one."""
        there = self.known(entry.name, entry.state, entry.lat, entry.lon)
        if there is None:
            self.add(entry)
            return entry
        return there


def _add_postal_towns(towns: _Towns, zips: list[tuple[Zip, str]]) -> None:
    by_town: dict[tuple[str, str], list[tuple[Zip, str]]] = defaultdict(list)
    for one, fips in zips:
        if one.state in US:
            by_town[one.state, one.city].append((one, fips))
    homes: dict[tuple[str, str], Entry] = {}
    for (state, city), own in by_town.items():
        postal = _postal_town(city, state, [one for one, _ in own])
        entry = _as_city(towns, postal) or towns.add_unless_known(postal)
        if not entry.county:
            entry.county = _county_of(entry, own)
        homes[state, city] = entry
    for (state, city), own in by_town.items():
        for one, fips in own:
            _add_other_names(towns, homes[state, city], one, fips)


def _as_city(towns: _Towns, postal: Entry) -> Entry | None:
    """The town that other sources call so with "City" after it: New York City for the post office's New York."""
    if towns.known(postal.name, postal.state, postal.lat, postal.lon) is not None:
        return None
    same = towns.known(f"{postal.name} City", postal.state, postal.lat, postal.lon, SAME_PLACE_KM)
    if same is not None:
        same.names.append((postal.name, Name.OWN))
    return same


def _postal_town(city: str, state: str, own: list[Zip]) -> Entry:
    standard = sum(one.kind == "STANDARD" for one in own)
    people = PEOPLE_A_ZIP * standard or PEOPLE_A_BOX
    middle = own[len(own) // 2]
    return Entry("city", city, state, middle.lat, middle.lon, people, timezone=middle.timezone)


def _county_of(entry: Entry, own: Iterable[tuple[Zip, str]]) -> str:
    """The county most of a town's ZIP codes lie in; of two, the one nearer to the town's point."""
    votes: dict[str, float] = defaultdict(float)
    for one, fips in own:
        if fips:
            votes[fips] += 1 / (5 + kilometres(entry.lat, entry.lon, one.lat, one.lon))
    return max(votes, key=lambda fips: (votes[fips], fips)) if votes else ""


def _add_other_names(towns: _Towns, home: Entry, one: Zip, fips: str) -> None:
    for names, trust in ((one.also, Name.OTHER), (one.not_postal, Name.NOT_POSTAL)):
        for name in names:
            if not is_neighbourhood(name, one):
                continue
            if is_spelling(name, one.city):
                home.names.append((name, trust))
                continue
            short = OFFICE.sub("", name)
            if short != name and (same := towns.known(short, one.state, one.lat, one.lon, SAME_PLACE_KM)) is not None:
                same.names.append((name, trust))
                continue
            village = Entry(
                "city", name, one.state, one.lat, one.lon, PEOPLE_A_VILLAGE, county=fips, timezone=one.timezone
            )
            towns.add_unless_known(village)


def _zip_entries(zips: list[tuple[Zip, str]]) -> Iterable[Entry]:
    for one, fips in zips:
        yield Entry("zip", one.code, one.state, one.lat, one.lon, 0, county=fips, timezone=one.timezone)


def _area_entries(zips: list[tuple[Zip, str]]) -> Iterable[Entry]:
    for code, state, lat, lon, zone, served in area_codes([one for one, _ in zips]):
        yield Entry("area", code, state, lat, lon, served * PEOPLE_AN_AREA_ZIP, timezone=zone)


def _locate(gazetteer: Gazetteer) -> None:
    """County and time zone for every US place that has none yet, from the nearest ZIP code's."""
    numbers = {county.state: county.fips[:2] for county in gazetteer.counties}
    for entry in gazetteer.entries:
        if entry.country != "US" or not (entry.lat or entry.lon):
            continue
        if not entry.county and entry.kind not in ("state", "area"):
            entry.county = _nearest_in(gazetteer.ground, entry, numbers.get(entry.state, ""))
        if not entry.timezone:
            entry.timezone = gazetteer.zones.nearest(entry.lat, entry.lon) or ""


def _nearest_in(ground: Map[str], entry: Entry, state_number: str) -> str:
    """The county of the nearest known point in a place's own state."""
    return ground.nearest(entry.lat, entry.lon, lambda fips: fips.startswith(state_number)) or ""
