"""A table that an organisation keeps in its data folder: good rows are used, each bad one is told with its number."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from resources.clean import safe

_LARGEST = 1 << 20
_MOST_FAULTS = 5

T = TypeVar("T")


def read_table(path: Path, columns: Sequence[str], made: Callable[[dict[str, str]], T]) -> tuple[list[T], list[str]]:
    """What `made` makes of each row, and the faults: file, row, reason. `made` raises ValueError with the reason."""
    try:
        text = path.read_bytes()[:_LARGEST].decode("utf-8-sig")
    except FileNotFoundError:
        return [], []
    except (OSError, UnicodeDecodeError) as error:
        return [], [f"{path.name} cannot be read ({type(error).__name__}). Save it as CSV in UTF-8."]
    reader = csv.DictReader(text.splitlines())
    if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
        return [], [f"{path.name}, row 1: no column {missing[0]}. The columns are: {', '.join(columns)}."]
    good: list[T] = []
    faults: list[str] = []
    for row in reader:
        said = {name: safe(row.get(name) or "").strip() for name in columns}
        if not any(said.values()):
            continue
        try:
            good.append(made(said))
        except ValueError as error:
            faults.append(f"{path.name}, row {reader.line_num}: {error}")
    return good, faults[:_MOST_FAULTS]
