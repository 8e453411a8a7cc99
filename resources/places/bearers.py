"""Who bears a name: small records beside each name, enough to rank by without reading a single place."""

import struct
from collections.abc import Iterator
from math import log10
from typing import NamedTuple

from resources.places.entry import Name
from resources.places.states import US

KINDS = ("city", "county", "state", "zip", "area", "airport", "other")
REGIONS = (*sorted(US), "@MX", "@CA", "@")
"""Numbers of US states, Mexico, Canada, and every other country."""

_REGION = {code: number for number, code in enumerate(REGIONS)}
_RECORD = struct.Struct("<IBBB")
_TRUSTS = tuple(Name)
PRIOR_STEPS = 200


class Bearer(NamedTuple):
    """A place that answers to a name."""

    place: int
    trust: Name
    kind: str
    prior: float
    """How likely a caller means it at all: 0 for nobody there, 1 for ten million people."""
    region: str


def prior_step(population: int) -> int:
    """The prior of a population as one byte."""
    return min(255, round(log10(max(0, population) + 10) / 7 * PRIOR_STEPS))


def region_of(state: str, country: str) -> str:
    """The region a place is filed under."""
    if country == "US":
        return state
    return f"@{country}" if country in ("MX", "CA") else "@"


def pack_bearer(place: int, trust: Name, kind: str, step: int, region: str) -> bytes:
    """One bearer as seven bytes."""
    return _RECORD.pack(place, int(trust) | KINDS.index(kind) << 3, step, _REGION[region])


def unpack_bearers(packed: bytes, region: str = "") -> Iterator[Bearer]:
    """The bearers of one name; of one region only, where one is given."""
    wanted = _REGION[region] if region else -1
    for place, sort, step, number in _RECORD.iter_unpack(packed):
        if wanted in (-1, number):
            yield Bearer(place, _TRUSTS[sort & 7], KINDS[sort >> 3], step / PRIOR_STEPS, REGIONS[number])
