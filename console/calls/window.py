"""When a call-back was promised for: a span in the caller's own time, read as people say it."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from console.calls.errors import CallsError
from console.errors import SettingsError

ZONES = MappingProxyType(
    {
        "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
        "arizona": "America/Phoenix", "pacific": "America/Los_Angeles", "alaska": "America/Anchorage",
        "hawaii": "Pacific/Honolulu", "atlantic": "America/Puerto_Rico", "guam": "Pacific/Guam",
    }
)  # fmt: skip
"""What a caller calls their time; any IANA name does as well."""

HOW = "Write it like: tomorrow 6pm-8pm, or fri 18:00-20:00, or 2026-11-25 18:00-20:00."
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = r"(\d{1,2})(?::(\d\d))?\s*(am|pm)?"
_MOMENT = re.compile(rf"(?:(.*?)\s+)?{_CLOCK}\Z", re.IGNORECASE)
_SPAN = re.compile(rf"(?:(.*?)\s+)?{_CLOCK}\s*(?:-|to|–)\s*{_CLOCK}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when, both in UTC, and the zone of whoever waits for the call."""

    opens: datetime
    due: datetime
    zone: str

    @property
    def day(self) -> date:
        """The day on which it ends where they are."""
        return self.due.astimezone(ZoneInfo(self.zone)).date()


def zone_named(text: str) -> str:
    """The IANA zone of that name. Raises CallsError where there is none."""
    name = ZONES.get(text.strip().lower(), text.strip())
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise CallsError(
            f"That is no time zone. Say {', '.join(ZONES)}, or a name such as America/Indiana/Indianapolis."
        ) from None


def here(setting: str) -> ZoneInfo:
    """The desk's own zone: the one set, else the machine's, else UTC.

    Raises:
        SettingsError: the one set is none.
    """
    if setting:
        try:
            return ZoneInfo(zone_named(setting))
        except CallsError as error:
            raise SettingsError(f"time_zone is {setting!r}. {error}") from None
    # The machine says its zone by a link; its offset of this moment alone would be wrong after a change of the clocks.
    try:
        return ZoneInfo(os.path.realpath("/etc/localtime").partition("zoneinfo/")[2])
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def window_of(text: str, zone: str, now: datetime) -> Window:
    """The span that `text` says in the zone, seen from `now`.

    Raises:
        CallsError: it cannot be read, could be morning or evening, or is over already.
    """
    found = _SPAN.match(" ".join(text.split()))
    if not found:
        raise CallsError(f"That says no span of time. {HOW}")
    there = ZoneInfo(zone)
    day = _day(found[1] or "today", now.astimezone(there).date())
    first, last = _clock(found[2], found[3], found[4] or found[7]), _clock(found[5], found[6], found[7])
    if found[4] is None and found[7] and first >= last:
        # "11-1pm" begins in the morning.
        first = _clock(found[2], found[3], "am")
    ends = day if last > first else day + timedelta(days=1)
    opens, due = (datetime.combine(d, t, there).astimezone(UTC) for d, t in ((day, first), (ends, last)))
    if due <= now:
        raise CallsError("That span is over already. Give the day too, such as: tomorrow 6pm-8pm.")
    return Window(opens, due, zone)


def moment_of(text: str, zone: str, now: datetime) -> datetime:
    """The moment that `text` says in the zone, in UTC: a day, today where none is said, and a time.

    Raises:
        CallsError: it cannot be read, or could be morning or evening.
    """
    found = _MOMENT.match(" ".join(text.split()))
    if not found:
        raise CallsError("That says no moment. Write it like: today 17:00, or tomorrow 9am, or 2026-11-25 12:00.")
    there = ZoneInfo(zone)
    day = _day(found[1] or "today", now.astimezone(there).date())
    return datetime.combine(day, _clock(found[2], found[3], found[4]), there).astimezone(UTC)


def _day(text: str, today: date) -> date:
    said = text.lower().strip(" ,")
    if said in ("today", "tonight"):
        return today
    if said == "tomorrow":
        return today + timedelta(days=1)
    if said[:3] in _DAYS and said.isalpha():
        return today + timedelta(days=(_DAYS.index(said[:3]) - today.weekday()) % 7)
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise CallsError(f"That is no day. {HOW}") from None


def _clock(hour: str, minute: str | None, half: str | None) -> time:
    at = int(hour)
    if half is None and 0 < at <= 12 and (minute is None or len(hour) == 1):
        raise CallsError(f"Morning or evening? {HOW}")
    if half is not None and 1 <= at <= 12:
        at = at % 12 + (12 if half.lower() == "pm" else 0)
    if at > 23 or int(minute or 0) > 59:
        raise CallsError(f"No clock shows that. {HOW}")
    return time(at, int(minute or 0))
