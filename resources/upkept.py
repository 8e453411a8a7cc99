"""What staff know of a listing beyond what it says: how it was vetted, whom they call there, how referrals went."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from resources.edits import Edits
from resources.errors import StoreError
from resources.ledger import now_text
from resources.listing import Listing
from resources.rows import listing_id
from resources.vetting import agreement_of, vetted

WENT = ("given", "well", "badly")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the desk's own directory: its number, what was done and by whom."""

    number: int
    action: str
    by: str


class Upkept(Edits):
    """Vetting, the internal contact and outcomes; the last two never leave this file."""

    def vet(self, listing: Listing, vetting: str, by: str, agreed_on: date | None = None) -> Listing:
        """Say how far a listing was vetted; a partner takes warm transfers by an agreement of a day.

        Raises:
            StoreError: no such vetting, or a partner without the day of its agreement.
        """
        held = self._current(listing)
        new = vetted(held, vetting, by, agreed_on or agreement_of(held))
        return self._changed(listing, by, "vet", vetting=new.vetting, verified=new.verified)

    def last_change(self) -> Change:
        """The last change that still stands."""
        row = self.connection.execute(
            "SELECT number, action, by_whom FROM change WHERE NOT undone AND action <> 'undo'"
            " ORDER BY number DESC LIMIT 1"
        ).fetchone()
        return Change(*row) if row else Change(0, "nothing", "nobody")

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
