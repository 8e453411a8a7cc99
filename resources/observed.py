"""What somebody noted of a listing where the directory cannot be written: one file a session, taken in later."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from resources.clean import safe
from resources.errors import ResourcesError, StoreError
from resources.listing import Listing
from resources.rows import listing_id

if TYPE_CHECKING:
    from resources.local import LocalStore
    from resources.store import Directory

WHAT = ("confirm", "wrong", "beds", "outcome")
_SUFFIX = ".observed.jsonl"
_LONGEST = 2_000
_MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Observation:
    """One note: `what` is confirm, wrong, beds or outcome; `said` the field confirmed, the note, or how it went."""

    what: str
    source: str
    key: str
    at: str
    by: str
    said: str = ""
    free: int = 0
    population: str = ""

    @property
    def listing(self) -> int:
        """The id of the listing that it is about."""
        return listing_id(self.source, self.key)


def apply_to(store: "LocalStore", listing: Listing, note: Observation) -> None:
    """Keep a note in the desk's own directory.

    Raises:
        StoreError: the directory cannot be written, or the note cannot be read.
    """
    seen = datetime.fromisoformat(note.at)
    if note.what == "confirm":
        store.confirm(listing, note.by, field=note.said or "all", on=seen.date())
    elif note.what == "wrong":
        store.report_wrong(listing, note.by, note.said)
    elif note.what == "beds":
        store.observe_vacancy(listing, note.population, note.free, note.by, at=seen)
    elif note.what == "outcome":
        store.note_outcome(listing, note.said, note.by, on=seen.date())
    else:
        raise StoreError(f"{note.what!r} is no note of ours.")


def set_aside(folder: Path, note: Observation) -> Path:
    """Add a note to this process's file in `folder`. Raises OSError where that cannot be written either."""
    path = folder / f"{os.getpid()}-{note.at[:10]}{_SUFFIX}"
    line = json.dumps(asdict(note), ensure_ascii=False) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o640)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    return path


def files_aside(folder: Path) -> list[Path]:
    """The files of notes that wait to be taken in."""
    return sorted(folder.glob(f"*{_SUFFIX}")) if folder.is_dir() else []


def read_aside(path: Path) -> tuple[list[Observation], int]:
    """The notes of one file, and how many of its lines could not be read: it was written by somebody else."""
    if path.is_symlink() or path.stat().st_size > _MOST_BYTES:
        raise StoreError(f"{path.name} is not a file of notes. Look at it, then move it away.")
    notes, unread = [], 0
    for line in path.read_text("utf-8", errors="replace").splitlines():
        note = _note(line)
        notes += [note] if note else []
        unread += note is None
    return notes, unread


def _note(line: str) -> Observation | None:
    try:
        values = json.loads(line)
        note = Observation(**values)
        datetime.fromisoformat(note.at)
    except (ValueError, TypeError, RecursionError):
        return None
    texts = (note.what, note.source, note.key, note.by, note.said, note.population)
    if not all(isinstance(text, str) and len(text) <= _LONGEST for text in texts) or note.what not in WHAT:
        return None
    if not isinstance(note.free, int) or datetime.fromisoformat(note.at).tzinfo is None:
        return None
    return replace(note, by=safe(note.by)[:60], said=safe(note.said), population=safe(note.population))


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the notes that waited: how many were kept, and why others were not."""

    kept: int
    refused: tuple[str, ...] = ()


def take_in(store: "LocalStore", directory: "Directory", paths: Iterable[Path]) -> Taken:
    """Keep the notes of these files, and delete each file that was taken in whole."""
    kept = 0
    refused: list[str] = []
    for path in paths:
        notes, unread = read_aside(path)
        before = len(refused)
        refused += [f"{path.name}: {unread} lines cannot be read"] if unread else []
        for note in notes:
            listing = directory.whole(note.listing)
            try:
                if listing is None:
                    refused.append(f"{path.name}: {note.source} {note.key} is not held here")
                    continue
                apply_to(store, listing, note)
                kept += 1
            except ResourcesError as error:
                refused.append(f"{path.name}: {error}")
        if len(refused) == before:
            path.unlink()
        else:
            path.rename(path.with_suffix(".refused"))
    return Taken(kept, tuple(refused))
