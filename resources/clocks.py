"""Opening hours as a week of half hours: enough to rank by, in a look-up; what is shown is reckoned from the hours."""

import json
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from resources.holidays import holiday_on

HALF_HOUR = 30
WEEK = 336
_ALWAYS = (1 << WEEK) - 1


@lru_cache(maxsize=2048)
def week_of(hours: str) -> bytes | None:
    """The half hours in which stored hours say open, as 42 bytes; None where nobody can say."""
    if not hours:
        return None
    known, _, spans, _ = json.loads(hours)
    if not known or not spans:
        return None
    week = 0
    for day, opens, closes, _, _ in spans:
        first = day * 48 + -(-opens // HALF_HOUR)
        last = day * 48 + closes // HALF_HOUR
        for half in range(first, min(last, first + WEEK)):
            week |= 1 << (half % WEEK)
    return week.to_bytes(WEEK // 8, "little")


class Clocks:
    """Whether the clocks of one file say open, at one minute after another; each is looked at once a minute."""

    def __init__(self) -> None:
        self._weeks: dict[int, tuple[int, str]] = {}
        self._at: datetime | None = None
        self._states: dict[int, str] = {}

    def learn(self, clock: int, zone: str, week: bytes) -> None:
        """Take up one clock of the file."""
        self._weeks[clock] = (int.from_bytes(week, "little"), zone)

    def state(self, clock: int, now: datetime) -> str:
        """Open, closed or unknown at `now`."""
        if now != self._at:
            self._at, self._states = now, {0: "unknown"}
        if clock not in self._states:
            self._states[clock] = self._state(clock, now)
        return self._states[clock]

    def _state(self, clock: int, now: datetime) -> str:
        week, zone = self._weeks.get(clock, (0, ""))
        if week == _ALWAYS:
            return "open"
        half = _half_hour(zone, now)
        if half is None:
            return "unknown"
        return "open" if week >> half & 1 else "closed"


@lru_cache(maxsize=128)
def _half_hour(zone: str, now: datetime) -> int | None:
    """The half hour of the week on a zone's wall; None on a holiday, when usual hours say little."""
    try:
        local = now.astimezone(ZoneInfo(zone)) if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    if local is None or holiday_on(local.date()):
        return None
    return local.weekday() * 48 + (local.hour * 60 + local.minute) // HALF_HOUR
