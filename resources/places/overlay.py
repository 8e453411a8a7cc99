"""Names an organisation adds: nicknames, how names are said, reservations, bases, crossings, truck stops.

A row names a place that is known already (`place` and `state`), or stands for a point of its own (`lat` and `lon`).
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from resources.places.bearers import KINDS
from resources.places.folding import squashed_name
from resources.places.states import MEXICO, PROVINCES, US

COLUMNS = ("name", "place", "state", "kind", "lat", "lon", "note")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Added:
    """One row: another name of `place`, or a place of its own where `place` is empty."""

    name: str
    place: str
    state: str
    kind: str
    lat: float
    lon: float


def read_overlay(lines: Iterable[str]) -> tuple[list[Added], list[str]]:
    """The rows that can be used, and a sentence for each one that cannot."""
    added: list[Added] = []
    faults: list[str] = []
    for number, row in enumerate(csv.DictReader(lines), 2):
        try:
            added.append(_added(row))
        except ValueError as error:
            faults.append(f"line {number}: {error}")
    return added, faults


def read_overlay_file(path: Path) -> tuple[list[Added], list[str]]:
    """The same for a file; one that is not there holds nothing, one that cannot be read is one fault."""
    if not path.is_file():
        return [], []
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return read_overlay(lines)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return [], [f"{path.name} cannot be read ({error}); save it as CSV in UTF-8"]


def _added(row: dict[str, str | None]) -> Added:
    cells = {column: (row.get(column) or "").strip()[:_LONGEST] for column in COLUMNS}
    name, place, state, kind = cells["name"], cells["place"], cells["state"].upper(), cells["kind"] or "city"
    if len(squashed_name(name)) < 2:
        raise ValueError("the name is missing or has no letters")
    if state not in US and state not in MEXICO and state not in PROVINCES:
        raise ValueError(f"{cells['state'] or 'an empty state'} is not a state's code, such as TX")
    if kind not in KINDS:
        raise ValueError(f"{kind} is not a kind of place; use one of {', '.join(KINDS)}")
    if place:
        return Added(name, place, state, kind, 0.0, 0.0)
    return Added(name, "", state, kind, _degrees(cells["lat"], 90), _degrees(cells["lon"], 180))


def _degrees(text: str, most: int) -> float:
    try:
        degrees = float(text)
    except ValueError:
        raise ValueError("give either the place it belongs to, or lat and lon in degrees") from None
    if not abs(degrees) <= most:
        raise ValueError(f"{text} is no latitude or longitude")
    return degrees
