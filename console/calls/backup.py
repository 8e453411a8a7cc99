"""Back-ups of the call log: a folder that holds it whole and still encrypted, proved when made and when restored."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from console.audit import read_audit
from console.calls.book import CallBook, new_id
from console.calls.errors import CallsError
from console.calls.files import CallFiles
from console.calls.log import CallLog
from console.calls.people import open_key
from resources.cipher import cipher_faults, open_cipher
from resources.durable import sync_folder

Progress = Callable[[str, float], None]

MANIFEST = "northline-calls.json"
_FORMAT = "northline calls back-up 1"
_PAGES = 512
_PARTS = ("calls.db", "calls.keys", "calls-people", "calls-audit.jsonl")


@dataclass(frozen=True, slots=True)
class Proved:
    """What a back-up was found to hold."""

    made_on: date
    calls: int
    audit_lines: int


def back_up(book: CallBook, target: Path, today: date, progress: Progress) -> Proved:
    """Write a back-up into the new folder `target` while sessions go on, and prove it by opening it.

    Raises:
        CallsError: the folder is there already or cannot be written; nothing half-made is left.
    """
    if target.exists():
        raise CallsError(f"{target.name} is there already. Name a new folder: no back-up is written over.")
    making = target.with_name(target.name + ".making")
    try:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700, parents=True)
        _copy_log(book, making / "calls.db", progress)
        files = CallFiles(book.files.home)
        shutil.copy2(files.ring, making / "calls.keys")
        shutil.copytree(files.people, making / "calls-people")
        if files.audit.exists():
            shutil.copy2(files.audit, making / "calls-audit.jsonl")
        _write_manifest(making, today)
        proved = prove(making, book.key, progress)
        making.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        raise CallsError(
            f"The back-up cannot be written ({error.strerror}). Make room, or choose another disk."
        ) from error
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    book.note("backup", target.name, f"{proved.calls} calls")
    (book.files.home / "calls.backed-up").write_text(f"{today.isoformat()}\n", "utf-8")
    return proved


def prove(folder: Path, key: bytes, progress: Progress) -> Proved:
    """Open a back-up in place and read every page of it.

    Raises:
        CallsError: a file of it is missing or changed.
        StoreError: the log in it is damaged, or of another key.
    """
    made_on = check_manifest(folder)
    progress("proving the copy", 0.0)
    with cipher_faults("calls.db"), closing(open_cipher(folder / "calls.db", key)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise CallsError("The log in that back-up is damaged. Use an earlier one.")
        calls = int(connection.execute("SELECT count(*) FROM signal").fetchone()[0])
    progress("proving the copy", 1.0)
    _drop_journal(folder / "calls.db")
    return Proved(made_on, calls, len(read_audit(folder / "calls-audit.jsonl").lines))


def restore(home: Path, folder: Path, person: str, passphrase: str, *, replace: bool, progress: Progress) -> Proved:
    """Put a back-up in the place of the log; the one that stood, if any, is moved aside and named in the error or not.

    The restored desk is another desk to the hub, so that nothing it writes is taken for what it sent before.

    Raises:
        CallsError: a log stands and `replace` is off, or the back-up is not whole.
        KeyFaultError: the passphrase opens nothing in it.
    """
    check_manifest(folder)
    if _standing(home) and not replace:
        raise CallsError("A call log stands here. Say --replace to put it aside; it is kept, nothing is deleted.")
    staged = home / "calls-restoring"
    shutil.rmtree(staged, ignore_errors=True)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        shutil.copytree(folder, staged)
        key = open_key(staged, person, passphrase)
        proved = prove(staged, key, progress)
        with CallLog(staged / "calls.db", key) as log:
            log.set_fact("desk", new_id().encode())
            log.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _swap(home, staged)
    except OSError as error:
        raise CallsError(
            f"The back-up cannot be restored ({error.strerror}). What stood before still stands."
        ) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return proved


def check_manifest(folder: Path) -> date:
    """The day on which a back-up was made.

    Raises:
        CallsError: it is none, or a file of it is missing, changed or too many.
    """
    try:
        held = json.loads((folder / MANIFEST).read_bytes()[: 1 << 20])
        if held["format"] != _FORMAT:
            raise ValueError
        for name, sha256 in held["files"].items():
            if not _inside(folder, name) or _hash(folder / name) != sha256:
                raise CallsError(f"{name} in that back-up is not as it was written. Use another back-up.")
        return date.fromisoformat(held["made_on"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CallsError(f"{folder.name} is no whole back-up of a call log. Choose another folder.") from error


def _copy_log(book: CallBook, target: Path, progress: Progress) -> None:
    with cipher_faults("calls.db"), closing(open_cipher(target, book.key)) as copy:

        def told(_: int, left: int, whole: int) -> None:
            progress("copying the log", 1 - left / max(1, whole))

        source = book.log.connection
        # One view of the log for the whole copy: otherwise each change of another session would begin it anew.
        source.execute("BEGIN")
        try:
            source.execute("SELECT count(*) FROM fact").fetchone()
            source.backup(copy, pages=_PAGES, progress=told)
        finally:
            source.execute("ROLLBACK")
    _drop_journal(target)


def _write_manifest(folder: Path, today: date) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    hashes = {path.relative_to(folder).as_posix(): _hash(path) for path in files}
    text = json.dumps({"format": _FORMAT, "made_on": today.isoformat(), "files": hashes}, indent=1)
    with (folder / MANIFEST).open("w", encoding="utf-8") as stream:
        stream.write(text + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    for path in files:
        with path.open("rb+") as whole:
            os.fsync(whole.fileno())


def _swap(home: Path, staged: Path) -> None:
    """The files of the back-up in the place of those that stand, which go into a folder of their own."""
    if _standing(home):
        aside = home / f"calls-before-{new_id()[:8]}"
        aside.mkdir(mode=0o700)
        for name in (*_PARTS, "calls.db-wal", "calls.db-shm"):
            if (home / name).exists():
                (home / name).rename(aside / name)
    # The log last: half of a restore is refused by name, never taken for an empty desk.
    for name in reversed(_PARTS):
        if (staged / name).exists():
            (staged / name).rename(home / name)
    sync_folder(home)


def _standing(home: Path) -> bool:
    return any((home / name).exists() for name in ("calls.db", "calls.keys"))


def _drop_journal(path: Path) -> None:
    for tail in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + tail).unlink(missing_ok=True)


def _inside(folder: Path, name: str) -> bool:
    path = folder / name
    return ".." not in Path(name).parts and not Path(name).is_absolute() and path.is_file() and not path.is_symlink()


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
