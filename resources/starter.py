"""The listings that ship with Northline: the sourced starter directory, and the invented one for training."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files

from resources.intake.build import Builder
from resources.intake.template_row import row_listing
from resources.intake.whereabouts import Locator
from resources.listing import Area, Listing
from resources.rows import STARTER as SOURCE

STARTER = ("national", "child_protection", "state_lines", "fbi", "attorneys")
"""The files `data/starter_*.csv`, in the order in which an editor would read them."""

_ABROAD = "country:"


def starter_listings() -> Iterator[Listing]:
    """Every listing of the starter directory; their source is `starter`, their keys those that guides name."""
    # No gazetteer: these lines are telephoned, so what they cover ranks them, not how far their door is.
    builder = Builder(SOURCE, Locator(None))
    for name in STARTER:
        yield from _shipped(f"starter_{name}.csv", builder)


def training_listings() -> Iterator[Listing]:
    """The invented local directory for `northline train`; every name ends in (TRAINING)."""
    yield from _shipped("training_directory.csv", Builder("training", Locator(None)))


def _shipped(file: str, builder: Builder) -> Iterator[Listing]:
    """Rows of our own template, read by the same builder as an import, but never by guessing what a column is."""
    text = (files("resources") / "data" / file).read_text("utf-8")
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        listing = row_listing(builder, file, number, row)
        yield replace(listing, areas=tuple(map(_area, listing.areas)))


def _area(area: Area) -> Area:
    return Area("country", area.code.removeprefix(_ABROAD)) if area.code.startswith(_ABROAD) else area
