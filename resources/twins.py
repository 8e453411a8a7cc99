"""What a person decided of listings that may be the same place twice: one is hidden, or the pair is two for good."""

from resources.errors import StoreError
from resources.ledger import now_text
from resources.listing import Listing
from resources.local import LocalStore

SAME_AS = "the same as listing"
"""How the reason begins for which the second of two listings is hidden."""


class Twins:
    """Decisions on pairs, kept in the desk's own directory; `northline import --undo` takes a `same` back."""

    def __init__(self, store: LocalStore) -> None:
        self._store = store

    def same(self, kept: Listing, other: Listing, by: str) -> None:
        """Offer `other` no more, since `kept` is the same place.

        Raises:
            StoreError: the two are one listing.
        """
        if kept.id == other.id:
            raise StoreError("A listing is always the same as itself. Name two.")
        self._store.hide(other, by, f"{SAME_AS} {kept.id}")
        self._forget(kept.id, other.id)

    def apart(self, first: int, second: int, by: str) -> None:
        """Remember that two listings are two places."""
        with self._store.transaction():
            self._store.connection.execute(
                "INSERT OR REPLACE INTO twin VALUES (?, ?, ?, ?)", (*sorted((first, second)), now_text(), by)
            )

    def known_apart(self) -> frozenset[tuple[int, int]]:
        """The pairs that were found to be two places, the smaller id first."""
        return frozenset(self._store.connection.execute("SELECT first, second FROM twin"))

    def _forget(self, first: int, second: int) -> None:
        with self._store.transaction():
            self._store.connection.execute(
                "DELETE FROM twin WHERE first = ? AND second = ?", tuple(sorted((first, second)))
            )
