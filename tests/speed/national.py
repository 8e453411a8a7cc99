"""An invented national directory of any size: points where people live; texts, rules and hours as real files have."""

import csv
import random
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from itertools import accumulate

from resources.listing import Area, Hours, Listing, Phone, Rule, Span, Verified
from resources.places.place import Place

KINDS = (
    "shelter", "youth_shelter", "housing", "medical", "substance_use", "counseling", "legal", "food", "clothing",
    "transport", "education", "employment", "information", "law_enforcement", "crisis_line", "documents",
)  # fmt: skip
_FIRST = [
    "Harbor",
    "Cedar",
    "Bridge",
    "Lantern",
    "River",
    "Hope",
    "Maple",
    "Anchor",
    "Sunrise",
    "Valley",
    "Prairie",
    "Stone",
    "Willow",
    "Beacon",
    "Orchard",
]
_LAST = [
    "House",
    "Center",
    "Project",
    "Network",
    "Alliance",
    "Services",
    "Program",
    "Clinic",
    "Collective",
    "Partners",
    "Coalition",
    "Mission",
]
_SYLLABLES = [
    "ba",
    "co",
    "du",
    "fe",
    "gi",
    "ho",
    "ka",
    "le",
    "mi",
    "no",
    "pa",
    "ra",
    "si",
    "to",
    "va",
    "wen",
    "sha",
    "tri",
    "mon",
    "ster",
    "lin",
    "der",
    "bur",
    "ton",
    "vil",
    "ley",
]
_TEXT = [
    "provides",
    "emergency",
    "assistance",
    "case",
    "management",
    "referrals",
    "counseling",
    "meals",
    "clothing",
    "transportation",
    "advocacy",
    "for",
    "adults",
    "families",
    "children",
    "youth",
    "survivors",
    "of",
    "violence",
    "trafficking",
    "homeless",
    "veterans",
    "seniors",
    "people",
    "with",
    "disabilities",
    "in",
    "the",
    "county",
    "call",
    "first",
    "walk",
    "in",
    "intake",
    "weekdays",
    "bring",
    "identification",
    "if",
    "available",
    "free",
    "sliding",
    "scale",
    "bilingual",
    "staff",
    "interpreter",
    "on",
    "request",
    "confidential",
    "support",
    "groups",
    "legal",
    "clinic",
    "food",
    "pantry",
    "health",
    "care",
]
_ZONES = {"America/New_York": -85.0, "America/Chicago": -102.0, "America/Denver": -114.0}


def counties() -> list[dict[str, str]]:
    """Every county with its point and its people."""
    text = (files("resources") / "data" / "counties.csv").read_text("utf-8")
    return [row for row in csv.DictReader(text.splitlines()) if row["lat"]]


def national(count: int, seed: int = 7) -> Iterator[Listing]:
    """`count` listings, the same for the same seed."""
    dice = random.Random(seed)
    rows = counties()
    weights = list(accumulate(int(row["population"] or 1000) for row in rows))
    names = [_invented_word(dice) for _ in range(max(500, count // 12))]
    homes = dice.choices(rows, cum_weights=weights, k=count)
    for number, home in enumerate(homes):
        yield _listing(number, home, dice, names)


def places(count: int, seed: int = 11) -> list[Place]:
    """Places where callers may be, as people live."""
    dice = random.Random(seed)
    rows = counties()
    weights = list(accumulate(int(row["population"] or 1000) for row in rows))
    found = []
    for number, row in enumerate(dice.choices(rows, cum_weights=weights, k=count)):
        lat, lon = float(row["lat"]) + dice.gauss(0, 0.1), float(row["lon"]) + dice.gauss(0, 0.1)
        zone = _zone(lon)
        found.append(
            Place(
                number, f"Town {number}", "city", row["name"], row["fips"], row["state"], "US", lat, lon, 1000, zone, ""
            )
        )
    return found


def _listing(number: int, home: dict[str, str], dice: random.Random, names: list[str]) -> Listing:
    kinds = tuple(dict.fromkeys(dice.choices(KINDS, k=dice.choice((1, 1, 2)))))
    name = f"{dice.choice(names).title()} {dice.choice(_FIRST)} {dice.choice(_LAST)}"
    lat, lon = float(home["lat"]) + dice.gauss(0, 0.12), float(home["lon"]) + dice.gauss(0, 0.12)
    pointless = dice.random() < 0.15
    return Listing(
        source="invented",
        key=str(number),
        service=f"{name} {kinds[0].replace('_', ' ')}",
        organisation=name,
        kinds=kinds,
        city=f"Town {number % 997}",
        state=home["state"],
        county_fips=home["fips"],
        lat=None if pointless else lat,
        lon=None if pointless else lon,
        precision="none" if pointless else "exact",
        timezone=_zone(lon),
        phones=(Phone(f"+1{dice.randrange(201, 989)}555{dice.randrange(100, 200):04d}", raw="555"),),
        hours=_hours(dice),
        rules=_rules(dice),
        areas=(Area("county", home["fips"]),) if dice.random() < 0.3 else (),
        languages=("en", "es") if dice.random() < 0.3 else (),
        about=" ".join(dice.choices(_TEXT, k=dice.randrange(20, 90))),
        vetting=dice.choice(("unvetted", "unvetted", "checked", "partner")),
        verified=(Verified("all", date(2024, 1 + dice.randrange(12), 1)),) if dice.random() < 0.6 else (),
    )


def _hours(dice: random.Random) -> Hours:
    if dice.random() < 0.35:
        return Hours(False, text="call")
    if dice.random() < 0.15:
        return Hours(True, tuple(Span(day, 0, 1440) for day in range(7)), text="24 hours")
    opens, closes = dice.choice((480, 510, 540)), dice.choice((960, 1020, 1200))
    return Hours(True, tuple(Span(day, opens, closes) for day in range(5)), text="weekdays")


def _rules(dice: random.Random) -> tuple[Rule, ...]:
    rules = []
    if dice.random() < 0.4:
        rules.append(Rule("age", dice.choice(("18-", "-17", "12-17", "18-24", "60-", "0-"))))
    if dice.random() < 0.15:
        rules.append(Rule("gender", dice.choice(("female", "male"))))
    return tuple(rules)


def _invented_word(dice: random.Random) -> str:
    return "".join(dice.choices(_SYLLABLES, k=dice.choice((2, 3, 3, 4))))


def _zone(lon: float) -> str:
    return next((zone for zone, west in _ZONES.items() if lon > west), "America/Los_Angeles")
