"""Where a listing is: the best point there is, its county and zone; of a confidential place, only the town."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from resources.intake.facts import Facts
from resources.intake.secrecy import hides_address, says_confidential
from resources.intake.values import degrees, fips_code, in_us, state_code, zip_code
from resources.places.counties import bare, county_key, read_counties
from resources.places.place import Place
from resources.sealed import ExactAddress

_ONE_LINE = re.compile(
    r"^(?P<street>.*?)[,\n]+\s*(?P<city>[^,\n\d]+?)[,\s]+"
    r"(?P<state>[A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\.?[,\s]*(?P<zip>\d{5}(?:-\d{4})?)?\s*$"
)
_TOWN_ONLY = re.compile(r"^([A-Za-z .'-]{2,40}),?\s+([A-Z]{2})\.?,?\s+(\d{5}(?:-\d{4})?)\s*$")
_TOWN_FIRST = re.compile(r"([A-Z][A-Za-z .'-]{2,30}),\s*([A-Z]{2})\b\.?(?=\s|$)")
_COUNTRY = re.compile(r"[,\s]+(?:United States(?: of America)?|U\.?S\.?A\.?)\s*$", re.I)
_POINT = re.compile(r"(-?\d{1,3}\.\d+)\s*[,;\s]\s*(-?\d{1,3}\.\d+)")
_MERCATOR = 20037508.34
_SPOTS_KEPT = 4096
_ZONES = {
    "eastern": "America/New_York", "est": "America/New_York", "edt": "America/New_York", "et": "America/New_York",
    "central": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "ct": "America/Chicago",
    "mountain": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver", "mt": "America/Denver",
    "pacific": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu",
}  # fmt: skip
_ZONE_IN_TEXT = re.compile(
    r"\b(eastern|central|mountain|pacific|alaska|hawaii)(?:\s+(?:standard|daylight))?\s+time\b|\b([ECMP][SD]T|ET|CT|PT)\b",
    re.I,
)
_HEADINGS_OF_WHERE = (
    "address",
    "street",
    "zip",
    "lat",
    "lon",
    "coord",
    "location",
    "map",
    "direction",
    "x",
    "y",
    "geo",
    "postal",
)


class Places(Protocol):
    """What intake asks of the gazetteer; `resources.places.index.PlaceIndex` answers it."""

    def zip(self, code: str) -> Place | None:
        """The place of a ZIP."""

    def town(self, name: str, state: str) -> Place | None:
        """The place of a town."""

    def county(self, fips: str) -> Place | None:
        """The place of a county."""

    def nearest_county(self, lat: float, lon: float) -> Place | None:
        """The county round a point."""


@dataclass(slots=True)
class Where:
    """The resolved whereabouts of one listing."""

    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    county_fips: str = ""
    country: str = "US"
    lat: float | None = None
    lon: float | None = None
    precision: str = "none"
    timezone: str = ""
    sealed: bool = False


class Locator:
    """Resolves whereabouts, remembering the ZIPs, towns and counties that it has asked for."""

    def __init__(self, places: Places | None) -> None:
        self._places = places
        self._zips: dict[str, Place | None] = {}
        self._towns: dict[tuple[str, str], Place | None] = {}
        self._counties: dict[str, Place | None] = {}
        self._spots: dict[tuple[float, float], Place | None] = {}

    def locate(self, facts: Facts) -> Where:
        """The best point, county and zone for the facts; only the town where the address is confidential."""
        where = _address(facts)
        where.sealed = facts.sealed or says_confidential(facts)
        if where.sealed:
            where.street = where.zip = ""
            if hides_address(where.city):
                where.city = ""
        else:
            _point(facts, where)
        self._complete(where, county_fips(facts, where.state))
        where.timezone = _stated_zone(facts) or where.timezone
        return where

    def county_of(self, name: str, state: str) -> str:
        """A county's FIPS digits by name and state, or ""."""
        return _county_named(state, name)

    def _complete(self, where: Where, fips: str) -> None:
        zip_place = self._zip(where.zip) if where.zip else None
        town = self._town(where.city, where.state) if where.city and where.state and not zip_place else None
        nearest = zip_place or town
        if where.lat is None and nearest is not None:
            where.lat, where.lon = nearest.lat, nearest.lon
            where.precision = "zip" if zip_place else "town"
        if nearest is None and fips:
            nearest = self._county(fips)
            if nearest is not None and where.lat is None:
                where.lat, where.lon, where.precision = nearest.lat, nearest.lon, "region"
        if nearest is None and self._places is not None and where.lat is not None and where.lon is not None:
            nearest = self._near(where.lat, where.lon) if in_us(where.lat, where.lon) else None
        if nearest is not None:
            where.state = where.state or nearest.state
            where.timezone = nearest.timezone
        where.county_fips = fips or (nearest.county_fips if nearest is not None else "")

    def _zip(self, code: str) -> Place | None:
        if code not in self._zips:
            self._zips[code] = self._places.zip(code) if self._places else None
        return self._zips[code]

    def _near(self, lat: float, lon: float) -> Place | None:
        # The services of one house, to ten metres, are looked up once.
        spot = (round(lat, 4), round(lon, 4))
        if spot not in self._spots:
            if len(self._spots) >= _SPOTS_KEPT:
                self._spots.clear()
            self._spots[spot] = self._places.nearest_county(lat, lon) if self._places else None
        return self._spots[spot]

    def _county(self, fips: str) -> Place | None:
        if fips not in self._counties:
            self._counties[fips] = self._places.county(fips) if self._places else None
        return self._counties[fips]

    def _town(self, name: str, state: str) -> Place | None:
        if (name, state) not in self._towns:
            self._towns[name, state] = self._places.town(name, state) if self._places else None
        return self._towns[name, state]


def exact_address(facts: Facts) -> ExactAddress:
    """Where a confidential place really is, as far as its row says: for the encrypted store and nothing else."""
    where = _address(facts)
    _point(facts, where)
    street = where.street if re.search(r"\d", where.street) or not hides_address(where.street) else ""
    return ExactAddress(street, where.city, where.state, where.zip, where.lat, where.lon)


def withheld(text: str, facts: Facts) -> str:
    """`text` without the street, ZIP and coordinates of a confidential place."""
    for name in ("street", "address", "zip", "lat", "lon", "point", "street2", "mailing"):
        for value in facts.every(name):
            if len(value) >= 4:
                text = re.sub(re.escape(value), "(address withheld)", text, flags=re.I)
    for name in ("street", "address"):
        for value in facts.every(name):
            first = re.match(r"\s*(\d+\s+\w+(?:\s+\w+)?)", value)
            if first:
                text = re.sub(re.escape(first[1]), "(address withheld)", text, flags=re.I)
    return text


def tells_where(heading: str) -> bool:
    """Whether a column of unknown meaning could hold an address."""
    words = re.split(r"[\W_]+", heading.lower())
    return any(
        word.startswith(hint) if len(hint) > 1 else word == hint for word in words for hint in _HEADINGS_OF_WHERE
    )


def county_fips(facts: Facts, state: str) -> str:
    """The county's digits from a FIPS cell, or from its name and the state."""
    for text in facts.every("county_fips"):
        if fips_code(text):
            return fips_code(text)
    name = facts.first("county")
    return _county_named(state, name.split(",")[0]) if name and state else ""


@lru_cache(maxsize=8192)
def _county_named(state: str, name: str) -> str:
    return _counties().get(county_key(state, bare(name)), "")


@lru_cache(maxsize=1)
def _counties() -> dict[str, str]:
    return {county_key(county.state, bare(county.name)): county.fips for county in read_counties()}


def _address(facts: Facts) -> Where:
    where = Where()
    numbered = " ".join(filter(None, (facts.first("street_number"), facts.first("street").strip(" ,"))))
    where.street = ", ".join(filter(None, (numbered, *(text.strip(" ,") for text in facts.every("street2")))))
    where.city = facts.first("city").strip(" ,.")
    where.state = state_code(facts.first("state").strip(" ,."))
    raw_zip = facts.first("zip")
    where.zip = zip_code(raw_zip.strip(" ,"))
    if where.zip and where.zip not in raw_zip:
        facts.repaired = True
    _country(facts, where)
    line = facts.first("address") or facts.first("city_state")
    if not line and not where.city and re.search("[,\n]", where.street):
        line, where.street = where.street, ""
    if line:
        _one_line(line, where)
    if not (where.city or where.state or where.street):
        # Map exports often open their description with the town: "San Jose, CA."
        told = _TOWN_FIRST.match(facts.first("about"))
        if told and state_code(told[2]):
            where.city, where.state = told[1].strip(), state_code(told[2])
    if facts.first("zip") and not where.zip and where.country == "US":
        facts.doubts.add("header-misfits-values")
    return where


def _country(facts: Facts, where: Where) -> None:
    country = re.sub(r"[^A-Za-z ]", "", facts.first("country")).strip().upper()
    if country and country not in ("US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA") and not where.state:
        known = {"CANADA": "CA", "MEXICO": "MX", "CAN": "CA", "MEX": "MX"}
        where.country = known.get(country, country[:2] if len(country) == 2 else "")
        where.state = where.state or facts.first("state")[:3].upper()


def _one_line(line: str, where: Where) -> None:
    """Take an address of one line apart; what other cells say already stays."""
    line = _COUNTRY.sub("", line.strip())
    found = _ONE_LINE.match(line)
    if found and state_code(found["state"]):
        where.street = where.street or found["street"].strip(" ,\n").replace("\n", ", ")
        where.city = where.city or found["city"].strip()
        where.state = where.state or state_code(found["state"])
        where.zip = where.zip or zip_code(found["zip"] or "")
    elif (town := _TOWN_ONLY.match(line)) and state_code(town[2]):
        where.city, where.state = where.city or town[1].strip(), where.state or state_code(town[2])
        where.zip = where.zip or zip_code(town[3])
    elif re.fullmatch(r"[^,\d]+,\s*[A-Za-z .]+", line) and state_code(line.rpartition(",")[2]):
        where.city = where.city or line.rpartition(",")[0].strip()
        where.state = where.state or state_code(line.rpartition(",")[2])
    elif not where.street:
        where.street = line.replace("\n", ", ")


def _point(facts: Facts, where: Where) -> None:
    pairs = list(zip(facts.every("lat"), facts.every("lon"), strict=False))
    for text in facts.every("point"):
        found = _POINT.search(text)
        if found:
            # WKT and GeoJSON say longitude first.
            backwards = bool(re.search(r"point\s*\(", text, re.I))
            pairs.append((found[2], found[1]) if backwards else (found[1], found[2]))
    for north, east in pairs:
        lat, lon = _degrees(north, east)
        if lat is None or lon is None:
            continue
        if not in_us(lat, lon) and in_us(lon, lat):
            lat, lon, facts.repaired = lon, lat, True
        if abs(lat) <= 90 and (in_us(lat, lon) or where.country != "US"):
            where.lat, where.lon, where.precision = lat, lon, "exact"
            return
        facts.doubts.add("point-outside-US")


def _degrees(north: str, east: str) -> tuple[float | None, float | None]:
    lat, lon = degrees(north), degrees(east)
    if lat is None and lon is None:
        return _from_mercator(north, east)
    return lat, lon


def _from_mercator(north: str, east: str) -> tuple[float | None, float | None]:
    # ArcGIS exports the metres of its web map where nobody asked for degrees.
    try:
        y, x = float(north), float(east)
    except ValueError:
        return None, None
    if not (1000 < abs(x) <= _MERCATOR and 1000 < abs(y) <= _MERCATOR):
        return None, None
    from math import atan, degrees, exp, pi

    return degrees(2 * atan(exp(y / 6378137.0)) - pi / 2), x / _MERCATOR * 180


def _stated_zone(facts: Facts) -> str:
    stated = facts.first("timezone").strip()
    if "/" in stated and _is_zone(stated):
        return stated
    for text in (stated, *facts.every("hours")):
        found = _ZONE_IN_TEXT.search(text)
        if found:
            return _ZONES[(found[1] or found[2]).lower()]
    return _ZONES.get(stated.lower(), "")


@lru_cache(maxsize=256)
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError):
        return False
    return True
