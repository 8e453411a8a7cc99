"""A day of packs: bytes and seconds on a bad line beside other ways to move the same day, kills, cuts and readers."""

import hashlib
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "packs"), str(Path(__file__).parent)]

import zstandard  # noqa: E402
from national import national  # noqa: E402
from packs_endured import Endured, attacks, cuts  # noqa: E402
from packs_link import over_a_link  # noqa: E402
from publisher import Publisher, copy_of, desk_of, take_in  # noqa: E402
from ranged_server import RangedServer  # noqa: E402

from console.exchange import building  # noqa: E402
from console.exchange.building import directory_rows  # noqa: E402
from console.exchange.records import Places  # noqa: E402
from resources.errors import StoreError  # noqa: E402
from resources.listing import Hours, Listing, Phone, Verified  # noqa: E402
from resources.store import Directory, open_directory  # noqa: E402

COUNT = int(os.environ.get("ROWS", "100000"))
KILLS, CUTS = int(os.environ.get("KILLS", "200")), int(os.environ.get("CUTS", "100"))
ENDS = "SELECT (SELECT max(id) FROM listing), (SELECT min(id) FROM listing)"
LINE = {"rate": 8000.0, "delay": 0.6}


def say(what: str, value: str, bar: str) -> None:
    """One row of the table."""
    print(f"| {what:<46} | {value:<42} | {bar:<26} |", flush=True)


def next_day(rows: list[Listing], seed: int) -> list[Listing]:
    """1 % of the rows touched: eight of ten edited (number, hours or note, and the date), one new, one gone."""
    dice = random.Random(seed)
    touched = dice.sample(range(len(rows)), len(rows) // 100)
    gone, new, changed = touched[: len(touched) // 10], touched[-len(touched) // 10 :], touched[len(touched) // 10 :]
    fresh = list(rows)
    for at in changed:
        one, kind = rows[at], dice.random()
        checked = (Verified("all", date(2026, 11, 23 - seed % 5), "", "call"),)
        if kind < 0.4:
            one = replace(one, phones=(Phone(f"+1{dice.randint(201, 989)}555{dice.randint(100, 199):04d}"),))
        elif kind < 0.7:
            one = replace(one, hours=Hours(text=f"Mon-Fri {dice.randint(7, 10)}:00-{dice.randint(15, 20)}:30"))
        else:
            one = replace(
                one, note=f"Ask for the {dice.choice(['night', 'day', 'intake'])} desk, door {dice.randint(1, 99)}"
            )
        fresh[at] = replace(one, verified=checked)
    for at in new:
        fresh.append(replace(rows[at], key=f"day-{seed}-{at}", service=f"New {rows[at].service}"))
    dropped = set(gone)
    return [one for at, one in enumerate(fresh) if at not in dropped]


def rsync_bytes(before: Path, after: Path, aside: Path) -> tuple[int, str]:
    """What rsync itself sends and receives for the same two files, or where it is not here what it would have to."""
    if shutil.which("rsync"):
        target = shutil.copy(before, aside / "rsynced.db")
        command = ["rsync", "--no-whole-file", "--checksum", "-z", "--stats", str(after), str(target)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        both = re.findall(r"Total bytes (?:sent|received): ([\d,]+)", said)
        return sum(int(one.replace(",", "")) for one in both), "rsync -z of the file"
    return _rsync_estimate(before, after), "rsync of the file (ESTIMATED: not here)"


def _rsync_estimate(before: Path, after: Path) -> int:
    """Blocks of 4,096 that are not there yet, squeezed, and the sums: the files are aligned to pages."""
    page = 4096
    with before.open("rb") as old:
        known = {hashlib.blake2b(block, digest_size=16).digest() for block in iter(lambda: old.read(page), b"")}
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    count = 20 * (before.stat().st_size // page)
    with after.open("rb") as new:
        for block in iter(lambda: new.read(page), b""):
            if hashlib.blake2b(block, digest_size=16).digest() not in known:
                count += len(packer.compress(block))
    return count + len(packer.flush())


def patch_from(before: Path, after: Path, target: Path) -> "subprocess.Popen[bytes] | None":
    """`zstd --patch-from -19` of the same two files, beside the rows in which no second counts: it takes a minute."""
    if shutil.which("zstd") is None:
        return None
    options = ["-qq", "-f", "-19", "--long=27", f"--patch-from={before}"]
    return subprocess.Popen(["zstd", *options, str(after), "-o", str(target)])


def pss_of(process: int) -> int:
    """Proportional memory of a process in KiB, 0 once it is gone."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def in_a_process(places: Places, where: str) -> tuple[float, int]:
    """Sync as the command does it: seconds, and the most proportional memory."""
    program = (
        "import sys; sys.path[:0] = sys.argv[3:]; from pathlib import Path;"
        "from console.exchange.records import Places; from publisher import take_in;"
        "done = take_in(Places(Path(sys.argv[1])), sys.argv[2], timeout=60); assert not done.faults, done.faults"
    )
    started, most = time.perf_counter(), 0
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(places.home), where, str(ROOT), str(ROOT / "tests" / "packs")]
    )
    while child.poll() is None:
        most = max(most, pss_of(child.pid))
        time.sleep(0.02)
    assert child.returncode == 0
    return time.perf_counter() - started, most


def lines(aside: Path, after: dict[int, Path]) -> tuple[Places, int]:
    """The rows about bytes and seconds; returns the desk, and the bytes of one day with all metadata."""
    serving = RangedServer(after[1])
    desk = desk_of(after[1], aside / "desk")
    seconds, most = in_a_process(desk, serving.url)
    bar = "<= 15 MB, <= 64 MiB PSS"
    say("first full copy", f"{serving.body / 1e6:.2f} MB, {seconds:.1f} s, {most / 1024:.1f} MiB PSS", bar)
    kept = shutil.copytree(desk.home, aside / "first", symlinks=True)
    slow = RangedServer(after[2], **LINE)
    seconds, most = in_a_process(desk, slow.url)
    value = f"{slow.body:,} B ({slow.wire:,} with headers), {seconds:.1f} s, {most / 1024:.1f} MiB"
    say("one day, 64 kbit/s, 600 ms", value, "<= 60 kB, <= 25 s, <= 64 MiB")
    day = slow.body
    slow.body = slow.wire = slow.requests = 0
    seconds, _ = in_a_process(desk, slow.url)
    say("nothing new", f"{slow.body:,} B ({slow.wire:,} with headers), {seconds:.1f} s", "<= 1 kB, <= 3 s")
    say("  of which starting Python", f"{_start():.1f} s", "")
    for row in (*cuts(Places(kept), after[2], aside, CUTS), *over_a_link(kept, after[2], aside)):
        say(*row)
    return desk, day


def _start() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import console.exchange.packs"], cwd=ROOT, check=True)
    return time.perf_counter() - started


def others(aside: Path, rows: dict[int, list[Listing]], received: int, between: Iterator[tuple[str, str, str]]) -> None:
    """The same day by other means, in the same run; `between` are rows made while zstd is at work."""
    before, after = (directory_rows(rows[number], aside / f"rows-{number}.db") for number in (1, 2))
    rsync, how = rsync_bytes(before, after, aside)
    say(f"  {how}", f"{rsync:,} B, {rsync / received:.0f} times ours", ">= 20 times")
    target = aside / "patch-from.zst"
    working = patch_from(before, after, target)
    for row in between:
        say(*row)
    if working is None or working.wait():
        say("  zstd --patch-from -19", "no zstd here", ">= 2 times")
    else:
        patch = target.stat().st_size
        say("  zstd --patch-from -19", f"{patch:,} B, {patch / received:.1f} times ours", ">= 2 times")


def endured(aside: Path, before: list[Listing], after: list[Listing]) -> Iterator[tuple[str, str, str]]:
    """The rows about what must never break."""
    tried = Endured(aside, before, after)
    yield tried.random_kills(KILLS)
    yield tried.kills_at_every_step()
    yield tried.full_disk()
    yield tried.wrong_clock()
    yield attacks()


def readers(places: Places, folder: Path) -> None:
    """50 sessions read and search while a sync switches: 10 processes of five threads, think 1.5 to 4.5 s."""
    out = Path(tempfile.mkdtemp())
    children = []
    for number in range(10):
        child = os.fork()
        if child == 0:
            _read(places, out / str(number))
        children.append(child)
    time.sleep(4)
    take_in(places, str(folder))
    for child in children:
        os.waitpid(child, 0)
    took, errors, mixed = [], 0, 0
    for path in out.iterdir():
        for line in path.read_text().splitlines():
            word, value = line.split()
            took.append(float(value))
            errors += word == "error"
            mixed += word == "mixed"
    took.sort()
    p99 = took[int(len(took) * 0.99)]
    value = (
        f"{errors} errors, {mixed} mixed, p99 {p99:.1f} ms, median {statistics.median(took):.1f} ({len(took)} answers)"
    )
    say("50 sessions during a switch", value, "0, 0, p99 <= 50 ms")


def _read(places: Places, target: Path) -> None:
    """Five sessions of one process; each answer looks at both ends which file it reads."""
    lines: list[str] = []
    ends = time.monotonic() + float(os.environ.get("READ", "40"))

    def session(seed: int) -> None:
        dice, directory = random.Random(seed), open_directory(places.pointer("directory"), None)
        while time.monotonic() < ends:
            time.sleep(dice.uniform(1.5, 4.5))
            started = time.perf_counter()
            word = "well"
            try:
                directory.reload_if_changed()
                with directory.answering:
                    word = "well" if _one_answer(directory, dice) else "mixed"
            except (sqlite3.Error, AttributeError, StoreError):
                word = "error"
            lines.append(f"{word} {(time.perf_counter() - started) * 1000:.2f}")

    threads = [threading.Thread(target=session, args=(hash((target.name, nth)),)) for nth in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    target.write_text("\n".join(lines))
    os._exit(0)


def _one_answer(directory: Directory, dice: random.Random) -> bool:
    """Words, neighbours and a range out of one file, and the same ends of it before and after."""
    shelf = directory.published
    assert shelf is not None
    first = shelf.rows(ENDS)
    shelf.rows("SELECT rowid FROM words WHERE words MATCH 'harbor' LIMIT 50")
    shelf.rows("SELECT listing FROM near_kind WHERE kind = 'shelter' AND cell BETWEEN 4356000 AND 4359600 LIMIT 50")
    shelf.rows("SELECT id FROM listing WHERE id > ? ORDER BY id LIMIT 50", (dice.randrange(2**50),))
    return directory.published is shelf and first == shelf.rows(ENDS)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder)
        publisher = Publisher(aside / "large")
        rows = {1: list(national(COUNT))}
        after: dict[int, Path] = {}
        for number in (1, 2, 3):
            publisher.publish(rows[number])
            after[number] = copy_of(publisher.folder, aside / f"after-{number}")
            rows[number + 1] = next_day(rows[number], number)
            building.FULL_LEVEL = 3  # only the first whole copy is measured: the others need not take a minute each
        print(f"{COUNT:,} listings; a day touches 1 % of them\n")
        say("what", "here", "bar")
        desk, day = lines(aside, after)
        others(aside, rows, day, endured(aside, rows[1][:2000], rows[2][:2000]))
        readers(desk, after[3])


if __name__ == "__main__":
    main()
