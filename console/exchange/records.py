"""What a desk keeps about its packs: the record of each generation, the state of the last sync, and one lock."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from console.errors import DataFolderError
from console.exchange.errors import UnreachableError
from console.exchange.trust import parse_time
from resources.current import current_number
from resources.durable import settle

FOLDER = "packs"


@dataclass(frozen=True, slots=True)
class Changes:
    """What one generation changed against the one before it."""

    new: int = 0
    edited: int = 0
    removed: int = 0

    @property
    def text(self) -> str:
        """The three counts in words."""
        return f"{self.new:,} new, {self.edited:,} edited, {self.removed:,} removed"


@dataclass(frozen=True, slots=True)
class Record:
    """One generation as it was taken in: its signed content hash, when it was made, and who signed it."""

    generation: int
    content: str
    built: str
    installed: str
    signers: tuple[str, ...]
    rows: int
    changes: Changes = Changes()


@dataclass(frozen=True, slots=True)
class State:
    """What the desk last heard from its publisher. `issued` is the newest signed moment ever seen."""

    source: str = ""
    checked: str = ""
    issued: str = ""
    timestamp: int = 0
    held_back: dict[str, int] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def issued_at(self) -> datetime | None:
        """When the publisher last spoke."""
        return parse_time(self.issued)


@dataclass(frozen=True, slots=True)
class Places:
    """Where a desk keeps what it has of a publisher."""

    home: Path

    @property
    def folder(self) -> Path:
        """Everything about trust and fetching."""
        return self.home / FOLDER

    @property
    def root(self) -> Path:
        """The publisher's first root, as it was compared with the printed sheet."""
        return self.folder / "root.json"

    @property
    def metadata(self) -> Path:
        """What the publisher signed last."""
        return self.folder / "metadata"

    @property
    def parts(self) -> Path:
        """What is being fetched."""
        return self.folder / "parts"

    @property
    def state(self) -> Path:
        """The state of the last sync."""
        return self.folder / "state.json"

    def pointer(self, chain: str) -> Path:
        """The small file that says which generation is in use."""
        return self.home / f"{chain}.current"

    def file(self, chain: str, generation: int) -> Path:
        """One generation."""
        return self.home / f"{chain}-{generation}.db"

    def record(self, chain: str, generation: int) -> Path:
        """What is known of one generation."""
        return self.home / f"{chain}-{generation}.json"


def read_record(places: Places, chain: str, generation: int | None = None) -> Record | None:
    """The record of a generation, or of the one in use; None where there is none or it cannot be read."""
    number = current_number(places.pointer(chain)) if generation is None else generation
    if not number:
        return None
    try:
        said = _read(places.record(chain, number))
        changes = Changes(**said.pop("changes"))
        return Record(**{**said, "signers": tuple(said["signers"]), "changes": changes})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_record(places: Places, chain: str, record: Record) -> None:
    """Keep the record of a generation."""
    write_json_file(places.record(chain, record.generation), asdict(record))


def read_state(places: Places) -> State:
    """The state of the last sync; an empty one before the first."""
    try:
        said = _read(places.state)
        return State(**{one.name: said[one.name] for one in fields(State) if one.name in said})
    except (OSError, ValueError, TypeError):
        return State()


def write_state(places: Places, state: State) -> None:
    """Keep the state of this sync."""
    write_json_file(places.state, asdict(state))


def write_json_file(path: Path, said: dict[str, Any]) -> None:
    """Write a small file whole or not at all."""
    write_small(path, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())


def write_small(path: Path, data: bytes) -> None:
    """Put bytes in a file's place in one step."""
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.write_bytes(data)
        settle(fresh, path)
    except OSError as error:
        # A write that finds no room names no file, and somebody must be told which disk it is.
        error.filename = error.filename or str(path)
        raise


def _read(path: Path) -> dict[str, Any]:
    said = json.loads(path.read_bytes())
    if not isinstance(said, dict):
        raise TypeError(path.name)
    return said


@contextmanager
def alone(places: Places) -> Iterator[None]:
    """One update at a time; a second one leaves at once.

    Raises:
        UnreachableError: another one is at work.
        DataFolderError: the data folder cannot be written.
    """
    try:
        places.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        places.parts.mkdir(exist_ok=True)
        handle = os.open(places.folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise DataFolderError(f"{places.folder} cannot be written ({error.strerror}). Nothing was changed.") from error
    try:
        with suppress(ImportError):
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise UnreachableError("Another sync is at work on this desk. Wait until it is done.") from error
        yield
    finally:
        os.close(handle)
