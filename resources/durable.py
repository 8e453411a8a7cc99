"""Files that survive a power cut: the old one stands, or the whole new one."""

import os
from pathlib import Path


def settle(fresh: Path, target: Path) -> None:
    """Put the finished file `fresh` in the place of `target`. Raises OSError; `target` is then as it was."""
    with fresh.open("rb+") as whole:
        os.fsync(whole.fileno())
    fresh.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Write the folder itself to disk: only then is a rename or a removal in it safe; Windows has no such call."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
