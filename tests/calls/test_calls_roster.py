"""Who is on call: at every hour of the year exactly whom the table says, also in the nights when the clocks change."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.calls.roster import Roster, RosterFile, read_roster
from console.cli import main
from console.opening import open_desk
from console.settings import Settings
from console.ui.board import Board
from console.ui.call_screen import screen_rows
from console.ui.rows import text_of
from console.ui.working import Working

HEAD = "who,number,days,from,to,zone\n"
CHICAGO = ZoneInfo("America/Chicago")
TWO = HEAD + "Day,936-555-0101,daily,06:00,18:00,central\nNight,936-555-0102,daily,18:00,06:00,America/Chicago\n"


def roster_of(tmp_path: Path, text: str) -> Roster:
    path = tmp_path / "on_call.csv"
    path.write_text(text, "utf-8")
    return read_roster(path)


def who(roster: Roster, at: datetime) -> str:
    found = roster.on_call(at)
    return found[0].who if found else ""


def test_at_every_half_hour_of_a_year_somebody_is_on_call_and_it_is_who_the_wall_clock_says(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, TWO)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    while at.year == 2026:
        hour = at.astimezone(CHICAGO).hour
        assert who(roster, at) == ("Day" if 6 <= hour < 18 else "Night"), at
        at += timedelta(minutes=30)


def test_a_night_in_which_the_clocks_change_has_no_hole_and_no_overlap(tmp_path: Path) -> None:
    text = HEAD + "Late,555-0101,daily,14:00,01:30,central\nEarly,555-0102,daily,01:30,14:00,central\n"
    roster = roster_of(tmp_path, text)
    for night in (datetime(2026, 3, 8, 6, tzinfo=UTC), datetime(2026, 11, 1, 5, tzinfo=UTC)):
        said = [who(roster, night + timedelta(minutes=10 * step)) for step in range(36)]
        assert "" not in said
        assert said == sorted(said, reverse=True), "the one hands over to the other once"


def test_a_dated_turn_goes_before_a_weekly_one_and_weekdays_wrap_round_the_week(tmp_path: Path) -> None:
    rows = "Weekend,555-0103,fri-mon,00:00,24:00,eastern\nHoliday,555-0104,2026-12-24..2026-12-26,08:00,20:00,eastern\n"
    roster = roster_of(tmp_path, HEAD + rows)
    assert who(roster, datetime(2026, 12, 25, 15, tzinfo=UTC)) == "Holiday"
    assert who(roster, datetime(2026, 12, 26, 4, tzinfo=UTC)) == "Weekend"
    assert who(roster, datetime(2026, 11, 23, 15, tzinfo=UTC)) == "Weekend", "a Monday"
    assert who(roster, datetime(2026, 11, 24, 15, tzinfo=UTC)) == "", "a Tuesday"


def test_where_no_turn_covers_the_hour_the_number_of_the_settings_holds(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, HEAD + "Day,555-0101,mon,09:00,10:00,UTC\n")
    assert roster.says(datetime(2026, 11, 24, 12, tzinfo=UTC), "555-0199") == "555-0199"
    assert roster.says(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), "555-0199") == "Day 555-0101 (until Mon 10:00)"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Ana,,daily,06:00,18:00,central", "row 2: who and number are both needed"),
        ("Ana,555-0101,daily,6pm,18:00,central", "row 2: '6pm' is no time"),
        ("Ana,555-0101,daily,06:00,18:00,Texas", "row 2: 'Texas' is no time zone"),
        ("Ana,555-0101,someday,06:00,18:00,central", "row 2: 'someday' names no days"),
        ("Ana,555-0101,2026-12-26..2026-12-24,06:00,18:00,central", "ends before it begins"),
        ("Ana,555-0101,2026-13-01,06:00,18:00,central", "is no date"),
    ],
)
def test_a_bad_row_is_told_with_file_row_and_reason_and_the_others_hold(tmp_path: Path, row: str, reason: str) -> None:
    roster = roster_of(tmp_path, f"{HEAD}{row}\nBen,555-0102,daily,00:00,24:00,central\n")
    assert len(roster.faults) == 1
    assert roster.faults[0].startswith("on_call.csv, ") and reason in roster.faults[0]
    assert who(roster, datetime(2026, 11, 24, 12, tzinfo=UTC)) == "Ben"


def test_a_table_without_a_column_or_in_no_text_is_told(tmp_path: Path) -> None:
    assert "no column zone" in roster_of(tmp_path, "who,number,days,from,to\n").faults[0]
    (tmp_path / "on_call.csv").write_bytes(b"\xff\xfe\x00who")
    assert "cannot be read" in read_roster(tmp_path / "on_call.csv").faults[0]


def test_a_turn_swapped_while_the_screen_is_open_holds_from_then(tmp_path: Path) -> None:
    path = tmp_path / "on_call.csv"
    held, noon = RosterFile(path), datetime(2026, 11, 24, 18, tzinfo=UTC)
    assert who(held.roster(), noon) == ""
    path.write_text(TWO, "utf-8")
    assert who(held.roster(), noon) == "Day"
    path.write_text(TWO.replace("Day", "Deborah"), "utf-8")
    assert who(held.roster(), noon) == "Deborah"


def test_the_command_says_who_is_on_call_and_fails_on_a_bad_row(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_home.mkdir()
    (own_home / "on_call.csv").write_text(TWO, "utf-8")
    assert main(["shift", "roster"]) == 0
    assert "936-555-01" in capsys.readouterr().out
    (own_home / "on_call.csv").write_text(TWO + "Ana,,,,,\n", "utf-8")
    assert main(["shift", "roster"]) == 1
    assert "on_call.csv, row 4" in capsys.readouterr().err


def test_an_alert_names_whoever_is_on_call_at_that_moment(prepared_home: Path, places_db: Path, tmp_path: Path) -> None:
    roster_of(tmp_path, TWO)
    table = str(tmp_path / "on_call.csv")
    settings = Settings(prepared_home, on_call="555-0199", places=str(places_db), roster=table)
    screen = Working(Board(open_desk(settings)))
    screen.paste("he has a gun and he is going to kill me")
    for now, name in (
        (datetime(2026, 11, 24, 18, tzinfo=UTC), "Day"),
        (datetime(2026, 11, 25, 4, tzinfo=UTC), "Night"),
    ):
        screen.look(now)
        rows, _ = screen_rows(screen.view(now), 80, 24)
        assert any(f"Supervisor on call: {name} 936-555-01" in text_of(one) for one in rows)
