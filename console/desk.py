"""From what was said to everything the screen shows: pure, with the clock and the stores passed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from protocols.alerts import alerts_for
from protocols.corrected import corrected
from protocols.guide import Alert, Guide, GuideMatch, Step
from protocols.heard import Chips, Heard, hear_people
from protocols.library import Library
from protocols.match import guides_for
from protocols.steps import kinds_for, steps_for
from resources.find import Help, Want, find_help
from resources.listing import Listing
from resources.places.index import PlaceIndex
from resources.places.place import HeardPlace, Place
from resources.store import Directory

if TYPE_CHECKING:
    from resources.local import LocalStore

POLICE_WORDS = frozenset({"police", "sheriff", "cops", "policia", "policía", "911"})


@dataclass(frozen=True, slots=True)
class CallChips:
    """What the specialist set by hand for the call at hand; whatever is empty stays as heard.

    A picked `place` stays picked while typing goes on. `kinds` asks for those kinds of help instead of the guides'.
    """

    people: Chips = field(default_factory=Chips)
    place: Place | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """What the status line says of the desk itself."""

    organisation: str
    on_call: str
    directory: str
    training: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step as the answer shows it: from which guide, and the step itself."""

    guide: str
    step: Step


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the screen shows for one said. An empty `places` means "not sure"."""

    said: str
    heard: Heard
    places: tuple[HeardPlace, ...]
    alerts: tuple[Alert, ...]
    guides: tuple[GuideMatch, ...]
    steps: tuple[GuideStep, ...]
    kinds: tuple[str, ...]
    help: tuple[Help, ...]
    took_ms: float
    not_fitting: tuple[Help, ...] = ()
    notes: tuple[str, ...] = ()


class Desk:
    """One running Northline: its stores, opened for reading. `answer` changes nothing and asks no clock."""

    def __init__(
        self,
        places: PlaceIndex,
        library: Library,
        directory: Directory,
        status: DeskStatus,
        own: Path | None = None,
    ) -> None:
        self._own = own
        self.places = places
        self.library = library
        self.directory = directory
        self.status = status

    def answer(self, said: str, chips: CallChips, now: datetime, *, finished: bool = False) -> Answer:
        """Everything the screen shows for `said` at `now` (aware), with what the specialist set by hand.

        While somebody types, a last word just begun tells nothing yet; in a `finished` text it counts like the others.
        """
        started = perf_counter()
        heard = corrected(hear_people(said, today=now.date()), chips.people)
        places = with_picked(self.places.hear(said), chips.place)
        place = places[0].place if places else None
        alerts = alerts_for(self.library, said, heard, chips.people)
        guides = guides_for(self.library, f"{said} " if finished else said, heard, chips.people)
        steps = steps_for(alerts, guides, heard, chips.people, place.state if place else "")
        kinds = chips.kinds or kinds_for(alerts, guides)
        found = find_help(self.directory, place, kinds, want_of(said, heard, alerts, kinds), now)
        return Answer(
            said=said,
            heard=heard,
            places=places,
            alerts=alerts,
            guides=guides,
            steps=tuple(GuideStep(guide, step) for guide, step in steps),
            kinds=kinds,
            help=found.help,
            took_ms=(perf_counter() - started) * 1000,
            not_fitting=found.not_fitting,
            notes=found.notes,
        )

    def listing(self, listing_id: int) -> Listing | None:
        """One listing in full."""
        return self.directory.by_id(listing_id)

    def confirm(self, listing_id: int) -> None:
        """Somebody just reached this listing by its number: kept with today's date in the desk's own directory."""
        self._note(listing_id, lambda store, listing: store.confirm(listing, by="desk", field="phone"))

    def report_wrong(self, listing_id: int) -> None:
        """This listing's number is wrong: kept in the desk's own directory, and shown with the listing."""
        self._note(listing_id, lambda store, listing: store.report_wrong(listing, by="desk"))

    def _note(self, listing_id: int, note: "Callable[[LocalStore, Listing], object]") -> None:
        """Write into the desk's own directory; in training nothing is kept."""
        listing = self.directory.by_id(listing_id)
        if listing is None or self._own is None:
            return
        # sqlite-utils is slow to import: only the key that writes pays for it.
        from resources.local import LocalStore

        store = LocalStore(self._own)
        try:
            note(store, listing)
        finally:
            store.close()
        self.directory.reload_if_changed()

    def guide(self, guide_id: str) -> Guide | None:
        """One guide in full."""
        return self.library.guide(guide_id)


def with_picked(places: tuple[HeardPlace, ...], picked: Place | None) -> tuple[HeardPlace, ...]:
    """The picked place first, whatever is typed after it was picked."""
    if picked is None:
        return places
    others = tuple(heard for heard in places if heard.place.id != picked.id)
    return (HeardPlace(picked, 1.0, "picked"), *others)


def want_of(said: str, heard: Heard, alerts: tuple[Alert, ...], kinds: Sequence[str]) -> Want:
    """Whom help is sought for: shelter must fit everyone at risk, not the caller who asks for somebody else."""
    at_risk = [p for p in heard.people if p.role in ("at_risk", "child")] or [
        p for p in heard.people if p.role == "caller" and heard.caller in (None, "self")
    ]
    genders = {p.gender for p in at_risk if p.gender}
    minors = {p.minor for p in at_risk if p.minor is not None}
    return Want(
        ages=tuple(p.age for p in at_risk if p.age is not None),
        minor=True if True in minors else (False if False in minors else None),
        gender=genders.pop() if len(genders) == 1 else None,
        language=heard.language,
        asked_police=not POLICE_WORDS.isdisjoint(said.lower().split()),
        asked_immigration="immigration_enforcement" in kinds,
        danger=any(alert.guide.urgency == "U0" or alert.guide.id == "minor-duty" for alert in alerts),
    )
