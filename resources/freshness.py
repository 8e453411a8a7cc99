"""How far a listing's facts can still be trusted, by what was checked and when."""

from datetime import date

from resources.listing import Listing

HALF_LIVES = {"vacancy": 0.25, "hours": 180.0, "phone": 365.0, "eligibility": 365.0, "address": 730.0, "all": 365.0}
"""Days after which half of the facts of a field are still true: starting values."""

UNDATED = 3 * 365
"""A fact without a date counts as this many days old."""


def checked_on(listing: Listing, field: str = "phone") -> date | None:
    """The day a field was last checked, by itself or with everything else."""
    days = [one.on for one in listing.verified if one.field in (field, "all")]
    return max(days, default=None)


def trust(listing: Listing, today: date, field: str = "phone") -> float:
    """1 for a field checked today, half after one half-life."""
    on = checked_on(listing, field)
    age = max(0, (today - on).days) if on else UNDATED
    return float(0.5 ** (age / HALF_LIVES.get(field, HALF_LIVES["all"])))


def freshness_text(listing: Listing, today: date) -> str:
    """How old the check of the number is, in the words the screen shows."""
    on = checked_on(listing)
    if on is None:
        return f"as of {listing.as_of}, not checked" if listing.as_of else "never checked"
    days = (today - on).days
    if days < 60:
        return f"checked {max(0, days)} d ago"
    return f"checked {days // 30} months ago" if days < 730 else f"checked {days // 365} years ago"
