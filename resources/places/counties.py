"""The counties of the United States, from the table of facts that ships with Northline."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from resources.places.folding import plain_words, short_words


@dataclass(frozen=True, slots=True)
class County:
    """A county or its equal: parish, borough, census area, municipio, district, independent city."""

    fips: str
    state: str
    name: str
    lat: float
    lon: float
    population: int
    district: str


_SAID = (
    " city and borough", " census area", " municipality", " municipio", " borough", " district", " island",
    " county", " parish", " city",
)  # fmt: skip


def read_counties() -> Iterator[County]:
    """Every row of `resources/data/counties.csv`."""
    with (files("resources") / "data" / "counties.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield County(
                row["fips"], row["state"], row["name"], float(row["lat"]), float(row["lon"]),
                int(row["population"]), row["district"],
            )  # fmt: skip


def bare(name: str) -> str:
    """A county's name without the word county, parish, borough and the like."""
    for word in _SAID:
        if name.lower().endswith(word) and len(name) > len(word) + 1:
            return name[: -len(word)]
    return name


def county_key(state: str, name: str) -> str:
    """What two files' spellings of one county share: "TX:st marys" for St. Mary's County."""
    squashed = "".join(short_words(plain_words(name)))
    return f"{state}:{squashed}"
