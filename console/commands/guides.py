"""The commands on guides as files: list, show, check, new, edit and diff."""

import difflib
import os
import re
import shlex
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from console import plain, shapes
from console.commands.answers import UsageError, opened, write_json, write_lines
from console.prepare import base_guides
from console.settings import load_settings
from protocols.approval import approved_path, decisions, record_faults
from protocols.approval_record import Folders, read_text_of, write_text
from protocols.check import check_files, check_own
from protocols.drafts import begin_edit, draft_of
from protocols.fault import Fault
from protocols.live import Standing, is_live, standings
from protocols.own_words import KINDS, OWN_CALLS, unapproved
from protocols.wordlists import FILE as WORDS
from protocols.writer import skeleton, with_keys, with_title
from resources.clean import safe

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@contextmanager
def guide_folders() -> Iterator[Folders]:
    """The shipped guides, or those a publisher signed, and the folder of staff's own."""
    settings = load_settings()
    with base_guides(settings) as (shipped, signed):
        yield Folders(shipped, settings.own_guides, signed)


def today() -> date:
    """The day by the desk's own clock: approvals and reviews count in whole days."""
    return date.today()


def fault_shapes(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Faults as JSON."""
    return [asdict(fault) for fault in faults]


def list_guides(arguments: Namespace) -> int:
    """List every guide with how it stands."""
    with guide_folders() as folders:
        held = sorted(standings(folders, today()), key=lambda one: (one.urgency, one.id))
        live = is_live(folders.own)
        faults, lacking = tuple(record_faults(folders)), unapproved(folders)
    if arguments.json:
        told = {"guides": [asdict(one) for one in held], "live": live, "faults": fault_shapes(faults)}
        write_json({**told, "not_approved": [kind.name for kind in lacking]})
        return 0
    own = [f"{kind.told} not approved" for kind in lacking]
    mode = "live: approved guides, and the alerts" if live else "not live: drafts are on the screen, each marked"
    statuses = [one.status for one in held]
    counted = ", ".join(f"{statuses.count(status)} {status}" for status in ("approved", "review", "draft", "retired"))
    write_lines(
        [*map(standing_line, held), *map(str, faults), "; ".join((f"{len(held)} guides: {counted}", *own, mode))]
    )
    return 0


def standing_line(one: Standing) -> str:
    """One guide in the list."""
    notes = [f"by {one.approved_by}, review by {one.review_by}"] if one.approved_by else []
    notes += ["REVIEW DUE"] if one.due else []
    notes += ["a draft is being edited"] if one.edited else []
    notes += ["own"] if one.own else []
    notes += [] if one.live or one.status == "retired" else ["not on the screen"]
    shown = f"{one.urgency or '--':<3}{one.id:<22} {one.version:<5} {one.status:<9} {one.kind:<16} {one.title}"
    return safe(shown + (f"  ({'; '.join(notes)})" if notes else ""))


def show(arguments: Namespace) -> int:
    """Show one guide in full."""
    shown = opened().guide(arguments.id)
    if shown is None:
        raise UsageError(f"There is no guide {arguments.id!r} in use. `northline guides` lists them.")
    if arguments.json:
        write_json(shapes.guide_in_full(shown))
    else:
        write_lines(plain.guide_lines(shown))
    return 0


def check(arguments: Namespace) -> int:
    """Check guides for faults, with file and line."""
    with guide_folders() as folders:
        if arguments.paths:
            guide_files = _named_files(arguments.paths)
            faults = tuple(check_files(guide_files))
        else:
            guide_files = [folders.working_file(guide) for guide in folders.ids()]
            lists = [path for path in (folders.shipped / WORDS, folders.own / WORDS) if path.is_file()]
            calls = check_own(folders, OWN_CALLS)
            faults = (*check_files([*guide_files, *lists]), *calls, *record_faults(folders))
    errors = sum(fault.severity == "error" for fault in faults)
    if arguments.json:
        write_json({"faults": fault_shapes(faults), "files": len(guide_files), "errors": errors})
    else:
        counted = f"{len(guide_files)} guides, {errors} errors, {len(faults) - errors} warnings"
        write_lines([*(safe(str(fault)) for fault in faults), counted])
    return 1 if errors else 0


def _named_files(paths: Sequence[str]) -> list[Path]:
    named = [Path(path) for path in paths]
    found = [file for path in named for file in (sorted(path.glob("*.md")) if path.is_dir() else [path])]
    missing = next((file for file in found if not file.is_file()), None)
    if missing or not found:
        raise UsageError(f"{missing or named[0]} is no guide file. Name guide files, or folders that hold them.")
    return [file for file in found if file.name != "README.md"]


def new(arguments: Namespace) -> int:
    """Begin a guide of one's own: an empty one, or a copy of another."""
    guide = usable_id(arguments.id)
    with guide_folders() as folders:
        if guide in folders.ids():
            raise UsageError(f"There is a guide {guide!r} already. Change it with `northline guides edit {guide}`.")
        text = skeleton(guide, arguments.title or "")
        if arguments.copied_from:
            source = draft_of(read_text_of(folders.working_file(arguments.copied_from)))
            text = with_keys(source, id=guide, version="0.1", status="draft", owner="")
            text = with_title(text, arguments.title) if arguments.title else text
        write_text(folders.own_file(guide), text)
        return _written(arguments, guide, folders.own_file(guide), "Fill it in, then run `northline guides check`.")


def usable_id(guide: str) -> str:
    """The id, where it can name a file. Raises UsageError."""
    if not ID.fullmatch(guide) or len(guide) > 60 or guide in KINDS:
        raise UsageError(f"{guide!r} cannot be an id. Use small letters, digits and hyphens, such as night-market.")
    return guide


def _written(arguments: Namespace, guide: str, path: Path, advice: str) -> int:
    if arguments.json:
        write_json({"id": guide, "path": str(path)})
    else:
        write_lines([str(path)])
        print(advice, file=sys.stderr)
    return 0


def edit(arguments: Namespace) -> int:
    """Open one's own copy of a guide, made from the shipped one where there is none."""
    with guide_folders() as folders:
        path = begin_edit(folders, arguments.id)
        edited = f"Then run `northline guides check` and `northline guides diff {arguments.id}`."
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if editor and sys.stdin.isatty() and sys.stdout.isatty() and not arguments.json:
            _open_editor(editor, path)
        return _written(arguments, arguments.id, path, edited)


def _open_editor(editor: str, path: Path) -> None:
    try:
        subprocess.run([*shlex.split(editor), str(path)], check=False)  # noqa: S603 - the user's own editor
    except (OSError, ValueError) as trouble:
        raise UsageError(f"EDITOR={editor!r} cannot be started: {trouble}. Open {path} with another editor.") from None


def diff(arguments: Namespace) -> int:
    """Show what differs between one's own text and the last approved one, or the shipped one."""
    with guide_folders() as folders:
        own = folders.working_file(arguments.id)
        against, before = _compared(folders, arguments.id, arguments.against)
        old, current = read_text_of(before).splitlines(), read_text_of(own).splitlines()
    names = f"{arguments.id} ({against})", f"{arguments.id} (now)"
    lines = list(difflib.unified_diff(old, current, *names, lineterm=""))
    if arguments.json:
        write_json({"id": arguments.id, "against": against, "diff": lines})
    else:
        write_lines([safe(line) for line in lines] or [f"{arguments.id}: no difference from the {against} text."])
    return 0


def _compared(folders: Folders, guide: str, against: str | None) -> tuple[str, Path]:
    approval = decisions(folders).approvals.get(guide)
    approved = approved_path(folders, approval)
    if against != "shipped" and approved is not None:
        return "approved", approved
    if against != "approved" and folders.shipped_file(guide).is_file():
        return "shipped", folders.shipped_file(guide)
    raise UsageError(f"There is no {against or 'approved or shipped'} text of {guide!r} to compare with.")
