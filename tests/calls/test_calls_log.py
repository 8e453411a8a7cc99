"""The encrypted file itself: refused when plain, foreign, damaged, newer or of another key; nothing chosen is lost."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3", reason="sqlcipher3 has no wheel for this machine: there is no call log")

from open_log import KEY, TODAY, a_case, opened

from console.calls.errors import CallsError
from console.calls.files import CallFiles
from console.calls.log import CallLog, make_log
from console.calls.record import Signal
from resources.errors import StoreError

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from pathlib import Path
from datetime import date
from console.calls.book import book_of
from console.calls.record import Referral, Signal
with book_of(Path(sys.argv[1]), "ana", bytes(range(32))) as book:
    for number in range(1 << 30):
        id = f"{int(sys.argv[2]):08x}{number:024x}"
        book.log.keep(Signal(id, date(2026, 11, 24), 3), Referral(id, id, number, "shelter", date(2026, 11, 1)))
        sys.stdout.write(id + "\\n")
        sys.stdout.flush()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with opened(tmp_path) as book:
        a_case(book)
    return tmp_path


def spoil(path: Path, how: str) -> None:
    """Make the file something that must be refused."""
    if how == "plain":
        path.unlink()
        sqlite3.connect(path).execute("CREATE TABLE signal (id)").connection.close()
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:-5000])
    elif how == "flipped":
        raw = bytearray(path.read_bytes())
        raw[6000] ^= 1
        path.write_bytes(bytes(raw))
    elif how == "noise":
        path.write_bytes(random.Random(1).randbytes(16384))


@pytest.mark.parametrize("how", ["plain", "cut", "flipped", "noise"])
def test_a_file_that_is_not_whole_or_not_ours_is_refused_and_left_as_it_is(home: Path, how: str) -> None:
    path = CallFiles(home).log
    for tail in ("-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
    spoil(path, how)
    before = path.read_bytes()
    with pytest.raises(StoreError) as refused:
        CallLog(path, KEY)
    assert "estore" in str(refused.value) and path.read_bytes() == before


def test_another_key_opens_nothing_and_the_library_writes_nothing_on_the_terminal(home: Path) -> None:
    script = "import sys, pathlib, console.calls.log as log; log.CallLog(pathlib.Path(sys.argv[1]), bytes(32))"
    run = [sys.executable, "-c", script, str(CallFiles(home).log)]
    said = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "StoreError" in said.stderr and "ERROR CORE" not in said.stderr


def test_a_log_of_a_newer_northline_is_refused_unchanged(home: Path) -> None:
    with opened(home) as book:
        book.log.connection.execute("PRAGMA user_version = 999")
    with pytest.raises(CallsError, match="newer"):
        CallLog(CallFiles(home).log, KEY)


def test_an_encrypted_file_of_another_purpose_is_refused(home: Path) -> None:
    with opened(home) as book:
        book.log.connection.execute("PRAGMA application_id = 7")
    with pytest.raises(CallsError, match="not a call log"):
        CallLog(CallFiles(home).log, KEY)


def test_a_log_is_never_made_over_another(home: Path) -> None:
    with pytest.raises(CallsError, match="already"):
        make_log(CallFiles(home).log, KEY)


def test_the_file_and_its_journal_say_nothing_in_clear(home: Path) -> None:
    with opened(home) as book:
        book.log.connection.execute("INSERT INTO note VALUES ('a', 'quillfeather', '2027-01-01')")
        raw = b"".join(path.read_bytes() for path in home.glob("calls.db*"))
    assert b"quillfeather" not in raw and b"SQLite format 3" not in raw and b"signal" not in raw


def test_killed_at_any_moment_nothing_that_was_said_to_be_kept_is_lost(home: Path) -> None:
    dice = random.Random(11)
    told: set[str] = set()
    for turn in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(home), str(turn)], stdout=subprocess.PIPE, cwd=ROOT, text=True
        )
        assert writer.stdout is not None
        told.add(writer.stdout.readline().strip())
        time.sleep(dice.uniform(0.0, 0.15))
        os.kill(writer.pid, signal.SIGKILL)
        told |= {line.strip() for line in writer.stdout if len(line.strip()) == 32}
        writer.wait()
    with opened(home) as book:
        kept = {one.id for one in book.log.rows(Signal)}
        referred = {id for (id,) in book.log.ask("SELECT id FROM referral")}
    assert told <= kept and told <= referred
    # A call and its referral are one change: neither stands without the other.
    assert {id for id in kept if id != "a" * 32} == referred


def test_today_is_the_only_time_of_a_call_that_is_kept(home: Path) -> None:
    with opened(home) as book:
        (call,) = book.log.rows(Signal)
    assert call.day == TODAY and 0 <= call.hour_band <= 5
