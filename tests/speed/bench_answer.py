"""How long one answer takes with the directory a desk really holds, and how long `northline ask` takes from cold.

Baseline in the same run: what an ordinary developer would write, rapidfuzz over all town names and a scan of listings.
Reads the real exports in ../shared where present; without them the starter directory alone is measured.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz import fuzz, process

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
sys.path.insert(0, str(ROOT))

from console.desk import CallChips, Desk  # noqa: E402
from console.opening import open_desk  # noqa: E402
from console.prepare import prepare  # noqa: E402
from console.settings import Settings  # noqa: E402

SAID = [
    "motel off i-10 nacadoches tx, 17 yo, bf wont let her leave, spanish only",
    "nurse in hialeah fl, woman came in with bruises, man answers for her, boss has passport",
    "picking oranges near immokalee, crew leader keeps the papers, owes him for the trip",
    "im 15 he posts ads of me, truck stop outside albakerky, he is coming back",
    "cant talk long, he checks my phone, broward county",
    "boss didnt pay last two weeks tulsa ok",
]


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of all values do not pass."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def row(name: str, values: list[float]) -> None:
    """One line of the table, in milliseconds."""
    print(
        f"{name:<44} median {statistics.median(values):8.2f}   p99 {percentile(values, 0.99):8.2f}"
        f"   max {max(values):8.2f} ms   n {len(values)}"
    )


def keystrokes(desk: Desk) -> list[float]:
    """The time of an answer to every prefix of every line, as typing asks for them."""
    now = datetime.now(UTC)
    times = []
    for said in SAID:
        for end in range(1, len(said) + 1):
            started = time.perf_counter()
            desk.answer(said[:end], CallChips(), now)
            times.append((time.perf_counter() - started) * 1000)
    return times


def baseline(desk: Desk) -> list[float]:
    """An ordinary first attempt at the place alone: WRatio over every "name state" in a list."""
    import sqlite3

    store = sqlite3.connect(f"file:{desk_places}?mode=ro", uri=True)
    names = [
        f"{name} {state}"
        for name, state in store.execute("select name, state from place where country = 'US' and kind = 'city'")
    ]
    times = []
    for said in SAID:
        started = time.perf_counter()
        process.extract(said, names, scorer=fuzz.WRatio, limit=5)
        times.append((time.perf_counter() - started) * 1000)
    return times


def cold(home: Path, places: Path) -> list[float]:
    """Whole runs of `northline ask`."""
    environment = {**os.environ, "NORTHLINE_HOME": str(home), "NORTHLINE_PLACES": str(places)}
    times = []
    for _ in range(15):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "console.cli", "ask", SAID[0]],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=True,
        )
        times.append((time.perf_counter() - started) * 1000)
    return times[1:]


def imported(home: Path, places: Path) -> None:
    """Take the real exports in, through the command a user would type."""
    environment = {**os.environ, "NORTHLINE_HOME": str(home), "NORTHLINE_PLACES": str(places)}
    for name in ("hifld_national/Local_Law_Enforcement_Locations.csv", "hsds_miami_211"):
        path = SHARED / "directories" / name
        if not path.exists():
            print(f"left out: {name} is not here")
            continue
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "console.cli", "import", str(path), "--json"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        report = json.loads(done.stdout)["files"]
        print(
            f"import {name}: {sum(f['rows'] for f in report)} rows, {sum(f['kept'] for f in report)} kept,"
            f" {time.perf_counter() - started:.1f} s"
        )


if __name__ == "__main__":
    desk_places = ROOT / "build" / "places.db"
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), places=str(desk_places))
        prepare(settings, lambda stage, done: None)
        imported(settings.home, desk_places)
        desk = open_desk(settings)
        print(f"{desk.directory.count()} listings")
        row("answer, every prefix of six calls", keystrokes(desk))
        row("same, places, listings and guides warm", keystrokes(desk))
        row("baseline: WRatio over all towns, place only", baseline(desk))
        row("northline ask from cold", cold(settings.home, desk_places))
        print(f"memory of this process, peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
