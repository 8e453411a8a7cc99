"""Whether a listing answers at a moment, by its own clock; unknown unless its hours say so for sure."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from resources.holidays import holiday_on
from resources.listing import Hours, HoursException, Span
from resources.want import Opening

DAY = 1440
_AHEAD = 14
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_UNKNOWN = Opening("unknown", "hours unknown - call")


def opening_at(hours: Hours, timezone: str, at: datetime) -> Opening:
    """Open, closed or unknown at an instant, in the words the screen shows; times are the listing's own.

    A day in `exceptions` replaces the usual hours of that day, and a day said to be closed ends a night that began the
    day before. A US federal holiday that no exception speaks of leaves the hours unsure, except round the clock.
    """
    if not hours.known or not (hours.spans or hours.exceptions):
        return _UNKNOWN
    return _opening_at(hours, timezone, at.replace(second=0, microsecond=0))


@lru_cache(maxsize=4096)
def _opening_at(hours: Hours, timezone: str, at: datetime) -> Opening:
    if _round_the_clock(hours):
        return Opening("open", "open 24 h")
    zone = _zone(timezone)
    if zone is None:
        return Opening("unknown", "time zone unknown - call")
    local = at.astimezone(zone)
    return _opening(hours, local.date(), local.hour * 60 + local.minute)


def _opening(hours: Hours, today: date, minute: int) -> Opening:
    yesterday = today - timedelta(days=1)
    now, before = _spans(hours, today), _spans(hours, yesterday)
    if now is None:
        return Opening("unknown", _why_unknown(hours, today))
    if any(opens <= minute + DAY < closes for opens, closes in before or ()):
        return Opening("open", _until_text(hours, yesterday, minute + DAY))
    if before is None and _may_run_on(hours, yesterday, minute):
        return Opening("unknown", _why_unknown(hours, yesterday))
    if any(opens <= minute < closes for opens, closes in now):
        return Opening("open", _until_text(hours, today, minute))
    return Opening("closed", _next_opening(hours, today, minute))


def _spans(hours: Hours, day: date) -> tuple[tuple[int, int], ...] | None:
    """What is open from a day on; a night ends at midnight where the next day is said to be closed."""
    plan = _plan(hours, day)
    if plan and _closed_all_day(hours, day + timedelta(days=1)):
        return tuple((opens, min(closes, DAY)) for opens, closes in plan)
    return plan


def _plan(hours: Hours, day: date) -> tuple[tuple[int, int], ...] | None:
    """The spans that begin on a day, in minutes after its midnight; None where nobody can say."""
    said = [one for one in hours.exceptions if one.start <= day <= one.end]
    if said:
        if any(one.closed for one in said):
            return () if all(one.closed for one in said) else None
        return tuple(sorted((one.opens, one.closes) for one in said if one.closes > one.opens))
    valid = [span for span in hours.spans if _valid(span, day)]
    if holiday_on(day) or not valid:
        return None
    return tuple(sorted((span.opens, span.closes) for span in valid if span.weekday == day.weekday()))


def _valid(span: Span, day: date) -> bool:
    return (span.valid_from is None or span.valid_from <= day) and (span.valid_to is None or day <= span.valid_to)


def _closed_all_day(hours: Hours, day: date) -> bool:
    return any(one.closed for one in hours.exceptions if one.start <= day <= one.end)


def _may_run_on(hours: Hours, day: date, minute: int) -> bool:
    """Whether the usual hours of an unsure day would still run after its midnight, into a day that is not closed."""
    usual = [span for span in hours.spans if span.weekday == day.weekday() and _valid(span, day)]
    return any(minute + DAY < span.closes for span in usual) and not _closed_all_day(hours, day + timedelta(days=1))


def _why_unknown(hours: Hours, day: date) -> str:
    if any(one.start <= day <= one.end for one in hours.exceptions):
        return "hours contradict each other - call"
    holiday = holiday_on(day)
    return f"{holiday}: hours unsure - call" if holiday else "hours out of date - call"


def _until_text(hours: Hours, day: date, minute: int) -> str:
    """Follow spans that touch (Friday to 24:00, Saturday from 0:00) to the real closing time."""
    closing = minute
    for later in range(8):
        spans = _spans(hours, day + timedelta(days=later))
        if spans is None:
            # Nothing is promised for a day that is itself unsure.
            closing = min(closing, later * DAY)
            break
        for opens, closes in spans:
            if opens + later * DAY <= closing < closes + later * DAY:
                closing = closes + later * DAY
    if closing - minute > 6 * DAY:
        return "open 24 h"
    # A closing at midnight belongs to the evening: 24:00 of that day.
    last = day + timedelta(days=(closing - 1) // DAY)
    clock = _clock(closing - (closing - 1) // DAY * DAY)
    today = day + timedelta(days=minute // DAY)
    tonight = last == today or (last == today + timedelta(days=1) and clock <= "12:00")
    return f"open until {clock}" if tonight else f"open until {clock} {_DAYS[last.weekday()]}"


def _next_opening(hours: Hours, today: date, minute: int) -> str:
    for later in range(_AHEAD + 1):
        day = today + timedelta(days=later)
        plan = _spans(hours, day)
        if plan is None:
            return f"closed; {_why_unknown(hours, day).removesuffix(' - call')} {_DAYS[day.weekday()]}"
        starts = [opens for opens, _ in plan if later or opens > minute]
        if starts:
            clock = _clock(starts[0])
            return f"opens {clock}" if later == 0 else f"opens {clock} {_DAYS[day.weekday()]}"
    return "closed"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _round_the_clock(hours: Hours) -> bool:
    """Every minute of every week, with no end date and no exception: such a line answers on a holiday too."""
    if hours.exceptions or any(span.valid_from or span.valid_to for span in hours.spans):
        return False
    whole = {span.weekday for span in hours.spans if span.opens <= 0 and span.closes >= DAY - 1}
    return len(whole) == len(_DAYS)


@lru_cache(maxsize=256)
def _zone(timezone: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(timezone) if timezone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def exception_days(exceptions: tuple[HoursException, ...]) -> str:
    """The days that differ from the usual hours, for a listing shown in full."""
    return "; ".join(
        f"{one.start.isoformat()}{'' if one.end == one.start else ' to ' + one.end.isoformat()} "
        f"{'closed' if one.closed else _clock(one.opens) + '-' + _clock(one.closes)}"
        for one in exceptions
    )
