"""What a column holds, told from its values."""

import re
from collections.abc import Callable, Sequence

from resources.intake.hours_text import read_hours
from resources.intake.languages import language_codes
from resources.intake.values import (
    day,
    degrees,
    filled,
    fips_code,
    mail_address,
    state_code,
    web_address,
    yes_or_no,
    zip_code,
)

_STREET = re.compile(
    r"^\s*(?:\d[\w/-]*\s+\S+|p\.?\s*o\.?\s+box|one\s+\w+)|\b(?:street|st|avenue|ave|road|rd|drive|dr|blvd|boulevard|hwy|highway|lane|ln|way|suite|ste|pkwy|"
    r"parkway|court|ct|circle|plaza|route|rte|calle|carr|box)\b\.?",
    re.I,
)
_FULL = re.compile(r",\s*[A-Z]{2}\.?,?\s+\d{5}|,\s*(?:United States|USA)\s*$")
_POINT = re.compile(r"-?\d{1,3}\.\d{2,}\s*[,;\s]\s*-?\d{1,3}\.\d{2,}")
_DIGITS = re.compile(r"\d")


def _phone(text: str) -> bool:
    digits = len(_DIGITS.findall(text))
    return (7 <= digits <= 40 and not _FULL.search(text)) or text.strip() in ("211", "311", "911", "988", "511")


def _wordy(text: str) -> bool:
    return bool(re.search(r"[^\W\d]{2,}", text)) and yes_or_no(text) is None


def _is_hours(text: str) -> bool:
    return read_hours(text).known or bool(
        re.search(r"\d\s*[ap]\.?m|24 h|\bmon|\bclosed\b|appointment|\bdaily\b|\d:\d\d|varies|\bcall\b", text, re.I)
    )


_SHAPES: dict[str, Callable[[str], bool]] = {
    "phones": _phone,
    "zip": lambda text: bool(zip_code(text)),
    "state": lambda text: bool(state_code(text.rstrip(" ,."))),
    "lat": lambda text: degrees(text) is not None or abs(_number(text)) > 1000,
    "lon": lambda text: degrees(text) is not None or abs(_number(text)) > 1000,
    "point": lambda text: bool(_POINT.search(text)),
    "email": lambda text: bool(mail_address(text)),
    "url": lambda text: bool(web_address(text)) or "." in text,
    "county_fips": lambda text: bool(fips_code(text)) or text.strip().isdigit(),
    "verified_on": lambda text: day(text) is not None or (len(text) < 40 and bool(_DIGITS.search(text))),
    "hours": _is_hours,
    "city": lambda text: _wordy(text) and len(text) < 60,
    "name": _wordy,
    "organisation": _wordy,
    "service": _wordy,
    "site": _wordy,
    "kinds": _wordy,
    "populations": lambda text: _wordy(text) or (yes_or_no(text) is not None and not _DIGITS.search(text)),
    "about": _wordy,
    "covers": lambda text: len(text) < 4000,
    "street": lambda text: not _POINT.fullmatch(text.strip()),
    "languages": _wordy,
}
_LEAST = {
    "phones": 0.4,
    "zip": 0.4,
    "state": 0.5,
    "lat": 0.5,
    "lon": 0.5,
    "point": 0.4,
    "email": 0.3,
    "url": 0.3,
    "hours": 0.2,
    "county_fips": 0.5,
}


def fits(name: str, values: Sequence[str]) -> bool:
    """Whether the values bear out that a column is what its heading says; an empty column is believed."""
    shape = _SHAPES.get(name.partition(":")[0])
    values = [value for value in values if filled(value)]
    if shape is None or not values:
        return True
    least = _LEAST.get(name.partition(":")[0], 0.3)
    return sum(map(shape, values)) >= least * len(values)


def is_identifier(heading: str, values: Sequence[str]) -> bool:
    """Whether a column that calls itself some id or number tells its rows apart: all filled, none twice."""
    values = [value for value in values if filled(value)]
    called = re.search(r"(?:\b|_)(?:id|no|num|number|code|key|ref)\W*$|[a-z]I[Dd]$", heading, re.I)
    # Rows that are merely counted get other numbers next month.
    counted = values[:3] == ["1", "2", "3"]
    distinct = len(values) > 1 and len(set(values)) == len(values)
    return bool(called) and distinct and not counted and all(map(_is_token, values))


def _is_token(text: str) -> bool:
    return len(text) <= 40 and " " not in text.strip() and bool(_DIGITS.search(text))


def guess_field(values: Sequence[str], taken: set[str], *, known: bool) -> str:
    """A field for a column by its values alone, or ""; `known` asks for shapes that nothing else has."""
    values = [value for value in (filled(value) for value in values) if value]
    if len(values) < 2:
        return ""

    def share(test: Callable[[str], object]) -> float:
        return sum(bool(test(value)) for value in values) / len(values)

    if share(_phone_only) > 0.7:
        return "phones"
    if share(lambda text: "@" in text and mail_address(text)) > 0.7:
        return "email"
    if share(lambda text: re.match(r"https?://|www\.", text, re.I)) > 0.7:
        return "" if "url" in taken else "url"
    if share(_FULL.search) > 0.5 and not taken & {"address", "street"}:
        return "address"
    if share(lambda text: read_hours(text).known) > 0.5 and "hours" not in taken:
        return "hours"
    if share(lambda text: _POINT.fullmatch(text.strip("() "))) > 0.7 and not taken & {"point", "lat"}:
        return "point"
    return "" if known else _guess_words(values, taken, share)


def _guess_words(values: Sequence[str], taken: set[str], share: Callable[[Callable[[str], object]], float]) -> str:
    if share(lambda text: re.fullmatch(r"\d{5}(?:-\d{4})?", text)) > 0.8 and "zip" not in taken:
        return "zip"
    if share(lambda text: len(text) == 2 and state_code(text)) > 0.8 and "state" not in taken:
        return "state"
    if share(lambda text: _STREET.match(text) and _DIGITS.search(text)) > 0.6 and "street" not in taken:
        return "street"
    if share(lambda text: language_codes(text, strict=True)) > 0.8 and "languages" not in taken:
        return "languages"
    if share(_wordy) < 0.8:
        return ""
    if not taken & {"name", "organisation", "service", "site"} and len(set(values)) > 0.6 * len(values):
        return "site" if "key" in taken or "location_id" in taken else "name"
    if "about" not in taken and sum(map(len, values)) > 80 * len(values):
        return "about"
    return ""


def _phone_only(text: str) -> bool:
    digits = len(_DIGITS.findall(text))
    return (
        10 <= digits <= 15
        and len(text) < 30
        and bool(re.fullmatch(r"[\d\s().+\-/x]*", text.lower()))
        and "." not in text[:4]
    )


def _number(text: str) -> float:
    try:
        return float(text.strip())
    except ValueError:
        return 0.0
