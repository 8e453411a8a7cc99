"""What the screen is worked from: the contact at hand, those put aside, the last answer, and the way back."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cached_cell_len

from console.desk import Answer, GuideStep, Past
from console.ui.contact import Contact
from console.ui.deskport import DeskPort
from console.ui.steps_panel import guide_steps
from protocols.guide import Guide
from resources.want import Help

if TYPE_CHECKING:
    from console.ui.pane import Pane
    from console.ui.recorder import Recorder

UNDO_DEPTH = 200
LIKELY = 0.3
"""Confidence below which a guide is only offered on the Guides row: half a word fits every guide a little."""

PARKED_AT_MOST = 3


@dataclass(slots=True)
class Board:
    """The one mutable thing of the screen; actions change it, panels only read it.

    `notice` is the one line that announces; `leader` is set between Tab and the next key; `asked_to_quit` between the
    two presses that leave, `asked_to_clear` likewise of those that clear what was not kept, `cleared` from the end of
    one call to the first word of the next, `ask_again` after a report on a listing, which changes what the desk would
    answer. `pane` takes the keys while it is open; `looked_up` is the listing opened last from a search; `signed` who
    edits, for the session. `recorder` keeps the record of calls, None in training.
    """

    desk: DeskPort
    training: bool = False
    contact: Contact = field(default_factory=Contact)
    answer: Answer | None = None
    now: datetime | None = None
    past: list[Contact] = field(default_factory=list)
    parked: list[Contact] = field(default_factory=list)
    notice: str = ""
    leader: bool = False
    asked_to_quit: bool = False
    asked_to_clear: bool = False
    quitting: bool = False
    hidden: bool = False
    locked: bool = False
    redraw: bool = False
    cleared: bool = False
    ask_again: bool = False
    pane: "Pane | None" = None
    looked_up: Help | None = None
    signed: str = ""
    read_past: tuple[int, Past] | None = None
    recorder: "Recorder | None" = None

    def change(self, **changes: object) -> None:
        """Change the contact at hand; what was before can be undone."""
        self.keep()
        self.contact = replace(self.contact, **changes)  # type: ignore[arg-type]

    def show(self, **changes: object) -> None:
        """Change what is shown of the contact, which is not worth an undo."""
        self.contact = replace(self.contact, **changes)  # type: ignore[arg-type]

    def forget_last_call(self) -> None:
        """Nothing of the call that was cleared can be brought back: not by undo, not from what the desk remembered."""
        self.past, self.cleared = [], False
        self.desk.forget()
        cached_cell_len.cache_clear()

    def keep_record(self) -> None:
        """Put what was chosen for the record of the contact at hand on disk, where the record is open."""
        if self.recorder is not None and self.contact.record is not None and self.now is not None:
            self.recorder.keep(self.contact, self.answer, self.now)

    def keep_records(self) -> None:
        """The record was just opened: what was chosen before, in this contact and those put aside, is kept now."""
        self.keep_record()
        for contact in self.parked:
            if self.recorder is not None and contact.record is not None and self.now is not None:
                self.recorder.keep(contact, self.desk.answer(contact.line.text, contact.chips, self.now), self.now)

    def finish_call(self, *, keep: bool) -> None:
        """The call is over and the screen clear for the next one; with `keep` its record is finished as it stands."""
        last, told = self.contact, ""
        if self.recorder is not None and self.recorder.book is not None:
            told = "The record is finished. " if keep else "Not recorded: Tab K, then f, keeps a call. "
            if keep and last.record is not None and self.now is not None:
                self.recorder.keep(last, self.answer, self.now, finished=True)
        self.past, self.cleared = [replace(last, entry="", entry_text="")], True
        self.contact = Contact()
        self.notice = f"{told}Cleared for the next call. Ctrl+_ brings it back until you type."

    def keep(self) -> None:
        """Remember the contact as it is now, for undo."""
        if not self.past or self.past[-1] != self.contact:
            self.past.append(self.contact)
            del self.past[:-UNDO_DEPTH]

    @property
    def open_call(self) -> bool:
        """Is any contact begun, at hand or put aside? However silent, it is open until it is cleared."""
        return bool(self.parked) or not self.contact.empty

    # -- what is on screen -------------------------------------------------------------------------------------------

    def steps(self) -> tuple[GuideStep, ...]:
        """The steps on screen: of the guide opened over the others, else those held, else the answer's."""
        if self.contact.trail:
            guide = self.guide(self.contact.trail[-1])
            return guide_steps(guide) if guide is not None else ()
        if self.contact.held_steps is not None:
            return self.contact.held_steps
        return likely_steps(self.answer, self.contact) if self.answer is not None else ()

    def help(self) -> tuple[Help, ...]:
        """The listings on screen: those held, else the answer's."""
        if self.contact.held_help is not None:
            return self.contact.held_help
        return self.answer.help if self.answer is not None else ()

    def marked_help(self) -> Help | None:
        """The listing that the marker is on."""
        helps = self.help()
        return helps[min(self.contact.marked, len(helps) - 1)] if helps else None

    def opened_help(self) -> Help | None:
        """The opened listing as this call found it; None where it is not among the results."""
        seen = (*self.help(), *((self.looked_up,) if self.looked_up else ()))
        return next((found for found in seen if found.listing.id == self.contact.opened), None)

    def past_of(self, listing: int, now: datetime) -> Past:
        """What the desk knows of a listing beyond what it says; read once while it stays open and nothing is noted."""
        if self.read_past is None or self.read_past[0] != listing:
            self.read_past = (listing, self.desk.past(listing, now))
        return self.read_past[1]

    def guide(self, guide_id: str) -> Guide | None:
        """A guide by its id: the answer's own, which cost nothing to look up, else the desk's."""
        if self.answer is not None:
            shown = [*(a.guide for a in self.answer.alerts), *(m.guide for m in self.answer.guides)]
            if found := next((guide for guide in shown if guide.id == guide_id), None):
                return found
        return self.desk.guide(guide_id)

    def spanish(self) -> bool:
        """Are words to say shown in Spanish? As the specialist chose, else where the caller speaks it."""
        if self.contact.spanish is not None:
            return self.contact.spanish
        return self.answer is not None and self.answer.heard.language == "es"

    def hold_help(self) -> Contact:
        """The contact with its listings held as they stand: nothing re-ranks under a number being read aloud."""
        if self.contact.held_help is not None:
            return self.contact
        return replace(self.contact, held_help=self.help(), held_near=self.near())

    def near(self) -> str:
        """The place that the listings on screen are near."""
        if self.contact.held_help is not None:
            return self.contact.held_near
        return near_text(self.answer) if self.answer is not None else ""

    def hold_steps(self) -> Contact:
        """The contact with its steps held as they stand."""
        if self.contact.trail or not self.steps():
            return self.contact
        return replace(self.contact, held_steps=self.steps())


def likely_steps(answer: Answer, contact: Contact) -> tuple[GuideStep, ...]:
    """The answer's steps without those of guides that hardly fit: alerts and chosen guides always stay."""
    chosen = contact.chips.people.chosen
    unlikely = {m.guide.id for m in answer.guides if m.confidence < LIKELY and m.guide.id not in chosen}
    unlikely -= {alert.guide.id for alert in answer.alerts}
    return tuple(step for step in answer.steps if step.guide not in unlikely)


def near_text(answer: Answer) -> str:
    """The place that an answer's listings are near, with its state."""
    if not answer.places:
        return ""
    place = answer.places[0].place
    return f"{place.name} {place.state}".strip() if place.kind != "state" else place.name
