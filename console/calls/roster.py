"""Who is on call: turns in local time, in the organisation's own table, right through every change of the clocks."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from console.calls.errors import CallsError
from console.calls.own_files import read_table
from console.calls.window import zone_named

COLUMNS = ("who", "number", "days", "from", "to", "zone")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\Z")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: on weekdays, or from one date to another, which goes before weekdays. One that ends no later than it
    begins ends on the next day.
    """

    who: str
    number: str
    weekdays: frozenset[int]
    dates: tuple[date, date] | None
    starts: time
    ends: time
    zone: str

    def until(self, now: datetime) -> datetime | None:
        """When the turn that covers `now` ends; None where none does."""
        zone = ZoneInfo(self.zone)
        today = now.astimezone(zone).date()
        for day in (today - timedelta(days=1), today):
            last = day if self.ends > self.starts else day + timedelta(days=1)
            # Compared in UTC: an hour that the clocks skip or repeat is then neither lost nor doubled.
            begins, ends = (
                datetime.combine(on, at, zone).astimezone(UTC) for on, at in ((day, self.starts), (last, self.ends))
            )
            if self._on(day) and begins <= now < ends:
                return ends
        return None

    def _on(self, day: date) -> bool:
        if self.dates is not None:
            return self.dates[0] <= day <= self.dates[1]
        return day.weekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class Roster:
    """All turns, and the rows of the table that cannot be used."""

    turns: tuple[Turn, ...] = ()
    faults: tuple[str, ...] = ()

    def on_call(self, now: datetime) -> tuple[Turn, datetime] | None:
        """Who is on call and until when: a dated turn before a weekly one, then the order of the table."""
        for turn in sorted(self.turns, key=lambda one: one.dates is None):
            if (until := turn.until(now)) is not None:
                return turn, until
        return None

    def says(self, now: datetime, otherwise: str) -> str:
        """Whom to call now, as the alert says it; `otherwise` where the table names nobody for this hour."""
        if (found := self.on_call(now)) is None:
            return otherwise
        turn, until = found
        return f"{turn.who} {turn.number} (until {until.astimezone(ZoneInfo(turn.zone)):%a %H:%M})"


class RosterFile:
    """The table on disk, read again when it changes: a turn that is swapped at noon holds from noon."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._read = Roster()

    def roster(self) -> Roster:
        """The table as it stands."""
        try:
            found = self._path.stat()
            stamp: tuple[int, int] | None = (found.st_mtime_ns, found.st_size)
        except OSError:
            stamp = None
        if stamp != self._stamp:
            self._stamp, self._read = stamp, read_roster(self._path)
        return self._read

    def says(self, now: datetime, otherwise: str) -> str:
        """Whom to call now, by the table as it stands."""
        return self.roster().says(now, otherwise)


def read_roster(path: Path) -> Roster:
    """The table at `path`; an absent one names nobody."""
    turns, faults = read_table(path, COLUMNS, _turn)
    return Roster(tuple(turns), tuple(faults))


def _turn(said: dict[str, str]) -> Turn:
    if not said["who"] or not said["number"]:
        raise ValueError("who and number are both needed")
    try:
        zone = zone_named(said["zone"])
    except CallsError:
        raise ValueError(f"{said['zone']!r} is no time zone, such as America/Chicago or central") from None
    weekdays, dates = _days(said["days"])
    return Turn(said["who"], said["number"], weekdays, dates, _time(said["from"]), _time(said["to"]), zone)


def _time(text: str) -> time:
    if not (found := _CLOCK.match(text)) or (found[1] == "24" and found[2] != "00"):
        raise ValueError(f"{text!r} is no time; write 18:00")
    return time(int(found[1]) % 24, int(found[2]))


def _days(text: str) -> tuple[frozenset[int], tuple[date, date] | None]:
    said = text.lower().strip()
    if said in ("", "daily", "every day"):
        return frozenset(range(7)), None
    if said[0].isdigit():
        first, _, last = said.replace(" to ", "..").partition("..")
        try:
            dates = (date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip()))
        except ValueError:
            raise ValueError(f"{text!r} is no date; write 2026-12-24 or 2026-12-24..2026-12-26") from None
        if dates[1] < dates[0]:
            raise ValueError(f"{text!r} ends before it begins")
        return frozenset(), dates
    weekdays: set[int] = set()
    for part in re.split(r"[,\s]+", said):
        first, _, last = part.partition("-")
        if first[:3] not in _DAYS or (last and last[:3] not in _DAYS):
            raise ValueError(f"{text!r} names no days; write daily, mon-fri, sat sun, or a date")
        start = _DAYS.index(first[:3])
        length = (_DAYS.index(last[:3]) - start) % 7 if last else 0
        weekdays.update((start + step) % 7 for step in range(length + 1))
    return frozenset(weekdays), None
