"""Invented listings and places for the tests of finding; every number is a 555-01xx."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from resources.find import Found, Want, find_help
from resources.listing import Area, Hours, Listing, Phone, Span
from resources.places.place import Place
from resources.store import Directory, open_directory, write_generation

NOON = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
"""Tuesday noon in Chicago."""

ALWAYS = Hours(True, tuple(Span(day, 0, 1440) for day in range(7)))
OFFICE = Hours(True, tuple(Span(day, 540, 1020) for day in range(5)))
NIGHT = Hours(True, tuple(Span(day, 1200, 1440) for day in range(7)))

OAKVALE = Place(
    1, "Oakvale", "city", "Cook County", "17031", "IL", "US", 41.80, -87.70, 9000, "America/Chicago", "ilnd"
)
TOLUCA = Place(2, "Toluca", "city", "", "", "", "MX", 19.29, -99.65, 800000, "America/Mexico_City", "")

_numbers = count()


def listed(service: str, kind: str = "shelter", miles: float | None = None, **more: object) -> Listing:
    """A listing, so many miles north of Oakvale where `miles` is given."""
    at: dict[str, object] = {}
    if miles is not None:
        at = {
            "lat": OAKVALE.lat + miles / 69.0,
            "lon": OAKVALE.lon,
            "precision": "exact",
            "city": "Oakvale",
            "state": "IL",
        }
    area, number = divmod(next(_numbers), 100)
    plain = Listing(
        "test", service, service, "Oakvale Network", (kind,), timezone="America/Chicago",
        phones=(Phone(f"+1{312 + area}555{100 + number:04d}"),),
    )  # fmt: skip
    return replace(plain, **(at | more))  # type: ignore[arg-type]


def covering(service: str, level: str, code: str, kind: str = "shelter", **more: object) -> Listing:
    """A listing without a point, for an area."""
    return listed(service, kind, areas=(Area(level, code),), **more)


def directory_of(folder: Path, listings: Iterable[Listing]) -> Directory:
    """A published directory that holds just these."""
    path = folder / "directory-0.db"
    write_generation(listings, path)
    return open_directory(path, None)


def find(
    directory: Directory, *kinds: str, place: Place | None = OAKVALE, want: Want | None = None, **more: object
) -> Found:
    """Finding at noon in Oakvale unless said otherwise."""
    at = more.pop("now", NOON)
    return find_help(directory, place, kinds or ("shelter",), want or Want(), at, **more)  # type: ignore[arg-type]


def names(found: Found) -> list[str]:
    """The services found, in order."""
    return [one.listing.service for one in found.help]
