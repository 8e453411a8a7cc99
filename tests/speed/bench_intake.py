"""How fast directories are taken in, and in how much memory: real exports, 59 months of one, and a generated one.

Baseline in the same run: `csv.DictReader` over the same file, which maps, checks and repairs nothing.
Run as a script; `bench_intake.py --million` generates a million rows instead of 100,000.
"""

import csv
import gzip
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXPORTS = ROOT.parent / "shared" / "data" / "directories"
sys.path.insert(0, str(ROOT))

from resources.intake.hours_text import read_hours  # noqa: E402
from resources.intake.read import read_directory  # noqa: E402
from resources.local import LocalStore  # noqa: E402
from resources.phones import read_phones  # noqa: E402

REAL = ("hsds_miami_211", "hifld_national/Local_Law_Enforcement_Locations.csv", "hifld_national/Hospitals.csv")
TITLE_X = "titlex_monthly/title_x_monthly.csv.gz"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NEEDS = ("Food Pantry", "Emergency Shelter", "Legal Aid", "Counseling", "Health Clinic")


def generated(path: Path, rows: int) -> Path:
    """A fictional directory with the columns that directories have."""
    chance = random.Random(7)
    headings = [
        "ID",
        "Agency Name",
        "Program Name",
        "Address",
        "City",
        "State",
        "Zip",
        "Latitude",
        "Longitude",
        "Phone",
        "Hours",
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*headings, "Description"])
        for number in range(rows):
            point = (f"{29 + chance.random():.5f}", f"{-95 - chance.random():.5f}")
            phone = f"713-555-{chance.randint(100, 199):04}"
            street = f"{chance.randint(1, 9999)} Main Street"
            row = [
                number,
                f"Agency {number // 3}",
                chance.choice(NEEDS),
                street,
                "Houston",
                "TX",
                "77002",
                *point,
                phone,
            ]
            writer.writerow([*row, "Mon-Fri 9:00am-5:00pm", f"Helps people of block {number}. " * 4])
    return path


def measure(path: Path) -> None:
    """Rows a second of one import, and the most memory that the process has held."""
    began = time.perf_counter()
    reading = read_directory(path)
    count = sum(1 for _ in reading.listings)
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rate = reading.report.rows / took
    told = f"{reading.report.rows:9,} rows {count:9,} listings {took:8.2f} s {rate:9,.0f} rows/s"
    print(f"{path.name:36} {told}  peak {peak} MB")


def baseline(path: Path) -> None:
    """What only splitting the file costs."""
    began = time.perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        count = sum(1 for _ in csv.DictReader(file))
    print(f"{'  (csv.DictReader alone)':36} {count:9,} rows {'':19} {time.perf_counter() - began:8.2f} s")


def cells() -> None:
    """Microseconds for one cell, read for the first time."""
    numbers = [f"(713) 555-{n:04} x{n}" for n in range(100, 200)] * 20
    texts = [f"Mon-Fri {n % 4 + 7}:{n % 60:02}am-5:00pm; Sat 10:00am-2:{n // 60 % 60:02}pm" for n in range(2000)]
    for name, read, values in (("phone cell", read_phones, numbers), ("hours text", read_hours, texts)):
        times = []
        for value in values:
            began = time.perf_counter()
            read(value)
            times.append((time.perf_counter() - began) * 1e6)
        times.sort()
        print(f"{name:36} median {statistics.median(times):7.1f} µs   p99 {times[int(len(times) * 0.99)]:7.1f} µs")


def months(folder: Path) -> None:
    """59 monthly snapshots of one directory, each applied to the desk's own store in its order."""
    snapshots, addresses = _snapshots(folder)
    began, new = time.perf_counter(), 0
    store = LocalStore(folder / "local.db")
    for path in snapshots:
        new += store.apply("title_x", read_directory(path, source="title_x").listings, path.name).new
    took = time.perf_counter() - began
    again = store.apply("title_x", read_directory(snapshots[-1], source="title_x").listings, snapshots[-1].name)
    store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = f"{new:,} listings of {addresses:,} addresses in {took:.1f} s, peak {peak} MB"
    print(f"{len(snapshots)} months of Title X: {told}")
    print(f"  the last month again changes {'nothing' if again.nothing else again}")


def _snapshots(folder: Path) -> tuple[list[Path], int]:
    """One CSV a month; the number of addresses once "USA" and "United States" are one country."""
    addresses: set[str] = set()
    paths: set[Path] = set()
    with gzip.open(EXPORTS / TITLE_X, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = folder / f"{row['year']}-{MONTHS.index(row['month'][:3]) + 1:02}.csv"
            with path.open("a", encoding="utf-8", newline="") as month:
                writer = csv.DictWriter(month, list(row))
                if path not in paths:
                    writer.writeheader()
                writer.writerow(row)
            paths.add(path)
            addresses.add(row["location"].removesuffix(", USA").removesuffix(", United States").lower())
    return sorted(paths), len(addresses)


def main() -> None:
    """Everything, the smallest first, so that the peak memory is each file's own."""
    rows = 1_000_000 if "--million" in sys.argv else 100_000
    cells()
    if (EXPORTS / TITLE_X).exists():
        with tempfile.TemporaryDirectory() as folder:
            months(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        path = generated(Path(folder) / "generated.csv", rows)
        measure(path)
        baseline(path)
    for name in REAL:
        if (EXPORTS / name).exists():
            measure(EXPORTS / name)


if __name__ == "__main__":
    main()
