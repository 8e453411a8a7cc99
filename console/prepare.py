"""The offline copy: builds whatever is missing or outdated in the data folder."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from console.errors import DataFolderError
from console.part import Part, Progress
from console.settings import Settings
from protocols.shelf import FORMAT as GUIDES_FORMAT
from resources.current import current_number, followed
from resources.places.schema import SCHEMA as PLACES_FORMAT
from resources.schema import VERSION as DIRECTORY_FORMAT


def packaged_places() -> Path | None:
    """The index a wheel carries; None in a checkout, which builds its own."""
    packaged = Path(str(files("resources") / "data" / "places.db"))
    return packaged if packaged.is_file() else None


def places_path(settings: Settings) -> Path:
    """The index this desk reads: its own, else the wheel's."""
    own = settings.places_db
    return own if own.is_file() else (packaged_places() or own)


def fingerprint(paths: Iterable[Path]) -> str:
    """A hash over names and contents, so that whatever was edited or added is noticed."""
    import hashlib  # seldom needed, and slow to import: it brings all of OpenSSL

    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def prepare(settings: Settings, progress: Progress) -> None:
    """Build what is missing. Raises DataFolderError where the folder cannot be written; what stood still stands."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with base_guides(settings) as (guides, signed), as_file(files("resources") / "data") as data:
            _prepare_places(settings, data, progress)
            for part in _parts(settings, guides, data, signed=signed):
                if not part.current():
                    part.build(progress)
            _bring_up_published(settings, progress)
        _bring_up(settings.local_db)
    except OSError as error:
        raise DataFolderError(explain(error, settings.home)) from error
    except sqlite3.DatabaseError as error:
        raise DataFolderError(f"The data folder {settings.home} cannot be used: {error}. {FREE_OR_MOVE}") from error


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


def _prepare_places(settings: Settings, data: Path, progress: Progress) -> None:
    """Build the gazetteer index where the wheel carries none. Whether it is current is told by sizes alone."""
    if not settings.places_db.is_file() and packaged_places() is not None:
        return
    tables = tuple(data.glob("*.csv"))
    part = Part(settings.places_db, tables, PLACES_FORMAT, lambda: _sizes(tables), _places_made)
    if not part.current():
        settings.places_db.parent.mkdir(parents=True, exist_ok=True)
        part.build(progress)


def _sizes(paths: Iterable[Path]) -> str:
    return ",".join(f"{path.name}:{path.stat().st_size}" for path in sorted(paths))


def _places_made(target: Path, progress: Progress) -> None:
    from resources.places.build import ensure_places

    ensure_places(target, progress)


@contextmanager
def base_guides(settings: Settings) -> Iterator[tuple[Path, bool]]:
    """The folder of guides that staff's own build on, and whether a publisher signed it; else those that ship."""
    number = current_number(settings.guides_current)
    published = settings.home / f"guides-{number}"
    if number and published.is_dir():
        yield published, True
    else:
        with as_file(files("protocols") / "guides") as shipped:
            yield shipped, False


def _parts(settings: Settings, guides: Path, data: Path, *, signed: bool) -> tuple[Part, ...]:
    library = followed(settings.guides_current) if signed else settings.guides_db
    return (
        guides_part(settings, guides, library, training=False, signed=signed),
        _listings_part(settings.directory_db, data.glob("starter_*.csv"), _starter_made),
    )


def _listings_part(target: Path, tables: Iterable[Path], make: Callable[[Path, Progress], None]) -> Part:
    sources = tuple(tables)
    return Part(target, sources, str(DIRECTORY_FORMAT), lambda: fingerprint(sources), make)


def _bring_up(local: Path) -> None:
    """Bring the desk's own directory up to this version's tables, if an earlier Northline wrote it."""
    if not local.is_file():
        return
    with closing(sqlite3.connect(f"file:{local}?mode=ro", uri=True)) as held:
        version = int(held.execute("PRAGMA user_version").fetchone()[0])
    if version < DIRECTORY_FORMAT:
        from resources.local import LocalStore

        LocalStore(local).close()


def _bring_up_published(settings: Settings, progress: Progress) -> None:
    """A published directory outlives an upgrade: no desk waits for its publisher before it can answer again."""
    published = followed(settings.directory_current)
    if published == settings.directory_db or not published.is_file():
        return
    with closing(sqlite3.connect(f"file:{published}?mode=ro&immutable=1", uri=True)) as held:
        version = int(held.execute("PRAGMA user_version").fetchone()[0])
    if version < DIRECTORY_FORMAT:
        from resources.again import bring_up

        bring_up(published, progress)


def _starter_made(target: Path, progress: Progress) -> None:
    from resources.starter import starter_listings
    from resources.store import write_generation

    write_generation(starter_listings(), target, progress)


def _training_made(target: Path, progress: Progress) -> None:
    from resources.starter import training_listings
    from resources.store import write_generation

    write_generation(training_listings(), target, progress)


def guides_part(settings: Settings, shipped: Path, target: Path, *, training: bool, signed: bool = False) -> Part:
    """The compiled guides: drafts and approved ones, or after going live the approved ones alone."""
    own = settings.own_guides

    def contents() -> str:
        from protocols.live import compiled_from

        return fingerprint(compiled_from(shipped, own, training=training, signed=signed))

    def make(target: Path, progress: Progress) -> None:
        from tempfile import TemporaryDirectory

        from protocols.compiler import compile_library
        from protocols.live import gather_live

        progress("guides", 0.0)
        with TemporaryDirectory() as aside:
            compile_library(gather_live(shipped, own, Path(aside) / "live", training=training, signed=signed), target)
        progress("guides", 1.0)

    return Part(target, (shipped, own), GUIDES_FORMAT, contents, make)


def prepare_training(settings: Settings, progress: Progress) -> None:
    """Build what drills use: the invented listings, and after going live the drafts too."""
    from protocols.live import is_live

    with as_file(files("protocols") / "guides") as guides, as_file(files("resources") / "data") as data:
        parts = [_listings_part(settings.training_db, data.glob("training_*.csv"), _training_made)]
        if is_live(settings.own_guides):
            parts.append(guides_part(settings, guides, settings.training_guides_db, training=True))
        for part in parts:
            if not part.current():
                part.build(progress)
