"""After a day's work no word of a caller is found in any file, process, error, or on any terminal."""

import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")
if not Path("/proc/self/cmdline").exists():
    pytest.skip("processes can be read as files on Linux alone", allow_module_level=True)

from canary_day import Day, canaries, found, worked

SEEDS = canaries(8)


def test_a_day_leaves_no_canary_anywhere_and_the_search_finds_one_where_it_is(
    tmp_path: Path, prepared_home: Path, places_db: Path
) -> None:
    shutil.copytree(prepared_home, tmp_path / "home")
    day = Day(tmp_path / "home", tmp_path / "tmp", tmp_path / "user", places_db)
    worked(day, SEEDS)
    assert found(day, SEEDS, "5550142", "555-0142", "555-0177", "four fictional words") == []
    # The search itself: what an ordinary file says is found, in its journal too.
    db = sqlite3.connect(day.home / "plain.db")
    db.execute("CREATE TABLE note (text)")
    db.execute("INSERT INTO note VALUES (?)", (SEEDS[0],))
    db.commit()
    assert found(day, SEEDS) == [f"{SEEDS[0]} in {day.home / 'plain.db'}"]
    assert any(sys.executable.encode() in text for text in day.processes)
