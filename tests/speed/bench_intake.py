"""How fast directories are taken in, and in how much memory: real exports beside a generated one of many rows.

Baseline in the same run: `csv.DictReader` over the same file, which maps, checks and repairs nothing.
Run as a script; `bench_intake.py 1000000` generates a million rows.
"""

import csv
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
from resources.phones import read_phones  # noqa: E402

REAL = ("hsds_miami_211", "hifld_national/Local_Law_Enforcement_Locations.csv", "hifld_national/Hospitals.csv")
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


def main() -> None:
    """Everything, the smallest first, so that the peak memory is each file's own."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    cells()
    with tempfile.TemporaryDirectory() as folder:
        path = generated(Path(folder) / "generated.csv", rows)
        measure(path)
        baseline(path)
    for name in REAL:
        if (EXPORTS / name).exists():
            measure(EXPORTS / name)


if __name__ == "__main__":
    main()
