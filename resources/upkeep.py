"""What should be checked next: the listings used most whose facts are oldest, and those reported wrong."""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from resources.edits import REPORTED
from resources.freshness import checked_on, freshness_text, trust
from resources.listing import Listing
from resources.store import Directory
from resources.vetting import agreement_of

AGREEMENT_LASTS = 365
"""Days after which a partner is asked again."""


@dataclass(frozen=True, slots=True)
class Due:
    """A listing to check, how pressing that is (more is more), and why, in the words the screen shows."""

    listing: Listing
    pressing: float
    why: tuple[str, ...]


def upkeep_queue(directory: Directory, uses: Mapping[int, int], today: date, limit: int = 50) -> tuple[Due, ...]:
    """The listings to check first: use (referrals given, by id) times the age of what is known, reports before all."""
    due = (_due(listing, uses.get(listing.id, 0), today) for listing in directory.listings())
    first = heapq.nsmallest(limit, (one for one in due if one), key=lambda one: (-one.pressing, one.listing.id))
    return tuple(first)


def _due(listing: Listing, uses: int, today: date) -> Due | None:
    why = tuple(_reasons(listing, uses, today))
    if not why:
        return None
    pressing = (1 + uses) * (1 - trust(listing, today)) + (1000 if listing.alert.startswith(REPORTED) else 0)
    return Due(listing, round(pressing, 6), why)


def _reasons(listing: Listing, uses: int, today: date) -> Iterator[str]:
    if listing.alert.startswith(REPORTED):
        yield listing.alert
    checked = checked_on(listing)
    if checked is None or trust(listing, today) < 0.5:
        yield freshness_text(listing, today)
    ends = [span.valid_to for span in listing.hours.spans]
    if ends and all(end is not None and end < today for end in ends):
        yield "hours have run out"
    agreed = agreement_of(listing)
    if listing.vetting == "partner" and (agreed is None or (today - agreed).days > AGREEMENT_LASTS):
        yield f"partner agreement of {agreed.isoformat()}: renew it" if agreed else "partner without an agreement date"
    if not any(phone.number for phone in listing.phones):
        yield "no number that can be dialled"
    if uses:
        yield f"used in {uses} referral{'s' if uses > 1 else ''}"
