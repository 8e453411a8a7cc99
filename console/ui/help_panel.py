"""Help nearby: one row a listing, the marked one explained below."""

from console.ui.contact import Contact
from console.ui.fit import cut, filled
from console.ui.numbers import first_number
from console.ui.rows import Row, row
from resources.kinds import KINDS
from resources.listing import Listing
from resources.want import Help

FIT = {"yes": "+", "no": "-", "unknown": "?"}
LEGEND = "+ fits  ? ask  - does not fit"
PHONE = 14


def columns(width: int) -> tuple[int, int, int]:
    """Cells for the name, the reach and the opening: narrow screens keep the name readable."""
    reach, opening = (14, 17) if width >= 72 else (9, 7)
    return width - 5 - PHONE - reach - opening - 3, reach, opening


def name_of(listing: Listing) -> str:
    """What the listing is called: its service, and its organisation where that says more."""
    if not listing.organisation or listing.organisation.lower() in listing.service.lower():
        return listing.service
    return listing.service if listing.service else listing.organisation


def kinds_text(listing: Listing) -> str:
    """The kinds of help it offers, in words."""
    return ", ".join(KINDS.get(kind, kind) for kind in listing.kinds)


def verified_text(listing: Listing) -> str:
    """When its number was last checked; the source's own date where nobody here has."""
    dates = [v.on for v in listing.verified if v.field in ("phone", "all")]
    if dates:
        return f"number verified {max(dates).isoformat()}"
    return f"as of {listing.as_of}, number not verified" if listing.as_of else "number not verified"


def help_rows(helps: tuple[Help, ...], contact: Contact, width: int, height: int, head: str) -> list[Row]:
    """A heading and one row a listing, scrolled so that the marked one is in sight."""
    rows: list[Row] = [((cut(head, width - len(LEGEND) - 2), "head"), (f"  {LEGEND}", "plain"))]
    room = height - 1
    first = max(0, min(contact.marked - room + 1, len(helps) - room))
    for number, found in enumerate(helps[first : first + room], first):
        rows.append(help_row(found, number, marked=number == contact.marked and contact.list == "help", width=width))
    return rows


def help_row(found: Help, number: int, *, marked: bool, width: int) -> Row:
    """One listing in one row: its key, whether it fits, name, phone, how near, and whether it answers now."""
    key = f"F{number + 1}" if number < 8 else "  "
    name_room, reach_room, open_room = columns(width)
    name = filled(name_of(found.listing), name_room)
    lead = f"{key} {FIT.get(found.fit, '?')} "
    opening = found.opening.text if open_room > 10 and found.opening.text else found.opening.state
    tail = f" {filled(found.reach_text or found.reach, reach_room)} {cut(opening, open_room)}"
    phone = filled(first_number(found.listing), PHONE)
    if marked:
        return row(filled(f"{lead}{name} {phone}{tail}", width), "pick")
    return ((lead + name + " ", "plain"), (phone, "bold"), (tail, "plain"))


def unfit_rows(helps: tuple[Help, ...], width: int) -> list[Row]:
    """The listings that do not fit, each with its reason: a judgement that the specialist may overrule."""
    rows: list[Row] = [row(f"{len(helps)} DO NOT FIT", "head")]
    for found in helps:
        rows.append(
            ((filled(name_of(found.listing), width - PHONE - 1) + " ", "bold"), (first_number(found.listing), "bold"))
        )
        rows.append(row("   " + cut("; ".join(found.why) or "no reason recorded", width - 3)))
    return rows


def detail_rows(found: Help | None, width: int) -> list[Row]:
    """The marked listing's kind, why it fits, source and date of its number."""
    if found is None:
        return []
    listing = found.listing
    warning = f"{listing.alert}  " if listing.alert else ""
    about = f"{warning}{kinds_text(listing)}. {'; '.join(found.why)}"
    source = f"{verified_text(listing)}; source: {listing.source}"
    return [row("   " + cut(about, width - 3)), row("   " + cut(source, width - 3))]
