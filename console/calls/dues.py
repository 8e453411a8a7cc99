"""What one shift owes the next besides call-backs: transfers to confirm, and reports that a duty asks for."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from console.calls.book import CallBook, new_id
from console.calls.codes import OWED
from console.calls.errors import CallsError
from console.calls.log import CallLog
from console.calls.rules import DutyRule
from resources.clean import safe

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Due:
    """One thing owed. `rule` is the rule's whole text as it stood; `reference` the agency's number once it is done."""

    id: str
    kind: str
    signal: str
    rule: str
    deadline: datetime
    agency: str
    reference: str
    owner: str
    done_on: date | None = None


def owe_report(book: CallBook, signal: str, rule: DutyRule, deadline: datetime, agency: str) -> Due:
    """A report that a duty asks for: the exception to consent, recorded with its rule."""
    return _owe(book, Due(new_id(), "report", signal, rule.text, deadline, _line(agency), "", book.person))


def owe_transfer(book: CallBook, signal: str, deadline: datetime, agency: str) -> Due:
    """A warm transfer that somebody must still hear confirmed."""
    return _owe(book, Due(new_id(), "transfer", signal, "", deadline, _line(agency), "", book.person))


def owed(log: CallLog) -> list[Due]:
    """What is not done, the earliest deadline first."""
    return list(log.rows(Due, "done_on IS NULL ORDER BY deadline, id"))


def done(book: CallBook, due: Due, reference: str, on: date) -> Due:
    """It is done; `reference` is what the agency calls it.

    Raises:
        CallsError: it was done before.
    """
    if due.done_on is not None:
        raise CallsError("That was done before; nothing was changed.")
    ended = replace(due, reference=_line(reference), done_on=on)
    book.log.keep(ended)
    book.note(f"{due.kind} done", due.id, "")
    return ended


def reopen(book: CallBook, due: Due, reason: str) -> Due:
    """It was not done after all: it is owed again."""
    open_again = replace(due, done_on=None)
    book.log.keep(open_again)
    book.note(f"{due.kind} open again", due.id, reason)
    return open_again


def _owe(book: CallBook, due: Due) -> Due:
    if not due.agency:
        raise CallsError(f"Say to which agency: a {OWED[due.kind]} without one cannot be followed up.")
    book.log.keep(due)
    book.note(f"{due.kind} add", due.id, due.rule.partition(":")[0])
    return due


def _line(text: str) -> str:
    return safe(text).strip()[:LONGEST]
