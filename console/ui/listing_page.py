"""One listing in full: every number, the week's hours, whom it serves, and where all this comes from."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from console.desk import Past
from console.ui.fit import wrap
from console.ui.help_panel import kinds_text, verified_text
from console.ui.numbers import large
from console.ui.rows import EMPTY, Row, row
from resources.dial import dialled, spoken
from resources.hours import opening_at
from resources.listing import Hours, HoursException, Listing, Span
from resources.naming import listing_name, readable
from resources.vetting import vetting_text
from resources.want import Help

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LABEL = 11
_NAMES = {"age": "ages ", "population": "for ", "exclusion": "excludes "}


def listing_rows(
    listing: Listing, found: Help | None, nth_number: int, width: int, now: datetime, past: Past | None = None
) -> list[Row]:
    """The whole page, to be scrolled where it is longer than the screen; `past` is what this desk knows besides."""
    rows = [row(line, "head") for line in wrap(listing_name(listing), width)]
    if listing.alert:
        rows += [row(line, "alert") for line in wrap(f"! {listing.alert}", width)]
    rows += number_rows(listing, nth_number, width)
    for label, text in _first_facts(listing, found, now):
        rows += _labelled(label, text, width)
    if past is not None:
        rows += _labelled("Beds", "; ".join(past.beds), width) + _labelled("Referrals", past.referrals, width)
    for number, line in enumerate(week_lines(listing.hours, _today(listing, now))):
        rows += _labelled("Hours" if number == 0 else "", line, width, keep=True)
    for label, text in _facts(listing):
        rows += _labelled(label, text, width)
    for number, entry in enumerate(past.changes if past else ()):
        text = f"{entry.at[:10]} {entry.by}: {entry.action} {entry.field}".strip()
        rows += _labelled("History" if number == 0 else "", text, width)
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


def _today(listing: Listing, now: datetime) -> date:
    """The day it is at the listing."""
    try:
        return now.astimezone(ZoneInfo(listing.timezone or "UTC")).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return now.date()


def _first_facts(listing: Listing, found: Help | None, now: datetime) -> Iterator[tuple[str, str]]:
    """Whether to dial at all: open or not, how far, for whom, how old the number is."""
    opening = found.opening if found is not None else opening_at(listing.hours, listing.timezone, now)
    yield "Now", f"{opening.state}: {opening.text}" if opening.text else opening.state
    if found is not None:
        yield "Reach", found.reach_text or found.reach
        yield "Fits", f"{found.fit}: {'; '.join(found.why)}" if found.why else found.fit
    yield "Verified", verified_text(listing)


def _facts(listing: Listing) -> Iterator[tuple[str, str]]:
    """Label and text of everything else that is known, in the order a specialist asks for it."""
    yield "Source", f"{listing.source_name or listing.source} {listing.as_of} {listing.source_url}"
    yield "Offers", kinds_text(listing)
    yield "Run by", readable(listing.organisation)
    yield "Where", where_text(listing)
    yield "Languages", ", ".join(listing.languages)
    yield "Serves", _rules(listing, "age", "gender", "population", "exclusion", "situation")
    yield "Documents", _rules(listing, "documents") or "not said: ask"
    yield "Access", _rules(listing, "access") or "not said: ask"
    yield "To get in", listing.how_to_apply
    yield "Cost", listing.fees or _rules(listing, "cost") or "not said: ask"
    yield "About", listing.about
    yield "Note", listing.note
    yield "Web", " ".join(part for part in (listing.url, listing.email) if part)
    yield "Vetting", vetting_text(listing)
    for check in listing.verified:
        yield "", f"{check.field} on {check.on.isoformat()} {check.by} {check.how}"
    yield "Grade", listing.confidence


def _rules(listing: Listing, *axes: str) -> str:
    """What is recorded on some axes, a refusal as "not"."""
    said = [rule for axis in axes for rule in listing.rules if rule.axis == axis]
    return "; ".join(
        f"{'' if rule.verdict == 'yes' else 'not '}{_NAMES.get(rule.axis, '')}{rule.value}"
        f"{' - ' + rule.note if rule.note else ''}"
        for rule in said
    )


def _labelled(label: str, text: str, width: int, *, keep: bool = False) -> list[Row]:
    """A fact in as many rows as it needs; `keep` leaves the spaces of a table as they are."""
    if not text.strip():
        return []
    lines = [text] if keep and len(text) <= width - LABEL else wrap(text, width - LABEL)
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


def week_lines(hours: Hours, today: date) -> list[str]:
    """The week, days with the same hours in one line and today's marked; what could not be read as it was written."""
    if not hours.known:
        return [f"not known - call first. {hours.text}".strip()]
    if hours.spans and not any(_holds(span, today) for span in hours.spans):
        return [f"out of date - call first. {hours.text}".strip(), *map(_exception_text, hours.exceptions)]
    days = [_day_text(hours, day, today) for day in range(7)]
    starts = [day for day in range(7) if day == 0 or days[day] != days[day - 1]]
    lines = []
    for start, end in zip(starts, [*starts[1:], 7], strict=True):
        name = DAYS[start] if end - start == 1 else f"{DAYS[start]}-{DAYS[end - 1]}"
        mark = "  < today" if start <= today.weekday() < end and len(starts) > 1 else ""
        lines.append(f"{name:<8}{days[start]}{mark}")
    return [*lines, *(_exception_text(one) for one in hours.exceptions)]


def _holds(span: Span, today: date) -> bool:
    return (span.valid_from or today) <= today <= (span.valid_to or today)


def _exception_text(one: HoursException) -> str:
    days = one.start.isoformat() + ("" if one.end == one.start else f" to {one.end.isoformat()}")
    return f"{days} {'closed' if one.closed else f'{_clock(one.opens)}-{_clock(one.closes)}'} {one.note}".rstrip()


def _day_text(hours: Hours, day: int, today: date) -> str:
    """The times of one weekday as they hold today; 26:00 is 02:00 of the next day."""
    spans = sorted((s.opens, s.closes) for s in hours.spans if s.weekday == day and _holds(s, today))
    if any(opens == 0 and closes >= 1440 for opens, closes in spans):
        return "24 hours"
    return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in spans) or "closed"


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
