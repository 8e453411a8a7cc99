"""The commands that change the desk's own directory: import and listing."""

import hashlib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from console import plain, shapes
from console.commands.answers import UsageError, opened, write_json, write_lines
from console.diff_text import diff_lines, diff_sentence
from console.prepare import places_path, prepare
from console.progress import Bar
from console.settings import Settings, load_settings
from resources.changes import Diff
from resources.intake.read import read_directory
from resources.intake.report import FileReport, Report
from resources.intake.template import template_csv
from resources.local import LocalStore
from resources.places.index import open_places

SHOWN = 10
"""Refused rows and changes that are written out for a person; the rest is counted, and `--json` has all."""


def take_in(arguments: Namespace) -> int:
    """Take directories in, write the template, or undo."""
    if arguments.template:
        write_lines(template_csv().splitlines())
        return 0
    settings = load_settings()
    if arguments.undo:
        write_lines([_store(settings).undo()])
        return 0
    if not arguments.files:
        raise UsageError("Name a file, a folder or a zip to import, or use --template for a table to fill.")
    if arguments.source and len(arguments.files) > 1:
        raise UsageError("--source names one directory: import the files one by one, each with its own.")
    reports = []
    with Bar() as bar:
        prepare(settings, bar)
        for name in arguments.files:
            reports.append(_import(settings, Path(name), arguments, bar))
    if arguments.json:
        write_json({"files": [file for report, _ in reports for file in report.as_dict()["files"]]})
    else:
        for report, diff in reports:
            write_lines(_report_lines(report, diff, dry=arguments.dry_run))
    return 0 if all(report.kept for report, _ in reports) else 1


def _store(settings: Settings) -> LocalStore:
    return LocalStore(settings.local_db)


def _import(settings: Settings, path: Path, arguments: Namespace, bar: Bar) -> tuple[Report, Diff]:
    if not path.exists():
        raise UsageError(f"{path} is not there. Name a file, a folder or a zip.")
    source = arguments.source or path.stem
    places = open_places(places_path(settings))
    reading = read_directory(path, source=source, places=places, progress=bar)
    store = _store(settings)
    try:
        if arguments.dry_run:
            diff = store.diff(source, reading.listings, _content_hash(path), bar)
        else:
            diff = store.apply(source, reading.listings, _content_hash(path), bar)
    finally:
        store.close()
        places.close()
    return reading.report, diff


def _content_hash(path: Path) -> str:
    """One hash over a file, or over every file of a folder with its name."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            digest.update(str(file.relative_to(path) if path.is_dir() else file.name).encode() + b"\0")
            with file.open("rb") as content:
                digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()


def _report_lines(report: Report, diff: Diff, *, dry: bool) -> Iterator[str]:
    for file in report.files:
        yield from _file_lines(file)
    yield f"{'Would change' if dry else 'Changed'}: {diff_sentence(diff)}"
    if dry:
        yield from (f"  {line}" for line in diff_lines(diff, SHOWN))
        yield "Nothing was changed. Import without --dry-run to apply exactly this."
    elif not diff.nothing:
        yield "To take it back: northline import --undo"


def _file_lines(file: FileReport) -> Iterator[str]:
    what = f" ({file.what})" if file.what else ""
    yield (
        f"{file.file}{what}: {file.rows:,} rows: {file.kept:,} kept, of which {file.repaired:,} repaired, "
        f"{file.hidden:,} hidden by a flag, {file.sealed:,} sealed; {file.refused:,} refused"
    )
    for number, refusal in enumerate(file.refusals()):
        if number == SHOWN:
            yield f"  ... and {file.refused - SHOWN:,} more; --json lists all"
            break
        yield f"  row {refusal.row}: {refusal.reason}. {refusal.next_step}"
    if file.unmapped:
        yield f"  columns kept as notes, not mapped: {', '.join(file.unmapped[:SHOWN])}"


def listing(arguments: Namespace) -> int:
    """Show one listing, or change what this desk holds of it."""
    desk = opened()
    shown = desk.listing(int(arguments.id)) if arguments.id.lstrip("-").isdigit() else None
    if shown is None:
        raise UsageError(f"There is no listing {arguments.id!r}. `northline find` and `northline search` give the ids.")
    if arguments.action == "show":
        if arguments.json:
            write_json(shapes.listing_shape(shown))
        else:
            write_lines(plain.listing_lines(shown))
        return 0
    if not arguments.by:
        raise UsageError("Say who says so: --by NAME. It is kept in the listing's history.")
    store = _store(load_settings())
    act = {
        "confirm": lambda: store.confirm(shown.id, by=arguments.by),
        "wrong": lambda: store.report_wrong(shown.id, by=arguments.by),
        "hide": lambda: store.hide(shown.id, by=arguments.by, why=arguments.why),
        "unhide": lambda: store.show(shown.id, by=arguments.by),
    }[arguments.action]
    act()
    write_lines([f"Done: {arguments.action} {shapes.listing_name(shown)}. To take it back: northline import --undo"])
    return 0
