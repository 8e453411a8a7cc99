"""What staff know of a listing beyond what it says: how it was vetted, whom they call there, how referrals went."""

from datetime import UTC, date, datetime

from resources.edits import Edits
from resources.errors import StoreError
from resources.ledger import now_text
from resources.listing import Listing, Verified
from resources.rows import listing_id

VETTINGS = ("partner", "checked", "unvetted")
WENT = ("given", "well", "badly")

AGREEMENT = "agreement"
"""The field of a `Verified` that says since when a partner takes warm transfers."""


class Upkept(Edits):
    """Vetting, the internal contact and outcomes; the last two never leave this file."""

    def vet(self, listing: Listing, vetting: str, by: str, agreed_on: date | None = None) -> Listing:
        """Say how far a listing was vetted; a partner takes warm transfers by an agreement of a day.

        Raises:
            StoreError: no such vetting, or a partner without the day of its agreement.
        """
        if vetting not in VETTINGS:
            raise StoreError(f"{vetting!r} is no vetting. Choose one of: {', '.join(VETTINGS)}.")
        held = self._current(listing)
        if vetting == "partner" and agreed_on is None:
            agreed_on = agreement_of(held)
        if vetting == "partner" and agreed_on is None:
            raise StoreError("A partner takes warm transfers by agreement: give the day it was agreed.")
        kept = tuple(one for one in held.verified if one.field != AGREEMENT)
        agreement = (
            (Verified(AGREEMENT, agreed_on, by, "warm transfers"),) if vetting == "partner" and agreed_on else ()
        )
        return self._changed(listing, by, "vet", vetting=vetting, verified=(*kept, *agreement))

    def keep_contact(self, listing: Listing, said: str, by: str) -> None:
        """Whom staff call there; "" forgets it."""
        id_ = listing_id(listing.source, listing.key)
        self.connection.execute("DELETE FROM contact WHERE listing = ?", (id_,))
        if said:
            self.connection.execute("INSERT INTO contact VALUES (?, ?, ?, ?)", (id_, said, by, now_text()))

    def contact(self, listing: Listing) -> str:
        """Whom staff call there, or ""."""
        question = "SELECT said FROM contact WHERE listing = ?"
        row = self.connection.execute(question, (listing_id(listing.source, listing.key),)).fetchone()
        return str(row[0]) if row else ""

    def note_outcome(self, listing: Listing, went: str, by: str, on: date | None = None) -> None:
        """Count a referral that was given, or how one went.

        Raises:
            StoreError: no such outcome.
        """
        if went not in WENT:
            raise StoreError(f"{went!r} is no outcome. Choose one of: {', '.join(WENT)}.")
        day = (on or datetime.now(UTC).date()).isoformat()
        self.connection.execute(
            "INSERT INTO outcome (listing, on_day, went, by_whom) VALUES (?, ?, ?, ?)",
            (listing_id(listing.source, listing.key), day, went, by),
        )


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
