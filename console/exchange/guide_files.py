"""Guides on their way: files of a folder as rows of a chain, and rows as files that are compiled before they count."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from console.exchange.chains import GUIDES
from console.exchange.errors import PackRefusedError
from console.exchange.records import Places, Record
from console.part import Progress
from resources.durable import sync_folder

_NAME = re.compile(r"(calls/)?[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.(md|txt)")
_MOST = 2 << 20

WORDS = "words.md"
"""The word lists, which stand beside the guides."""


def rows_in(folder: Path) -> Iterator[tuple[str, str]]:
    """The guide files of a folder, by name, with their texts."""
    paths = [*folder.glob("*.md"), *folder.glob("calls/*.txt")]
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    for name in sorted(named, key=str.encode):
        if _NAME.fullmatch(name):
            yield name, named[name].read_bytes().decode("utf-8")


def write_rows(rows: Iterable[tuple[str, str]], target: Path) -> Path:
    """Files as rows of the chain, in a database of their own."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as connection, connection:
        connection.execute(GUIDES.make)
        connection.executemany(GUIDES.insert, rows)
    return target


def base_rows(places: Places, held: Record, target: Path) -> Path:
    """The rows of the generation in use, read from its files."""
    return write_rows(rows_in(folder_of(places, held.generation)), target)


def readable(name: str, text: str) -> bool:
    """Whether a file says what it must: a guide that cannot be read would silently be gone from the screen."""
    from protocols.reader import read_text

    return name.startswith("calls/") or name == WORDS or read_text(text, name).guide is not None


def folder_of(places: Places, generation: int) -> Path:
    """Where the texts of a published generation lie."""
    return places.home / f"guides-{generation}"


def put_in_place(places: Places, rows: Path, generation: int, progress: Progress) -> None:
    """Write the texts to their folder, and compile them with the desk's own: what cannot be compiled is not used."""
    fresh, folder = places.home / "guides-next", folder_of(places, generation)
    for leftover in (fresh, folder):
        shutil.rmtree(leftover, ignore_errors=True)
    (fresh / "calls").mkdir(parents=True)
    with closing(sqlite3.connect(rows)) as connection:
        for name, text in connection.execute(GUIDES.select):
            if not _NAME.fullmatch(name) or len(text) > _MOST:
                raise PackRefusedError(f"{name!r} is no guide's file. Nothing was changed: tell the clinical leads.")
            if not readable(name, text):
                raise PackRefusedError(
                    f"The guide {name} cannot be read here. Nothing was changed: update Northline on this desk, or "
                    "tell the clinical leads."
                )
            _write(fresh / name, text.encode())
    for inside in (fresh / "calls", fresh):
        sync_folder(inside)
    fresh.replace(folder)
    sync_folder(places.home)
    _compile(places, folder, generation, progress)


def _compile(places: Places, folder: Path, generation: int, progress: Progress) -> None:
    from console.prepare import guides_part
    from console.settings import Settings
    from protocols.errors import ProtocolsError

    target = places.file("guides", generation)
    try:
        guides_part(Settings(places.home), folder, target, training=False, signed=True).build(progress)
    except ProtocolsError as error:
        target.unlink(missing_ok=True)
        raise PackRefusedError(f"The published guides cannot be used: {error} Tell the clinical leads.") from error


def _write(path: Path, text: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
