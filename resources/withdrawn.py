"""Numbers and listings that the publisher took away at once, before the next generation: none of them is offered."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from resources.listing import Listing

FILE = "withdrawn.json"
"""Beside the published files; `northline sync` writes it."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What may not be offered: listings by id, and telephone numbers wherever they stand."""

    ids: frozenset[int] = frozenset()
    numbers: frozenset[str] = frozenset()

    def without(self, listing: Listing) -> Listing | None:
        """The listing without the withdrawn numbers; None where it is withdrawn, or none of its numbers is left."""
        if listing.id in self.ids:
            return None
        phones = tuple(phone for phone in listing.phones if phone.number not in self.numbers)
        if len(phones) == len(listing.phones):
            return listing
        return replace(listing, phones=phones) if any(phone.number for phone in phones) else None

    def __bool__(self) -> bool:
        return bool(self.ids or self.numbers)


def withdrawn_of(things: Iterable[str]) -> Withdrawn:
    """What a list of ids and numbers takes away: `id:12345`, or a number as dialled."""
    said = tuple(things)
    ids = (one.removeprefix("id:") for one in said if one.startswith("id:"))
    numbers = frozenset(one for one in said if not one.startswith("id:"))
    return Withdrawn(frozenset(int(one) for one in ids if one.isdigit()), numbers)


def read_withdrawn(path: Path) -> Withdrawn:
    """What the file takes away; nothing where there is none."""
    try:
        said = json.loads(path.read_bytes())
        return withdrawn_of(str(one["thing"]) for one in said["hidden"])
    except (OSError, ValueError, TypeError, KeyError):
        return Withdrawn()
