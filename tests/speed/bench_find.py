"""How long finding takes: median and p99 of a place with kinds, beside reading every listing of those kinds.

Run with --million for a directory of a million listings (about five minutes and 2 GB of disk).
"""

import argparse
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from national import national, places

from resources.find import Want, find_help
from resources.geodesic import geodesic_km
from resources.store import Directory, open_directory, write_generation

KINDS = ("crisis_line", "shelter", "law_enforcement", "legal", "medical", "child_protection")
WANT = Want(ages=(17,), gender="female", language="es")
NOW = datetime(2026, 3, 10, 15, 30, tzinfo=UTC)


def main() -> None:
    """Build, find, search, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--million", action="store_true")
    options.add_argument("--listings", type=int, default=100_000)
    options.add_argument("--questions", type=int, default=400)
    options.add_argument("--keep", type=Path, help="folder to build in, and to reuse")
    chosen = options.parse_args()
    count = 1_000_000 if chosen.million else chosen.listings
    with tempfile.TemporaryDirectory() as folder:
        path = (chosen.keep or Path(folder)) / f"directory-{count}.db"
        if not path.exists():
            started = perf_counter()
            write_generation(national(count), path)
            print(f"{count:,} listings written in {perf_counter() - started:.0f} s")
        print(f"{path.stat().st_size / 1e6:.0f} MB")
        directory = open_directory(path, None)
        _report(directory, chosen.questions)


def _report(directory: Directory, questions: int) -> None:
    asked = places(questions)
    find_help(directory, asked[0], KINDS, WANT, NOW)
    _print("find, six kinds, a new place each", [_timed(directory, place, KINDS) for place in asked])
    _print("find, one kind, a new place each", [_timed(directory, place, ("shelter",)) for place in asked])
    _print("find, same question again", [_timed(directory, asked[-1], KINDS) for _ in asked])
    _print("baseline: nearest of one kind by full scan", [_scan(directory, place) for place in asked[:10]])


def _timed(directory: Directory, place: object, kinds: tuple[str, ...]) -> float:
    started = perf_counter()
    find_help(directory, place, kinds, WANT, NOW)  # type: ignore[arg-type]
    return (perf_counter() - started) * 1000


def _scan(directory: Directory, place: object) -> float:
    """What a program without cells does: measure to every listing of a kind."""
    started = perf_counter()
    rows = directory.shelves[0].rows("SELECT lat, lon, listing FROM near_kind WHERE kind = 'shelter'")
    sorted(rows, key=lambda row: geodesic_km(place.lat, place.lon, row[0], row[1]))[:12]  # type: ignore[attr-defined]
    return (perf_counter() - started) * 1000


def _print(what: str, times: list[float]) -> None:
    times.sort()
    p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
    print(f"{what:45} median {statistics.median(times):8.2f} ms   p99 {p99:8.2f} ms")


if __name__ == "__main__":
    main()
