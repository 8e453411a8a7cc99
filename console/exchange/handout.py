"""Signed files put in their places all together; what was cut off half way is finished by the next command."""

import shutil
from contextlib import suppress
from pathlib import Path

from console.exchange.records import write_small
from resources.durable import settle, sync_folder


def hand_out(metadata: Path, draft: Path, files: dict[str, bytes]) -> None:
    """Put `files` into `metadata`. Raises OSError: either nothing was changed, or `finish` does the rest."""
    making, ready = draft / "ready.new", _ready(draft)
    for leftover in (making, ready):  # what stood ready was finished before, but where a first ceremony was cut off
        shutil.rmtree(leftover, ignore_errors=True)
    making.mkdir(parents=True)
    for name, raw in files.items():
        write_small(making / name, raw)
    sync_folder(making)
    making.rename(ready)
    sync_folder(draft)
    finish(metadata, draft)


def finish(metadata: Path, draft: Path) -> bool:
    """Put what stands ready in its places; False where nothing does."""
    ready = _ready(draft)
    if not ready.is_dir():
        return False
    for path in sorted(ready.iterdir(), key=_turn):
        with suppress(FileNotFoundError):  # another desk on a shared folder was quicker
            settle(path, metadata / path.name)
    with suppress(OSError):
        ready.rmdir()
    return True


def _ready(draft: Path) -> Path:
    return draft / "ready"


def _turn(path: Path) -> tuple[int, str]:
    """Numbered lists first: nobody looks for them before the timestamp names them. A root is looked for at any time."""
    return (2 if path.name.endswith(".root.json") else path.name == "timestamp.json", path.name)
