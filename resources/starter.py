"""The listings that ship with Northline: the sourced starter directory, and the invented one for training."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files

from resources.errors import IntakeError
from resources.intake.build import Builder
from resources.intake.facts import Facts
from resources.intake.flags import apply_flag
from resources.intake.whereabouts import Locator
from resources.listing import Area, Listing

STARTER = ("national", "child_protection", "state_lines", "fbi", "attorneys")
"""The files `data/starter_*.csv`, in the order in which an editor would read them."""

_FLAGS = {"sealed": "sealed", "refer": "show"}
_ABROAD = "country:"


def starter_listings() -> Iterator[Listing]:
    """Every listing of the starter directory; their source is `starter`, their keys those that guides name."""
    # No gazetteer: these lines are telephoned, so what they cover ranks them, not how far their door is.
    builder = Builder("starter", Locator(None))
    for name in STARTER:
        yield from _shipped(f"starter_{name}.csv", builder)


def training_listings() -> Iterator[Listing]:
    """The invented local directory for `northline train`; every name ends in (TRAINING)."""
    yield from _shipped("training_directory.csv", Builder("training", Locator(None)))


def _shipped(file: str, builder: Builder) -> Iterator[Listing]:
    """Rows of our own template, read by the same builder as an import, but never by guessing what a column is."""
    text = (files("resources") / "data" / file).read_text("utf-8")
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        listing = builder.listing(_facts(file, number, row))
        if isinstance(listing, str):
            raise IntakeError(f"{file}, line {number}: {listing}. Mend the row; resources/data/README.md says how.")
        # What the row says it offers is exact here: an import would also listen to the words of its name.
        yield replace(listing, kinds=tuple(row["kinds"].split(";")), areas=tuple(map(_area, listing.areas)))


def _facts(file: str, number: int, row: Mapping[str, str]) -> Facts:
    facts = Facts(file, number)
    for column, cell in row.items():
        if column in _FLAGS:
            apply_flag(facts, _FLAGS[column], column, cell)
        else:
            facts.add(column, cell.strip(), kind="template" if column == "phones" else "")
    return facts


def _area(area: Area) -> Area:
    return Area("country", area.code.removeprefix(_ABROAD)) if area.code.startswith(_ABROAD) else area
