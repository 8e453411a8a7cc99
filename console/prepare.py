"""The offline copy: builds whatever is missing or outdated in the data folder, and opens the desk on it."""

import errno
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

from console.desk import Desk, DeskStatus
from console.errors import ConsoleError, DataFolderError
from console.settings import Settings
from protocols.errors import ProtocolsError
from protocols.library import compile_library, open_library
from resources.errors import ResourcesError
from resources.places.index import open_places
from resources.store import open_directory, write_generation

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the offline copy: where it stands, what it is made from, and how."""

    target: Path
    made_from: str
    make: Callable[[Path, Progress], None]

    @property
    def stamp(self) -> Path:
        """A small file beside the target that says what it was made from."""
        return self.target.with_suffix(".made-from")

    def current(self) -> bool:
        """Whether the file stands and was made from what stands now."""
        try:
            return self.stamp.read_text("utf-8") == f"{self.made_from} {self.target.stat().st_size}"
        except OSError:
            return False

    def build(self, progress: Progress) -> None:
        """Make the file, and note what it was made from and how long it is: one cut short is made again."""
        self.make(self.target, progress)
        self.stamp.write_text(f"{self.made_from} {self.target.stat().st_size}", "utf-8")


def packaged_places() -> Path | None:
    """The index a wheel carries; None in a checkout, which builds its own."""
    packaged = Path(str(files("resources") / "data" / "places.db"))
    return packaged if packaged.is_file() else None


def places_path(settings: Settings) -> Path:
    """The index this desk reads: its own, else the wheel's."""
    own = settings.places_db
    return own if own.is_file() else (packaged_places() or own)


def fingerprint(paths: Iterable[Path]) -> str:
    """A hash over names and contents, so that an edited, added or removed file is noticed."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def prepare(settings: Settings, progress: Progress) -> None:
    """Build what is missing. Raises DataFolderError where the folder cannot be written; what stood before still stands."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        _prepare_places(settings, progress)
        with as_file(files("protocols") / "guides") as guides, as_file(files("resources") / "data") as data:
            for part in _parts(settings, guides, data):
                if not part.current():
                    part.build(progress)
    except OSError as error:
        raise DataFolderError(explain(error, settings.home)) from error
    except sqlite3.OperationalError as error:
        raise DataFolderError(f"The data folder {settings.home} cannot be written: {error}. {FREE_OR_MOVE}") from error


FREE_OR_MOVE = "Free some room there, or set NORTHLINE_HOME to a folder that can be written. Nothing was changed."


def explain(error: OSError, folder: Path) -> str:
    """What an operating system's error means for the person at the desk, and what to do next."""
    reasons = {
        errno.ENOSPC: "The disk is full.",
        errno.EDQUOT: "Your disk quota is used up.",
        errno.EROFS: "It is read-only.",
        errno.EACCES: "You may not write there.",
        errno.EPERM: "You may not write there.",
    }
    reason = reasons.get(error.errno or 0, os.strerror(error.errno) + "." if error.errno else "")
    return f"The data folder {folder} cannot be used. {reason} {FREE_OR_MOVE}"


def _prepare_places(settings: Settings, progress: Progress) -> None:
    if settings.places_db.is_file() or packaged_places() is None:
        from resources.places.build import ensure_places

        settings.places_db.parent.mkdir(parents=True, exist_ok=True)
        ensure_places(settings.places_db, progress)


def _parts(settings: Settings, guides: Path, data: Path) -> tuple[Part, ...]:
    own = sorted(settings.own_guides.glob("*.md")) if settings.own_guides.is_dir() else []
    guide_files = [*guides.glob("*.md"), *own]
    folders = [guides, settings.own_guides] if own else [guides]

    def guides_made(target: Path, progress: Progress) -> None:
        progress("guides", 0.0)
        compile_library(folders, target)
        progress("guides", 1.0)

    def directory_made(target: Path, progress: Progress) -> None:
        from resources.starter import starter_listings

        write_generation(starter_listings(), target, progress)

    return (
        Part(settings.guides_db, fingerprint(guide_files), guides_made),
        Part(settings.directory_db, fingerprint(data.glob("starter_*.csv")), directory_made),
    )


def ready_desk(settings: Settings, progress: Progress, *, training: bool = False) -> Desk:
    """Prepare, then open. A folder that cannot be written does not stop a desk whose copy already stands."""
    faults: tuple[str, ...] = ()
    try:
        prepare(settings, progress)
        if training:
            prepare_training(settings, progress)
    except (ConsoleError, ProtocolsError, ResourcesError) as error:
        standing = (places_path(settings), settings.guides_db, settings.directory_db)
        if not all(path.is_file() for path in standing):
            raise
        faults = (str(error),)
    return open_desk(settings, faults, training=training)


def prepare_training(settings: Settings, progress: Progress) -> None:
    """Build the invented listings that drills use."""
    from resources.starter import training_listings

    with as_file(files("resources") / "data") as data:
        made_from = fingerprint(data.glob("training_*.csv"))
    part = Part(settings.training_db, made_from, lambda t, p: write_generation(training_listings(), t, p))
    if not part.current():
        part.build(progress)


def open_desk(settings: Settings, faults: tuple[str, ...] = (), *, training: bool = False) -> Desk:
    """Open the stores for reading. Raises StoreError or LibraryError with advice where one cannot be used.

    In training the invented listings take the place of the desk's own, so that no drill shows a real shelter's door.
    """
    places = open_places(places_path(settings), settings.own_places if settings.own_places.is_file() else None)
    library = open_library(settings.guides_db)
    local = settings.training_db if training else settings.local_db
    directory = open_directory(settings.directory_db, local if local.is_file() else None)
    built = datetime.fromtimestamp(settings.directory_db.stat().st_mtime, tz=UTC)
    status = DeskStatus(
        organisation=settings.organisation,
        on_call=settings.on_call,
        directory=f"starter directory, made {built:%Y-%m-%d}",
        training=training,
        faults=(*faults, *directory.faults, *library.faults),
    )
    return Desk(places, library, directory, status)
