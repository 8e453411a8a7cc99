"""The invented national directory as an organisation would export it: one CSV with the headings that people write."""

import csv
from collections.abc import Iterator
from pathlib import Path

from national import national

from resources.listing import Hours, Listing
from resources.phones import valid_number

HEADINGS = (
    "Record ID", "Agency Name", "Program Name", "Type of Service", "Address", "City", "State", "Zip", "County FIPS",
    "Latitude", "Longitude", "Phone", "Hours", "Ages", "Gender", "Languages", "Counties Served", "Last Verified",
    "Description",
)  # fmt: skip
_AGES = {"18-": "18 and older", "-17": "17 and under", "60-": "60 and older", "0-": "all ages"}


def write_export(path: Path, count: int) -> Path:
    """Write `count` rows."""
    areas = [code for code in map(str, range(201, 990)) if valid_number(f"+1{code}5550100")]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(_rows(count, areas))
    return path


def _rows(count: int, areas: list[str]) -> Iterator[list[str]]:
    for number, one in enumerate(national(count)):
        yield _row(number, one, areas[number * 7919 % len(areas)])


def _row(number: int, one: Listing, area: str) -> list[str]:
    ages = next((rule.value for rule in one.rules if rule.axis == "age"), "")
    point = ("", "") if one.lat is None or one.lon is None else (f"{one.lat:.5f}", f"{one.lon:.5f}")
    return [
        one.key, one.organisation, one.service, one.kinds[0].replace("_", " "), f"{number % 9000 + 1} Main Street",
        one.city, one.state, "", one.county_fips if number % 2 else "", *point, f"({area}) 555-{number % 100 + 100:04}",
        _hours(one.hours), _AGES.get(ages, ages), next((r.value for r in one.rules if r.axis == "gender"), ""),
        "English, Spanish" if one.languages else "", one.county_fips if one.areas else "",
        one.verified[0].on.isoformat() if one.verified else "", one.about,
    ]  # fmt: skip


def _hours(hours: Hours) -> str:
    if not hours.known or hours.text == "24 hours":
        return hours.text
    return f"Mon-Fri {_clock(hours.spans[0].opens)}-{_clock(hours.spans[0].closes)}"


def _clock(minutes: int) -> str:
    return f"{(minutes // 60 - 1) % 12 + 1}:{minutes % 60:02}{'am' if minutes < 720 else 'pm'}"
