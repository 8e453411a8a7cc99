"""A call tied by hand to the situation of an earlier one, with the reason; undone, it is as it was."""

from dataclasses import dataclass, replace

from console.calls.book import CallBook
from console.calls.earlier import own_again, take_back
from console.calls.errors import CallsError
from console.calls.record import Signal, Situation
from resources.clean import safe

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Link:
    """A call that was moved from the situation `before` ("" for none) to `after`."""

    id: int
    signal: str
    before: str
    after: str
    reason: str
    made_by: str
    undone: bool


def link(book: CallBook, call: Signal, situation: Situation, reason: str) -> None:
    """Tie a call, with its referrals, to a situation.

    Raises:
        CallsError: it is tied to that one already, or no reason is given.
    """
    if call.situation == situation.id:
        raise CallsError("That call belongs to that situation already.")
    if not any(sign.isalnum() for sign in reason):
        raise CallsError("Say why they are one case, such as: same plate. Name nobody.")
    with book.log.changing() as connection:
        row = (call.id, call.situation, situation.id, safe(reason).strip()[:_LONGEST], book.person)
        connection.execute("INSERT INTO link (signal, before, after, reason, made_by) VALUES (?, ?, ?, ?, ?)", row)
        _move(book, call, situation.id)
    book.note("link", call.id, f"to {situation.id[:8]}")


def unlink(book: CallBook, call: Signal) -> str:
    """Undo the last link of a call; returns the situation it belongs to again, "" for none.

    Raises:
        CallsError: it was never linked.
    """
    last = next(book.log.rows(Link, "signal = ? AND undone = 0 ORDER BY id DESC LIMIT 1", call.id), None)
    if last is None:
        raise CallsError("That call was linked to nothing by hand.")
    with book.log.changing():
        take_back(book.log, call.id, last.before)
        if last.before and book.log.one(Situation, last.before) is None:
            book.log.keep(own_again(call, last.before))
        book.log.keep(replace(last, undone=True))
        _move(book, call, last.before)
    book.note("unlink", call.id, f"from {last.after[:8]}")
    return last.before


def _move(book: CallBook, call: Signal, situation: str) -> None:
    book.log.keep(replace(call, situation=situation))
    book.log.connection.execute("UPDATE referral SET situation = ? WHERE signal = ?", (situation, call.id))
