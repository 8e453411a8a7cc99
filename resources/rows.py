"""A listing as a row of the store, and back."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from resources.listing import Area, Hours, HoursException, Listing, Phone, Rule, Span, Verified

COLUMNS = tuple(field.name for field in fields(Listing))
"""The columns of the listing table: every field of a listing, in its order."""

SELECT = ", ".join(COLUMNS)

ID = COLUMNS.index("id")

# Made once: `json.dumps` builds an encoder at every call that asks for anything but its defaults.
_AS_JSON = json.JSONEncoder(ensure_ascii=False)
_AS_SHORT_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_PHONE_ORDER = {"crisis": 0, "intake": 1, "text": 3, "tty": 4, "other": 5, "fax": 6}


STARTER = "starter"
"""The source of the listings that ship with Northline; their keys are those by which guides name lines."""


def listing_id(source: str, key: str) -> int:
    """The id of a listing in every store and every generation: 53 bits, so that JSON readers keep it whole."""
    digest = blake2b(f"{source}\0{key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 11


def guarded(listing: Listing) -> Listing:
    """The listing without what must never reach a directory file: a sealed one keeps its town and a coarse point."""
    if not listing.sealed:
        return listing
    coarse = listing.precision in ("town", "region")
    return replace(
        listing,
        street="",
        zip="",
        site="",
        lat=_tenth(listing.lat, coarse),
        lon=_tenth(listing.lon, coarse),
        precision="region" if listing.lat is not None else "none",
    )


def _tenth(degrees: float | None, coarse: bool) -> float | None:
    return degrees if degrees is None or coarse else round(degrees, 1)


def row_of(listing: Listing) -> list[Any]:
    """The row for a listing; its id follows from source and key, whatever `listing.id` says."""
    row = [getattr(listing, column) for column in COLUMNS]
    for position, write in _WRITERS:
        row[position] = write(row[position])
    row[ID] = listing_id(listing.source, listing.key)
    return row


def listing_of(row: Sequence[Any]) -> Listing:
    """The listing that a row (columns in the order of `COLUMNS`) holds."""
    values = list(row)
    for position, read in _READERS:
        values[position] = read(values[position])
    return Listing(*values)


@lru_cache(maxsize=4096)
def dial(phones: str) -> int:
    """The number to dial first in a stored row, extension and all, as one integer; 0 where there is none.

    Two rows with the same one reach the same people.
    """
    first = min((one for one in _phones(phones) if not one.private), key=dialled_first, default=None)
    if first is None or not first.number:
        return 0
    digits = re.sub(r"\D", "", f"{first.number}{first.extension}")
    return int(digits[-18:]) if digits else 0


def dialled_first(phone: Phone) -> int:
    """The order in which a call uses numbers: the crisis line first, a fax last, what cannot be dialled after all."""
    return _PHONE_ORDER.get(phone.kind, 2) if phone.number else len(_PHONE_ORDER)


@lru_cache(maxsize=1024)
def checked(verified: str) -> int:
    """The day (as an ordinal) on which the number in a stored row was last checked; 0 where never."""
    days = [one.on.toordinal() for one in _verified(verified) if one.field in ("phone", "all")]
    return max(days, default=0)


def value_of(column: str, stored: Any) -> Any:  # noqa: ANN401
    """What one stored value says: the field's own type again."""
    read = _READ.get(column)
    return read(stored) if read else stored


def record_hash(row: Sequence[Any]) -> bytes:
    """A digest of what a row says, by which an import sees that nothing changed."""
    return blake2b(_AS_JSON.encode(row).encode(), digest_size=12).digest()


def _json(value: Sequence[Any]) -> str:
    return _AS_SHORT_JSON.encode(value) if value else ""


def _phones_json(phones: tuple[Phone, ...]) -> str:
    return _json([(p.number, p.kind, p.extension, p.languages, p.note, p.raw, int(p.private)) for p in phones])


def _rules_json(rules: tuple[Rule, ...]) -> str:
    return _json([(r.axis, r.value, r.verdict, r.note) for r in rules])


def _areas_json(areas: tuple[Area, ...]) -> str:
    return _json([(a.level, a.code) for a in areas])


def _verified_json(verified: tuple[Verified, ...]) -> str:
    return _json([(v.field, v.on.isoformat(), v.by, v.how) for v in verified])


def _hours_json(hours: Hours) -> str:
    if hours == Hours():
        return ""
    spans = [(s.weekday, s.opens, s.closes, _day_text(s.valid_from), _day_text(s.valid_to)) for s in hours.spans]
    exceptions = [
        (e.start.isoformat(), e.end.isoformat(), int(e.closed), e.opens, e.closes, e.note) for e in hours.exceptions
    ]
    return _json([int(hours.known), hours.text, spans, exceptions])


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


# The same kinds, rules, hours and dates stand in thousands of rows: each is read once.


@lru_cache(maxsize=2048)
def _texts(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()


@lru_cache(maxsize=512)
def _phones(text: str) -> tuple[Phone, ...]:
    if not text:
        return ()
    return tuple(
        Phone(number, kind, extension, tuple(languages), note, raw, bool(private))
        for number, kind, extension, languages, note, raw, private in json.loads(text)
    )


@lru_cache(maxsize=1024)
def _hours(text: str) -> Hours:
    if not text:
        return Hours()
    known, raw, spans, exceptions = json.loads(text)
    return Hours(
        known=bool(known),
        spans=tuple(Span(day, opens, closes, _day(since), _day(until)) for day, opens, closes, since, until in spans),
        exceptions=tuple(
            HoursException(date.fromisoformat(start), date.fromisoformat(end), bool(closed), opens, closes, note)
            for start, end, closed, opens, closes, note in exceptions
        ),
        text=raw,
    )


@lru_cache(maxsize=1024)
def _rules(text: str) -> tuple[Rule, ...]:
    return tuple(Rule(*parts) for parts in json.loads(text)) if text else ()


@lru_cache(maxsize=1024)
def _areas(text: str) -> tuple[Area, ...]:
    return tuple(Area(level, code) for level, code in json.loads(text)) if text else ()


@lru_cache(maxsize=512)
def _verified(text: str) -> tuple[Verified, ...]:
    if not text:
        return ()
    return tuple(Verified(name, date.fromisoformat(on), by, how) for name, on, by, how in json.loads(text))


def _extra(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in json.loads(text)) if text else ()


_WRITE: dict[str, Callable[[Any], Any]] = {
    "kinds": _json, "phones": _phones_json, "hours": _hours_json, "rules": _rules_json, "areas": _areas_json,
    "languages": _json, "verified": _verified_json, "extra": _json, "refer": int, "sealed": int, "virtual": int,
}  # fmt: skip
_READ: dict[str, Callable[[Any], Any]] = {
    "kinds": _texts, "phones": _phones, "hours": _hours, "rules": _rules, "areas": _areas, "languages": _texts,
    "verified": _verified, "extra": _extra, "refer": bool, "sealed": bool, "virtual": bool,
}  # fmt: skip
_WRITERS = tuple((COLUMNS.index(name), write) for name, write in _WRITE.items())
_READERS = tuple((COLUMNS.index(name), read) for name, read in _READ.items())
