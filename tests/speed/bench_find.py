"""How long finding and searching take, and what a session keeps in memory, beside a program without cells or keys.

Bars: find for a place and kinds 2 ms at p99 on what a desk holds, 8 ms on a million; 60 MiB a session; 2 GB on disk.
By default the directory a desk really holds (starter, and the real exports of ../shared where present) and an invented
one of 100,000 listings. `--million` invents a million: about four minutes and 1.5 GB of disk.
"""

import argparse
import gc
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).parents[2]
PLACES = ROOT / "build" / "places.db"
REAL = ROOT.parent / "shared" / "data" / "directories"
sys.path.insert(0, str(ROOT))

from national import national, places  # noqa: E402
from rapidfuzz import fuzz, process  # noqa: E402

from console.prepare import prepare  # noqa: E402
from console.settings import Settings  # noqa: E402
from resources.find import Want, find_help  # noqa: E402
from resources.geodesic import geodesic_km  # noqa: E402
from resources.intake.read import read_directory  # noqa: E402
from resources.local import LocalStore  # noqa: E402
from resources.places.place import Place  # noqa: E402
from resources.search import search_directory  # noqa: E402
from resources.starter import starter_listings  # noqa: E402
from resources.store import Directory, open_directory, write_generation  # noqa: E402

KINDS = ("crisis_line", "shelter", "law_enforcement", "legal", "medical", "child_protection")
WANT = Want(ages=(17,), gender="female", language="es")
NOW = datetime(2026, 3, 10, 15, 30, tzinfo=UTC)
EXPORTS = ("hifld_national/Local_Law_Enforcement_Locations.csv", "hsds_miami_211")


def main() -> None:
    """Build, find, search, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--million", action="store_true")
    options.add_argument("--listings", type=int, default=100_000)
    options.add_argument("--questions", type=int, default=300)
    options.add_argument("--keep", type=Path, help="folder to build in, and to reuse")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        guides = _guides(Path(folder) / "home")
        _report(_real(Path(folder)), "what a desk holds", chosen.questions)
        _print_memory(guides, Path(folder) / "directory-0.db", Path(folder) / "local.db")
        count = 1_000_000 if chosen.million else chosen.listings
        path = (chosen.keep or Path(folder)) / f"directory-{count}.db"
        if not path.exists():
            started = perf_counter()
            write_generation(national(count), path)
            print(f"{count:,} listings written in {perf_counter() - started:.0f} s: {path.stat().st_size / 1e6:.0f} MB")
        print(f"file of {path.stat().st_size / 1e9:.2f} GB")
        _report(open_directory(path, None), f"{count:,} invented", chosen.questions)
        _print_memory(guides, path, Path(folder) / "no-local.db")


def _guides(home: Path) -> Path:
    """The compiled guides of a desk."""
    settings = Settings(home=home, places=str(PLACES))
    prepare(settings, lambda stage, done: None)
    return settings.guides_db


SESSION = """
import gc, re, sys
from datetime import UTC, datetime
from pathlib import Path
import console.ui.app
from console.desk import CallChips, Desk, DeskStatus
from protocols.library import open_library
from resources.places.index import open_places
from resources.store import open_directory

places, guides, published, local = map(Path, sys.argv[1:])
status = DeskStatus("", "", "", False, ())
desk = Desk(open_places(places), open_library(guides), open_directory(published, local), status)
gc.freeze()
for town in ("hialeah fl", "tulsa ok", "nacogdoches tx", "fresno ca", "albany ny", "boise id", "dayton oh", "macon ga"):
    said = f"17 yo girl in {town} needs shelter tonight"
    for end in range(8, len(said) + 1):
        desk.answer(said[:end], CallChips(), datetime.now(UTC))
print(re.findall(r"^Pss:\\s+(\\d+) kB", Path("/proc/self/smaps_rollup").read_text(), re.M)[0])
"""
"""A session without a terminal: the screen's code, places, guides and one directory, after eight calls were typed."""


def _print_memory(guides: Path, published: Path, local: Path) -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        return
    command = [sys.executable, "-c", SESSION, *map(str, (PLACES, guides, published, local))]
    kilobytes = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    print(f"{'session with this directory, 8 calls typed':45} PSS {int(kilobytes) / 1024:.1f} MiB")


def _real(folder: Path) -> Directory:
    write_generation(starter_listings(), folder / "directory-0.db")
    store = LocalStore(folder / "local.db")
    for name in EXPORTS if REAL.is_dir() else ():
        started = perf_counter()
        reading = read_directory(REAL / name)
        store.apply(reading.source, reading.listings)
        print(f"{name} imported in {perf_counter() - started:.1f} s")
    store.close()
    return open_directory(folder / "directory-0.db", folder / "local.db")


def _report(directory: Directory, what: str, questions: int) -> None:
    print(f"-- {what}: {directory.count():,} listings")
    asked = places(questions)
    find_help(directory, asked[0], KINDS, WANT, NOW)
    # As the screen does once it is drawn: what lives as long as the desk is not searched for garbage at every key.
    gc.freeze()
    _print("find, six kinds, a new place each", (lambda p=p: find_help(directory, p, KINDS, WANT, NOW) for p in asked))
    _print_best("find, six kinds, a new place each, best of 3", directory, asked)
    _print(
        "find, one kind, a new place each", (lambda p=p: find_help(directory, p, KINDS[1:2], WANT, NOW) for p in asked)
    )
    _print("find, the same place, other kinds and people", _typing(directory, asked))
    _print("find, the same question again", (lambda: find_help(directory, asked[0], KINDS, WANT, NOW) for _ in asked))
    _print("baseline: measure to all of one kind", (lambda p=p: _scan(directory, p) for p in asked[:10]))
    words = _misspelt(directory, questions)
    _print("search, one misspelt word", (lambda w=w: search_directory(directory, w, now=NOW) for w in words))
    pairs = list(zip(words, ["shelter", "legal", "food"] * questions, asked, strict=False))
    _print(
        "search, two words near a place",
        (lambda a=a: search_directory(directory, f"{a[0]} {a[1]}", a[2], now=NOW) for a in pairs),
    )
    names = [row[0] for shelf in directory.shelves for row in shelf.rows("SELECT service FROM listing LIMIT 100000")]
    _print(
        "baseline: rapidfuzz over names",
        (lambda w=w: process.extract(w, names, scorer=fuzz.WRatio, limit=10) for w in words[:5]),
    )


def _print_best(what: str, directory: Directory, asked: list[Place]) -> None:
    """Each question three times with nothing remembered: its best time, which other work on the machine blurs least."""
    best = [float("inf")] * len(asked)
    for _ in range(3):
        for memory in (directory.answers, directory.seekers, *(shelf.asked for shelf in directory.shelves)):
            memory.clear()
        for at, place in enumerate(asked):
            started = process_time()
            find_help(directory, place, KINDS, WANT, NOW)
            best[at] = min(best[at], (process_time() - started) * 1000)
    print(f"{what:45} median {statistics.median(best):7.2f} ms   p99 {_p99(best):7.2f} ms   of CPU")


def _typing(directory: Directory, asked: list[Place]) -> Iterable[Callable[[], object]]:
    """The place stands while typing goes on: first other kinds, then somebody of another age."""
    older = replace(WANT, ages=(30,))
    for place in asked:
        find_help(directory, place, KINDS, WANT, NOW)
        yield lambda p=place: find_help(directory, p, KINDS[::-1][:5], WANT, NOW)
        yield lambda p=place: find_help(directory, p, KINDS, older, NOW)


def _scan(directory: Directory, place: Place) -> None:
    """What a program without cells does: measure to every listing of a kind."""
    shelf = directory.shelves[0]
    rows = shelf.rows("SELECT lat, lon, listing FROM near_kind WHERE kind IN ('law_enforcement', 'shelter')")
    sorted(rows, key=lambda row: geodesic_km(place.lat, place.lon, row[0], row[1]))[:12]


def _misspelt(directory: Directory, count: int) -> list[str]:
    dice = random.Random(5)
    question = "SELECT word FROM word WHERE length(word) BETWEEN 5 AND 12 AND names BETWEEN 1 AND 50 LIMIT 20000"
    known = [row[0] for row in directory.shelves[0].rows(question)]
    chosen = dice.choices(known, k=count)
    return [word[:at] + word[at + 1 :] for word in chosen for at in [dice.randrange(1, len(word))]]


def _print(what: str, jobs: Iterable[Callable[[], object]]) -> None:
    """Wall time, and beside it the CPU time, which a busy machine blurs less."""
    walls, cpus = [], []
    for job in jobs:
        started, worked = perf_counter(), process_time()
        job()
        walls.append((perf_counter() - started) * 1000)
        cpus.append((process_time() - worked) * 1000)
    wall, cpu = _p99(walls), _p99(cpus)
    print(f"{what:45} median {statistics.median(walls):7.2f} ms   p99 {wall:7.2f} ms   p99 of CPU {cpu:7.2f} ms")


def _p99(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


if __name__ == "__main__":
    main()
