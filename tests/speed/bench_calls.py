"""The call log at a million calls: opening it, saving a call, "seen before?"; and 200 kills of whoever writes.

Baselines of the same run: an ordinary SQLite file with the identifiers in clear, saved the same way, looked up by
comparing every number. Run: .venv/bin/python tests/speed/bench_calls.py [calls]
"""

import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from rapidfuzz.distance import Hamming

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from console.calls import people  # noqa: E402
from console.calls.book import book_of, new_id  # noqa: E402
from console.calls.log import CallLog  # noqa: E402
from console.calls.record import Referral, Signal, Situation  # noqa: E402
from console.calls.retention import Terms, overdue  # noqa: E402
from console.calls.seen import found, seen  # noqa: E402
from console.calls.shift import shift  # noqa: E402
from console.calls.tokens import tokens_of  # noqa: E402
from resources.cipher import cipher_library  # noqa: E402

PASSPHRASE = "four fictional words here"
DAY = date(2026, 11, 24)
SAVES, LOOKS, KILLS = 500, 1000, 200
WRITER = """
import sys
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from console.calls.book import book_of
from console.calls.record import Referral, Signal
with book_of(Path(sys.argv[1]), "ana", bytes.fromhex(sys.stdin.readline().strip())) as book:
    for number in range(1 << 30):
        id = f"{int(sys.argv[2]):08x}{number:024x}"
        book.log.keep(Signal(id, date(2026, 11, 24), 3), Referral(id, id, number, "shelter", date(2026, 11, 1)))
        sys.stdout.write(id + "\\n")
        sys.stdout.flush()
"""


def told(name: str, seconds: Sequence[float], beside: str = "") -> None:
    """Median and p99 in milliseconds."""
    ordered = sorted(seconds)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(
        f"{name:<44} median {statistics.median(ordered) * 1e3:9.3f} ms   p99 {p99 * 1e3:9.3f} ms   {beside}", flush=True
    )


def timed(work: Callable[[int], object], times: int) -> list[float]:
    """How long each turn took."""
    took = []
    for turn in range(times):
        began = time.perf_counter()
        work(turn)
        took.append(time.perf_counter() - began)
    return took


def fill(path: Path, key: bytes, token_key: bytes, calls: int) -> None:
    """So many calls of a third as many situations, a fifth of which mention a number.

    In a process of its own, and straight into the tables: wiping and locking every piece of memory, which the log asks
    of SQLCipher once and for the whole process, would make a million rows take an hour.
    """
    dice, numbers = random.Random(5), numbers_of(calls)
    cases = [new_id() for _ in range(calls // 3)]
    connection = cipher_library().connect(path, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cache_size = -1000000")
    connection.execute("BEGIN")
    rows = ((case, "2026-10-01", "labor", "restaurant", "", "", "", "unknown", "yes", "female", "1", "possible", "TX",
             "48347", None, "exploitation") for case in sorted(cases))  # fmt: skip
    connection.executemany(f"INSERT INTO situation VALUES ({', '.join('?' * 16)})", rows)
    signals = ((id, "2026-10-02", 3, "call", "en", 400, "tip", "friend", "", "48347", "TX", dice.choice(cases),
                "labor-other", "0.3", "helped", 9, 1) for id in sorted(new_id() for _ in range(calls)))  # fmt: skip
    connection.executemany(f"INSERT INTO signal VALUES ({', '.join('?' * 17)})", signals)
    folds: list[tuple[str, str]] = []
    for at, value in enumerate(numbers):
        tokens, id = tokens_of(token_key, "phone", value), new_id()
        connection.execute("INSERT INTO entity VALUES (?, 'phone', ?, NULL, '2026-10-01')", (id, tokens.exact))
        connection.execute("INSERT INTO mention VALUES (?, ?, 'trafficker', 1, '2026-10-01')", (cases[at], id))
        folds += [(one, id) for one in tokens.folds]
    connection.executemany("INSERT OR IGNORE INTO fold VALUES (?, ?)", sorted(folds))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def numbers_of(calls: int) -> list[str]:
    """Invented numbers, one for each fifteenth call."""
    return [f"{200 + at // 10_000}555{at % 10_000:04}" for at in random.Random(6).sample(range(7_000_000), calls // 15)]


def plainly(folder: Path, calls: int, numbers: Sequence[str]) -> tuple[list[float], list[float]]:
    """The same saved into an ordinary file, and looked up as an ordinary developer would: number by number."""
    db = sqlite3.connect(folder / "plain.db", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE call (id TEXT PRIMARY KEY, body TEXT)")
    db.execute("CREATE TABLE number (value TEXT, call TEXT)")
    db.execute("BEGIN")
    db.executemany("INSERT INTO call VALUES (?, ?)", ((f"{at:032x}", "x" * 300) for at in range(calls)))
    db.executemany("INSERT INTO number VALUES (?, ?)", ((value, "c") for value in numbers))
    db.execute("COMMIT")
    saves = timed(lambda turn: db.execute("INSERT INTO call VALUES (?, ?)", (new_id(), "x" * 300)), SAVES)

    def look(turn: int) -> object:
        asked = numbers[turn * 7 % len(numbers)]
        return [value for (value,) in db.execute("SELECT value FROM number") if Hamming.distance(value, asked) <= 1]

    return saves, timed(look, 20)


def kills(home: Path, key: bytes) -> None:
    """Kill -9 at random moments; what the writer said to be kept must be there."""
    dice, kept_by_word = random.Random(11), set[str]()
    for turn in range(KILLS):
        run = [sys.executable, "-c", WRITER, str(home), str(turn + 1)]
        writer = subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True)
        assert writer.stdin is not None and writer.stdout is not None
        writer.stdin.write(key.hex() + "\n")
        writer.stdin.flush()
        kept_by_word.add(writer.stdout.readline().strip())
        time.sleep(dice.uniform(0.0, 0.2))
        os.kill(writer.pid, signal.SIGKILL)
        kept_by_word |= {line.strip() for line in writer.stdout if len(line.strip()) == 32}
        writer.wait()
    with CallLog(home / "calls.db", key) as log:
        kept = {str(row[0]) for row in log.ask("SELECT id FROM signal")}
        referred = {str(row[0]) for row in log.ask("SELECT id FROM referral")}
        whole = log.ask("PRAGMA integrity_check")[0][0]
    lost, half = kept_by_word - kept, {id for id in kept ^ referred if len(id) == 32}
    print(
        f"{KILLS} kills: {len(kept_by_word):,} calls said to be kept, {len(lost)} lost, {len(half)} half, {whole}",
        flush=True,
    )


def main() -> None:
    """Everything, in one go."""
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        people.set_up(home, "ana", PASSPHRASE, bytes(range(1, 33)))
        key = people.open_key(home, "ana", PASSPHRASE)
        began, numbers = time.perf_counter(), numbers_of(calls)
        filling = get_context("spawn").Process(
            target=fill, args=(home / "calls.db", key, people.token_key(home, key), calls)
        )
        filling.start()
        filling.join()
        size = (home / "calls.db").stat().st_size / 1e6
        print(f"{calls:,} calls, {len(numbers):,} numbers, {size:,.0f} MB, made in {time.perf_counter() - began:.0f} s")

        def open_all(turn: int) -> None:
            with book_of(home, "ana", people.open_key(home, "ana", PASSPHRASE)) as opened:
                opened.log.one(Signal, "none")

        told("open with the passphrase (bar 1500)", timed(open_all, 5))
        plain_saves, plain_looks = plainly(Path(folder), calls, numbers)
        with book_of(home, "ana", key) as book:
            log = book.log

            def save(turn: int) -> None:
                case, id = new_id(), new_id()
                log.keep(
                    Situation(case, DAY), Signal(id, DAY, 3, situation=case), Referral(new_id(), id, 7, "shelter", DAY)
                )

            def look(turn: int) -> None:
                asked = numbers[turn * 7 % len(numbers)]
                slip = asked[:-1] + str((int(asked[-1]) + 1) % 10) if turn % 2 else asked
                tokens = tokens_of(book.token_key(), "phone", slip)
                assert found(book, "phone", tokens.exact, tokens.folds)

            told("save a call, its case, a referral (bar 20)", timed(save, SAVES), "two fsyncs at most")
            told("  an ordinary file, one row", plain_saves)
            told("seen before? (bar 5)", timed(look, LOOKS))
            told("  with its line in the audit", timed(lambda turn: seen(book, "phone", numbers[turn]), 50))
            told("  an ordinary file, number by number", plain_looks)
            told("the shift: everything owed", timed(lambda turn: shift(log, Terms(), DAY), 5))
            told("a purge, counted only", timed(lambda turn: overdue(book, Terms(), DAY), 3))
        small = Path(folder) / "small"
        people.set_up(small, "ana", PASSPHRASE, bytes(range(1, 33)))
        kills(small, people.open_key(small, "ana", PASSPHRASE))


if __name__ == "__main__":
    main()
