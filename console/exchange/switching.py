"""The switch from one generation to the next: one rename decides, and two generations are kept."""

import shutil
from pathlib import Path

from console.exchange.errors import PackRefusedError
from console.exchange.records import Places, Record, read_record, write_record, write_small
from resources.current import current_number, followed, generations
from resources.durable import settle, sync_folder


def in_use(places: Places, chain: str) -> Path:
    """The file that is read now."""
    return followed(places.pointer(chain))


def install(places: Places, chain: str, staged: Path, record: Record) -> None:
    """Give a proved file its name and point to it. Until the last rename everybody reads the old one."""
    write_record(places, chain, record)
    settle(staged, places.file(chain, record.generation))
    point(places, chain, record.generation)


def point(places: Places, chain: str, generation: int) -> None:
    """Make a generation the one in use: the one step that counts."""
    before = current_number(places.pointer(chain))
    write_small(places.pointer(chain), f"{generation}\n".encode())
    _forget(places, chain, {generation, before or 0})


def roll_back(places: Places, chain: str) -> tuple[int, int]:
    """Go back to the generation before the one in use; says from which to which.

    Raises:
        PackRefusedError: no earlier one is kept.
    """
    now = current_number(places.pointer(chain)) or 0
    earlier = [number for number in generations(places.pointer(chain)) if number < now]
    usable = [number for number in earlier if number == 0 or read_record(places, chain, number)]
    if not now or not usable:
        raise PackRefusedError(f"No earlier generation of the {chain} is kept here: there is nothing to go back to.")
    write_small(places.pointer(chain), f"{usable[-1]}\n".encode())
    return now, usable[-1]


def _forget(places: Places, chain: str, kept: set[int]) -> None:
    """Delete generations older than the two that are kept; the starter content always stays."""
    for number in generations(places.pointer(chain)):
        if number and number not in kept:
            file = places.file(chain, number)
            for path in (file, places.record(chain, number), file.with_suffix(".made-from")):
                path.unlink(missing_ok=True)
            shutil.rmtree(places.home / f"{chain}-{number}", ignore_errors=True)
    sync_folder(places.home)
