"""One file of the offline copy: what it is made from, and whether that still stands as it was."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Progress = Callable[[str, float], None]
"""Told the stage and how much of it is done, from 0 to 1."""


def looks(paths: Iterable[Path]) -> str:
    """The files at or under `paths` by name, size and times: equal looks mean that nothing was touched."""
    return " ".join(sorted(_looks(paths)))


def _looks(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        for file in path.rglob("*") if path.is_dir() else (path,):
            if file.is_file():
                found = file.stat()
                # The time of the last change to the file's record cannot be set back, as its date can.
                yield f"{file.name}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"


@dataclass(frozen=True, slots=True)
class Part:
    """Where the file stands, the files and folders it is made from, their contents as one word, and how it is made."""

    target: Path
    sources: tuple[Path, ...]
    file_format: str
    contents: Callable[[], str]
    make: Callable[[Path, Progress], None]

    @property
    def stamp(self) -> Path:
        """A small file beside the target that says what it was made from."""
        return self.target.with_suffix(".made-from")

    def current(self) -> bool:
        """Whether the file stands and was made from what stands now. Contents are read only where looks differ."""
        try:
            made_from, _, seen = self.stamp.read_text("utf-8").partition("\n")
            kind, contents, size = made_from.rsplit(" ", 2)
            if kind != self.file_format or size != str(self.target.stat().st_size):
                return False
        except (OSError, ValueError):
            return False
        if seen == looks(self.sources):
            return True
        if contents != self.contents():
            return False
        self._note()
        return True

    def build(self, progress: Progress) -> None:
        """Make the file, and note what it was made from and how long it is: one cut short is made again."""
        self.make(self.target, progress)
        self._note()

    def _note(self) -> None:
        with suppress(PermissionError):  # a copy shared by a host may stand in a folder that only its keeper writes
            made_from = f"{self.file_format} {self.contents()} {self.target.stat().st_size}"
            self.stamp.write_text(f"{made_from}\n{looks(self.sources)}", "utf-8")
