"""A disk that fails at its n-th use and from then on: full, locked, or pulled out, under some folders only."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
ENDS = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.truncate")


@dataclass
class Disk:
    """How it fails: `number` ENOSPC spares reading and removing, EROFS reading, and ENOENT and EIO nothing."""

    folders: tuple[Path, ...]
    at: int
    number: int
    used: int = 0
    broken: bool = field(default=False)

    def use(self, event: str, said: tuple[object, ...]) -> None:
        """One event; raises OSError from the n-th on."""
        name = said[0] if said else None
        if not isinstance(name, str | bytes | os.PathLike) or not self._here(os.fsdecode(name)):
            return
        writes = event in ENDS or (event == "open" and isinstance(said[2], int) and bool(said[2] & WRITES))
        if self.number == errno.ENOSPC and event not in ("open", "os.mkdir"):
            return
        if not writes and self.number not in (errno.ENOENT, errno.EIO):
            return
        self.used += 1
        if self.used >= self.at:
            self.broken = True
            raise OSError(self.number, os.strerror(self.number), os.fsdecode(name))

    def _here(self, name: str) -> bool:
        return any(name == str(one) or name.startswith(f"{one}/") for one in self.folders)


_now: list[Disk] = []


def _watch(event: str, said: tuple[object, ...]) -> None:
    if _now and (event == "open" or event in ENDS):
        _now[0].use(event, said)


sys.addaudithook(_watch)


@contextmanager
def failing(number: int, at: int, *folders: Path) -> Iterator[Disk]:
    """Let the disk under `folders` fail from its `at`-th use on."""
    disk = Disk(folders, at, number)
    _now.append(disk)
    try:
        yield disk
    finally:
        _now.remove(disk)
