"""The hub: calls a second from an encrypted log beside row-by-row inserts; 80 kills of desk, uploader and server."""

import argparse
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "calls"))

import pytest
from hub_server import Server, TestHub
from open_log import opened

from console.calls.bodies import KINDS, Body, canonical, digest
from console.calls.book import new_id
from console.calls.hub import Hub, require_joined
from console.calls.hub_faults import UnreachableError
from console.calls.hub_put import introduce, put
from console.calls.hub_upload import Uploader
from console.calls.hub_verify import verify
from console.calls.outbox import desk_id, packed, waiting
from console.calls.record import Referral, Signal, Situation

CALLS, ALONE, TURNS = 10_000, 1_000, 5
KILLS = 80
DAY = date(2026, 11, 24)
WRITTEN = ("signal", "situation", "referral")


def a_call() -> Signal:
    """One finished call."""
    return Signal(new_id(), DAY, 3, signal_type="tip", language="en", state="TX", county="48201", finished=True)


def keep_calls(home: Path, count: int) -> None:
    """Keep so many finished calls in that log."""
    with opened(home) as book, book.log.changing():
        for _ in range(count):
            book.log.keep(a_call())


def upload(home: Path, tries: int = 6) -> int:
    """One upload of the log of that folder; how many rows were confirmed."""
    with opened(home) as book:
        done = Uploader(book.log, require_joined(book.log), False, pause=lambda seconds: time.sleep(seconds / 10))
        return done.run(lambda done, total: None, tries).confirmed


def measured(hub: TestHub, folder: Path) -> None:
    """Calls a second in batches of 200, from the log to the hub and confirmed; and one insert a row."""
    walls, owns = [], []
    for turn in range(TURNS):
        home = folder / f"fast{turn}"
        with opened(home) as book:
            hub.join(book.log, "austin")
        keep_calls(home, CALLS)
        wall, own = time.perf_counter(), time.process_time()
        assert upload(home) == CALLS
        walls.append(time.perf_counter() - wall)
        owns.append(time.process_time() - own)
    home = folder / "slow"
    with opened(home) as book:
        known = hub.join(book.log, "austin")
        keep_calls(home, ALONE)
        with Hub(known.connection, known.password) as link:
            parcels = packed(book.log, None, DAY, ALONE)
            introduce(link, desk_id(book.log), known.organisation, None)
            alone = time.perf_counter()
            for one in parcels:
                put(link, [one], desk_id(book.log), None)
            alone = time.perf_counter() - alone
    print(f"  batches of 200, median of {TURNS}  {CALLS / median(walls):>8,.0f} calls/s")
    print(f"                  best and worst  {CALLS / min(walls):>8,.0f} {CALLS / max(walls):,.0f}")
    print(f"  the desk's own processor        {CALLS / median(owns):>8,.0f} calls/s")
    print(f"  baseline, one insert a row      {ALONE / alone:>8,.0f} calls/s, without reading from the log or back")


def write_for_ever(home: Path) -> None:
    """A desk at work: keeps calls with their cases and referrals, changes some, never stops."""
    with opened(home) as book:
        while True:
            case = Situation(new_id(), DAY.replace(day=1), trafficking_type="labor")
            call = Signal(new_id(), DAY, 2, situation=case.id, finished=True)
            given = Referral(new_id(), call.id, 7, "shelter", DAY.replace(day=1))
            book.log.keep(case, call, given)
            if random.random() < 0.3:
                book.log.keep(
                    Referral(given.id, call.id, 7, "shelter", given.made_month, random.choice(["full", "accepted"]))
                )
            time.sleep(0.002)


def upload_for_ever(home: Path) -> None:
    """An uploader that never stops: whatever is not reachable now is tried again."""
    while True:
        with suppress(UnreachableError):
            upload(home, 1)
        time.sleep(0.02)


def killed(server: Server, hub: TestHub, folder: Path, kills: int) -> bool:
    """kill -9 writers, uploaders and the server at random moments; then drain, and compare every hash."""
    homes = [folder / "desk1", folder / "desk2"]
    for number, home in enumerate(homes):
        with opened(home) as book:
            hub.join(book.log, f"kill{number}")
    running: dict[tuple[str, Path], subprocess.Popen[bytes]] = {}
    counts = {"desk": 0, "uploader": 0, "server": 0}

    def run(what: str, home: Path) -> None:
        running[what, home] = subprocess.Popen([sys.executable, __file__, f"--{what}", str(home)])

    for home in homes:
        run("desk", home)
        run("uploader", home)
    time.sleep(2)
    while sum(counts.values()) < kills:
        time.sleep(random.uniform(0.1, 0.5))
        if sum(counts.values()) % 10 == 9:
            server.kill()
            counts["server"] += 1
            time.sleep(random.uniform(0.0, 0.5))
            server.start()
            continue
        what, home = random.choice(list(running))
        running[what, home].send_signal(signal.SIGKILL)
        running[what, home].wait()
        counts[what] += 1
        run(what, home)
    for process in running.values():
        process.kill()
        process.wait()
    return compared(hub, homes, counts)


def compared(hub: TestHub, homes: list[Path], counts: dict[str, int]) -> bool:
    """Drain, then compare: every row of each log with the hub's columns, hash by hash, and nothing beside them."""
    lost = doubled = invented = rows = 0
    for number, home in enumerate(homes):
        upload(home)
        with opened(home) as book:
            known = require_joined(book.log)
            with Hub(known.connection, known.password) as link:
                found = verify(book.log, link, book.audit())
            confirmed = book.log.ask("SELECT kind, id, sha256 FROM outbox WHERE sent = 1")
            ours = {(kind, id): sha for kind, id, sha in confirmed}
            kept = sum(book.log.ask(f"SELECT count(*) FROM {kind}")[0][0] for kind in WRITTEN)
            sound = book.log.ask("PRAGMA integrity_check")[0][0] == "ok"
            print(f"  desk {number + 1}: {kept:,} rows, {found.agree:,} agree, faults: {list(found.faults) or 'none'}, "
                  f"waiting {sum(waiting(book.log).values())}, file {'sound' if sound else 'DAMAGED'}")  # fmt: skip
            there = rebuilt(hub, f"kill{number}")
            lost += sum(1 for key, sha in ours.items() if there.get(key) != [sha]) + (kept - len(ours)) + (not sound)
            doubled += sum(len(shas) - 1 for shas in there.values())
            invented += sum(1 for key in there if key not in ours) + len(found.faults)
            rows += kept
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    print(
        f"  {sum(counts.values())} kills ({told}), {rows:,} rows: {lost} lost, {doubled} doubled, {invented} invented"
    )
    return not (lost or doubled or invented)


def rebuilt(hub: TestHub, office: str) -> dict[tuple[str, str], list[str]]:
    """The hash of every row of that office, made anew from the columns as they stand at the hub."""
    found: dict[tuple[str, str], list[str]] = {}
    with Hub(hub.server.admin) as admin:
        for kind in (KINDS[name] for name in WRITTEN):
            rows = admin.ask(f"SELECT id::text, to_jsonb(t) FROM northline.{kind.name} t WHERE office = %s", office)
            for id, row in rows:
                for column, typed in kind.columns.items():
                    row[column] = row[column].replace("-", "") if typed == "uuid" and row[column] else row[column]
                found.setdefault((kind.name, id.replace("-", "")), []).append(digest(Body(canonical(kind, row)), None))
    return found


def main() -> int:
    """Run both, and say whether the bars are held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--desk", type=Path)
    parser.add_argument("--uploader", type=Path)
    parser.add_argument("--kills", type=int, default=KILLS)
    arguments = parser.parse_args()
    if arguments.desk:
        write_for_ever(arguments.desk)
    if arguments.uploader:
        upload_for_ever(arguments.uploader)
    try:
        server = Server()
    except pytest.skip.Exception as absent:
        print(f"not measured: {absent}")
        return 0
    try:
        hub = TestHub(server)
        with TemporaryDirectory() as folder:
            print(f"upload of {CALLS:,} calls from SQLCipher, each confirmed by its hash (bar 3,000 calls/s)")
            measured(hub, Path(folder))
            print(f"{arguments.kills} kills of desk, uploader and server (bar 0 lost, 0 doubled, 0 invented)")
            return 0 if killed(server, hub, Path(folder), arguments.kills) else 1
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
