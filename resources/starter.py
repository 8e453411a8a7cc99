"""The listings that ship with Northline: the sourced starter directory, and the invented one for training."""

import csv
from collections.abc import Iterator, Mapping
from importlib.resources import files

from resources.intake.hours_text import read_hours
from resources.listing import Area, Listing, Phone, Rule
from resources.phones import read_phones

STARTER = ("national", "child_protection", "state_lines", "fbi", "attorneys")
"""The files `data/starter_*.csv`, in the order in which an editor would read them."""

_AXES = {"ages": "age", "genders": "gender", "populations": "population", "documents": "documents", "access": "access"}


def starter_listings() -> Iterator[Listing]:
    """Every listing of the starter directory; their source is `starter`, their keys those that guides name."""
    for name in STARTER:
        yield from _shipped(f"starter_{name}.csv", "starter")


def training_listings() -> Iterator[Listing]:
    """The invented local directory for `northline train`; every name ends in (TRAINING)."""
    yield from _shipped("training_directory.csv", "training")


def _shipped(file: str, source: str) -> Iterator[Listing]:
    text = (files("resources") / "data" / file).read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield _listing(row, source)


def _listing(row: Mapping[str, str], source: str) -> Listing:
    sealed = row["sealed"] == "yes"
    point = (float(row["lat"]), float(row["lon"])) if row["lat"] and not sealed else None
    return Listing(
        source=source, key=row["key"], service=row["service"], organisation=row["organisation"],
        kinds=_parts(row["kinds"]), site=row["site"], street="" if sealed else row["street"], city=row["city"],
        state=row["state"], zip="" if sealed else row["zip"], lat=point[0] if point else None,
        lon=point[1] if point else None, precision="exact" if point else "none", timezone=row["timezone"],
        phones=tuple(p for part in _parts(row["phones"]) for p in _phones(part)), hours=read_hours(row["hours"]),
        rules=tuple(_rules(row)), areas=tuple(map(_area, _parts(row["covers"]))), languages=_parts(row["languages"]),
        about=row["about"], how_to_apply=row["how_to_apply"], fees=row["cost"], url=row["url"], email=row["email"],
        note=row["note"], alert=row["alert"], refer=row["refer"] != "no", sealed=sealed, virtual=not row["city"],
        vetting=row["vetting"] or "unvetted", source_url=row["source_url"], as_of=row["as_of"],
        confidence=row["confidence"], source_name=row["source_name"],
    )  # fmt: skip


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _phones(part: str) -> tuple[Phone, ...]:
    kind, _, number = part.partition(":")
    return read_phones(number, kind=kind)


def _rules(row: Mapping[str, str]) -> Iterator[Rule]:
    for column, axis in _AXES.items():
        for value in _parts(row[column]):
            verdict = "no" if value.startswith("no ") else "yes"
            yield Rule(axis, value.removeprefix("no "), verdict)


def _area(code: str) -> Area:
    if code == "US":
        return Area("country", code)
    level, colon, named = code.partition(":")
    if colon and level in ("zip", "country"):
        return Area(level, named)
    if code.isdigit():
        return Area("county", code)
    return Area("state" if len(code) == 2 else "text", code)
