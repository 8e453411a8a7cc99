"""The US federal holidays: days on which usual hours say little."""

from datetime import date, timedelta
from functools import lru_cache

_FIXED = {
    (1, 1): "New Year's Day",
    (6, 19): "Juneteenth",
    (7, 4): "Independence Day",
    (11, 11): "Veterans Day",
    (12, 25): "Christmas Day",
}
# Month, weekday (0 = Monday), which one in the month; -1 is the last.
_MOVING = {
    (1, 0, 3): "Martin Luther King Day",
    (2, 0, 3): "Presidents' Day",
    (5, 0, -1): "Memorial Day",
    (9, 0, 1): "Labor Day",
    (10, 0, 2): "Columbus Day",
    (11, 3, 4): "Thanksgiving",
}


def holiday_on(day: date) -> str:
    """The holiday that falls on a day or is kept on it, or "": a Saturday's is kept on Friday, a Sunday's on Monday."""
    return _holidays(day.year).get(day, "")


@lru_cache(maxsize=16)
def _holidays(year: int) -> dict[date, str]:
    days: dict[date, str] = {}
    # New Year's Day of the next year may be kept on the last Friday of this one.
    for when in (year, year + 1):
        for (month, number), name in _FIXED.items():
            day = date(when, month, number)
            kept = day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))
            days[day] = name
            days.setdefault(kept, f"{name} (kept)")
    days |= {_nth(year, *rule): name for rule, name in _MOVING.items()}
    return {day: name for day, name in days.items() if day.year == year}


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1 if which > 0 else 4))
    return day if day.month == month else day - timedelta(days=7)
