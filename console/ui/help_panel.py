"""Help nearby: one row a listing, the marked one explained below."""

import re

from rich.cells import cell_len

from console.ui.contact import Contact
from console.ui.fit import cut, filled
from console.ui.numbers import first_number
from console.ui.rows import Row, row
from resources.clean import safe
from resources.kinds import KINDS
from resources.listing import Listing
from resources.naming import listing_name
from resources.want import Help, Opening

FIT = {"yes": "+", "no": "-", "unknown": "?"}
LEGEND = "+ fits  ? ask  - no  ! caution"
PHONE = 14
SOURCE_PART = re.compile(r"[,;:(]\s")


def columns(width: int) -> tuple[int, int, int]:
    """Cells for the name, the reach and the opening: narrow screens keep the name readable."""
    reach, opening = (14, 17) if width >= 72 else (9, 7)
    return width - 6 - PHONE - reach - opening - 3, reach, opening


def kinds_text(listing: Listing) -> str:
    """The kinds of help it offers, in words."""
    return ", ".join(KINDS.get(kind, kind) for kind in listing.kinds)


def verified_text(listing: Listing) -> str:
    """When its number was last checked; the source's own date where nobody here has."""
    dates = [v.on for v in listing.verified if v.field in ("phone", "all")]
    if dates:
        return f"number verified {max(dates).isoformat()}"
    return f"as of {listing.as_of}, number not verified" if listing.as_of else "number not verified"


def help_rows(
    helps: tuple[Help, ...], contact: Contact, width: int, height: int, head: str, notes: tuple[str, ...]
) -> list[Row]:
    """A heading and the listings, the marked one in sight: all explained where there is room, else the marked one."""
    title = cut(head, width - len(LEGEND) - 2)
    # The legend never moves: at the end of a heading of any length, every other place would send it again.
    gap = " " * (width - len(LEGEND) - cell_len(title))
    rows: list[Row] = [((title, "head"), (gap + LEGEND, "plain"))]
    roomy = height - 2 >= len(helps) * 2
    detail = [row(cut("; ".join(notes), width))] if roomy else detail_rows(helps[contact.marked], notes, width)
    room = len(helps) if roomy else height - 1 - len(detail)
    first = max(0, min(contact.marked - room + 1, len(helps) - room))
    for number, found in enumerate(helps[first : first + room], first):
        rows.append(help_row(found, number, marked=number == contact.marked and contact.list == "help", width=width))
        if roomy:
            rows.append(
                row(cut(f"      {'. '.join(filter(None, (why_text(found), source_text(found.listing))))}", width))
            )
    return rows + detail


def help_row(found: Help, number: int, *, marked: bool, width: int) -> Row:
    """One listing in one row: its key, whether it fits, name, phone, how near, and whether it answers now."""
    key = f"F{number + 1}" if number < 8 else "  "
    name_room, reach_room, open_room = columns(width)
    name = filled(listing_name(found.listing), name_room)
    lead = f"{key} {FIT.get(found.fit, '?')}{'!' if found.listing.alert else ' '} "
    tail = f" {filled(found.reach_text or found.reach, reach_room)} {opening_text(found.opening, open_room)}"
    phone = filled(first_number(found.listing), PHONE)
    if marked:
        return row(filled(f"{lead}{name} {phone}{tail}", width), "pick")
    return ((lead + name + " ", "plain"), (phone, "bold"), (tail, "plain"))


def opening_text(opening: Opening, room: int) -> str:
    """Open, closed or unknown, in as many words as there is room for, never half of them."""
    for text in (
        opening.text,
        f"hours {opening.state}" if opening.state == "unknown" else opening.state,
        opening.state,
    ):
        if text and len(text) <= room:
            return safe(text)
    return cut(opening.state, room)


def unfit_rows(helps: tuple[Help, ...], width: int) -> list[Row]:
    """The listings that do not fit, each with its reason: a judgement that the specialist may overrule."""
    rows: list[Row] = [row(f"{len(helps)} DO NOT FIT", "head")]
    for found in helps:
        rows.append(
            (
                (filled(listing_name(found.listing), width - PHONE - 1) + " ", "bold"),
                (first_number(found.listing), "bold"),
            )
        )
        rows.append(row("   " + cut("; ".join(found.why) or "no reason recorded", width - 3)))
    return rows


def why_text(found: Help) -> str:
    """Its caution, and what made it fit or not."""
    caution = f"CAUTION: {found.listing.alert}  " if found.listing.alert else ""
    return caution + "; ".join(found.why)


def source_text(listing: Listing) -> str:
    """Where its number comes from, and when it was last checked; the opened page names the source in full."""
    source = SOURCE_PART.split(listing.source_name or listing.source, maxsplit=1)[0]
    vetting = {"partner": "partner; ", "checked": "checked by us; "}.get(listing.vetting, "")
    return f"{vetting}{verified_text(listing)}; source: {source}"


def detail_rows(found: Help, notes: tuple[str, ...], width: int) -> list[Row]:
    """Always three rows: its name and kinds; why it fits, and what is not held here; its number's source and date."""
    listing = found.listing
    name = f"{listing_name(listing)} ({kinds_text(listing)})"
    about = " | ".join(part for part in (why_text(found), *notes) if part)
    return [row("   " + cut(text, width - 3)) for text in (name, about, source_text(listing))]
