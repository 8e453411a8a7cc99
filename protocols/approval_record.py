"""Who did what to which text of a guide: an append-only record, one line a deed, beside staff's own guides."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from protocols.errors import ProtocolsError
from protocols.wordlists import FILE
from resources.durable import settle

RECORD = "approvals.jsonl"
_NO_GUIDES = (FILE, "README.md")
APPROVE, RETIRE, LEARN, UNLEARN = "approve", "retire", "learn", "unlearn"


class ApprovalError(ProtocolsError):
    """A guide cannot be found, approved, retired or made live as asked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record. `sha256` is that of the text it was done to; dates are written YYYY-MM-DD."""

    action: str
    guide: str
    by: str
    on: str
    version: str = ""
    sha256: str = ""
    owner: str = ""
    review_by: str = ""
    phrase: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Folders:
    """The two places guides come from: those that ship with Northline, and staff's own, which replace them by id.

    `signed` where a publisher's signed guides stand in place of the shipped: what those say of their approval holds.
    """

    shipped: Path
    own: Path
    signed: bool = False

    @property
    def record(self) -> Path:
        """The record of approvals."""
        return self.own / RECORD

    def own_file(self, guide: str) -> Path:
        """Where staff's own text of a guide is, or would be."""
        return self.own / f"{guide}.md"

    def shipped_file(self, guide: str) -> Path:
        """Where the shipped text of a guide is, if one ships."""
        return self.shipped / f"{guide}.md"

    def approved_file(self, guide: str) -> Path:
        """The text that was last approved, kept word for word while the own file is edited."""
        return self.own / "approved" / f"{guide}.md"

    def earlier_file(self, guide: str, version: str) -> Path:
        """A text that was approved before that one."""
        return self.own / "approved" / "earlier" / f"{guide}-{version}.md"

    def working_file(self, guide: str) -> Path:
        """The text one works on: staff's own, else the shipped one. Raises ApprovalError where there is neither."""
        if guide in self.ids():
            return self.own_file(guide) if self.own_file(guide).is_file() else self.shipped_file(guide)
        raise ApprovalError(
            f"There is no guide {guide!r}. 'northline guides' lists them; 'northline guides new' begins one."
        )

    def ids(self) -> tuple[str, ...]:
        """Every guide of the two folders, in order of id."""
        paths = (path for folder in (self.shipped, self.own) for path in folder.glob("*.md") if path.is_file())
        # An editor's own files (.#guide.md) are no guides.
        return tuple(sorted({path.stem for path in paths if path.name not in _NO_GUIDES and path.name[0] != "."}))


def text_hash(text: str) -> str:
    """The hash an approval is bound to; `Guide.sha256` is the same."""
    return hashlib.sha256(text.encode()).hexdigest()


def file_hash(path: Path) -> str:
    """The hash of a file's text without a byte order mark; empty where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes().removeprefix(b"\xef\xbb\xbf")).hexdigest()
    except OSError:
        return ""


def read_text_of(path: Path) -> str:
    """The text of a guide file, with the line ends it has. Raises ApprovalError where it is no text."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as trouble:
        raise ApprovalError(
            f"{path} cannot be read as UTF-8 text: {trouble}. Save it as UTF-8, then try again."
        ) from None


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises ApprovalError where the folder cannot be written."""
    fresh = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(text.encode())
        settle(fresh, path)
    except OSError as trouble:
        raise _unwritten(path, trouble) from trouble


def write_entry(folders: Folders, entry: Entry) -> None:
    """Add one line at the end, flushed to the disk; what is empty is left out."""
    line = json.dumps({name: value for name, value in asdict(entry).items() if value}, ensure_ascii=False)
    try:
        folders.own.mkdir(parents=True, exist_ok=True)
        with folders.record.open("ab+") as handle:
            handle.seek(max(0, handle.tell() - 1))
            # A line torn by a power cut must not swallow the next one.
            torn = handle.read(1) not in (b"", b"\n")
            handle.write((b"\n" if torn else b"") + line.encode() + b"\n")
            handle.flush()
            os.fsync(handle.fileno())
    except OSError as trouble:
        raise _unwritten(folders.record, trouble) from trouble


def _unwritten(path: Path, trouble: OSError) -> ApprovalError:
    reason = trouble.strerror or "unknown reason"
    return ApprovalError(
        f"{path} was not written: {reason}. Free some room or check the rights of the folder, then try again."
    )


def read_record(folders: Folders) -> tuple[Entry, ...]:
    """Every entry, oldest first; `unreadable_lines` tells of those that cannot be read."""
    return tuple(entry for _, entry in _numbered(folders) if entry is not None)


def unreadable_lines(folders: Folders) -> tuple[int, ...]:
    """The lines of the record that say nothing, counted from 1."""
    return tuple(line for line, entry in _numbered(folders) if entry is None)


def _numbered(folders: Folders) -> Iterator[tuple[int, Entry | None]]:
    try:
        text = folders.record.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return
    except OSError as trouble:
        raise ApprovalError(
            f"{folders.record} cannot be read: {trouble.strerror}. Check the rights of the file."
        ) from trouble
    for line, raw in enumerate(text.split("\n"), 1):
        if raw.strip():
            yield line, _entry(raw)


def _entry(raw: str) -> Entry | None:
    try:
        values = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    names = {field.name for field in fields(Entry)}
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        return None
    if not {"action", "guide", "by", "on"} <= set(values):
        return None
    return Entry(**{name: value for name, value in values.items() if name in names})
