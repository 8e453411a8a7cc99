"""The one gate through which anything of a case leaves: live written consent, or a duty to report with its rule."""

from dataclasses import dataclass
from datetime import date

from console.calls.book import CallBook, new_id
from console.calls.consent import consents
from console.calls.dues import Due
from console.calls.errors import ConsentError
from console.calls.log import CallLog
from console.calls.record import Consent

COUNTS_ONLY = "aggregate"


@dataclass(frozen=True, slots=True)
class Release:
    """Something left: on the ground of a consent (its id) or of a duty (the id of the report owed, and its rule)."""

    id: str
    situation: str
    scope: str
    basis: str
    ground: str
    rule: str
    released_on: date
    made_by: str


def release(book: CallBook, situation: str, scope: str, on: date, *, duty: Due | None = None) -> Release:
    """Let rows of one situation leave, on record before they do. Whoever writes rows out asks here first.

    `duty` is a report owed for a call of this situation: the exception to consent, for reports alone.

    Raises:
        ConsentError: there is no live written consent of that scope and no such duty; nothing may leave.
    """
    ground = _ground(book.log, situation, scope, on, duty)
    basis, rule = ("duty", duty.rule) if duty is not None and ground == duty.id else ("consent", "")
    made = Release(new_id(), situation, scope, basis, ground, rule, on, book.person)
    book.note("release", situation, f"{scope} by {basis} {rule.partition(':')[0] or ground[:8]}")
    book.log.keep(made)
    return made


def releases(log: CallLog, situation: str) -> list[Release]:
    """What left of a situation, the latest first."""
    return list(log.rows(Release, "situation = ? ORDER BY released_on DESC, id", situation))


def _ground(log: CallLog, situation: str, scope: str, on: date, duty: Due | None) -> str:
    if scope == COUNTS_ONLY:
        raise ConsentError("A consent to counts lets no row leave: ask for consent to a referral or a report.")
    given = [one for one in consents(log, situation) if one.scope == scope]
    live = next((one for one in given if one.live(on)), None)
    if live is not None:
        return live.id
    if duty is None:
        raise ConsentError(_why_not(given, on))
    if scope != "report_to_le" or not _covers(log, duty, situation):
        raise ConsentError(
            "That duty does not cover this release: it must be a report with its rule, still owed for a call of this "
            "very situation, and it allows a report alone. Nothing left."
        )
    return duty.id


def _covers(log: CallLog, duty: Due, situation: str) -> bool:
    found = log.ask("SELECT situation FROM signal WHERE id = ?", duty.signal)
    owed = duty.kind == "report" and bool(duty.rule) and duty.done_on is None
    return owed and bool(found) and found[0][0] == situation


def _why_not(given: list[Consent], on: date) -> str:
    if not given:
        return "No written consent of that scope is on record, and without one nothing leaves."
    last = given[0]
    if last.withdrawn_on is not None and last.withdrawn_on <= on:
        return f"The consent was withdrawn on {last.withdrawn_on}. Nothing leaves; ask for a new one, in writing."
    if last.given_on > on:
        return f"The consent begins on {last.given_on}. Nothing leaves before."
    return f"The consent expired on {last.expires_on}. Nothing leaves; ask for a new one, in writing."
