"""What the screen needs of a desk: the real one, the training one, or a canned one in a test."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from console.desk import Answer, CallChips, DeskStatus, Past
from protocols.guide import Guide
from resources.listing import Listing
from resources.places.place import Place
from resources.want import Help

if TYPE_CHECKING:
    from console.listing_work import Preview


class DeskPort(Protocol):
    """Answers, look-ups and notes on listings; everything else of a desk is not the screen's business."""

    @property
    def status(self) -> DeskStatus:
        """What the status line says of the desk itself."""

    def answer(self, said: str, chips: CallChips, now: datetime) -> Answer:
        """Everything to show for `said`; changes nothing, and answers within the frame of a key."""

    def listing(self, listing_id: int, /) -> Listing | None:
        """One listing in full."""

    def guide(self, guide_id: str, /) -> Guide | None:
        """One guide in full."""

    def forget(self) -> None:
        """Drop what is remembered of a call's words."""

    def confirm(self, listing_id: int, /) -> str | None:
        """Somebody just reached this listing by its number; says where that was kept, if not in the directory."""

    def report_wrong(self, listing_id: int, /) -> str | None:
        """This listing's number is wrong."""

    def note_beds(self, listing_id: int, free: int, population: str = "", /) -> str | None:
        """So many places were just seen free."""

    def note_outcome(self, listing_id: int, went: str, /) -> str | None:
        """This listing was given to a caller, or that went well or badly."""

    def search(self, text: str, place: Place | None, now: datetime, /) -> tuple[Help, ...]:
        """Listings by name or words, misspelt too."""

    def past(self, listing_id: int, now: datetime, /) -> Past:
        """What this desk knows of a listing beyond what it says: beds seen, referrals, changes."""

    def preview(self, listing_id: int, changed: Mapping[str, str], by: str, /) -> "Preview":
        """What changed columns would make of a listing; with id 0, of a new one."""

    def keep(self, made: "Preview", by: str, /) -> str:
        """Write what was previewed; says what was kept."""

    def take_back(self) -> str:
        """Take this desk's last edit back, if nothing was changed since."""

    def immigration(self, place: Place | None, now: datetime, /) -> tuple[Help, ...]:
        """Who enforces immigration law here: never part of an answer."""
