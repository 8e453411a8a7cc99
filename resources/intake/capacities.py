"""What HSDS 3.1 says of a service's capacity, as notes that carry the moment at which it was true."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from resources.intake.values import day, filled
from resources.vacancy import Capacity, capacity_text

_COUNT = re.compile(r"\+?(\d{1,6})(?:\.0+)?")
_CLOCKED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_LONGEST_UNIT, _LONGEST_ABOUT = 60, 160


def capacity_notes(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """One note a unit: of several rows about the same the latest, since an export may carry a history."""
    latest: dict[tuple[str, str], Capacity] = {}
    for row in rows:
        one = capacity_of(row)
        before = latest.get((one.unit.lower(), one.about.lower()))
        if before is None or one.seen > before.seen:
            latest[one.unit.lower(), one.about.lower()] = one
        elif one.seen == before.seen and one != before:
            # Two numbers for one moment: neither is told.
            latest[one.unit.lower(), one.about.lower()] = Capacity(one.unit, seen=one.seen, about=one.about)
    yield from map(capacity_text, latest.values())


def capacity_of(row: Mapping[str, str]) -> Capacity:
    """One row of `service_capacity`, with the name of its unit under `unit`; what cannot be a count is not said."""
    available, maximum = _count(row.get("available", "")), _count(row.get("maximum", ""))
    if available is not None and maximum is not None and available > maximum:
        available = maximum = None
    return Capacity(
        _plain(row.get("unit", ""), _LONGEST_UNIT),
        available,
        maximum,
        _moment(row.get("updated", "")),
        _plain(row.get("description", ""), _LONGEST_ABOUT),
    )


def _plain(text: str, longest: int) -> str:
    return " ".join(filled(text).split())[:longest]


def _count(text: str) -> int | None:
    found = _COUNT.fullmatch(filled(text))
    return int(found[1]) if found else None


def _moment(text: str) -> str:
    """The day, and the time where it is said, in UTC where the zone is; "" where there is no day or it lies ahead."""
    text = filled(text)
    if _CLOCKED.match(text):
        try:
            return _to_the_minute(datetime.fromisoformat(text))
        except ValueError:
            pass  # a clock of another make: the day alone
    found = day(text)
    return found.isoformat() if found and found <= datetime.now(UTC).date() else ""


def _to_the_minute(moment: datetime) -> str:
    if moment.tzinfo is None:
        return "" if moment.date() > datetime.now(UTC).date() else f"{moment:%Y-%m-%d %H:%M}"
    moment = moment.astimezone(UTC)
    return "" if moment > datetime.now(UTC) else f"{moment:%Y-%m-%d %H:%M} UTC"
