"""A place, and a place as it was heard."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A town, county, ZIP, state, area code, airport, or a name the organisation added.

    `kind` is one of city, county, state, zip, area, airport, other. `state` is the USPS code in the US and its
    territories, the subdivision's code or "" elsewhere; `country` is ISO 3166-1 alpha-2. `county` is the name as people
    say it ("Nacogdoches County"), `county_fips` its five digits; `timezone` an IANA zone; `district` the code of the
    federal judicial district ("txed"). "" always means unknown. `lat` and `lon` are degrees north and east.
    """

    id: int
    name: str
    kind: str
    county: str
    county_fips: str
    state: str
    country: str
    lat: float
    lon: float
    population: int
    timezone: str
    district: str


@dataclass(frozen=True, slots=True)
class HeardPlace:
    """One candidate for the place that was said; `confidence` 0..1, `why` is shown to the specialist."""

    place: Place
    confidence: float
    why: str
