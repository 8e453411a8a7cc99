"""Line mode gives what the screen gives: the same board, the same keys, plain lines."""

from datetime import UTC, datetime

import pytest
from canned_desk import CannedDesk

from console.ui.keys import KEYS, LEADER
from console.ui.line_mode import LineMode, dotted

NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.fixture
def lines() -> LineMode:
    return LineMode(CannedDesk())


def say(mode: LineMode, *lines: str) -> str:
    return "\n".join([mode.take(line, NOON) for line in lines][-1])


def test_it_begins_with_the_safety_steps(lines: LineMode) -> None:
    assert lines.begin()[0].startswith("Say: Are you safe to talk right now?")


def test_words_are_answered_with_place_time_alerts_supervisor_steps_branches_and_numbers(lines: LineMode) -> None:
    text = say(lines, "nacogdoches 17 yo wont let her leave")
    for part in (
        "PLACE   Nacogdoches", "TIME    Mon 12:00 there", "ALERT   Immediate danger", "Sam, 936-555-0199. .m when told",
        "STEP  1 now  Do: Ask only what", "[no -> immediate-danger]", "HELP  1 ", "936-555-01", "DRAFT",
    ):  # fmt: skip
        assert part in text, part


def test_lines_of_one_call_add_up_and_an_empty_line_clears_what_can_be_undone(lines: LineMode) -> None:
    assert "PLACE   Houston" in say(lines, "17 yo", "houston")
    assert "Cleared" in say(lines, "") and "Houston" not in say(lines, ".")
    assert "PLACE   Houston" in say(lines, ".u")


def test_after_a_key_only_what_is_new_is_said(lines: LineMode) -> None:
    text = say(lines, "houston 17 yo", ".t 2")
    assert text.splitlines()[-2:] == [line for line in text.splitlines() if line.startswith("STEP")][-2:]
    assert "STEP  2 done" in text and "STEP  3 now" in text and "HELP" not in text


@pytest.mark.parametrize(
    ("typed", "told"),
    [(".h", "First line of the line dropped"), (".y", "First line of yes or no only"), (".i", "cover story"),
     (".s", "Antes de que me dé nombres"), (".e", "delete this thread"), (".m", "Supervisor told at"),
     (".1", "Hours"), (".a 15", "age 15"), (".l vietnamese", "speaks vi"), (".g f", "female"), (".j", "Put aside"),
     (".z", "DO NOT FIT"), (".p", "There is no other place"), (".N", "set aside"), (".d", "Cleared")],
)  # fmt: skip
def test_every_way_of_the_screen_is_a_line_here(lines: LineMode, typed: str, told: str) -> None:
    # A supervisor is only named beside an alert.
    assert told in say(lines, "houston 17 yo gun" if typed == ".m" else "houston 17 yo", typed)


def test_a_number_is_spoken_digit_by_digit_and_never_drawn(lines: LineMode) -> None:
    assert "9 3 6 - 5 5 5 - 0 1" in say(lines, "houston", ".b")
    assert "#" not in say(lines, ".1")


def test_the_list_of_keys_holds_every_key_that_a_line_can_be(lines: LineMode) -> None:
    text = say(lines, ".?")
    named = [key for key in KEYS if key.tab and key.tab != (LEADER,)]
    assert [key.act for key in named if f".{key.tab[0]}" not in text or key.does not in text] == []


def test_a_key_that_is_none_and_words_after_a_key_that_takes_none_are_told_and_never_said(lines: LineMode) -> None:
    say(lines, "houston")
    assert "no key .%" in say(lines, ".%")
    assert ".h takes no words" in say(lines, ".h miami")
    assert "iami" not in lines.working.board.contact.line.text


def test_hidden_shows_nothing_until_the_same_key(lines: LineMode) -> None:
    assert say(lines, "houston 17 yo", ".0").split() == ["Notes"]
    assert say(lines, "miami").split() == ["Notes"]
    assert "Houston" in say(lines, ".0", ".") and "Miami" not in say(lines, ".")


def test_leaving_is_one_line(lines: LineMode) -> None:
    say(lines, "houston", ".q")
    assert lines.over


def test_keys_are_named_as_they_are_typed_here() -> None:
    assert dotted("Ctrl+_ undoes it, Tab n takes it up, Esc leaves, Ctrl+G when told") == (
        ".u undoes it, .n takes it up, .. leaves, .m when told"
    )
