"""Reads the case files beside this module, one case a line, and says whether an answer is right."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from resources.places.folding import squashed_name
from resources.places.grid import kilometres
from resources.places.index import PlaceIndex
from resources.places.place import Place

HERE = Path(__file__).parent
SERVED_KM = 40.0


class Case(NamedTuple):
    """One line: what is right, and what was said. Nothing expected means not sure."""

    expected: tuple[str, ...]
    said: str


def cases_in(name: str) -> Iterator[Case]:
    """The cases of a file."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        expected, bar, said = line.partition(" | ")
        yield Case(tuple(re.split(r" or (?=[^|]*,)", expected)), said) if bar else Case((), line)


def is_right(index: PlaceIndex, expected: tuple[str, ...], place: Place) -> bool:
    """Whether a place is one of the expected; an airport or a base counts as the town it serves."""
    return any(_is(index, one.strip(), place) for one in expected)


def _is(index: PlaceIndex, one: str, place: Place) -> bool:
    name, _, state = one.rpartition(", ")
    if name.startswith("area ") or name.isdigit():
        return place.name == name.removeprefix("area ") and place.kind in ("area", "zip")
    own = {"MX": "MX", "CA": "CAN"}.get(place.country, place.state if place.country == "US" else place.country)
    if own == state and squashed_name(name) == squashed_name(place.name):
        return True
    town = index.town(name, state) if len(state) == 2 else None
    if town is None or place.kind not in ("airport", "other"):
        return False
    return kilometres(town.lat, town.lon, place.lat, place.lon) <= SERVED_KM


class Score(NamedTuple):
    """Shares of a file's cases, in percent."""

    first: float
    five: float
    sure: float


def score(index: PlaceIndex, name: str) -> Score:
    """How a file's cases are answered; for texts without a place `first` is the share answered "not sure"."""
    cases = list(cases_in(name))
    first = five = sure = 0
    for case in cases:
        heard = [is_right(index, case.expected, one.place) for one in index.hear(case.said)]
        first += heard[:1] == [True] if case.expected else not heard
        five += any(heard)
        sure += bool(heard)
    return Score(*(round(100 * count / len(cases), 1) for count in (first, five, sure)))
