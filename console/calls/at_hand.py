"""The record of the contact at hand: what was chosen instead of what is proposed, what was given, and the note."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from console.calls.book import CallBook, new_id
from console.calls.earlier import left_codes, left_mentions, take_back
from console.calls.errors import CallsError
from console.calls.log import CallLog
from console.calls.proposal import Proposal
from console.calls.record import NOTE_AT_MOST, Referral, Signal, Situation, checked
from resources.clean import safe

_OF_CASE = frozenset(one.name for one in fields(Situation)) - {"id", "first_month", "state", "county", "controls"}
_SESSION = "session "
_AGREED_ALOUD = ("offered", "accepted", "warm_handoff")
"""Outcomes beside which a spoken consent to a warm transfer still means something."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """One contact's record while it is open. `chosen` holds field -> code, `controls` None while none was chosen.

    `case` is its own situation, `linked_to` the one of an earlier call that takes its place. `of_case` says whether it
    concerns a case at all: None leaves that to the proposal.
    """

    call: str
    case: str
    chosen: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    controls: frozenset[str] | None = None
    given: tuple[Referral, ...] = ()
    note: str = field(default="", repr=False)
    linked_to: str = ""
    link_reason: str = ""
    of_case: bool | None = None

    def with_code(self, name: str, code: str) -> "AtHand":
        """The same with one field chosen; a fact of the case makes it a case."""
        return replace(
            self,
            chosen=MappingProxyType({**self.chosen, name: code}),
            of_case=True if name in _OF_CASE else self.of_case,
        )

    def with_control(self, code: str) -> "AtHand":
        """The same with one method of control more, or without it again."""
        return replace(self, controls=(self.controls or frozenset()) ^ {code}, of_case=True)

    def with_outcome(self, listing: int, kind: str, outcome: str, month: date) -> "AtHand":
        """The same with what became of a listing given in this contact: given twice, it is still one referral."""
        before = self.outcome_of(listing)
        made = Referral(before.id if before else new_id(), self.call, listing, kind, month, outcome)
        if before is not None and outcome in _AGREED_ALOUD:
            made = replace(made, spoken_consent=before.spoken_consent)
        rest = tuple(one for one in self.given if one.listing != listing)
        return replace(self, given=(*rest, made))

    def with_spoken_consent(self, listing: int) -> "AtHand":
        """The same with the caller's word, all three on the line, that a transfer may be made; or without it."""
        given = (
            replace(one, spoken_consent=not one.spoken_consent) if one.listing == listing else one for one in self.given
        )
        return replace(self, given=tuple(given))

    def with_note(self, text: str) -> "AtHand":
        """The same with this note."""
        return replace(self, note=safe(text).strip()[:NOTE_AT_MOST])

    @property
    def touched(self) -> bool:
        """Was anything chosen, given or written?"""
        whole = self.chosen, self.controls, self.given, self.note, self.linked_to
        return any(whole) or self.of_case is not None

    def emptied(self) -> "AtHand":
        """The same contact with nothing chosen: what an undo goes back to."""
        return AtHand(self.call, self.case)

    @property
    def situation(self) -> str:
        """The situation that the contact concerns, if it concerns one."""
        return self.linked_to or self.case

    def outcome_of(self, listing: int) -> Referral | None:
        """The referral of that listing in this contact."""
        return next((one for one in self.given if one.listing == listing), None)


def begun() -> AtHand:
    """The record of a new contact: nothing chosen yet."""
    return AtHand(new_id(), new_id())


def as_rows(record: AtHand, proposal: Proposal) -> tuple[Signal, Situation | None]:
    """What the log would say: the proposal with what was chosen instead; no situation where it concerns none.

    Raises:
        CallsError: a code is unknown.
    """
    of_case = bool(record.linked_to) or (proposal.of_case if record.of_case is None else record.of_case)
    chosen = dict(record.chosen)
    about_case = {name: chosen.pop(name) for name in list(chosen) if name in _OF_CASE}
    chosen.setdefault("disposition", _disposition(record))
    signal = checked(replace(proposal.signal, **chosen, situation=record.situation if of_case else ""))  # type: ignore[arg-type]
    if not of_case:
        return signal, None
    controls = proposal.situation.controls if record.controls is None else record.controls
    made = replace(proposal.situation, id=record.situation, **about_case, controls=controls)  # type: ignore[arg-type]
    return signal, checked(made)


def keep(book: CallBook, record: AtHand, proposal: Proposal, note_until: date, session: str) -> None:
    """Put the record on disk as it stands now, whole. `session` tells this process from one that died.

    A situation of an earlier call keeps its codes; only what was chosen in this call is changed in it.
    """
    signal, situation = as_rows(record, proposal)
    log = book.log
    with log.changing() as connection:
        take_back(log, record.call, record.case, record.linked_to)
        if record.linked_to:
            _chosen_of_earlier(log, record)
        elif situation is not None:
            log.keep(situation)
        log.keep(signal, *(replace(one, situation=signal.situation) for one in record.given))
        given = {one.id for one in record.given}
        taken_back = [one.id for one in log.rows(Referral, "signal = ?", record.call) if one.id not in given]
        connection.executemany("DELETE FROM referral WHERE id = ?", [(id,) for id in taken_back])
        link = _link_noted(book, record)
        if signal.finished and record.linked_to:
            left_mentions(log, record.call, record.case, record.linked_to)
        # No case after all, or an earlier one: its own row, kept before, would be counted.
        connection.execute("DELETE FROM situation WHERE id = ? AND id <> ?", (record.case, signal.situation))
        connection.execute("DELETE FROM note WHERE signal = ?", (record.call,))
        if record.note:
            until = note_until.isoformat()
            connection.execute("INSERT INTO note VALUES (?, ?, ?)", (record.call, record.note, until))
        if signal.finished:
            connection.execute("DELETE FROM fact WHERE name = ?", (_SESSION + record.call,))
        else:
            log.set_fact(_SESSION + record.call, session.encode())
    if link:
        action, _, where = link.partition(" ")
        book.note(action, record.call, where)


def discard(book: CallBook, call: str) -> None:
    """Drop an unfinished call with all that hangs on it alone.

    Raises:
        CallsError: it is finished, or gone.
    """
    signal = book.log.one(Signal, call)
    if signal is None or signal.finished:
        raise CallsError("That call is finished or gone: nothing was dropped.")
    with book.log.changing() as connection:
        take_back(book.log, call, signal.situation)
        for table in ("referral", "note", "link"):
            connection.execute(f"DELETE FROM {table} WHERE signal = ?", (call,))
        alone = "id = ? AND NOT EXISTS (SELECT 1 FROM signal WHERE situation = ? AND id <> ?)"
        connection.execute(f"DELETE FROM situation WHERE {alone}", (signal.situation, signal.situation, call))
        orphaned = "situation = ? AND NOT EXISTS (SELECT 1 FROM situation WHERE id = ?)"
        connection.execute(f"DELETE FROM mention WHERE {orphaned}", (signal.situation, signal.situation))
        connection.execute("DELETE FROM signal WHERE id = ?", (call,))
        connection.execute("DELETE FROM fact WHERE name = ?", (_SESSION + call,))
    book.note("discard call", call, "unfinished")


def unfinished(log: CallLog) -> list[tuple[Signal, str]]:
    """The calls that were never finished, each with the session that kept it."""
    return [
        (signal, (log.fact(_SESSION + signal.id) or b"").decode())
        for signal in log.rows(Signal, "finished = 0 ORDER BY day, hour_band, id")
    ]


def finish(book: CallBook, call: Signal) -> None:
    """Finish a call as it stands: its session is gone."""
    with book.log.changing() as connection:
        book.log.keep(replace(call, finished=True))
        connection.execute("DELETE FROM fact WHERE name = ?", (_SESSION + call.id,))


def given_before(log: CallLog, record: AtHand, listing: int) -> Referral | None:
    """The last referral of the same situation to that listing, in an earlier call."""
    if not record.linked_to:
        return None
    where = "situation = ? AND listing = ? AND signal <> ? ORDER BY made_month DESC LIMIT 1"
    return next(log.rows(Referral, where, record.linked_to, listing, record.call), None)


def note_until(now: datetime, text_days: int) -> date:
    """The day on which a note written now is deleted."""
    return (now + timedelta(days=text_days)).date()


def _link_noted(book: CallBook, record: AtHand) -> str:
    """Remember a link made at the screen, and one that was undone there; returns what the audit says of it."""
    last = "SELECT after FROM link WHERE signal = ? AND undone = 0 ORDER BY id DESC LIMIT 1"
    standing = book.log.ask(last, record.call)
    now = str(standing[0][0]) if standing else ""
    if now == record.linked_to:
        return ""
    connection = book.log.connection
    connection.execute("UPDATE link SET undone = 1 WHERE signal = ?", (record.call,))
    if not record.linked_to:
        return f"unlink from {now[:8]}"
    row = (record.call, record.case, record.linked_to, record.link_reason, book.person)
    connection.execute("INSERT INTO link (signal, before, after, reason, made_by) VALUES (?, ?, ?, ?, ?)", row)
    return f"link to {record.linked_to[:8]}"


def _disposition(record: AtHand) -> str:
    """How the contact ends, as far as what was given in it tells."""
    outcomes = {one.outcome for one in record.given}
    return "transferred" if "warm_handoff" in outcomes else "referred" if outcomes else "unknown"


def _chosen_of_earlier(log: CallLog, record: AtHand) -> None:
    held = log.one(Situation, record.linked_to)
    if held is None:
        raise CallsError("The situation this call was linked to is gone. Unlink it, and choose again.")
    about_case = {name: code for name, code in record.chosen.items() if name in _OF_CASE}
    left_codes(log, record.call, held, about_case, record.controls or frozenset())
