"""The commands that take guides in from Word or Markdown, and write them out again."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from console.commands.answers import UsageError, write_json, write_lines
from console.commands.guides import fault_shapes, guide_folders, usable_id
from protocols.approval import approved_path, decisions
from protocols.approval_record import Folders, read_text_of, write_text
from protocols.check import check_files
from protocols.drafts import draft_of
from protocols.errors import ProtocolsError
from protocols.fault import Fault
from protocols.plain import plain
from protocols.reader import read_text
from protocols.writer import front_keys, with_keys
from resources.clean import safe


def take_in(arguments: Namespace) -> int:
    """Take a guide in from Word or Markdown, as a draft."""
    source = Path(arguments.file)
    text, notes = _text_of(source, arguments.id or "")
    guide = usable_id(arguments.id or front_keys(text).get("id", ""))
    with guide_folders() as folders:
        text = _as_draft(folders, guide, text)
        own = folders.own_file(guide)
        if own.is_file() and read_text_of(own) != text and not arguments.replace:
            raise UsageError(f"{own} stands already and differs. Add --replace, or another --id.")
        write_text(own, text)
        faults = _faults(folders, guide, text)
    if arguments.json:
        write_json({"id": guide, "path": str(own), "notes": list(notes), "faults": fault_shapes(faults)})
    else:
        write_lines([str(own), *notes, *(safe(str(fault)) for fault in faults)])
    return 0


def _text_of(source: Path, guide: str) -> tuple[str, tuple[str, ...]]:
    if source.suffix.lower() == ".md":
        return plain(read_text_of(source)), ()
    from protocols.word import read_docx

    read = read_docx(source, guide)
    return read.text, read.notes


def _as_draft(folders: Folders, guide: str, text: str) -> str:
    """The text under its id; a draft, unless it is word for word what was approved here."""
    text = with_keys(text, id=guide) if front_keys(text).get("id") != guide else text
    approval = decisions(folders).approvals.get(guide)
    kept = approved_path(folders, approval)
    return text if kept is not None and read_text_of(kept) == text else draft_of(text)


def _faults(folders: Folders, guide: str, text: str) -> tuple[Fault, ...]:
    """What is still wrong with a text; staff go on from there."""
    if reading := read_text(text, f"{guide}.md").faults:
        return reading
    paths = [folders.working_file(other) for other in folders.ids()]
    return tuple(fault for fault in check_files(paths) if fault.file == f"{guide}.md")


def export(arguments: Namespace) -> int:
    """Write guides as Word files, or one guide's text to standard output."""
    with guide_folders() as folders:
        ids = [arguments.id] if arguments.id else list(folders.ids())
        paths = [folders.working_file(guide) for guide in ids]
        if arguments.docx is None:
            if not arguments.id:
                raise UsageError("Name a guide to see its text, or give --docx FOLDER for Word files of all.")
            sys.stdout.buffer.write(paths[0].read_bytes())
            sys.stdout.flush()
            return 0
        written, refused = _word_files(paths, Path(arguments.docx))
    if arguments.json:
        write_json({"files": list(map(str, written)), "not_written": refused})
    else:
        write_lines(map(str, written))
    for reason in refused:
        print(reason, file=sys.stderr)
    return 1 if refused else 0


def _word_files(paths: Sequence[Path], target: Path) -> tuple[list[Path], list[str]]:
    """Write each guide; one that cannot be written is told, and the others are written all the same."""
    if target.suffix.lower() == ".docx" and len(paths) > 1:
        raise UsageError(f"{target} is one file. Name a guide, or a folder for all guides.")
    written: list[Path] = []
    refused: list[str] = []
    for path in paths:
        try:
            written.append(_word_file(path, target))
        except ProtocolsError as error:
            refused.append(f"{path.name}: {error}")
    return written, refused


def _word_file(path: Path, target: Path) -> Path:
    """Write one guide; a target that ends in .docx is a file, anything else a folder."""
    from protocols.word import write_docx

    document = target if target.suffix.lower() == ".docx" else target / f"{path.stem}.docx"
    write_docx(read_text_of(path), document)
    return document
