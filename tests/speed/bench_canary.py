"""A day's work with 300 seeded strings, then a search for each of them in all that the day left: 0 may be found.

Beside it, as its baseline, the same search over an ordinary SQLite file that holds them: every one must be found.
Run: .venv/bin/python tests/speed/bench_canary.py
"""

import sqlite3
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "calls")]

from canary_day import Day, canaries, found, worked  # noqa: E402

from console.prepare import prepare  # noqa: E402
from console.settings import Settings  # noqa: E402

SEEDS, A_CALL = 300, 20


def main() -> None:
    """The day, the search, the baseline."""
    with tempfile.TemporaryDirectory() as folder:
        places, seeds = ROOT / "build" / "places.db", canaries(SEEDS)
        day = Day(Path(folder) / "home", Path(folder) / "tmp", Path(folder) / "user", places)
        prepare(Settings(home=day.home, places=str(places)), lambda stage, done: None)
        began = time.perf_counter()
        worked(day, seeds, A_CALL)
        hits = found(day, seeds, "5550142", "555-0142", "555-0177", "four fictional words")
        print(f"{SEEDS} canaries, {time.perf_counter() - began:.0f} s: {len(hits)} found")
        for hit in hits[:20]:
            print(f"  {hit}")
        db = sqlite3.connect(day.home / "plain.db")
        db.execute("CREATE TABLE note (text)")
        db.executemany("INSERT INTO note VALUES (?)", [(seed,) for seed in seeds])
        db.commit()
        told = {hit.partition(" ")[0] for hit in found(day, seeds)}
        print(f"an ordinary SQLite file: {len(told)} of {SEEDS} found")


if __name__ == "__main__":
    main()
