"""Hours texts: read when every word is understood, and never guessed."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_files import shared

from resources.intake.hours_text import read_hours

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEK = {day: [(540, 1020)] for day in range(5)}


def spans(text):
    hours = read_hours(text)
    found: dict[int, list[tuple[int, int]]] = {}
    for span in hours.spans:
        found.setdefault(span.weekday, []).append((span.opens, span.closes))
    return found if hours.known else None


@pytest.mark.parametrize(
    "text",
    [
        "9:00am-5:00pm, Mon-Fri",
        "Mon-Fri 9:00am-5:00pm",
        "Monday - Friday: 9 a.m. to 5 p.m.",
        "M-F 9am-5pm",
        "Mon-Fri 9-5pm",
        "Monday through Friday from 9 am until 5 pm",
        "9 AM – 5 PM, Mon, Tue, Wed, Thur, Fri",
        "Mo-Fr 09:00-17:00",
        "Weekdays 9am-5pm",
        "Mon-Fri - 9:00 am - 5:00 pm",
        "9:00am-5:00pm, Mon-Fri; closed Sat, Sun",
        "0900-1700 Mon-Fri",
        "Monday-Friday\n9am-5pm",
        "Mon-Fri 9am-5pm, closed on all federal holidays",
        "Hours of operation: Mon-Fri 9am-5pm",
        "Monday: 9:00 AM - 5:00 PM Tuesday: 9:00 AM - 5:00 PM Wednesday: 9:00 AM - 5:00 PM Thursday: 9:00 AM - 5:00 PM "
        "Friday: 9:00 AM - 5:00 PM Saturday: Closed Sunday: Closed",
        "Mon-Fri 9a-5p",
        "9:00am-5:00pm EST, Mon-Fri",
    ],
)
def test_the_same_week_is_read_however_it_is_written(text):
    assert spans(text) == WEEK


@pytest.mark.parametrize(
    "text",
    ["24 hours", "24/7", "24 hours a day, 7 days a week", "Open 24 hours", "24 hours daily", "Daily 12:00am-11:59pm"],
)
def test_always_open_is_read(text):
    assert spans(text) == {day: [(0, 1440)] for day in range(7)}


def test_two_spans_a_day_nights_and_midnight_are_read():
    assert spans("8:00am-12:00pm / 1:00pm-5:00pm, Mon") == {0: [(480, 720), (780, 1020)]}
    assert spans("8:00am-noon & 1-4pm Mon") == {0: [(480, 720), (780, 960)]}
    assert spans("7pm-7am Fri") == {4: [(1140, 1860)]}
    assert spans("12:00pm-12:00am Sat") == {5: [(720, 1440)]}
    assert spans("8:00am-12:00pm; 1:00pm-5:00pm, Mon-Tue") == {
        0: [(480, 720), (780, 1020)],
        1: [(480, 720), (780, 1020)],
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "By appointment",
        "Call for hours",
        "Varies",
        "Walk-In: 9am-5pm Mon",
        "Every 3rd Saturday 9am-5pm",
        "Mon-Fri 9-5",
        "9:00am-4:00am, Mon",
        "9:00am-9:00am Mon",
        "1:00pm, Sat",
        "2:00pm 6:00pm, Mon-Fri",
        "Mon-Fri 9am-5pm by appointment",
        "Sat 9am-12am",
        "Tue 6-9pm",
        "Office: 9am-5pm Mon-Fri; Clinic: 1pm-4pm Tue",
        "9am-5pm",
        "Mon-Fri",
        "2018-2019",
        "Mon-Fri 9am-5pm; Wed 9am-7pm",
        "Mon 9am-5pm; closed Mon",
        "9am-5pm Mon-Fri (except lunch)",
        "Sunday: 10:00-4:00",
        "First Sat of the month 8am-4pm",
        "Mon-Fri 9am-5pm, 24 hour hotline",
        "25:00-26:00 Mon",
        "Mon-Fri 13pm-5pm",
        "Summer: Mon-Fri 9am-5pm",
        "School dismissal - 6:00pm, Mon-Fri",
        "Mon-Fri 9am-5pm Sat",
        "9am-5pm 10am-2pm Sat Sun Mon-Fri",
    ],
)
def test_a_text_that_could_mean_something_else_is_unknown_and_kept(text):
    hours = read_hours(text)
    assert not hours.known and not hours.spans and hours.text == text


def _clock(minutes):
    hour, minute = divmod(minutes % 1440, 60)
    return f"{hour % 12 or 12}:{minute:02}{'am' if hour < 12 else 'pm'}"


@settings(max_examples=300)
@given(
    st.dictionaries(st.integers(0, 6), st.tuples(st.integers(20, 50), st.integers(1, 40)), min_size=1),
    st.booleans(),
    st.sampled_from(["; ", "\n", ";\n"]),
)
def test_any_week_written_out_comes_back_as_that_week(week, days_first, divider):
    week = {day: (opens * 15, opens * 15 + length * 15) for day, (opens, length) in week.items()}
    week = {day: span for day, span in week.items() if span[1] < 1440}
    parts = []
    for day, (opens, closes) in sorted(week.items()):
        times = f"{_clock(opens)}-{_clock(closes)}"
        parts.append(f"{DAYS[day]} {times}" if days_first else f"{times}, {DAYS[day]}")
    if week:
        assert spans(divider.join(parts)) == {day: [span] for day, span in week.items()}


WORDS = [
    "Mon",
    "Fri",
    "-",
    "9am",
    "5pm",
    ",",
    ";",
    "9:00",
    "17:00",
    "closed",
    "24 hours",
    "by",
    "appointment",
    "and",
    "only",
    "\n",
    ":",
]


@settings(max_examples=500)
@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_no_text_with_a_word_left_over_is_ever_open(words):
    hours = read_hours(" ".join(words))
    if {"by", "appointment", "only"} & set(words):
        assert not hours.known
    assert all(0 <= span.opens < span.closes <= 2880 for span in hours.spans)


def test_most_texts_of_a_real_directory_are_read():
    with (shared("hsds_miami_211") / "regular_schedules.csv").open(encoding="utf-8") as lines:
        texts = {row["service_id"]: row["original_text"] for row in csv.DictReader(lines)}
    read = sum(read_hours(text).known for text in texts.values())
    assert read >= 0.93 * len(texts)
