"""The columns of Northline's own directory CSV, for staff who start from nothing."""

import csv
import io
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the template; `example` fills the first practice row, `second` the second."""

    name: str
    meaning: str
    example: str = ""
    second: str = ""


COLUMNS = (
    Column(
        "key",
        "Your id for the row. It never changes. A key that starts with # makes the row a comment.",
        "#ex-1",
        "#ex-2",
    ),
    Column("organisation", "Who runs the service.", "Example House of Hope", "Example Legal Aid"),
    Column(
        "service", "What a caller gets there. Empty: the organisation's name.", "Emergency shelter", "T visa legal help"
    ),
    Column("site", "The name of the place, when it has one of its own.", "North house", ""),
    Column("kinds", "Names from resources/kinds.py, divided by ;", "shelter;safety_planning", "legal"),
    Column(
        "phones",
        "kind:number[ xEXT][ (note)], divided by ; with kind crisis, intake, main, after_hours, toll_free, tty, text, "
        "fax or other. A short code stays as dialled: text:233733. [es] before the note names a language.",
        "crisis:(936) 555-0101 (24 hours);main:(936) 555-0102 x3;fax:(936) 555-0103",
        "intake:(713) 555-0110 [es] (leave no voicemail)",
    ),
    Column(
        "hours",
        "Days and times, divided by ; as in Mon-Fri 9:00am-5:00pm; Sat 10:00am-2:00pm. Or: 24 hours. "
        "Empty is unknown. A text that cannot be read for sure is shown, and the listing counts as unknown.",
        "24 hours",
        "Mon-Thu 9:00am-5:00pm; Fri 9:00am-12:00pm",
    ),
    Column("timezone", "IANA name, as America/Chicago. Empty: that of the place.", "America/Chicago", ""),
    Column("street", "Street and number. Leave empty for a confidential place.", "", "100 Example Street"),
    Column("city", "Town.", "Nacogdoches", "Houston"),
    Column("state", "Two letters.", "TX", "TX"),
    Column("zip", "Five digits, as text: leading zeros matter.", "", "77002"),
    Column("lat", "Degrees north, as 31.6035. Empty: from ZIP or town.", "", ""),
    Column("lon", "Degrees east, negative in the US, as -94.6555.", "", ""),
    Column(
        "covers",
        "Where callers may come from, divided by ; with US, a state (TX), a county's five FIPS digits (48347), or "
        "zip:75961. Empty: not said.",
        "48347;48005",
        "TX",
    ),
    Column("languages", "ISO codes or English names, divided by ;", "en;es", "en;es;vi"),
    Column("ages", "18- or 12-17 or -17, divided by ; (18- is 18 and over).", "18-", ""),
    Column(
        "genders", "female, male or other, divided by ; and: no male, where the service turns them away.", "female", ""
    ),
    Column(
        "populations", "Whom it is for, or not (no ...), divided by ;", "trafficking survivors;families", "immigrants"
    ),
    Column(
        "documents", "What a caller must bring, divided by ; or: no ID, where none is asked for.", "no ID", "photo ID"
    ),
    Column("access", "Wheelchair, TTY, interpreter, pets, transport: divided by ;", "wheelchair", ""),
    Column("cost", "What it costs a caller, as free.", "free", "free"),
    Column("about", "Two or three plain sentences.", "A practice row: this place does not exist.", ""),
    Column("how_to_apply", "What the caller does first.", "Call the crisis line.", "Call for an appointment."),
    Column("url", "Web address.", "https://example.org/", ""),
    Column("email", "E-mail address of the service, never of a person.", "", "help@example.org"),
    Column("note", "Anything else a specialist should read.", "", ""),
    Column("alert", "A warning shown with the listing, as: closed for repairs until 1 June.", "", ""),
    Column(
        "sealed",
        "yes: the exact address is confidential. Street, ZIP and point are dropped; the town stays.",
        "yes",
        "no",
    ),
    Column("refer", "no: keep it, and never offer it.", "yes", "yes"),
    Column("vetting", "partner, checked or unvetted (empty).", "checked", ""),
    Column("verified_on", "The day someone checked it, as 2026-05-31.", "2026-05-31", ""),
    Column("verified_by", "The role of who checked it, as shift lead.", "shift lead", ""),
    Column("source_name", "Where the facts come from.", "Practice data", "Practice data"),
    Column("source_url", "The page that says so.", "", ""),
    Column("as_of", "The date that the source states, as it states it.", "2026-05", "2026-05"),
    Column("confidence", "The source's grade: A, A-, B, or high, medium, low.", "A", "B"),
)
"""Every column in order; only organisation (or service) and one way to get in touch must be filled."""

NAMES = tuple(column.name for column in COLUMNS)


def template_csv() -> str:
    """The header and two practice rows; their keys start with #, so that an import passes them over."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(NAMES)
    writer.writerow([column.example for column in COLUMNS])
    writer.writerow([column.second for column in COLUMNS])
    return out.getvalue()


def template_guide() -> str:
    """What each column means, one a line, for the help of `northline import --template`."""
    width = max(len(name) for name in NAMES)
    return "\n".join(f"{column.name:{width}}  {column.meaning}" for column in COLUMNS)
