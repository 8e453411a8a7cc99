"""One listing in full: every number, the week's hours, whom it serves, and where all this comes from."""

from collections.abc import Iterator

from console.ui.fit import wrap
from console.ui.help_panel import kinds_text, verified_text
from console.ui.numbers import large
from console.ui.rows import EMPTY, Row, row
from resources.dial import dialled, spoken
from resources.listing import Hours, Listing
from resources.naming import listing_name, readable
from resources.want import Help

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LABEL = 11


def listing_rows(listing: Listing, found: Help | None, nth_number: int, width: int) -> list[Row]:
    """The whole page, to be scrolled where it is longer than the screen."""
    rows = [row(line, "head") for line in wrap(listing_name(listing), width)]
    if listing.alert:
        rows += [row(line, "alert") for line in wrap(f"! {listing.alert}", width)]
    rows += number_rows(listing, nth_number, width)
    for label, text in _facts(listing, found):
        rows += _labelled(label, text, width)
    return rows


def number_rows(listing: Listing, nth: int, width: int) -> list[Row]:
    """The nth number in large digits, then every other one."""
    phones = dialled(listing.phones)
    if not phones:
        unread = [p.raw for p in listing.phones if p.raw and not p.private]
        return [row(f"No number on record.{' Unreadable: ' + '; '.join(unread) if unread else ''}"[:width], "bold")]
    shown = phones[nth % len(phones)]
    rows = [EMPTY, *large(spoken(shown).split(" x")[0].removeprefix("text "), width), EMPTY]
    for number, phone in enumerate(phones):
        languages = f" ({', '.join(phone.languages)})" if phone.languages else ""
        mark = ">" if phone is shown else " "
        text = f"{mark} {spoken(phone):<20} {phone.kind.replace('_', ' ')}{languages} {phone.note}"
        rows += [row(line, "bold" if number == nth % len(phones) else "plain") for line in wrap_keeping(text, width)]
    return rows


def wrap_keeping(text: str, width: int) -> list[str]:
    """Wrapped, with the mark's column kept."""
    lines = wrap(text, width - 2)
    mark = "" if text[0] == ">" else "  "
    return [mark + lines[0], *("    " + line for line in lines[1:])]


def _facts(listing: Listing, found: Help | None) -> Iterator[tuple[str, str]]:
    """Label and text of everything that is known, in the order a specialist asks for it."""
    if found is not None:
        yield "Now", f"{found.opening.state}: {found.opening.text}" if found.opening.text else found.opening.state
        yield "Reach", found.reach_text or found.reach
        yield "Fits", f"{found.fit}: {'; '.join(found.why)}" if found.why else found.fit
    yield "Verified", verified_text(listing)
    yield "Hours", hours_text(listing.hours)
    yield "Source", f"{listing.source_name or listing.source} {listing.as_of} {listing.source_url}"
    yield "Offers", kinds_text(listing)
    yield "Run by", readable(listing.organisation)
    yield "Where", where_text(listing)
    yield "Languages", ", ".join(listing.languages)
    yield (
        "Serves",
        "; ".join(f"{r.axis} {r.value}: {r.verdict}{' - ' + r.note if r.note else ''}" for r in listing.rules),
    )
    yield "To get in", listing.how_to_apply
    yield "Cost", listing.fees
    yield "About", listing.about
    yield "Note", listing.note
    yield "Web", " ".join(part for part in (listing.url, listing.email) if part)
    yield "Vetting", listing.vetting
    for check in listing.verified:
        yield "", f"{check.field} on {check.on.isoformat()} {check.by} {check.how}"
    yield "Grade", listing.confidence


def _labelled(label: str, text: str, width: int) -> list[Row]:
    if not text.strip():
        return []
    lines = wrap(text, width - LABEL)
    rows: list[Row] = [((f"{label:<{LABEL}}", "bold"), (lines[0], "plain"))]
    return rows + [row(" " * LABEL + line) for line in lines[1:]]


def where_text(listing: Listing) -> str:
    """The address; of a sealed one the town alone."""
    town = ", ".join(part for part in (listing.city, listing.state) if part)
    if listing.sealed:
        return f"{town} (exact address is confidential)"
    return ", ".join(part for part in (listing.site, listing.street, town) if part) + (
        f" {listing.zip}" if listing.zip else ""
    )


def hours_text(hours: Hours) -> str:
    """The week, days with the same hours together; what could not be read stands as it was written."""
    if not hours.known:
        return f"not known - call first. {hours.text}".strip()
    days = [_day_text(hours, day) for day in range(7)]
    parts: list[str] = []
    start = 0
    for day in range(1, 8):
        if day == 7 or days[day] != days[start]:
            name = DAYS[start] if day - start == 1 else f"{DAYS[start]}-{DAYS[day - 1]}"
            parts.append(f"{name} {days[start]}")
            start = day
    notes = [
        f"{x.start.isoformat()}..{x.end.isoformat()} {'closed' if x.closed else 'other hours'} {x.note}"
        for x in hours.exceptions
    ]
    return "; ".join([*parts, *notes])


def _day_text(hours: Hours, day: int) -> str:
    spans = [s for s in hours.spans if s.weekday == day]
    if any(s.opens == 0 and s.closes >= 1440 for s in spans):
        return "24 hours"
    return ", ".join(f"{_clock(s.opens)}-{_clock(s.closes)}" for s in spans) or "closed"


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
