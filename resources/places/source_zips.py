"""ZIP codes, post-office towns and area codes (package zipcodes), state by state so that memory stays small."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import zipcodes
from rapidfuzz.distance import OSA

from resources.places.folding import plain_words, short_words
from resources.places.states import US

_BUSINESS = frozenset({
    "bank", "univ", "university", "insurance", "hospital", "dept", "department", "co", "corp", "inc", "company",
    "credit", "card", "services", "internal", "revenue", "irs", "mci", "att", "verizon",
    "brm", "gov", "govt", "federal", "natl", "assoc", "society", "publishers", "clearing",
    "sweepstakes", "medical", "ctr", "admin", "administration", "electric", "energy", 
    "telephone", "financial", "savings", "magazine", "computer", 
    "processing", "bureau", "commission", "agency", "courier", "reply", "mail", "returns", "social",
    "security",
})  # fmt: skip
_ESTATES = frozenset({
    "urb", "parc", "repto", "cond", "ext", "est", "jard", "qtas", "com", "res", "resid", "sect", "bda", "barr",
    "bo", "alts", "villa", "vista", "hac", "mans", "brisas", "estancias", "reparto", "extension", "parcelas",
    "condominio", "urbanizacion", "sector", "edificio", "edif", "calle", "ave",
})  # fmt: skip
_NO_TOWN = ("MILITARY", "UNIQUE")


@dataclass(frozen=True, slots=True)
class Zip:
    """One ZIP code as the package tells it, with a point even where the package has none."""

    code: str
    kind: str
    city: str
    also: tuple[str, ...]
    not_postal: tuple[str, ...]
    state: str
    county: str
    lat: float
    lon: float
    timezone: str
    area_codes: tuple[str, ...]


def read_zips() -> Iterator[Zip]:
    """Every ZIP code of the states and territories, and the military ones (states AA, AE, AP)."""
    for state in (*sorted(US), "AA", "AE", "AP"):
        found = zipcodes.filter_by(state=state)  # type: ignore[no-untyped-call]
        rows = sorted(found, key=lambda row: str(row["zip_code"]))
        points = _town_points(rows)
        for row in rows:
            yield _zip(row, points)


def _town_points(rows: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0])
    for row in rows:
        lat, lon = float(row["lat"]), float(row["long"])
        if lat or lon:
            for key in (row["city"], ""):
                total = sums[key]
                total[0] += lat
                total[1] += lon
                total[2] += 1
    return {city: (total[0] / total[2], total[1] / total[2]) for city, total in sums.items()}


def _zip(row: dict[str, Any], points: dict[str, tuple[float, float]]) -> Zip:
    lat, lon = float(row["lat"]), float(row["long"])
    if not (lat or lon):
        lat, lon = points.get(row["city"]) or points.get("") or (0.0, 0.0)
    return Zip(
        row["zip_code"], row["zip_code_type"], row["city"], tuple(row["acceptable_cities"]),
        tuple(row["unacceptable_cities"]), row["state"], row["county"] or "", round(lat, 5), round(lon, 5),
        row["timezone"] or "", tuple(row["area_codes"]),
    )  # fmt: skip


def area_codes(zips: list[Zip]) -> Iterator[tuple[str, str, float, float, str, int]]:
    """Each area code: state, mean point, usual time zone, and how many ZIP codes it serves."""
    served: dict[str, list[Zip]] = defaultdict(list)
    for one in zips:
        if one.kind == "STANDARD" and one.state in US:
            for code in one.area_codes:
                served[code].append(one)
    for code in sorted(served):
        ((state, _),) = Counter(one.state for one in served[code]).most_common(1)
        here = [one for one in served[code] if one.state == state]
        ((zone, _),) = Counter(one.timezone for one in here).most_common(1)
        lat = sum(one.lat for one in here) / len(here)
        lon = sum(one.lon for one in here) / len(here)
        yield code, state, round(lat, 5), round(lon, 5), zone, len(here)


def is_neighbourhood(name: str, zip_: Zip) -> bool:
    """Whether a post-office alternate name can be a place at all, not a bank, a form or a housing estate."""
    if zip_.kind in _NO_TOWN or re.search(r"\d", name):
        return False
    words = plain_words(name)
    if not words or (zip_.state == "PR" and words[0] in _ESTATES):
        return False
    return not _BUSINESS.intersection(words)


def is_spelling(name: str, city: str) -> bool:
    """Whether a post-office alternate name is another way to write the town's name, not a place of its own."""
    one, two = short_words(plain_words(name)), short_words(plain_words(city))
    if len("".join(one)) <= 4 or "".join(one) == "".join(word[0] for word in two):
        return True
    if len(one) == len(two) and all(_shortens(a, b) or _shortens(b, a) for a, b in zip(one, two, strict=True)):
        return True
    return OSA.normalized_similarity("".join(one), "".join(two)) > 0.6


def _shortens(short: str, word: str) -> bool:
    """Whether all letters of one stand in the other in order, from the same first letter: bch, beach."""
    rest = iter(word)
    return short[0] == word[0] and all(letter in rest for letter in short)
