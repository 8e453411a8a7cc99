"""Listings that may be the same place twice, in pairs: a person says same or not, and nothing is merged unasked."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from console.commands.answers import UsageError, write_json, write_lines
from console.prepare import places_path, prepare
from console.progress import Bar
from console.settings import Settings, load_settings
from resources.clean import safe
from resources.intake.duplicates import Twin, propose_twins
from resources.intake.read import read_directory
from resources.listing import Listing
from resources.local import LocalStore
from resources.places.index import open_places
from resources.rows import listing_id
from resources.store import Directory, open_directory
from resources.twins import Twins

_ASK = "1 keeps the first, 2 keeps the second, n: two places, Enter: later, q: stop > "


def twins(arguments: Namespace) -> int:
    """List or settle pairs: of the files named, or else of everything that this desk holds."""
    settings = load_settings()
    with Bar() as bar:
        prepare(settings, bar)
    if arguments.files:
        return _list(list(propose_twins(_read(settings, arguments.files))), arguments.json)
    store, directory = LocalStore(settings.local_db), open_directory(settings.directory_db, settings.local_db)
    try:
        decided = Twins(store)
        if arguments.same or arguments.apart:
            return _settle(directory, decided, arguments)
        pairs = _held_pairs(directory, decided)
        if arguments.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return _list(pairs, arguments.json)
        return _ask(directory, decided, pairs, _by(arguments))
    finally:
        directory.close()
        store.close()


def _read(settings: Settings, files: list[str]) -> Iterator[Listing]:
    places = open_places(places_path(settings))
    try:
        with Bar() as bar:
            for name in files:
                yield from read_directory(Path(name), places=places, progress=bar).listings
    finally:
        places.close()


def _held_pairs(directory: Directory, decided: Twins) -> list[Twin]:
    """What may be shown and may be one, without the pairs that somebody found to be two."""
    known = decided.known_apart()
    return [twin for twin in propose_twins(directory.listings()) if _ids(twin) not in known]


def _ids(twin: Twin) -> tuple[int, int]:
    first, second = listing_id(*twin.first), listing_id(*twin.second)
    return min(first, second), max(first, second)


def _list(pairs: list[Twin], as_json: bool) -> int:
    if as_json:
        write_json(
            {
                "twins": [
                    {"first": twin.first, "second": twin.second, "ids": _ids(twin), "why": list(twin.why)}
                    for twin in pairs
                ]
            }
        )
    else:
        write_lines(_line(twin) for twin in pairs)
        if pairs:
            print(
                "Nothing is merged. Settle one: northline import --same KEPT OTHER, or --apart ID ID.", file=sys.stderr
            )
    return 0 if pairs else 1


def _line(twin: Twin) -> str:
    first, second = (
        f"{safe(source)} {safe(key)} [{listing_id(source, key)}]" for source, key in (twin.first, twin.second)
    )
    return f"{first}  =?  {second}  ({', '.join(twin.why)})"


def _settle(directory: Directory, decided: Twins, arguments: Namespace) -> int:
    first, second = (_listing(directory, text) for text in arguments.same or arguments.apart)
    if arguments.same:
        decided.same(first, second, _by(arguments))
        write_lines(
            [f"{second.id} is offered no more: it is the same as {first.id}. `northline import --undo` undoes it."]
        )
    else:
        decided.apart(first.id, second.id, _by(arguments))
        write_lines([f"{first.id} and {second.id} are two places, and are not asked about again."])
    return 0


def _listing(directory: Directory, text: str) -> Listing:
    found = directory.whole(int(text)) if text.isdigit() else None
    if found is None:
        raise UsageError(f"No listing {safe(text)[:30]} is held here. `northline import --twins` names the numbers.")
    return found


def _ask(directory: Directory, decided: Twins, pairs: list[Twin], by: str) -> int:
    """Both of a pair, one below the other, then one key: whoever looks decides, in any order and any number."""
    settled = 0
    for number, twin in enumerate(pairs, 1):
        first, second = directory.whole(listing_id(*twin.first)), directory.whole(listing_id(*twin.second))
        if first is None or second is None:
            continue
        write_lines(["", f"{number} of {len(pairs)}: {', '.join(twin.why)}", *_told("1", first), *_told("2", second)])
        answer = input(_ASK).strip().lower()
        if answer == "q":
            break
        if answer in ("1", "2"):
            decided.same(*((first, second) if answer == "1" else (second, first)), by)
        elif answer == "n":
            decided.apart(first.id, second.id, by)
        settled += answer in ("1", "2", "n")
    write_lines(
        [f"{settled:,} of {len(pairs):,} pairs settled; what is hidden comes back with `northline import --undo`."]
    )
    return 0


def _told(mark: str, one: Listing) -> Iterator[str]:
    where = "address confidential" if one.sealed else one.street
    phones = ", ".join(phone.number or phone.raw for phone in one.phones if not phone.private)
    yield f"  {mark}  {safe(one.service)} - {safe(one.organisation)}  [{one.id}, from {safe(one.source)}]"
    yield f"     {safe(', '.join(filter(None, (where, one.city, one.state, one.zip))))}  {safe(phones)}"


def _by(arguments: Namespace) -> str:
    return safe(arguments.by) or os.environ.get("USER", "staff")
