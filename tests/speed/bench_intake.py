"""How much of a directory is taken in, how fast, and in how much memory: the intake figures, each beside a baseline.

Baselines in the same run: for speed `csv.DictReader` over the same file, which maps, checks and repairs nothing; for
numbers the first ten digits of a cell, as converters keep "phone 1"; for hours one regular expression for days and
times. Run as a script; `bench_intake.py --million` imports a million rows by the command itself instead of 50,000.
"""

import csv
import gzip
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import phonenumbers

ROOT = Path(__file__).parents[2]
EXPORTS = ROOT.parent / "shared" / "data" / "directories"
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "directory")]

from exported import write_export  # noqa: E402
from test_intake_mapping import KEYS  # noqa: E402

from resources.intake.export_hsds import export_hsds  # noqa: E402
from resources.intake.hours_text import read_hours  # noqa: E402
from resources.intake.read import Reading, read_directory  # noqa: E402
from resources.intake.suggest import suggest_mapping  # noqa: E402
from resources.listing import Listing  # noqa: E402
from resources.local import LocalStore  # noqa: E402
from resources.phones import read_phones  # noqa: E402

FIXTURES = (
    "hsds_miami_211", "ohana_charmcare_baltimore", "ilao_legal_aid_illinois", "hsds11_sample_datapackage",
    "hifld_national/Local_Law_Enforcement_Locations.csv", "hifld_national/Hospitals.csv",
    "hifld_national/Urgent_Care_Facilities.xlsx", "hifld_national/hospital-data-cms.csv",
    "shelters_xlsx_4cities/shelter_addresses.xlsx", "ssc_shelter_collaborative/mapdata.csv",
    "kml/redcross_shelters_tuscaloosa.kml", "kml/hawaii_aina_orgs_arcgis.kml", "hsds3_spec_examples/tabular.json",
    "hsds3_spec_examples/service_full.json", "hsds3_spec_examples/organization_full.json",
)  # fmt: skip
PHONE_CELLS = {
    "hsds_miami_211/phones.csv": ("number",), "ohana_charmcare_baltimore/phones.csv": ("number",),
    "ilao_legal_aid_illinois/services.csv": ("Phone number",),
    "hifld_national/Hospitals.csv": ("TELEPHONE",), "hifld_national/hospital-data-cms.csv": ("Phone Number",),
    "hifld_national/Local_Law_Enforcement_Locations.csv": ("TELEPHONE",),
}  # fmt: skip
TITLE_X = "titlex_monthly/title_x_monthly.csv.gz"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_DAYS = rf"{_DAY}(?:\s*(?:-|to|thru|through|,|&|and)\s*{_DAY})*"
_TIME = r"\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?|noon)?"
_TIMES = rf"{_TIME}\s*(?:-|to)\s*{_TIME}"
_ONE_PATTERN = re.compile(rf"\s*(?:{_DAYS}[,:]?\s*{_TIMES}|{_TIMES}[,:]?\s*{_DAYS}|24 hours.*)\W*", re.I)


def fixtures() -> dict[str, tuple[list[Listing], Reading]]:
    """Every export read once: rows accounted for, and what was hidden, sealed and refused."""
    found = {}
    print(f"{'export':44}{'rows':>8}{'kept':>8}{'refused':>8}{'hidden':>7}{'sealed':>7}{'seconds':>9}{'baseline':>9}")
    for name in FIXTURES:
        if not (EXPORTS / name).exists():
            continue
        began = time.perf_counter()
        reading = read_directory(EXPORTS / name)
        listings = list(reading.listings)
        took = time.perf_counter() - began
        files = reading.report.files
        rows, kept, refused = (sum(getattr(file, what) for file in files) for what in ("rows", "kept", "refused"))
        hidden, sealed = sum(file.hidden for file in files), sum(file.sealed for file in files)
        fate = f"{rows:8,}{kept:8,}{refused:8,}{hidden:7,}{sealed:7,}{took:9.2f}{_only_split(EXPORTS / name):9.2f}"
        print(f"{name:44}{fate}  {'' if rows == kept + refused else 'ROWS LOST'}")
        found[name] = (listings, reading)
    rows = sum(file.rows for _, reading in found.values() for file in reading.report.files)
    told = sum(file.kept + file.refused for _, reading in found.values() for file in reading.report.files)
    print(f"{'rows kept or refused with a reason':44}{100 * told / max(rows, 1):7.2f} %   bar 100")
    return found


def _only_split(path: Path) -> float:
    """What only splitting the rows costs."""
    began = time.perf_counter()
    for file in [path] if path.is_file() else path.glob("*.csv"):
        if file.suffix == ".csv":
            with file.open(encoding="utf-8", errors="replace", newline="") as text:
                sum(1 for _ in csv.DictReader(text))
    return time.perf_counter() - began


def fields() -> None:
    """The columns named in the hand keys, mapped without help; the baseline takes a heading at its word."""
    right = literal = total = 0
    for name, key in KEYS.items():
        if (EXPORTS / name).exists():
            named = {head: field for table in suggest_mapping(EXPORTS / name) for head, field, _ in table.columns}
            right += sum(
                named.get(head) == field or {field, named.get(head)} == {"site", "name"} for head, field in key.items()
            )
            literal += sum(head.lower().replace(" ", "_") == field for head, field in key.items())
            total += len(key)
    _share("fields mapped without help", right, literal, total, 95)


def phones() -> None:
    """Numbers that libphonenumber's matcher, an independent reader, finds in the cells."""
    ours = first = total = 0
    for name, columns in PHONE_CELLS.items():
        for cell in _cells(EXPORTS / name, columns):
            wanted = {
                phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
                for found in phonenumbers.PhoneNumberMatcher(cell, "US")
            }
            total += len(wanted)
            ours += len(wanted & {phone.number for phone in read_phones(cell)})
            first += len(wanted & {f"+1{re.sub(r'[^0-9]', '', cell)[:10]}"})
    _share("phones recovered", ours, first, total, 98)


def hours(found: dict[str, tuple[list[Listing], Reading]]) -> None:
    """Texts with a digit or a day in them that became a week, of those that do not contradict their own rows."""
    texts = [
        listing.hours.text
        for name in ("hsds_miami_211", "ilao_legal_aid_illinois")
        for listing in found.get(name, ([], None))[0]
        if re.search(r"\d", listing.hours.text) and "the schedule says" not in listing.hours.text
    ]
    ours = sum(read_hours(text).known for text in texts)
    plain = sum(
        all(_ONE_PATTERN.fullmatch(part) for part in re.split(r"[;\n]", text) if part.strip()) for text in texts
    )
    _share("hours texts read (of all, readable or not)", ours, plain, len(texts), 90)


def exports(found: dict[str, tuple[list[Listing], Reading]]) -> None:
    """HSDS out and in again: how many listings come back equal."""
    equal = total = 0
    for name in ("ohana_charmcare_baltimore", "ilao_legal_aid_illinois", "hsds11_sample_datapackage"):
        listings = [replace(one, site="") if one.sealed else one for one in found.get(name, ([], None))[0]]
        shown = {one.key: one for one in listings if one.refer and not one.hidden}
        for version in ("3.0", "1.1"):
            with tempfile.TemporaryDirectory() as folder:
                export_hsds(shown.values(), Path(folder) / "out", version)
                back = read_directory(Path(folder) / "out", source=listings[0].source if listings else "").listings
                equal += sum(shown.get(one.key) == one for one in back)
            total += len(shown)
    _share("HSDS 3.0 and 1.1 exports that re-import equal", equal, 0, total, 100)


def _share(what: str, ours: int, baseline: int, total: int, bar: float) -> None:
    per = 100 / max(total, 1)
    print(f"{what:44}{ours * per:7.2f} %   bar {bar}   baseline {baseline * per:6.2f} %   of {total:,}")


def _cells(path: Path, columns: tuple[str, ...]) -> Iterator[str]:
    if path.exists():
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                yield from (row[column].replace("\x1e", " ") for column in columns if row.get(column))


def cells() -> None:
    """Microseconds for one cell, read for the first time."""
    numbers = [f"(713) 555-{n:04} x{n}" for n in range(100, 200)] * 20
    texts = [f"Mon-Fri {n % 4 + 7}:{n % 60:02}am-5:00pm; Sat 10:00am-2:{n // 60 % 60:02}pm" for n in range(2000)]
    digits: Callable[[str], object] = re.compile(r"\d").findall
    for name, read, values in (
        ("phone cell", read_phones, numbers), ("hours text", read_hours, texts), ("  (digits alone)", digits, numbers),
    ):  # fmt: skip
        times = []
        for value in values:
            began = time.perf_counter()
            read(value)
            times.append((time.perf_counter() - began) * 1e6)
        times.sort()
        print(f"{name:44}median {statistics.median(times):7.1f} µs   p99 {times[int(len(times) * 0.99)]:7.1f} µs")


def months(folder: Path) -> None:
    """59 monthly snapshots of one directory, each applied to the desk's own store in its order."""
    snapshots, addresses = _snapshots(folder)
    began, cpu, new = time.perf_counter(), time.process_time(), 0
    store = LocalStore(folder / "local.db")
    for path in snapshots:
        new += store.apply("title_x", read_directory(path, source="title_x").listings, path.name).new
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    again = store.apply("title_x", read_directory(snapshots[-1], source="title_x").listings, snapshots[-1].name)
    store.close()
    split = sum(_only_split(path) for path in snapshots)
    told = f"{new:,} listings of {addresses:,} addresses in {took:.1f} s, {cpu:.1f} s of one core, split {split:.1f} s"
    print(f"{len(snapshots)} months of Title X: {told}, {_peak()} MB   bar 60 s, 150 MB")
    print(f"  the last month again changes {'nothing' if again.nothing else again}")


def _snapshots(folder: Path) -> tuple[list[Path], int]:
    """One CSV a month; the number of addresses once "USA" and "United States" are one country."""
    addresses: set[str] = set()
    with ExitStack() as stack, gzip.open(EXPORTS / TITLE_X, "rt", encoding="utf-8", newline="") as file:
        months: dict[Path, csv.DictWriter[str]] = {}
        for row in csv.DictReader(file):
            path = folder / f"{row['year']}-{MONTHS.index(row['month'][:3]) + 1:02}.csv"
            if path not in months:
                text = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
                months[path] = csv.DictWriter(text, list(row))
                months[path].writeheader()
            months[path].writerow(row)
            addresses.add(row["location"].removesuffix(", USA").removesuffix(", United States").lower())
    return sorted(months), len(addresses)


def generated(folder: Path, rows: int) -> None:
    """A national directory with the headings that people write, taken in by the command that a person types."""
    path = write_export(folder / "national.csv", rows)
    environment = os.environ | {"NORTHLINE_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    for command in (["import", "--template"], ["import", str(path)]):  # the first makes what a new desk lacks
        began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-m", "console", *command], env=environment, capture_output=True, text=True, check=False
        )
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    size = (folder / "home" / "local.db").stat().st_size / 1e9 if done.returncode == 0 else 0
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    split = _only_split(path)
    print(f"`northline import` of {rows:,} rows: {took:.0f} s ({cpu:.0f} s of one core; split alone {split:.1f} s)")
    print(f"  peak {after.ru_maxrss // 1024} MB, directory file {size:.2f} GB   bar for a million: 600 s, 200 MB, 2 GB")
    print("  " + " ".join(line for line in done.stdout.splitlines() if "rows" in line)[:160])


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Everything, the smallest first, so that the peak memory is each part's own."""
    cells()
    if (EXPORTS / TITLE_X).exists():
        with tempfile.TemporaryDirectory() as folder:
            months(Path(folder))
        found = fixtures()
        fields()
        phones()
        hours(found)
        exports(found)
    else:
        print("real exports: skipped, ../shared/data/directories is absent")
    with tempfile.TemporaryDirectory() as folder:
        generated(Path(folder), 1_000_000 if "--million" in sys.argv else 50_000)


if __name__ == "__main__":
    main()
