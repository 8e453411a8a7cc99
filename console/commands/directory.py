"""The command that takes directories in: import."""

import hashlib
from argparse import Namespace
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from console.commands.answers import UsageError, write_json, write_lines
from console.diff_text import diff_lines, diff_sentence
from console.prepare import places_path, prepare
from console.progress import Bar
from console.settings import Settings, load_settings
from resources.changes import Diff
from resources.intake.mapping import Mapping, load_mapping
from resources.intake.read import read_directory
from resources.intake.report import FileReport, Report
from resources.intake.suggest import suggest_mapping
from resources.intake.template import template_csv
from resources.ledger import check_writable
from resources.local import LocalStore
from resources.places.index import open_places
from resources.rows import listing_id
from resources.sealed import ExactAddress

if TYPE_CHECKING:
    from console.vault import Vault

SHOWN = 10
"""Refused rows and changes that are written out for a person; the rest is counted, and `--json` has all."""


def take_in(arguments: Namespace) -> int:
    """Take directories in, write the template, undo, or settle what may be there twice."""
    if arguments.template:
        write_lines(template_csv().splitlines())
        return 0
    settings = load_settings()
    check_writable(settings.local_db)
    if arguments.undo:
        write_lines([_store(settings).undo(), *_left_sealed(settings)])
        return 0
    if arguments.twins or arguments.same or arguments.apart:
        from console.commands.twins import twins

        return twins(arguments)
    if not arguments.files:
        raise UsageError("Name a file, a folder or a zip to import, or use --template for a table to fill.")
    if arguments.source and len(arguments.files) > 1:
        raise UsageError("--source names one directory: import the files one by one, each with its own.")
    if arguments.map:
        return _write_mapping(arguments)
    reports = []
    with _vault(settings, arguments) as vault, Bar() as bar:
        prepare(settings, bar)
        for name in arguments.files:
            reports.append(_import(settings, Path(name), arguments, bar, vault))
    if arguments.json:
        write_json({"files": [file.as_dict() for report, _ in reports for file in report.files]})
    else:
        for report, diff in reports:
            write_lines(_report_lines(report, diff, dry=arguments.dry_run))
        if not arguments.dry_run and (fate := _sealed_sentence([report for report, _ in reports], arguments.sealed)):
            write_lines([fate])
    return 0 if all(report.kept for report, _ in reports) else 1


def _left_sealed(settings: Settings) -> Iterator[str]:
    # The vault stays shut without its passphrase: an undo can only say that something may lie there.
    if (settings.home / "sealed.db").exists():
        yield "Exact addresses that came with it stay in sealed.db: `northline seal forget --unheld` forgets them."


def _write_mapping(arguments: Namespace) -> int:
    """Show what each column would be read as, and save it to be corrected."""
    chosen: dict[str, str] = {}
    for name in arguments.files:
        for table in suggest_mapping(Path(name)):
            write_lines([f"{table.file}:"])
            write_lines(
                f"  {head[:30]:<30} -> {field or '(kept as it is)':<18} {', '.join(some)[:60]}"
                for head, field, some in table.columns
            )
            chosen.update({head: field for head, field, _ in table.columns})
    Mapping(chosen).save(Path(arguments.map))
    write_lines([f"Written to {arguments.map}. Correct it, then import with --mapping {arguments.map}."])
    return 0 if chosen else 1


def _store(settings: Settings) -> LocalStore:
    return LocalStore(settings.local_db)


def _vault(settings: Settings, arguments: Namespace) -> "AbstractContextManager[Vault | None]":
    """The opened vault where confidential addresses are to be kept; a dry run keeps nothing and asks for nothing."""
    if not arguments.sealed or arguments.dry_run:
        return nullcontext()
    from console.keys.asking import Asker
    from console.vault import require_vault, vault_opened

    require_vault(settings.home)
    return vault_opened(settings.home, Asker(arguments.passphrase_fd).passphrase())


def _import(
    settings: Settings, path: Path, arguments: Namespace, bar: Bar, vault: "Vault | None"
) -> tuple[Report, Diff]:
    if not path.exists():
        raise UsageError(f"{path} is not there. Name a file, a folder or a zip.")
    source = arguments.source or path.stem
    places = open_places(places_path(settings))
    mapping = load_mapping(Path(arguments.mapping)) if arguments.mapping else None
    addresses: dict[int, ExactAddress] = {}

    def keep_sealed(key: str, exact: ExactAddress) -> None:
        addresses[listing_id(source, key)] = exact

    reading = read_directory(
        path, source=source, places=places, mapping=mapping, progress=bar, sealed=keep_sealed if vault else None
    )
    store = _store(settings)
    try:
        if arguments.dry_run:
            diff = store.diff(source, reading.listings, _content_hash(path), bar)
        else:
            diff = store.apply(source, reading.listings, _content_hash(path), bar)
            if vault:
                vault.keep(addresses, source)
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


def _sealed_sentence(reports: list[Report], kept: bool) -> str:
    rows = sum(file.sealed for report in reports for file in report.files)
    if not rows:
        return ""
    if kept:
        return f"Exact addresses of {rows:,} confidential rows lie in sealed.db: `northline seal open` shows one."
    return (
        f"Exact addresses of {rows:,} confidential rows were dropped everywhere; --sealed would keep them, encrypted."
    )


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
