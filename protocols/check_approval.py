"""What a guide's file may say of its own approval: by another person, on a day, until a day within a year."""

from collections.abc import Iterator
from datetime import date, timedelta

from protocols.fault import Fault
from protocols.guide import Guide
from protocols.plain import fold
from protocols.reader import Reading

YEAR = timedelta(days=366)
"""An approval is looked at again after a year at most; a leap year has a day more."""


def same_person(one: str, other: str) -> bool:
    """Whether two names are one, however they are written."""
    return _name_key(one) == _name_key(other)


def _name_key(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())


def approval_faults(reading: Reading, guide: Guide, today: date) -> Iterator[Fault]:
    """Every fault of the keys that tell of an approval."""

    def fault(key: str, message: str, fix: str) -> Fault:
        return Fault(reading.file, reading.lines[key], message, fix)

    if guide.approved_by and same_person(guide.approved_by, guide.owner):
        yield fault("approved_by", "The approver is the owner.", "Somebody else must approve it.")
    if guide.status != "approved":
        return
    if not guide.approved_by:
        yield fault("status", "Approved by nobody.", "Use 'northline guides approve'.")
    if not guide.owner:
        yield fault("owner", "Approved, and nobody wrote it.", "Name who wrote it; another person approves it.")
    on, due = _day(guide.approved_on), _day(guide.review_by)
    if guide.approved_on and (on is None or on > today):
        yield fault("approved_on", "That is no day in the past.", "Use 'northline guides approve', which fills it in.")
    if due is None:
        fix = "Write review_by as YYYY-MM-DD, a year on at most."
        yield fault("review_by", "Approved without a review date.", fix)
    elif due < today:
        yield fault("review_by", f"The review was due on {due}.", "Review it and approve it again.")
    elif due > min(on or today, today) + YEAR:
        yield fault("review_by", "The review is more than a year on.", "Choose a day within a year of the approval.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
