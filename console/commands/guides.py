"""The commands about guides: check and guides."""

from argparse import Namespace
from importlib.resources import as_file, files
from pathlib import Path

from console import plain, shapes
from console.commands.answers import UsageError, opened, write_json, write_lines
from console.settings import load_settings
from protocols.check import check_files


def check(arguments: Namespace) -> int:
    """Check guides for faults, with file and line."""
    with as_file(files("protocols") / "guides") as shipped:
        paths = [Path(path) for path in arguments.paths] or [shipped, load_settings().own_guides]
        guide_files = [file for path in paths for file in (sorted(path.glob("*.md")) if path.is_dir() else [path])]
        missing = [file for file in guide_files if not file.is_file()]
        if missing:
            raise UsageError(f"{missing[0]} is no file. Name guide files, or folders that hold them.")
        faults = check_files([file for file in guide_files if file.name != "README.md"])
    errors = [fault for fault in faults if fault.error]
    if arguments.json:
        write_json({"faults": [shapes.fault_shape(fault) for fault in faults], "files": len(guide_files)})
    else:
        write_lines([*(str(fault) for fault in faults), f"{len(guide_files)} guides, {len(errors)} errors, {len(faults) - len(errors)} warnings"])
    return 1 if errors else 0


def guides(arguments: Namespace) -> int:
    """List the guides in use, or show one in full."""
    desk = opened()
    if arguments.id:
        shown = desk.guide(arguments.id)
        if shown is None:
            raise UsageError(f"There is no guide {arguments.id!r}. `northline guides` lists them.")
        if arguments.json:
            write_json(shapes.guide_in_full(shown))
        else:
            write_lines(plain.guide_lines(shown))
        return 0
    held = sorted(desk.library.guides(), key=lambda guide: (guide.urgency, guide.id))
    if arguments.json:
        write_json({"guides": [shapes.guide_in_full(guide) for guide in held]})
    else:
        write_lines(f"{g.urgency} {g.id:<22} {g.status:<9} {g.kind:<16} {g.title}" for g in held)
    return 0
