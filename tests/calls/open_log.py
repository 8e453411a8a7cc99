"""A call log opened by its key, and every page of it and of its journal decrypted to search for what must be gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from console.calls.book import CallBook, book_of
from console.calls.files import CallFiles
from console.calls.log import make_log
from console.calls.record import Signal, Situation

KEY = bytes(range(32))
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
TODAY = NOW.date()
CASE = "c" * 32
_PAGE, _RESERVED, _IV, _SALT = 4096, 80, 16, 16
_WAL_HEAD, _FRAME_HEAD = 32, 24


@contextmanager
def opened(home: Path, person: str = "ana") -> Iterator[CallBook]:
    """The book of that folder, made where there is none."""
    home.mkdir(parents=True, exist_ok=True)
    if not CallFiles(home).log.exists():
        make_log(CallFiles(home).log, KEY)
    with book_of(home, person, KEY) as book:
        yield book


def a_case(book: CallBook, day: date = TODAY, case: str = CASE, call: str = "a" * 32) -> Signal:
    """One situation and one call of it."""
    signal = Signal(call, day, 3, situation=case, signal_type="tip", finished=True)
    book.log.keep(Situation(case, day.replace(day=1), trafficking_type="labor"), signal)
    return signal


def in_clear(home: Path) -> bytes:
    """Everything that whoever holds the key can read from the log and its journal, free pages and scraps too."""
    path = CallFiles(home).log
    pages = [_page(raw, first=at == 0) for at, raw in enumerate(_cut(path.read_bytes(), 0, 0))]
    journal = path.with_name(path.name + "-wal")
    if journal.exists():
        pages += [_page(raw, first=False) for raw in _cut(journal.read_bytes(), _WAL_HEAD, _FRAME_HEAD)]
    return b"".join(pages)


def _cut(raw: bytes, head: int, before_each: int) -> Iterator[bytes]:
    step = _PAGE + before_each
    for at in range(head, len(raw) - step + 1, step):
        yield raw[at + before_each : at + step]


def _page(raw: bytes, *, first: bool) -> bytes:
    begins = _SALT if first else 0
    ends = _PAGE - _RESERVED
    clear = Cipher(algorithms.AES(KEY), modes.CBC(raw[ends : ends + _IV])).decryptor()
    return clear.update(raw[begins:ends]) + clear.finalize()
