"""What is noted of a listing during a call: kept in the desk's directory, else aside, else for this session alone."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from resources.errors import StoreError
from resources.listing import Listing
from resources.observed import Observation, apply_to, set_aside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resources.find import Help

KEPT = ""
ASIDE = "kept aside: this desk only reads its directory, the keeper takes it in (northline upkeep --take)"
SESSION = "NOT KEPT ON DISK: this desk only reads its directory. It shows here until you leave; tell the keeper"
PRACTICE = "practice, nothing is kept"


@dataclass(slots=True)
class Notes:
    """Where notes go: `own` is the desk's directory (None in training), `aside` a folder for those who only read it."""

    own: Path | None
    aside: Path | None = None
    waiting: dict[int, Observation] = field(default_factory=dict)
    """The last note of each listing that could not be written into the directory."""

    def note(self, listing: Listing, note: Observation) -> str:
        """Keep one note; says where it went in words, "" where it is in the directory."""
        if self.own is None:
            return PRACTICE
        # sqlite-utils is slow to import: only the key that writes pays for it.
        from resources.local import LocalStore

        try:
            store = LocalStore(self.own)
            try:
                apply_to(store, listing, note)
            finally:
                store.close()
        except StoreError:
            self.waiting[listing.id] = note
            return self._set_aside(note)
        self.waiting.pop(listing.id, None)
        return KEPT

    def _set_aside(self, note: Observation) -> str:
        try:
            if self.aside is None:
                return SESSION
            set_aside(self.aside, note)
        except OSError:
            return SESSION
        return ASIDE

    def shown(self, listing: Listing) -> Listing:
        """The listing with what was noted in this session and stands in no directory yet."""
        note = self.waiting.get(listing.id)
        if note is None:
            return listing
        words = {
            "confirm": f"you confirmed the number at {note.at[11:16]} UTC",
            "wrong": f"reported wrong by you at {note.at[11:16]} UTC" + (f": {note.said}" if note.said else ""),
            "beds": f"you saw {note.free} free at {note.at[11:16]} UTC",
        }.get(note.what, "")
        return replace(listing, alert=" · ".join(filter(None, (words, listing.alert))))

    def shown_help(self, found: "Iterable[Help]") -> "tuple[Help, ...]":
        """The same for everything that was found."""
        return tuple(replace(one, listing=self.shown(one.listing)) for one in found)
