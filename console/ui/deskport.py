"""What the screen needs of a desk: the real one, the training one, or a canned one in a test."""

from datetime import datetime
from typing import Protocol

from console.desk import Answer, CallChips, DeskStatus
from protocols.guide import Guide
from resources.listing import Listing


class DeskPort(Protocol):
    """Answers, look-ups and two reports; everything else of a desk is not the screen's business."""

    @property
    def status(self) -> DeskStatus:
        """What the status line says of the desk itself."""

    def answer(self, said: str, chips: CallChips, now: datetime) -> Answer:
        """Everything to show for `said`; changes nothing, and answers within the frame of a key."""

    def listing(self, listing_id: int, /) -> Listing | None:
        """One listing in full."""

    def guide(self, guide_id: str, /) -> Guide | None:
        """One guide in full."""

    def confirm(self, listing_id: int, /) -> None:
        """Somebody just reached this listing by its number."""

    def report_wrong(self, listing_id: int, /) -> None:
        """This listing's number is wrong."""
