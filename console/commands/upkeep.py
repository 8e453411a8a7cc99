"""The command upkeep: what to check next, doubtful numbers, the sheet to call with, and notes that wait."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date

from console.commands.answers import opened, write_json, write_lines
from console.desk import Desk
from console.listing_work import state_of_area
from console.settings import load_settings
from resources.call_sheet import sheet_lines
from resources.local import LocalStore
from resources.naming import listing_name
from resources.observed import files_aside, take_in
from resources.outcome import uses
from resources.phone_check import phone_faults
from resources.upkeep import Due, upkeep_queue


def upkeep(arguments: Namespace) -> int:
    """List what should be checked next; or take in what sessions noted that only read the directory."""
    desk = opened()
    if arguments.take:
        return _take(desk, as_json=arguments.json)
    due = list(_doubtful(desk, arguments.limit)) if arguments.phones else _queue(desk, arguments.limit)
    if arguments.sheet:
        write_lines(_sheets(desk, due))
    elif arguments.json:
        write_json(
            {"due": [{"id": str(d.listing.id), "name": listing_name(d.listing), "why": list(d.why)} for d in due]}
        )
    else:
        waiting = len(files_aside(load_settings().notes_aside))
        lines = [f"{d.listing.id}  {listing_name(d.listing)}: {'; '.join(d.why)}" for d in due]
        lines += [f"{waiting} files of notes wait: northline upkeep --take"] if waiting else []
        write_lines(lines or ["Nothing is due."])
    return 0 if due else 1


def _queue(desk: Desk, limit: int) -> list[Due]:
    """Use times age, reports first; of those shown, doubts about the numbers too."""
    due = upkeep_queue(desk.directory, uses(desk.directory.outcomes), date.today(), limit)
    return [Due(one.listing, one.pressing, tuple(dict.fromkeys((*one.why, *_faults(desk, one))))) for one in due]


def _doubtful(desk: Desk, limit: int) -> Iterator[Due]:
    """Listings whose numbers look wrong, those used most first where the queue knows them."""
    used = uses(desk.directory.outcomes)
    found = [
        Due(listing, float(used.get(listing.id, 0)), faults)
        for listing in desk.directory.listings()
        if (faults := phone_faults(listing, lambda code: state_of_area(desk.places, code)))
    ]
    yield from sorted(found, key=lambda one: (-one.pressing, one.listing.id))[:limit]


def _faults(desk: Desk, due: Due) -> tuple[str, ...]:
    return phone_faults(due.listing, lambda code: state_of_area(desk.places, code))


def _sheets(desk: Desk, due: Sequence[Due]) -> list[str]:
    contacts = _contacts(due)
    lines: list[str] = []
    for one in due:
        lines += [*sheet_lines(one.listing, _faults(desk, one), contacts.get(one.listing.id, ""), date.today()), ""]
    return lines or ["Nothing is due."]


def _contacts(due: Sequence[Due]) -> dict[int, str]:
    path = load_settings().local_db
    if not path.is_file():
        return {}
    store = LocalStore(path)
    try:
        return {one.listing.id: store.contact(one.listing) for one in due}
    finally:
        store.close()


def _take(desk: Desk, *, as_json: bool) -> int:
    settings = load_settings()
    store = LocalStore(settings.local_db)
    try:
        taken = take_in(store, desk.directory, files_aside(settings.notes_aside))
    finally:
        store.close()
    if as_json:
        write_json({"kept": taken.kept, "refused": list(taken.refused)})
    else:
        write_lines([f"{taken.kept} notes taken in.", *(f"not taken: {why}" for why in taken.refused)])
    return 1 if taken.refused else 0
