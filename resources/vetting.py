"""How far a listing was vetted: a partner takes warm transfers since a day that was agreed."""

from dataclasses import replace
from datetime import date

from resources.errors import StoreError
from resources.listing import Listing, Verified

VETTINGS = ("partner", "checked", "unvetted")

AGREEMENT = "agreement"
"""The field of a `Verified` that says since when a partner takes warm transfers."""


def vetted(listing: Listing, vetting: str, by: str, agreed_on: date | None = None) -> Listing:
    """The listing as vetted so far; only a partner has an agreement.

    Raises:
        StoreError: no such vetting, or a partner without the day of its agreement.
    """
    if vetting not in VETTINGS:
        raise StoreError(f"{vetting!r} is no vetting. Choose one of: {', '.join(VETTINGS)}.")
    if vetting == "partner" and agreed_on is None:
        raise StoreError("A partner takes warm transfers by agreement: give the day it was agreed.")
    kept = tuple(one for one in listing.verified if one.field != AGREEMENT)
    if vetting == "partner" and agreed_on:
        kept = (*kept, Verified(AGREEMENT, agreed_on, by, "warm transfers"))
    return replace(listing, vetting=vetting, verified=kept)


def agreement_of(listing: Listing) -> date | None:
    """The day since when a partner takes warm transfers."""
    return max((one.on for one in listing.verified if one.field == AGREEMENT), default=None)


def vetting_text(listing: Listing) -> str:
    """How far it was vetted, in words."""
    agreed = agreement_of(listing)
    if listing.vetting == "partner":
        return "partner, takes warm transfers" + (
            f" (agreed {agreed.isoformat()})" if agreed else " (no agreement date)"
        )
    return {"checked": "checked by us"}.get(listing.vetting, "unvetted")
