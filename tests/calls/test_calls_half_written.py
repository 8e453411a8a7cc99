"""A page of the log that was half written back when the power went is whole in the journal, and no damage."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from open_log import a_case, opened

from console.calls.files import CallFiles
from console.calls.record import Signal
from resources.errors import StoreError

_PAGE, _WAL_HEAD, _FRAME_HEAD = 4096, 32, 24


def cut_off(tmp_path: Path) -> Path:
    """A copy of a log as a power cut leaves it: a change stands in the journal and not in the file yet."""
    with opened(tmp_path / "desk") as book:
        call = a_case(book)
        book.log.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        book.log.connection.execute("PRAGMA wal_autocheckpoint = 0")
        book.log.keep(replace(call, disposition="referred"))
        shutil.copytree(tmp_path / "desk", tmp_path / "copy")
    return tmp_path / "copy"


def half_write(path: Path, page: int) -> None:
    """Spoil half of one page of the file."""
    with path.open("r+b") as stream:
        stream.seek((page - 1) * _PAGE + _PAGE // 2)
        stream.write(b"\x5a" * (_PAGE // 2))


def test_a_half_written_page_that_the_journal_holds_is_written_again(tmp_path: Path) -> None:
    home = cut_off(tmp_path)
    log = CallFiles(home).log
    journal = log.with_name(log.name + "-wal").read_bytes()
    frames = range(_WAL_HEAD, len(journal) - _PAGE, _PAGE + _FRAME_HEAD)
    for page in {int.from_bytes(journal[at : at + 4], "big") for at in frames}:
        half_write(log, page)
    with opened(home) as book:
        assert [call.disposition for call in book.log.rows(Signal)] == ["referred"]


def test_a_spoilt_page_that_no_journal_holds_is_damage(tmp_path: Path) -> None:
    home = cut_off(tmp_path)
    log = CallFiles(home).log
    log.with_name(log.name + "-wal").unlink()
    half_write(log, log.stat().st_size // _PAGE)
    with pytest.raises(StoreError, match="damaged"), opened(home):
        pass
