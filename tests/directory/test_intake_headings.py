"""Headings as many systems write them: what each column of a table in their style is taken for."""

import csv
from itertools import groupby
from pathlib import Path

import pytest

from resources.intake.mapping import map_columns

POINTS = ("North", "East", "South", "West")
STYLES = {
    style: tuple(rows)
    for style, rows in groupby(
        csv.DictReader((Path(__file__).parent / "heading_styles.csv").read_text("utf-8").splitlines()),
        key=lambda row: row["style"],
    )
}
"""Written by hand after what directories of each style are known to look like; every value is invented."""

ALIKE = ({"", "ignore"}, {"person", "internal"}, {"phones", "phones:main"}, {"name", "organisation"}, {"name", "site"})
GUARDS = {"sealed", "hide", "show", "phone_private", "address_public", "email_private", "status", "person", "internal"}


def _found(style):
    rows = STYLES[style]
    sample = [[_told(row, number) for row in rows] for number in range(len(POINTS))]
    return map_columns([row["heading"] for row in rows], sample).fields


def _told(row, number):
    """An example again and again, but names and ids as they differ from row to row."""
    if row["field"] in ("name", "organisation", "service", "site", "alternate_name"):
        return f"{row['example']} {POINTS[number]}"
    return f"{row['example']}{number}" if row["field"] == "key" else row["example"]


def _is_right(found, wanted):
    return found == wanted or any({found, wanted} <= same for same in ALIKE)


@pytest.mark.parametrize("style", STYLES)
def test_the_columns_of_a_known_style_are_mapped_without_help(style):
    wrong = [
        (row["heading"], row["field"], found)
        for row, found in zip(STYLES[style], _found(style), strict=True)
        if not _is_right(found, row["field"])
    ]
    assert len(wrong) <= 0.03 * len(STYLES[style]), wrong


@pytest.mark.parametrize("style", STYLES)
def test_no_flag_and_no_person_is_taken_for_anything_else(style):
    for row, found in zip(STYLES[style], _found(style), strict=True):
        if row["field"] in GUARDS or found in GUARDS:
            assert _is_right(found, row["field"]), row["heading"]
