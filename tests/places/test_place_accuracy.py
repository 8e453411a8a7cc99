"""How well places are heard: bars over case files anyone may add a line to, and over the practice queries."""

import json
from pathlib import Path
from typing import Any

import pytest
from place_cases import score

from resources.places.folding import squashed_name
from resources.places.grid import kilometres
from resources.places.index import PlaceIndex
from resources.places.place import Place


@pytest.mark.parametrize(("name", "first", "five"), [("cases_tune.txt", 90, 93), ("cases_check.txt", 88, 90)])
def test_places_are_heard_as_people_say_them(index: PlaceIndex, name: str, first: float, five: float) -> None:
    reached = score(index, name)
    assert reached.first >= first, reached
    assert reached.five >= five, reached


@pytest.mark.parametrize(("name", "least"), [("tempting_tune.txt", 95), ("tempting_check.txt", 90)])
def test_the_one_true_place_stands_out_among_tempting_words(index: PlaceIndex, name: str, least: float) -> None:
    reached = score(index, name)
    assert reached.first >= least, reached


@pytest.mark.parametrize(("name", "least"), [("no_place_tune.txt", 95), ("no_place_check.txt", 95)])
def test_a_text_without_a_place_is_answered_not_sure(index: PlaceIndex, name: str, least: float) -> None:
    reached = score(index, name)
    assert reached.first >= least, reached


def _right(expected: dict[str, object], place: Place) -> bool:
    if expected["kind"] != "city":
        return (expected["kind"], expected["name"], expected["state"]) == (place.kind, place.name, place.state)
    if place.kind not in ("city", "other"):
        return False
    if squashed_name(str(expected["name"])) == squashed_name(place.name) and expected["state"] == place.state:
        return True
    lat, lon = float(str(expected["lat"])), float(str(expected["lon"]))
    return kilometres(lat, lon, place.lat, place.lon) <= 3


def _reached(index: PlaceIndex, rows: list[dict[str, Any]]) -> tuple[float, float]:
    first = five = 0
    for row in rows:
        right = [any(_right(one, heard.place) for one in row["expect"]) for heard in index.hear(str(row["q"]))]
        first += right[:1] == [True]
        five += any(right)
    return 100 * first / len(rows), 100 * five / len(rows)


@pytest.fixture(scope="module")
def practice(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "places" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["kind"] != "asr"]


@pytest.mark.parametrize(
    ("kind", "first", "five"),
    [
        ("typo", 95, 99), ("prefix", 93, 98), ("sentence", 98, 100), ("county", 100, 100), ("zip", 100, 100),
        ("area-code", 100, 100), ("clean", 100, 100), ("phonetic", 98, 98.5), ("abbrev", 97, 100),
    ],
)  # fmt: skip
def test_each_kind_of_practice_query_is_answered(
    index: PlaceIndex, practice: list[dict[str, Any]], kind: str, first: float, five: float
) -> None:
    reached = _reached(index, [row for row in practice if row["kind"] == kind])
    assert reached[0] >= first, reached
    assert reached[1] >= five, reached


def test_real_misspellings_are_understood(index: PlaceIndex, practice: list[dict[str, Any]]) -> None:
    reached = _reached(index, [row for row in practice if row["source"] == "real"])
    assert reached[0] >= 95, reached
    assert reached[1] >= 99, reached


def test_names_spelt_by_ear_are_understood(index: PlaceIndex, shared: Path) -> None:
    lines = (shared / "places" / "byear_dev.jsonl").read_text(encoding="utf-8").splitlines()
    reached = _reached(index, [json.loads(line) for line in lines])
    assert reached[0] >= 95, reached
    assert reached[1] >= 98, reached
