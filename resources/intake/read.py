"""A directory as an organisation really has it, read into listings with an account of every row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from resources.errors import IntakeError
from resources.intake.build import Builder
from resources.intake.detect import Detected, detect
from resources.intake.mapping import Mapping
from resources.intake.report import Report
from resources.intake.seen import Seen
from resources.intake.sources import source_files
from resources.intake.taken import KeepSealed, Taken
from resources.intake.whereabouts import Locator, Places
from resources.listing import Listing

Progress = Callable[[str, float], None]


@dataclass(slots=True)
class Reading:
    """Listings as they are read, and the account of them, whole once the last listing has been taken."""

    listings: Iterator[Listing]
    report: Report
    source: str
    what: str


def read_directory(
    path: Path,
    *,
    source: str | None = None,
    places: Places | None = None,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
    sealed: KeepSealed | None = None,
) -> Reading:
    """Read a file, folder or archive, told by its content alone; raise IntakeError where it cannot be taken at all.

    A file that breaks off or turns out to be broken further down raises while its listings are read: apply them in one
    transaction. Confidential addresses are offered to `sealed`, and dropped without it.
    """
    files = source_files(path)
    detected = detect(files, mapping)
    report = Report()
    name = source or _source_name(path)
    builder = Builder(name, Locator(places))
    return Reading(_listings(detected, builder, report, progress or _silent, sealed), report, name, detected.what)


def _listings(
    detected: Detected, builder: Builder, report: Report, progress: Progress, sealed: KeepSealed | None
) -> Iterator[Listing]:
    with Seen() as seen:
        taken = Taken(builder, seen, sealed)
        for read in detected.readers:
            yield from read(taken, report, progress)
    progress("read", 1.0)
    if not report.rows:
        raise IntakeError(
            f"No rows of a directory were found in this {detected.what}. Check that it is the right file."
        )


def _source_name(path: Path) -> str:
    name = path.name
    for ending in (".gz", ".zip", ".csv", ".xlsx", ".json", ".kml", ".kmz", ".docx", ".ndjson", ".txt", ".tsv"):
        name = name[: -len(ending)] if name.lower().endswith(ending) else name
    return name or "directory"


def _silent(what: str, done: float) -> None:
    return None
