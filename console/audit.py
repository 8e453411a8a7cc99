"""The audit: one line for every look at what is kept closed, each chained to the one before."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from console.errors import DataFolderError

_START = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what to which object, when and why: ids only. `own` is the hash over all the rest."""

    seq: int
    time: str
    who: str
    action: str
    object: str
    reason: str
    previous: str
    own: str = ""

    @property
    def text(self) -> str:
        """The line as it stands in the file: one way of writing it, so that no byte can change unseen."""
        return _canonical(asdict(self))

    @property
    def hash(self) -> str:
        """The hash that `own` must say."""
        said = asdict(self)
        del said["own"]
        return hashlib.sha256(_canonical(said).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Audit:
    """What the file says, and everything that speaks against it; no `faults` means that it is whole."""

    lines: tuple[AuditLine, ...]
    faults: tuple[str, ...]


class HeadStore(Protocol):
    """Where the last line is remembered out of reach of whoever can change the plain file: an encrypted store."""

    def head(self) -> str:
        """The last line, or "" before the first."""

    def set_head(self, line: str) -> None:
        """Remember the last line."""

    def exclusive(self) -> AbstractContextManager[None]:
        """One writer at a time, all or nothing."""


class AuditLog:
    """Writes to the audit. The encrypted store learns each line first: one that a crash kept out is put back."""

    def __init__(self, path: Path, heads: HeadStore) -> None:
        self._path = path
        self._heads = heads

    def note(self, who: str, action: str, thing: str, reason: str, at: datetime | None = None) -> AuditLine:
        """Add one line. When this returns it is on disk.

        Raises:
            DataFolderError: it could not be written; whatever was to be audited must not be done.
        """
        moment = (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
        with self._heads.exclusive():
            self._settle()
            line = next_line(read_line(self._heads.head()), moment, who, action, thing, reason)
            self._heads.set_head(line.text)
        with self._heads.exclusive():
            self._settle()
        return line

    def audit(self) -> Audit:
        """Every line, checked against the chain and against the last line that the encrypted store knows."""
        with self._heads.exclusive():
            return read_audit(self._path, self._heads.head())

    def _settle(self) -> None:
        """Make the file end with the last line that the store knows: a crash or a hand may have come between."""
        head = self._heads.head()
        if not head:
            return
        try:
            last = _last_line(self._path)
            if last == head + "\n":
                return
            # A torn line is completed; any other difference stays in the file for everybody to see.
            torn = last and not last.endswith("\n")
            rest = head.removeprefix(last) if torn and head.startswith(last) else ("\n" if torn else "") + head
            _append(self._path, rest + "\n")
        except OSError as error:
            raise DataFolderError(
                f"{self._path.name} cannot be written ({error.strerror}), and nothing is opened without an audit line. "
                "Make room, or get leave to write in the data folder."
            ) from error


def next_line(before: AuditLine | None, time: str, who: str, action: str, thing: str, reason: str) -> AuditLine:
    """The line that follows `before`."""
    seq, previous = (before.seq + 1, before.own) if before else (1, _START)
    line = AuditLine(seq, time, who, action, thing, reason, previous)
    return AuditLine(seq, time, who, action, thing, reason, previous, line.hash)


def read_line(text: str) -> AuditLine | None:
    """The line that `text` is, or nothing where a single byte of it is not as we write it."""
    try:
        said = json.loads(text)
        line = AuditLine(**{field.name: said[field.name] for field in fields(AuditLine)})
        return line if type(line.seq) is int and line.text == text and line.own == line.hash else None
    except (ValueError, KeyError, TypeError):
        return None


def read_audit(path: Path, head: str | None = None) -> Audit:
    """The audit at `path`. Without `head` a cut at the end cannot be seen, and nothing else goes unseen.

    Raises:
        DataFolderError: the file cannot be read.
    """
    try:
        raw = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise DataFolderError(
            f"{path.name} cannot be read ({error.strerror}). Check who owns the data folder."
        ) from error
    texts = raw.decode("utf-8", "replace").split("\n")
    read = [read_line(text) for text in texts[:-1]]
    faults = [*_chain_faults(read), *(["the last line breaks off"] if texts[-1] else [])]
    if head is not None:
        faults.extend(_head_faults(read[-1] if read else None, read_line(head)))
    return Audit(tuple(line for line in read if line), tuple(faults))


def _chain_faults(lines: list[AuditLine | None]) -> Iterator[str]:
    before: AuditLine | None = None
    for number, line in enumerate(lines, 1):
        if line is None:
            yield f"line {number} was changed: it does not match its own hash"
        elif number == 1 or lines[number - 2] is not None:
            seq, previous = (before.seq + 1, before.own) if before else (1, _START)
            if (line.seq, line.previous) != (seq, previous):
                yield f"line {number} does not follow the one before: lines were dropped, swapped or put in"
        before = line


def _head_faults(last: AuditLine | None, head: AuditLine | None) -> Iterator[str]:
    if last != head:
        known = f"number {head.seq} of {head.time}" if head else "none"
        yield f"the end was cut or added to: the last line must be {known}"


def _canonical(said: dict[str, object]) -> str:
    return json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _last_line(path: Path) -> str:
    if not path.exists():
        return ""
    return path.read_bytes().decode("utf-8", "replace").splitlines(keepends=True)[-1:][0] if path.stat().st_size else ""


def _append(path: Path, text: str) -> None:
    handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
