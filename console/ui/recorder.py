"""The record behind the screen: locked or open under one person's name, and what of each contact stands in it."""

import getpass
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from console.settings import Settings

if TYPE_CHECKING:
    from console.calls.at_hand import AtHand
    from console.calls.book import CallBook
    from console.calls.proposal import Proposal
    from console.calls.record import Signal
    from console.desk import Answer
    from console.ui.contact import Contact

Later = Callable[[Callable[[], object], Callable[[object], None]], None]
"""Does the first off the keys' path, then gives what it returned, or the error it raised, to the second."""


def at_once(work: Callable[[], object], then: Callable[[object], None]) -> None:
    """The same without a screen: at once."""
    try:
        made = work()
    except Exception as error:  # noqa: BLE001 - handed on, as `Later` says
        made = error
    then(made)


@dataclass(slots=True)
class Recorder:
    """The call log of this desk for one session. `kept` is each open contact's record as it stands on disk."""

    settings: Settings
    later: Later = at_once
    book: "CallBook | None" = None
    opening: bool = False
    kept: dict[str, "AtHand"] = field(default_factory=dict, repr=False)

    @property
    def there(self) -> bool:
        """Is a call log set up at this desk?"""
        return (self.settings.home / "calls.keys").exists()

    @property
    def told(self) -> str:
        """What the status line says of it; nothing where none is set up."""
        if self.book is not None:
            return f"record open: {self.book.person}"
        if self.opening:
            return "record opens ..."
        return "record locked" if self.there else ""

    def people(self) -> tuple[str, ...]:
        """Who may open it, whoever owns this account first.

        Raises:
            CallsError: the key ring is damaged.
        """
        from console.calls.files import CallFiles
        from console.calls.ring import read_rings

        names = read_rings(CallFiles(self.settings.home).ring).names()
        own = getpass.getuser()
        return tuple(sorted(names, key=lambda name: (name != own, name)))

    def unlock(self, person: str, passphrase: str, done: Callable[[str], None]) -> None:
        """Open the log; `done` is told what went wrong, or "". The passphrase is turned into a key beside the keys."""
        from console.calls.people import open_key

        home = self.settings.home
        self.opening = True

        def opened(made: object) -> None:
            self.opening = False
            done(self._take(person, made))

        self.later(lambda: open_key(home, person, passphrase), opened)

    def lock(self) -> None:
        """Close the file and let go of the key; open contacts stay on the screen."""
        if self.book is not None:
            self.book.log.close()
        self.book = None
        self.kept.clear()

    def keep(self, contact: "Contact", answer: "Answer | None", now: datetime, *, finished: bool = False) -> None:
        """Put a contact's record on disk as it stands, if the log is open and anything changed.

        Raises:
            CallsError, StoreError: it could not be kept.
        """
        record = contact.record
        if self.book is None or record is None:
            return
        if not finished and self.kept.get(record.call, record.emptied()) == record:
            return
        from console.calls.at_hand import keep, note_until
        from console.calls.retention import terms_of
        from console.calls.session import session_now

        made = proposal_of(record, contact, answer, self.here(now))
        took = int((now - contact.began).total_seconds()) if finished and contact.began else None
        signal = replace(made.signal, first_help_s=contact.first_help_s, duration_s=took, finished=finished)
        until = note_until(now, terms_of(self.settings).text_days)
        keep(self.book, record, replace(made, signal=signal), until, session_now())
        self.kept[record.call] = record

    def is_kept(self, record: "AtHand") -> bool:
        """Does the disk say what the screen says?"""
        return self.book is not None and self.kept.get(record.call) == record

    def overdue(self, now: datetime | None) -> str:
        """That a purge is due, said when the record is opened: nothing runs it while nobody has given the key."""
        from console.calls.retention import days_late, terms_of
        from console.calls.shift_told import purge_text

        if self.book is None or now is None:
            return ""
        late = days_late(self.book.log, terms_of(self.settings), self.here(now).date())
        return purge_text(late).replace("northline calls purge", "Tab D, p")

    def left_over(self) -> list["Signal"]:
        """The calls that a session, now dead, did not finish."""
        from console.calls.at_hand import unfinished
        from console.calls.session import lives

        if self.book is None:
            return []
        return [call for call, session in unfinished(self.book.log) if call.id not in self.kept and not lives(session)]

    def here(self, now: datetime) -> datetime:
        """The same moment by the desk's own clock."""
        from console.calls.window import here

        return now.astimezone(here(self.settings.time_zone))

    def _take(self, person: str, made: object) -> str:
        from console.calls.book import CallBook
        from console.calls.files import CallFiles
        from console.calls.log import CallLog
        from console.errors import ConsoleError
        from console.vault import without_core_dumps
        from resources.errors import ResourcesError

        if isinstance(made, bytes):
            without_core_dumps()
            try:
                files = CallFiles(self.settings.home)
                self.book = CallBook(files, CallLog(files.log, made), person, made)
            except (ConsoleError, ResourcesError) as error:
                return str(error)
            return ""
        if isinstance(made, (ConsoleError, ResourcesError)):
            return str(made)
        return f"The record cannot be opened ({type(made).__name__})."


def proposal_of(record: "AtHand", contact: "Contact", answer: "Answer | None", here: datetime) -> "Proposal":
    """What the answer says of this contact, as codes."""
    from console.calls.proposal import Contact as Understood
    from console.calls.proposal import proposed

    if answer is None:
        return proposed(Understood(record.call, record.case), here)
    from console.ui.board import LIKELY

    guides = [alert.guide for alert in answer.alerts]
    guides += [match.guide for match in answer.guides if match.confidence >= LIKELY]
    chosen = contact.chips.people.chosen
    guides.sort(key=lambda guide: guide.id not in chosen)
    place = answer.places[0].place if answer.places else None
    named = [(one.id, one.version) for one in guides]
    return proposed(Understood(record.call, record.case, answer.heard, place, named, contact.line.text), here)
