"""One listing in full: numbers, hours, whom it serves, and never more than may be shown."""

from dataclasses import replace
from datetime import UTC, date, datetime

from canned_desk import ROUND, WEEK, listing

from console.desk import Past
from console.ui.listing_page import listing_rows, week_lines
from console.ui.numbers import large
from console.ui.pages import number_rows
from console.ui.rows import text_of
from resources.changes import Entry
from resources.listing import Hours, HoursException, Phone, Span, Verified

NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 22)


def text(*args: object) -> str:
    return "\n".join(text_of(line) for line in listing_rows(*args, NOON))  # type: ignore[arg-type]


def test_days_with_the_same_hours_stand_together() -> None:
    assert week_lines(WEEK, MONDAY) == ["Mon-Fri 08:00-17:00  < today", "Sat-Sun closed"]
    assert week_lines(ROUND, MONDAY) == ["Mon-Sun 24 hours"]
    split = Hours(known=True, spans=(Span(0, 480, 720), Span(0, 780, 1560)))
    assert week_lines(split, SUNDAY) == ["Mon     08:00-12:00, 13:00-02:00", "Tue-Sun closed  < today"]


def test_hours_that_could_not_be_read_say_call_first_and_keep_their_text() -> None:
    assert week_lines(Hours(text="by appt. most days"), MONDAY) == ["not known - call first. by appt. most days"]


def test_a_day_that_is_an_exception_is_shown_with_its_date() -> None:
    hours = replace(WEEK, exceptions=(HoursException(date(2026, 12, 25), date(2026, 12, 25), True, note="holiday"),))
    assert "2026-12-25 closed holiday" in week_lines(hours, MONDAY)


def test_a_sealed_address_shows_its_town_alone() -> None:
    sealed = replace(listing(2, "Austin"), sealed=True, street="1 Hidden Road", zip="78701", site="Safe House")
    shown = text(sealed, None, 0, 80)
    assert "Austin, TX (exact address is confidential)" in shown
    assert "Hidden" not in shown and "78701" not in shown and "Safe House" not in shown


def test_private_numbers_and_fax_are_not_shown() -> None:
    phones = (Phone("+19365550111", "fax"), Phone("+19365550122", private=True), Phone("+19365550133", "intake"))
    shown = text(replace(listing(2), phones=phones), None, 0, 80)
    assert "936-555-0133" in shown and "0111" not in shown and "0122" not in shown


def test_a_number_that_could_not_be_read_is_shown_as_it_was_written() -> None:
    shown = text(replace(listing(2), phones=(Phone("", raw="call the desk at 5x5"),)), None, 0, 80)
    assert "No number on record" in shown and "call the desk at 5x5" in shown


def test_the_newest_check_of_the_number_is_the_one_shown() -> None:
    checks = (
        Verified("phone", date(2025, 1, 1)),
        Verified("phone", date(2026, 2, 3)),
        Verified("hours", date(2026, 9, 9)),
    )
    assert "number verified 2026-02-03" in text(replace(listing(2), verified=checks), None, 0, 80)


def test_large_digits_fit_the_width_or_are_spaced_apart() -> None:
    for width in (60, 80, 160):
        rows = large("936-555-0142", width)
        assert len(rows) == 5 and max(len(text_of(line)) for line in rows) <= width
    assert [text_of(line) for line in large("936-555-0142", 30)] == ["9 3 6   5 5 5   0 1 4 2"]
    assert text_of(large("ask reception", 80)[0]) == "a s k   r e c e p t i o n"


def test_a_number_with_an_extension_shows_both() -> None:
    rows = "\n".join(text_of(line) for line in number_rows("Invented House", "936-555-0142 x12", 80, 20))
    assert "extension 1 2" in rows and "#####" in rows


def test_every_row_fits_its_width() -> None:
    for width in (60, 80, 118):
        rows = listing_rows(listing(1, "Nacogdoches"), None, 1, width, NOON)
        assert max(len(text_of(line)) for line in rows) <= width


def test_times_that_hold_only_in_summer_are_not_shown_in_winter() -> None:
    summer = Hours(known=True, spans=(Span(0, 480, 720, date(2026, 6, 1), date(2026, 8, 31)),))
    assert week_lines(summer, MONDAY) == ["out of date - call first."]
    assert week_lines(summer, date(2026, 7, 6))[0] == "Mon     08:00-12:00  < today"


def test_the_past_of_a_listing_its_vetting_and_what_is_not_said_stand_on_its_page() -> None:
    changes = (Entry("2026-11-20T10:00:00+00:00", "Sam", "edit", "phones", None, None),)
    past = Past(("2 beds free, seen 1 h ago",), "3 given; 2 went well, 0 badly", changes)
    shown = "\n".join(text_of(line) for line in listing_rows(listing(2), None, 0, 80, NOON, past))
    assert "History    2026-11-20 Sam: edit phones" in shown
    assert "Beds       2 beds free" in shown and "Referrals  3 given" in shown
    assert "Documents  not said: ask" in shown and "Access     not said: ask" in shown
    assert "Vetting    unvetted" in shown and "Now        " in shown
