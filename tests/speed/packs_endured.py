"""What packs must endure: kills at random and at every step, cuts, a full disk, a clock wrong by years, and attacks."""

import hashlib
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from killing import killed, killed_after, proved
from publisher import Publisher, copy_of, desk_of, take_in
from ranged_server import RangedServer

from console.errors import ConsoleError
from console.exchange.records import Places
from console.exchange.sources import fetch, source_of
from resources.errors import ResourcesError
from resources.listing import Listing

Row = tuple[str, str, str]
ROOT = Path(__file__).parents[2]
CUT_EVERY = 10_000


class Endured:
    """Two generations small enough to be taken in hundreds of times, and a desk that holds the first."""

    def __init__(self, aside: Path, before: list[Listing], after: list[Listing]) -> None:
        publisher = Publisher(aside / "small")
        self.aside, self.handed = aside, dict[int, Path]()
        for number, rows in ((1, before), (2, after)):
            publisher.publish(rows)
            self.handed[number] = copy_of(publisher.folder, aside / f"small-{number}")
        self.kept = desk_of(self.handed[1], aside / "kept")
        take_in(self.kept, str(self.handed[1]))
        began = time.perf_counter()
        take_in(self.desk(), str(self.handed[2]))
        self.took = time.perf_counter() - began

    def desk(self) -> Places:
        """The desk as it was at first."""
        home = self.aside / "endures"
        shutil.rmtree(home, ignore_errors=True)
        return Places(Path(shutil.copytree(self.kept.home, home, symlinks=True)))

    def random_kills(self, count: int) -> Row:
        """Killed at random moments, five times in a row before it begins anew; then it must come through."""
        dice, seen = random.Random(11), {1: 0, 2: 0}
        desk = self.desk()
        for number in range(count):
            if number % 5 == 0:
                desk = self.desk()
            killed_after(desk, str(self.handed[2]), dice.uniform(0, 2 * self.took))
            seen[proved(desk)] += 1
            if number % 5 == 4:
                take_in(desk, str(self.handed[2]))
                assert proved(desk) == 2
        return f"{count} kill -9 at random", f"0 corrupt, 0 lost; {seen[1]} old, {seen[2]} new", "0 corrupt, 0 lost"

    def kills_at_every_step(self) -> Row:
        """Killed at each write to disk and each rename, once."""
        seen, step, running = {1: 0, 2: 0}, 0, True
        while running:
            step += 1
            desk = self.desk()
            running = killed(desk, str(self.handed[2]), step)
            seen[proved(desk)] += 1
            take_in(desk, str(self.handed[2]))
            assert proved(desk) == 2
        value = f"0 corrupt, 0 lost; {seen[1]} old, {seen[2]} new"
        return f"kill -9 at each of {step - 1} steps of a sync", value, "0 corrupt, 0 lost"

    def full_disk(self) -> Row:
        """No file may grow beyond what is left, from nothing to enough; then there is room again."""
        seen = {1: 0, 2: 0}
        largest = max(path.stat().st_size for path in self.kept.home.rglob("*.db"))
        limits = [*range(0, 20_000, 1000), *range(20_000, largest + 200_000, largest // 30)]
        for most in limits:
            desk = self.desk()
            child = os.fork()
            if child == 0:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
                os._exit(_said(desk, str(self.handed[2])))
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            assert code in (0, 5), f"{most} bytes: {code}"
            seen[proved(desk)] += 1
            take_in(desk, str(self.handed[2]))
            assert proved(desk) == 2
        value = f"0 corrupt, 0 lost; {seen[1]} old, {seen[2]} new"
        return f"full disk, {len(limits)} sizes of what is left", value, "old or new, said in words"

    def wrong_clock(self) -> Row:
        """Years ahead the update is refused and the desk goes on; years behind it is taken in, and the clock named."""
        seen = {}
        for years in (-20, -5, -2, 2, 5, 20):
            desk = self.desk()
            child = os.fork()
            if child == 0:
                _set_clock(years)
                os._exit(_said(desk, str(self.handed[2])))
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            assert code == (9 if years > 0 else 0), f"{years} years: {code}"
            seen[years] = proved(desk)
            take_in(desk, str(self.handed[2]))
            assert proved(desk) == 2
        value = ", ".join(f"{years:+} {'new' if number == 2 else 'old'}" for years, number in seen.items())
        return "clock wrong by years", f"0 corrupt, 0 lost; {value}", "old or new, said in words"


def cuts(first: Places, folder: Path, aside: Path, least: int) -> Iterator[Row]:
    """A line that breaks off every ten thousand bytes: five times the day, then the whole copy until `least` cuts."""
    plain, cut = RangedServer(folder), RangedServer(folder, cut_every=CUT_EVERY, seed=5)
    for server, days in ((plain, 1), (cut, 5)):
        for _ in range(days):
            desk = Places(Path(shutil.copytree(first.home, aside / "cut", symlinks=True)))
            take_in(desk, server.url)
            assert proved(desk) == 2
            shutil.rmtree(desk.home)
    yield _row("5 days", cut, plain.wire * 5)
    whole = max(folder.glob("targets/directory/*.full.zst"), key=lambda path: path.stat().st_size)
    cut = RangedServer(folder, cut_every=CUT_EVERY, seed=6)
    source, wanted, copies = source_of(cut.url), hashlib.sha256(whole.read_bytes()).hexdigest(), 0
    while cut.cuts < least:
        size = whole.stat().st_size
        fetch(source, str(whole.relative_to(folder)), aside / "whole", size, wanted, lambda have, total: None).unlink()
        copies += 1
    yield _row(f"the whole copy{f' {copies} times' if copies > 1 else ''}", cut, whole.stat().st_size * copies)


def _row(what: str, cut: RangedServer, useful: int) -> Row:
    value = f"{cut.cuts:,} cuts, 0 corrupt, {100 * (cut.wire / useful - 1):+.1f} % bytes with headers"
    return f"cuts every ~10 kB, {what}", value, "100 cuts, <= 15 %"


def attacks() -> Row:
    """The attacks of the tests, from a folder and over HTTP."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-o",
        "addopts=",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/packs/test_packs_attacks.py",
    ]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    done = re.search(r"(\d+) passed", said)
    failed = re.search(r"(\d+) failed", said)
    value = f"{done[1] if done else 0} refused, files unchanged; {failed[1] if failed else 0} not"
    return "attacks, by folder and over HTTP", value, "all refused"


def _said(desk: Places, where: str) -> int:
    """The exit code that the command would end with; 99 for anything that nobody said in words."""
    try:
        return take_in(desk, where).exit_code
    except ConsoleError as error:
        return error.exit_code
    except (ResourcesError, OSError):  # the command says these of the data folder
        return 5
    except BaseException:  # noqa: BLE001 - whatever it is, it is a fault of ours
        return 99


def _set_clock(years: int) -> None:
    """Let everything that judges a signature's age believe in another year."""

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + timedelta(days=365 * years)

    from tuf.ngclient._internal import trusted_metadata_set

    from console.exchange import trusted

    trusted_metadata_set.datetime.datetime = Wrong  # type: ignore[misc]
    trusted.datetime = Wrong  # type: ignore[misc]
