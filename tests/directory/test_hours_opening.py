"""Whether a listing answers at a moment: a table of cases, and a slow reference that lays every minute out."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.holidays import holiday_on
from resources.hours import opening_at
from resources.listing import Hours, HoursException, Span

WEEKDAYS = Hours(True, tuple(Span(day, 540, 1020) for day in range(5)), text="9-5 Mon-Fri")
ROUND_THE_CLOCK = Hours(True, tuple(Span(day, 0, 1440) for day in range(7)), text="24/7")
NIGHTS = Hours(True, tuple(Span(day, 1200, 1560) for day in range(5)), text="8pm-2am Mon-Fri")


def local(zone: str, *parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone), fold=fold)


CASES = [
    ("in the middle of the day", WEEKDAYS, "America/Chicago", (2026, 3, 10, 12, 0), "open", "open until 17:00"),
    ("at the minute it opens", WEEKDAYS, "America/Chicago", (2026, 3, 10, 9, 0), "open", "open until 17:00"),
    ("at the minute it closes", WEEKDAYS, "America/Chicago", (2026, 3, 10, 17, 0), "closed", "opens 09:00 Wed"),
    ("before it opens", WEEKDAYS, "America/Chicago", (2026, 3, 10, 8, 59), "closed", "opens 09:00"),
    ("on a Saturday", WEEKDAYS, "America/Chicago", (2026, 3, 14, 12, 0), "closed", "opens 09:00 Mon"),
    ("before midnight in a night", NIGHTS, "America/Denver", (2026, 3, 10, 23, 0), "open", "open until 02:00"),
    ("after midnight in a night", NIGHTS, "America/Denver", (2026, 3, 11, 1, 59), "open", "open until 02:00"),
    ("after a Friday night", NIGHTS, "America/Denver", (2026, 3, 14, 1, 0), "open", "open until 02:00"),
    ("after a Sunday night that has no hours", NIGHTS, "America/Denver", (2026, 3, 16, 1, 0), "closed", "opens 20:00"),
    ("round the clock", ROUND_THE_CLOCK, "America/Chicago", (2026, 12, 25, 3, 0), "open", "open 24 h"),
    ("a holiday", WEEKDAYS, "America/Chicago", (2026, 12, 25, 12, 0), "unknown", "Christmas Day: hours unsure - call"),
    ("a holiday's substitute", WEEKDAYS, "America/Chicago", (2026, 7, 3, 12, 0), "unknown",
     "Independence Day (kept): hours unsure - call"),
    ("before a holiday", WEEKDAYS, "America/Chicago", (2026, 11, 25, 18, 0), "closed",
     "closed; Thanksgiving: hours unsure Thu"),
    ("the night clocks go forward", NIGHTS, "America/Chicago", (2026, 3, 7, 1, 59), "open", "open until 02:00"),
    ("Guam, a day ahead", WEEKDAYS, "Pacific/Guam", (2026, 3, 10, 12, 0), "open", "open until 17:00"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_the_truth_table_of_opening(case: tuple) -> None:
    _, hours, zone, moment, state, text = case
    opening = opening_at(hours, zone, local(zone, *moment))
    assert (opening.state, opening.text) == (state, text)


def test_the_caller_s_own_clock_does_not_matter() -> None:
    moment = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
    assert opening_at(WEEKDAYS, "America/New_York", moment).state == "open"
    assert opening_at(WEEKDAYS, "America/Los_Angeles", moment).state == "closed"


def test_the_navajo_nation_keeps_summer_time_and_arizona_does_not() -> None:
    moment = datetime(2026, 7, 14, 15, 30, tzinfo=UTC)
    assert opening_at(WEEKDAYS, "America/Denver", moment).state == "open"
    assert opening_at(WEEKDAYS, "America/Phoenix", moment).state == "closed"


def test_an_hour_that_comes_twice_is_open_both_times() -> None:
    nights = Hours(True, (Span(6, 60, 120),))
    for fold in (0, 1):
        assert (
            opening_at(nights, "America/Chicago", local("America/Chicago", 2026, 11, 1, 1, 30, fold=fold)).state
            == "open"
        )


def test_an_opening_inside_the_lost_hour_begins_after_it() -> None:
    early = Hours(True, (Span(6, 150, 240),))
    moment = datetime(2026, 3, 8, 8, 0, tzinfo=UTC)
    assert opening_at(early, "America/Chicago", moment).text == "open until 04:00"
    assert opening_at(early, "America/Chicago", moment - timedelta(minutes=1)).state == "closed"


def test_hours_that_could_not_be_read_are_unknown_and_never_closed() -> None:
    noon = local("America/Chicago", 2026, 3, 10, 12)
    assert opening_at(Hours(False, WEEKDAYS.spans, text="by appointment"), "America/Chicago", noon).state == "unknown"
    assert opening_at(Hours(), "America/Chicago", noon).text == "hours unknown - call"
    assert opening_at(Hours(True), "America/Chicago", noon).state == "unknown"


def test_without_a_time_zone_only_round_the_clock_is_sure() -> None:
    noon = local("America/Chicago", 2026, 3, 10, 12)
    for zone in ("", "Mars/Olympus", "../etc/passwd"):
        assert opening_at(WEEKDAYS, zone, noon).state == "unknown"
        assert opening_at(ROUND_THE_CLOCK, zone, noon).state == "open"


def test_an_exception_replaces_the_day_and_speaks_for_a_holiday() -> None:
    christmas = date(2026, 12, 25)
    noon = local("America/Chicago", 2026, 12, 25, 12)
    closed = Hours(True, WEEKDAYS.spans, (HoursException(christmas, christmas, True),))
    short = Hours(True, WEEKDAYS.spans, (HoursException(christmas, christmas, False, 600, 780),))
    both = Hours(True, WEEKDAYS.spans, (*closed.exceptions, *short.exceptions))
    assert opening_at(closed, "America/Chicago", noon).text == "opens 09:00 Mon"
    assert opening_at(short, "America/Chicago", noon).text == "open until 13:00"
    assert opening_at(both, "America/Chicago", noon).text == "hours contradict each other - call"


def test_a_closed_day_ends_the_night_before_it() -> None:
    closed = Hours(True, NIGHTS.spans, (HoursException(date(2026, 3, 12), date(2026, 3, 12), True),))
    assert opening_at(closed, "America/Chicago", local("America/Chicago", 2026, 3, 12, 1)).state == "closed"
    evening = opening_at(closed, "America/Chicago", local("America/Chicago", 2026, 3, 11, 23))
    assert evening.text == "open until 24:00"


def test_hours_past_their_last_day_are_unknown() -> None:
    old = Hours(True, tuple(Span(day, 540, 1020, None, date(2025, 12, 31)) for day in range(7)))
    opening = opening_at(old, "America/Chicago", local("America/Chicago", 2026, 3, 10, 12))
    assert (opening.state, opening.text) == ("unknown", "hours out of date - call")


def test_spans_that_touch_are_one() -> None:
    joined = Hours(True, (Span(4, 540, 1440), Span(5, 0, 1440), Span(6, 0, 300)))
    friday = local("America/Chicago", 2026, 3, 13, 12)
    assert opening_at(joined, "America/Chicago", friday).text == "open until 05:00 Sun"


def test_holidays_are_those_the_government_keeps() -> None:
    kept = {day for day in (date(2026, 1, 1) + timedelta(days=n) for n in range(365)) if holiday_on(day)}
    named = ["01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "07-04", "09-07", "10-12", "11-11", "11-26", "12-25"]
    assert kept == {date.fromisoformat(f"2026-{day}") for day in named}
    assert holiday_on(date(2027, 12, 31)) == "New Year's Day (kept)"


ZONES = [
    "America/New_York",
    "America/Denver",
    "America/Phoenix",
    "Pacific/Guam",
    "America/Anchorage",
    "America/St_Johns",
]
spans = st.builds(
    lambda day, opens, length, bounds: Span(day, opens, opens + length, *bounds),
    st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440),
    st.sampled_from([
        (None, None), (date(2026, 3, 1), None), (None, date(2026, 11, 3)), (date(2026, 6, 1), date(2026, 8, 31)),
    ]),
)  # fmt: skip
exceptions = st.builds(
    lambda start, days, closed, opens, length: HoursException(
        date(2026, 1, 1) + timedelta(days=start), date(2026, 1, 1) + timedelta(days=start + days),
        closed, opens, opens + length,
    ),
    st.integers(0, 364), st.integers(0, 3), st.booleans(), st.integers(0, 1439), st.integers(1, 700),
)  # fmt: skip
# Days around both changes of the clock, the holidays, and any day of the year.
instants = st.one_of(
    st.integers(0, 525_000).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)),
    st.integers(-1500, 1500).map(lambda n: datetime(2026, 3, 8, 8, tzinfo=UTC) + timedelta(minutes=n)),
    st.integers(-1500, 1500).map(lambda n: datetime(2026, 11, 1, 7, tzinfo=UTC) + timedelta(minutes=n)),
    st.integers(-2900, 2900).map(lambda n: datetime(2026, 7, 4, 12, tzinfo=UTC) + timedelta(minutes=n)),
)


def laid_out(hours: Hours, day: date) -> list[str]:
    """The 2,880 minutes from a day's midnight that this one day accounts for: open, closed or unknown each."""
    said = [one for one in hours.exceptions if one.start <= day <= one.end]
    next_closed = any(one.closed for one in hours.exceptions if one.start <= day + timedelta(days=1) <= one.end)
    valid = [
        one for one in hours.spans
        if (one.valid_from or date.min) <= day <= (one.valid_to or date.max)
    ]  # fmt: skip
    usual = [one for one in valid if one.weekday == day.weekday()]
    minutes = ["closed"] * 2880
    unsure = False
    if said:
        ranges = [] if any(one.closed for one in said) else [(one.opens, one.closes) for one in said]
        unsure = any(one.closed for one in said) and not all(one.closed for one in said)
    else:
        ranges = [(one.opens, one.closes) for one in usual]
        unsure = bool(holiday_on(day)) or not valid
    if unsure:
        minutes[:1440] = ["unknown"] * 1440
        ranges = [(1440, one.closes) for one in usual]
    for opens, closes in ranges:
        for minute in range(opens, closes):
            if minute < 1440 or not next_closed:
                minutes[minute] = "unknown" if unsure else "open"
    return minutes


def by_reference(hours: Hours, zone: str, at: datetime) -> str:
    offset = ZoneInfo(zone).utcoffset(at.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)))
    assert offset is not None
    wall = at.replace(tzinfo=None) + offset
    minute = wall.hour * 60 + wall.minute
    today = laid_out(hours, wall.date())[minute]
    before = laid_out(hours, wall.date() - timedelta(days=1))[minute + 1440]
    if today == "unknown":
        return "unknown"
    if before == "open":
        return "open"
    return before if before == "unknown" else today


@settings(max_examples=600, deadline=None)
@given(st.lists(spans, min_size=1, max_size=8), st.lists(exceptions, max_size=3), st.sampled_from(ZONES), instants)
def test_opening_agrees_with_every_minute_laid_out(
    week: list[Span], changes: list[HoursException], zone: str, at: datetime
) -> None:
    hours = Hours(True, tuple(week), tuple(changes))
    assert opening_at(hours, zone, at).state == by_reference(hours, zone, at)


@settings(max_examples=300, deadline=None)
@given(st.lists(exceptions, max_size=3), st.sampled_from(ZONES), instants)
def test_round_the_clock_agrees_too_and_answers_on_holidays_where_nothing_is_excepted(
    changes: list[HoursException], zone: str, at: datetime
) -> None:
    hours = Hours(True, ROUND_THE_CLOCK.spans, tuple(changes))
    assert opening_at(hours, zone, at).state == (by_reference(hours, zone, at) if changes else "open")


@settings(max_examples=300, deadline=None)
@given(st.lists(spans, min_size=1, max_size=6), st.sampled_from(ZONES), instants)
def test_what_is_open_until_a_time_is_open_a_minute_before_and_not_at_it(
    week: list[Span], zone: str, at: datetime
) -> None:
    hours = Hours(True, tuple(week))
    opening = opening_at(hours, zone, at)
    if opening.state != "open" or opening.text == "open 24 h":
        return
    wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    minute = wall
    while (state := opening_at(hours, zone, minute.replace(tzinfo=ZoneInfo(zone))).state) == "open":
        minute += timedelta(minutes=1)
    said = opening.text.split()[2]
    assert state in ("closed", "unknown")
    assert said in (f"{minute:%H:%M}", "24:00" if f"{minute:%H:%M}" == "00:00" else "")
