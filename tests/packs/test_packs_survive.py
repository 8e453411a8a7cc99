"""Killed at every step and at random: the desk reads the whole old generation or the whole new one, and goes on."""

import random
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from killing import killed, killed_after, proved
from publisher import desk_of, generation, take_in

from console.errors import ConsoleError
from console.exchange.records import Places
from console.exchange.switching import in_use
from console.exchange.trust import age_at


@pytest.fixture(scope="module")
def second(handed, tmp_path_factory) -> Path:
    """A desk that holds generation 2, to be copied."""
    desk = desk_of(handed.after[2], tmp_path_factory.mktemp("second") / "desk")
    take_in(desk, str(handed.after[2]))
    return desk.home


def test_killed_at_every_write_and_rename_it_has_the_old_or_the_new(handed, second, tmp_path):
    seen, step = set(), 0
    while step < 80:
        step += 1
        desk = Places(Path(shutil.copytree(second, tmp_path / f"desk-{step}", symlinks=True)))
        was_killed = killed(desk, str(handed.after[3]), step)
        seen.add(proved(desk))
        if not was_killed:
            break
        take_in(desk, str(handed.after[3]))
        assert proved(desk) == 3
        shutil.rmtree(desk.home)
    assert seen == {2, 3}
    assert step > 10


def test_killed_at_random_it_has_the_old_or_the_new(handed, second, tmp_path):
    dice = random.Random(3)
    desk = Places(Path(shutil.copytree(second, tmp_path / "desk", symlinks=True)))
    for _ in range(12):
        killed_after(desk, str(handed.after[3]), dice.uniform(0, 0.25))
        assert proved(desk) in (2, 3)
    take_in(desk, str(handed.after[3]))
    assert proved(desk) == 3


def test_a_clock_years_ahead_stops_the_update_and_never_the_desk(handed, second, tmp_path, monkeypatch):
    desk = Places(Path(shutil.copytree(second, tmp_path / "desk", symlinks=True)))

    class Ahead(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2041, 1, 1, tzinfo=UTC)

    monkeypatch.setattr("tuf.ngclient._internal.trusted_metadata_set.datetime.datetime", Ahead)
    with pytest.raises(ConsoleError, match="clock is wrong"):
        take_in(desk, str(handed.after[3]))
    assert proved(desk) == 2


def test_a_clock_years_behind_is_called_wrong():
    issued = datetime(2026, 11, 3, tzinfo=UTC)
    assert age_at(datetime(2019, 1, 1, tzinfo=UTC), issued).level == "clock"


def test_ages_turn_amber_after_three_days_and_red_after_fourteen():
    issued = datetime(2026, 11, 3, tzinfo=UTC)
    levels = [age_at(issued + timedelta(days=days), issued).level for days in (0, 2.9, 3.1, 13.9, 14.1, 400)]
    assert levels == ["fresh", "fresh", "amber", "amber", "red", "red"]
    assert age_at(issued + timedelta(days=400), issued).text == "checked 400 d ago"


def test_a_damaged_generation_is_fetched_whole_again(handed, second, tmp_path):
    desk = Places(Path(shutil.copytree(second, tmp_path / "desk", symlinks=True)))
    with sqlite3.connect(in_use(desk, "directory")) as connection:
        connection.execute("UPDATE listing SET about = 'changed by hand' WHERE id = (SELECT min(id) FROM listing)")
    connection.close()
    done = take_in(desk, str(handed.after[3]))
    assert "Copy it again" in done.faults["directory"]
    assert generation(desk) == 2
    from console.exchange.packs import Wishes

    take_in(desk, str(handed.after[3]), Wishes(full=True))
    assert proved(desk) == 3
