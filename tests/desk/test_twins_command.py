"""`northline import --twins`: what may be held twice is shown, settled by a person, remembered and taken back."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from console.cli import main
from resources.rows import listing_id

HEADINGS = ("id", "name", "address", "city", "state", "phone")
HERE = ("A1", "St. Agnes Shelter", "1 Main Street", "Lufkin", "TX", "(936) 555-0101")
THERE = ("B7", "Saint Agnes Shelter Inc", "1 Main St.", "Lufkin", "TX", "936-555-0101")
FIRST, SECOND = listing_id("here", "A1"), listing_id("there", "B7")

Run = Callable[..., str]


@pytest.fixture
def run(
    prepared_home: Path, places_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:  # fmt: skip
    """A desk that holds one shelter from two sources."""
    shutil.copytree(prepared_home, tmp_path / "home")
    monkeypatch.setenv("NORTHLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NORTHLINE_PLACES", str(places_db))

    def northline(*arguments: str, code: int = 0) -> str:
        assert main(arguments) == code
        return capsys.readouterr().out

    for name, row in (("here", HERE), ("there", THERE)):
        with (tmp_path / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([HEADINGS, row])
        northline("import", str(tmp_path / f"{name}.csv"))
    return northline


def pairs(run: Run, code: int) -> list[set[int]]:
    return [set(twin["ids"]) for twin in json.loads(run("import", "--twins", "--json", code=code))["twins"]]


def is_hidden(run: Run, listing: int) -> bool:
    return "hide" in run("listing", "history", str(listing))


def test_one_shelter_of_two_sources_is_proposed_and_nothing_is_merged(run: Run) -> None:
    assert {FIRST, SECOND} in pairs(run, 0)
    assert not is_hidden(run, FIRST)
    assert not is_hidden(run, SECOND)


def test_the_same_place_is_offered_once_until_that_is_undone(run: Run) -> None:
    before = pairs(run, 0)
    run("import", "--same", str(FIRST), str(SECOND), "--by", "Lee")
    assert is_hidden(run, SECOND)
    assert len(pairs(run, 0 if len(before) > 1 else 1)) == len(before) - 1
    run("import", "--undo")
    assert pairs(run, 0) == before


def test_two_places_are_not_asked_about_again(run: Run) -> None:
    before = pairs(run, 0)
    run("import", "--apart", str(SECOND), str(FIRST))
    assert {FIRST, SECOND} not in pairs(run, 0 if len(before) > 1 else 1)
    assert not is_hidden(run, SECOND)


def test_on_a_terminal_both_are_shown_and_one_key_decides(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: "1")
    shown = run("import", "--twins")
    assert "1 Main Street" in shown
    assert "from there" in shown
    assert "pairs settled" in shown
    monkeypatch.undo()


def test_a_number_that_is_no_listing_is_refused(run: Run) -> None:
    run("import", "--same", "7", str(SECOND), code=2)
    run("import", "--same", str(SECOND), str(SECOND), code=6)
