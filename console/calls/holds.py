"""A legal hold: while it stands, nothing of its situation is deleted or coarsened, by nobody."""

from dataclasses import dataclass, replace
from datetime import date

from console.calls.book import CallBook, new_id
from console.calls.errors import CallsError
from console.calls.log import CallLog
from console.calls.record import Situation


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold; `reason` names the order or the letter, never a person."""

    id: str
    situation: str
    reason: str
    since: date
    lifted: date | None = None


def holds(log: CallLog) -> list[Hold]:
    """The holds that stand, the oldest first."""
    return list(log.rows(Hold, "lifted IS NULL ORDER BY since, id"))


def held(log: CallLog) -> frozenset[str]:
    """The situations under a hold."""
    return frozenset(hold.situation for hold in holds(log))


def lay_hold(book: CallBook, situation: Situation, reason: str, on: date) -> Hold:
    """Hold a situation from now on.

    Raises:
        CallsError: it is held already.
    """
    if situation.id in held(book.log):
        raise CallsError("A legal hold stands on this situation already. `northline calls hold list` shows it.")
    hold = Hold(new_id(), situation.id, reason, on)
    book.note("hold add", situation.id, reason)
    book.log.keep(hold)
    return hold


def lift_hold(book: CallBook, situation: Situation, reason: str, on: date) -> None:
    """End the hold of a situation: the next purge deletes what is overdue.

    Raises:
        CallsError: none stands.
    """
    standing = [hold for hold in holds(book.log) if hold.situation == situation.id]
    if not standing:
        raise CallsError("No legal hold stands on this situation. `northline calls hold list` shows those that do.")
    book.note("hold lift", situation.id, reason)
    book.log.keep(*(replace(hold, lifted=on) for hold in standing))


def holds_signal(log: CallLog, signal: str) -> bool:
    """Is the call's situation under a hold?"""
    found = log.ask("SELECT situation FROM signal WHERE id = ?", signal) if signal else []
    return bool(found) and str(found[0][0]) in held(log)
