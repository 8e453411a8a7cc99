"""The sheet for calling a listing back: what is held of it, a blank beside each, and what to ask for vetting."""

from collections.abc import Iterator, Sequence
from datetime import date

from resources.dial import dialled, spoken
from resources.freshness import checked_on, trust
from resources.listing import Listing
from resources.naming import listing_name
from resources.vetting import agreement_of, vetting_text

FIELDS = ("phone", "hours", "eligibility", "address")
"""Facts that are dated one by one; each ages at its own speed."""

_OPENING = (
    'Say: "I call from a hotline that refers people to you. May I check what we hold?" Say no more of the hotline'
    " than your supervisor agreed to."
)
_QUESTIONS = (
    "Do you take trafficking survivors? Anybody you cannot take (age, gender, children, papers)?",
    "Is an ID, a police report or insurance needed? Are there costs?",
    "Which languages without an interpreter? Wheelchair, deaf callers?",
    "Do you report to police or immigration, and when?",
    "Who may know the address? May we give it to a caller?",
    "Would you take a warm transfer from us? Who agrees to that, from which day?",
)


def sheet_lines(listing: Listing, faults: Sequence[str], contact: str, today: date) -> Iterator[str]:
    """One listing's sheet: `faults` are doubts about its numbers, `contact` whom staff call there."""
    yield f"== {listing_name(listing)}  (id {listing.id})"
    yield f"   {', '.join(part for part in (listing.city, listing.state) if part) or 'place not said'}"
    yield f"   vetting: {vetting_text(listing)}"
    if contact:
        yield f"   call: {contact}"
    yield f"   {_OPENING}"
    for phone in dialled(listing.phones):
        yield f"   [ ] right  [ ] wrong   {phone.kind.replace('_', ' ')}: {spoken(phone)} {phone.note}".rstrip()
    yield from (f"   [ ] doubt: {fault}" for fault in faults)
    for name, value in _facts(listing):
        yield f"   [ ] right  [ ] now: ____   {name}: {value or 'not held'}"
    yield from (f"   [ ] {question}" for question in _QUESTIONS)
    yield f"   {dates_text(listing, today)}"
    yield f"   by ____________ on ____________   then: northline listing confirm {listing.id} --by NAME"


def _facts(listing: Listing) -> Iterator[tuple[str, str]]:
    yield "hours", listing.hours.text
    for axis in ("age", "gender", "population", "documents", "access"):
        rules = [rule for rule in listing.rules if rule.axis == axis]
        yield axis, "; ".join(f"{'' if rule.verdict == 'yes' else 'not '}{rule.value}" for rule in rules)
    yield "languages", ", ".join(listing.languages)
    yield "how to apply", listing.how_to_apply
    yield "cost", listing.fees
    yield "town", "sealed: say no street on the phone" if listing.sealed else listing.street


def dates_text(listing: Listing, today: date) -> str:
    """The day each fact was last checked, and how far it can still be trusted."""
    parts = []
    for field in FIELDS:
        on = checked_on(listing, field)
        worth = f"{trust(listing, today, field):.0%}"
        parts.append(f"{field} {on.isoformat() if on else 'never checked'} ({worth})")
    agreed = agreement_of(listing)
    return "checked: " + ", ".join(parts) + (f"; agreement {agreed.isoformat()}" if agreed else "")
