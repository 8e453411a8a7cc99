"""From what was said to everything the screen shows: pure, with the clock and the stores passed in."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from console.asked import asks_for_police
from console.begun import settled_so_far
from console.noted import PRACTICE, Notes
from protocols.alerts import alerts_for
from protocols.corrected import corrected
from protocols.guide import Alert, Guide, GuideMatch, Step
from protocols.heard import Chips, Heard, hear_people
from protocols.languages import forget_words
from protocols.library import Library
from protocols.match import guides_for
from protocols.steps import kinds_for, lines_for, steps_for
from resources.changes import Entry
from resources.dispatch import Dispatch, dispatch_for, is_911_itself
from resources.find import IMMIGRATION, Help, Want, find_help, forget_callers
from resources.listing import Listing
from resources.observed import Observation
from resources.outcome import shares
from resources.places.index import PlaceIndex
from resources.places.place import HeardPlace, Place
from resources.rows import STARTER, listing_id
from resources.search import search_directory
from resources.store import Directory
from resources.vacancy import vacancy_text
from resources.weigh import IMMIGRATION_WORDS

if TYPE_CHECKING:
    from console.arrivals import Arrivals
    from console.listing_work import Preview

BY = "desk"
"""Who says so in the history: the desk, since nobody signs in during a call."""

POLICE = "law_enforcement"
MOST_HELP = 12


@dataclass(frozen=True, slots=True)
class CallChips:
    """What the specialist set by hand for the call at hand; whatever is empty stays as heard.

    A picked `place` stays picked while typing goes on. `kinds` asks for those kinds of help instead of the guides'.
    `access` is what a caller needs to get in: wheelchair, deaf, blind, or any word.
    """

    people: Chips = field(default_factory=Chips)
    place: Place | None = None
    kinds: tuple[str, ...] = ()
    access: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """What the status line says of the desk itself."""

    organisation: str
    on_call: str
    directory: str
    training: bool
    faults: tuple[str, ...]
    dispatch_fallback: str = ""
    interpreter: str = ""
    roster: Callable[[datetime, str], str] | None = None
    """Who is on call at a moment, by the organisation's table; given what to say where that names nobody."""

    def supervisor(self, now: datetime) -> str:
        """Whom to call now."""
        return self.roster(now, self.on_call) if self.roster else self.on_call


@dataclass(frozen=True, slots=True)
class Past:
    """What a desk knows of a listing beyond what it says: beds seen, how referrals went, changes, the latest first."""

    beds: tuple[str, ...] = ()
    referrals: str = ""
    changes: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step as the answer shows it: from which guide, and the step itself."""

    guide: str
    step: Step


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the screen shows for one said. An empty `places` means "not sure".

    `dispatch` is set while life is at risk: the 911 center of the place, or that none is held and what to do instead.
    """

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
    dispatch: Dispatch | None = None


class Desk:
    """One running Northline: its stores, opened for reading. `answer` writes nothing and asks no clock."""

    def __init__(
        self,
        places: PlaceIndex,
        library: Library,
        directory: Directory,
        status: DeskStatus,
        own: Path | None = None,
        aside: Path | None = None,
        arrivals: "Arrivals | None" = None,
    ) -> None:
        self.arrivals = arrivals
        self.notes = Notes(own, aside)
        self._last_edit = 0
        self.places = places
        self.library = library
        self.directory = directory
        self.status = status

    def answer(self, said: str, chips: CallChips, now: datetime, *, finished: bool = False) -> Answer:
        """Everything the screen shows for `said` at `now` (aware), with what the specialist set by hand.

        While somebody types, a last word just begun tells nothing yet; in a `finished` text it counts like the others.
        """
        self._take_up_newer(now)
        with self.directory.answering:
            return self._answer(said, chips, now, finished=finished)

    def _take_up_newer(self, now: datetime) -> None:
        """Between two answers, and never inside one, the desk moves on to what a sync put in place."""
        self.directory.reload_if_changed()
        if self.arrivals is not None and (arrived := self.arrivals.newer(now)) is not None:
            self.library = arrived.library or self.library
            self.status = replace(self.status, directory=arrived.directory)

    def _answer(self, said: str, chips: CallChips, now: datetime, *, finished: bool) -> Answer:
        started = perf_counter()
        heard = corrected(hear_people(said, today=now.date()), chips.people)
        places = with_picked(self.places.hear(said), chips.place)
        place = places[0].place if places else None
        alerts = alerts_for(self.library, said, heard, chips.people)
        telling = f"{said} " if finished else settled_so_far(self.library, said)
        guides = guides_for(self.library, telling, heard, chips.people)
        steps = steps_for(alerts, guides, heard, chips.people, place.state if place else "")
        kinds = chips.kinds or _with_police(kinds_for(alerts, guides), said)
        want = want_of(said, heard, alerts, kinds, chips.access)
        found = find_help(
            self.directory,
            place,
            kinds,
            want,
            now,
            MOST_HELP,
            shares(self.directory.outcomes),
            urgent=kinds_for(alerts, ()),
            named=() if chips.kinds else [(kind, listing_id(STARTER, key)) for kind, key in lines_for(alerts, guides)],
        )
        dispatch = self._dispatch(place, alerts, want, now)
        helps = _center_first(found.help, dispatch)
        return Answer(
            said=said,
            heard=heard,
            places=places,
            alerts=alerts,
            guides=guides,
            steps=tuple(GuideStep(guide, step) for guide, step in steps),
            kinds=kinds,
            help=self.notes.shown_help(helps) if self.notes.waiting else helps,
            took_ms=(perf_counter() - started) * 1000,
            not_fitting=found.not_fitting,
            notes=found.notes,
            dispatch=dispatch,
        )

    def _dispatch(self, place: Place | None, alerts: tuple[Alert, ...], want: Want, now: datetime) -> Dispatch | None:
        if not any(alert.guide.urgency == "U0" for alert in alerts):
            return None
        return dispatch_for(self.directory, place, want, now, self.status.dispatch_fallback)

    def forget(self) -> None:
        """Drop the words and people of a call, kept to answer its next key faster; called when it is cleared."""
        self.library.forget()
        self.places.forget()
        forget_words()
        forget_callers(self.directory)

    def listing(self, listing_id: int) -> Listing | None:
        """One listing in full."""
        listing = self.directory.by_id(listing_id)
        return self.notes.shown(listing) if listing else None

    def confirm(self, listing_id: int, field: str = "phone") -> str:
        """Somebody just reached this listing by its number: kept with today's date in the desk's own directory.

        Says where it was kept instead, where that directory cannot be written.
        """
        return self._note(listing_id, "confirm", said=field)

    def report_wrong(self, listing_id: int, note: str = "") -> str:
        """This listing's number is wrong: kept likewise, and shown with the listing."""
        return self._note(listing_id, "wrong", said=note)

    def note_beds(self, listing_id: int, free: int, population: str = "") -> str:
        """So many places were just seen free: it counts for half a day."""
        return self._note(listing_id, "beds", free=free, population=population)

    def note_outcome(self, listing_id: int, went: str) -> str:
        """This listing was given to a caller, or that went well or badly; no call is named."""
        return self._note(listing_id, "outcome", said=went)

    def _note(self, listing_id: int, what: str, said: str = "", free: int = 0, population: str = "") -> str:
        listing = self.directory.by_id(listing_id)
        if listing is None:
            return "this listing is no longer held: nothing was kept"
        at = datetime.now(UTC).isoformat(timespec="seconds")
        note = Observation(what, listing.source, listing.key, at, BY, said, free, population)
        where = self.notes.note(listing, note)
        self.directory.reload_if_changed()
        return where

    def search(self, text: str, place: Place | None, now: datetime) -> tuple[Help, ...]:
        """Listings by name or words, misspelt too; those near `place` first."""
        return self.notes.shown_help(search_directory(self.directory, text, place, now=now))

    def immigration(self, place: Place | None, now: datetime) -> tuple[Help, ...]:
        """Who enforces immigration law here: never part of an answer, only for who asks."""
        found = find_help(self.directory, place, (IMMIGRATION,), Want(asked_immigration=True), now)
        return tuple(one for one in found.help if IMMIGRATION in one.listing.kinds or IMMIGRATION_WORDS in one.why)

    def past(self, listing_id: int, now: datetime) -> Past:
        """What this desk knows of a listing beyond what it says."""
        outcome = self.directory.outcomes.get(listing_id)
        beds = vacancy_text(self.directory.vacancies.get(listing_id, ()), now)
        return Past(beds, outcome.text if outcome else "", self.directory.history(listing_id))

    def preview(self, listing_id: int, changed: Mapping[str, str], by: str) -> "Preview":
        """What changed columns would make of a listing; with id 0, of a new one. Raises where they cannot be kept."""
        from console.listing_work import EditError, preview, preview_new

        if not listing_id:
            return preview_new(self.places, os.urandom(6).hex(), changed)
        held = self.directory.by_id(listing_id)
        if held is None:
            raise EditError("This listing is no longer held.")
        return preview(self.places, held, changed, by)

    def keep(self, made: "Preview", by: str) -> str:
        """Write what was previewed; says what was kept. Raises StoreError where this desk only reads its directory."""
        if self.notes.own is None:
            return PRACTICE
        from console.listing_work import keep

        kept = keep(self.notes.own, made, by, new=made.old is made.new)
        self._last_edit = kept.change
        self.directory.reload_if_changed()
        return kept.text

    def take_back(self) -> str:
        """Take this desk's last edit back, if nothing was changed since."""
        if self.notes.own is None or not self._last_edit:
            return "No edit of this session to take back."
        from console.listing_work import take_back

        said = take_back(self.notes.own, self._last_edit)
        self._last_edit = 0
        self.directory.reload_if_changed()
        return said

    def guide(self, guide_id: str) -> Guide | None:
        """One guide in full."""
        return self.library.guide(guide_id)


def with_picked(places: tuple[HeardPlace, ...], picked: Place | None) -> tuple[HeardPlace, ...]:
    """The picked place first, whatever is typed after it was picked."""
    if picked is None:
        return places
    others = tuple(heard for heard in places if heard.place.id != picked.id)
    return (HeardPlace(picked, 1.0, "picked"), *others)


def _with_police(kinds: tuple[str, ...], said: str) -> tuple[str, ...]:
    """Whoever asks for police is offered police, whatever the guides refer to."""
    return kinds if POLICE in kinds or not asks_for_police(said) else (POLICE, *kinds)


def _center_first(helps: tuple[Help, ...], dispatch: Dispatch | None) -> tuple[Help, ...]:
    """The place's own 911 center before everything else; 911 itself, which reaches the dialler's city, after it."""
    last = sorted(helps, key=is_911_itself)
    if dispatch is None or dispatch.held is None:
        return tuple(last)
    held = dispatch.held
    return (held, *(one for one in last if one.listing.id != held.listing.id))[:MOST_HELP]


def want_of(
    said: str, heard: Heard, alerts: tuple[Alert, ...], kinds: Sequence[str], access: tuple[str, ...] = ()
) -> Want:
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
        asked_police=asks_for_police(said),
        asked_immigration=IMMIGRATION in kinds,
        danger=any(alert.guide.urgency == "U0" or alert.guide.id == "minor-duty" for alert in alerts),
        access=access,
    )
