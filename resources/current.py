"""Which generation of a published file is in use: a small file names it, and is replaced in one step."""

import re
from pathlib import Path

SUFFIX = ".current"
_LONGEST = 32


def followed(path: Path) -> Path:
    """The file that `directory.current` means, such as directory-3.db; any other path means itself.

    Where no generation was ever taken in, that is generation 0, the starter content. Where the small file is lost or
    damaged, it is the newest generation there: each was checked whole before it got its name.
    """
    if path.suffix != SUFFIX:
        return path
    number = current_number(path)
    named = path.with_name(f"{path.stem}-{number}.db") if number is not None else None
    if named is None or not named.is_file():
        there = generations(path)
        named = path.with_name(f"{path.stem}-{there[-1] if there else 0}.db")
    return named


def current_number(path: Path) -> int | None:
    """The generation that the small file names, or None where it names none."""
    try:
        with path.open("rb") as stream:
            said = stream.read(_LONGEST).strip()
    except OSError:
        return None
    return int(said) if re.fullmatch(rb"\d{1,9}", said) else None


def generations(path: Path) -> list[int]:
    """The generations that lie beside the small file, the oldest first."""
    name = re.compile(rf"{re.escape(path.stem)}-(\d{{1,9}})\.db")
    try:
        found = [name.fullmatch(other.name) for other in path.parent.iterdir()]
    except OSError:
        return []
    return sorted(int(match[1]) for match in found if match)
