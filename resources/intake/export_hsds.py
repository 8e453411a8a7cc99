"""The directory as an HSDS tabular data package, 3.0 or 1.1, that other systems read and Northline reads back whole."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO
from uuid import UUID, uuid5

from resources.errors import IntakeError
from resources.intake.build import Builder
from resources.intake.hsds_bundle import Bundle, facts_of
from resources.intake.hsds_layout import LAYOUTS, Layout
from resources.intake.own_facts import VOCABULARY, own_facts
from resources.intake.whereabouts import Locator
from resources.kinds import KINDS
from resources.listing import Listing, Phone, Span
from resources.rows import guarded

Rows = dict[str, list[dict[str, str]]]
_SPACE = UUID("6f1d3f0e-52a7-4c3b-9d3e-0b5d6c1f7a20")
_TYPES = {"fax": "fax", "tty": "textphone", "text": "text"}
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STATUSES = ("active", "inactive", "defunct", "temporarily closed")


def export_hsds(listings: Iterable[Listing], folder: Path, version: str = "3.0") -> int:
    """Write the package into a new folder; the number of listings.

    Hidden and do-not-refer listings, private numbers and sealed addresses never leave.

    Raises:
        IntakeError: the version is unknown, or the folder cannot be written.
    """
    layout = LAYOUTS.get(version)
    if layout is None:
        raise IntakeError(f"HSDS {version} is not known. Use one of: {', '.join(LAYOUTS)}.")
    try:
        folder.mkdir(parents=True, exist_ok=False)
        return _write(listings, folder, layout)
    except FileExistsError as error:
        raise IntakeError(f"{folder.name} exists already. Name a new folder.") from error
    except OSError as error:
        raise IntakeError(f"{folder.name} cannot be written ({error.strerror}). Name a folder that can.") from error


def _write(listings: Iterable[Listing], folder: Path, layout: Layout) -> int:
    count = 0
    organisations: set[str] = set()
    terms: set[str] = set()
    with _Tables(folder, layout) as tables:
        for listing in listings:
            if listing.hidden or not listing.refer:
                continue
            rows = _rows(_public(listing), layout)
            for table, found in rows.items():
                for row in found:
                    once = (
                        organisations if table == "organisation" else terms if table in ("term", "taxonomy") else None
                    )
                    if once is not None:
                        if row["id"] in once:
                            continue
                        once.add(row["id"])
                    tables.add(table, row)
            count += 1
    (folder / "datapackage.json").write_text(json.dumps(layout.descriptor(), indent=2) + "\n", encoding="utf-8")
    return count


def _public(listing: Listing) -> Listing:
    phones = tuple(phone for phone in listing.phones if not phone.private)
    return guarded(replace(listing, phones=phones, extra=() if listing.sealed else listing.extra))


class _Tables:
    """One CSV writer for each table, opened when its first row comes, or empty with its headings."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self._folder, self._layout = folder, layout
        self._files: list[TextIO] = []
        self._writers: dict[str, csv.DictWriter[str]] = {}

    def __enter__(self) -> "_Tables":
        for table in self._layout.tables:
            file = (self._folder / table.file).open("w", encoding="utf-8", newline="")
            self._files.append(file)
            self._writers[table.role] = csv.DictWriter(file, table.columns, extrasaction="ignore")
            self._writers[table.role].writeheader()
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()

    def add(self, role: str, row: dict[str, str]) -> None:
        if role in self._writers:
            self._writers[role].writerow(row)


def _uuid(*parts: str) -> str:
    return str(uuid5(_SPACE, "\x1f".join(parts)))


def _rows(listing: Listing, layout: Layout) -> Rows:
    """Every row that speaks of one listing, the own facts last: they are what the others leave out."""
    organisation, service = _uuid("o", listing.organisation), _uuid("s", listing.source, listing.key)
    place = _uuid("l", listing.source, listing.key)
    rows: Rows = {
        "organisation": [{"id": organisation, "name": listing.organisation, "description": listing.organisation}],
        "service": [_service(listing, service, organisation)],
    }
    rows |= _place_rows(listing, service, place, organisation)
    rows["phone"] = [_phone(phone, number, service) for number, phone in enumerate(listing.phones)]
    rows["schedule"] = list(_schedule(listing, service))
    rows["language"] = [
        {"id": _uuid("la", service, code), "service_id": service, "name": code, "code": code, "language": code}
        for code in listing.languages
    ]
    rows["area"] = [
        {
            "id": _uuid("ar", service, area.level, area.code),
            "service_id": service,
            "name": area.code,
            "service_area": area.code,
        }
        for area in listing.areas
    ]
    rows["document"] = [
        {"id": _uuid("d", service, rule.value), "service_id": service, "document": rule.value}
        for rule in listing.rules
        if rule.axis == "documents" and rule.verdict == "yes"
    ]
    rows["term"], rows["term_link"] = [], []
    for kind in listing.kinds:
        _attribute(rows, service, kind, KINDS.get(kind, kind), kind, "")
    rows["taxonomy"] = [
        {
            "id": _uuid("taxonomy"),
            "name": VOCABULARY,
            "description": "Kinds of help and facts that HSDS has no column for.",
        }
    ]
    for name, value in own_facts(listing, _rebuilt(listing, layout.narrowed(rows))).items():
        _attribute(rows, service, name, name, name, value)
    return rows


def _place_rows(listing: Listing, service: str, place: str, organisation: str) -> Rows:
    """The location of a listing that has one, its address if it is whole, and who can get in."""
    if not (listing.city or listing.lat is not None or listing.street or listing.site):
        return {}
    rows: Rows = {}
    rows["location"] = [_location(listing, place, organisation)]
    rows["at_location"] = [{"id": _uuid("sl", service, place), "service_id": service, "location_id": place}]
    rows["address"] = list(_address(listing, place))
    rows["access"] = [
        {
            "id": _uuid("ac", place, rule.value),
            "location_id": place,
            "description": rule.value,
            "details": rule.value,
        }
        for rule in listing.rules
        if rule.axis == "access" and rule.verdict == "yes"
    ]
    return rows


def _attribute(rows: Rows, service: str, key: str, description: str, name: str, value: str) -> None:
    term = _uuid("t", key)
    rows["term"].append(
        {"id": term, "code": key, "name": name, "term": name, "description": description, "taxonomy": VOCABULARY,
         "taxonomy_id": _uuid("taxonomy"), "vocabulary": VOCABULARY}
    )  # fmt: skip
    rows["term_link"].append(
        {"id": _uuid("a", service, key), "link_id": service, "service_id": service, "taxonomy_term_id": term,
         "taxonomy_id": term, "link_entity": "service", "value": value, "taxonomy_detail": value}
    )  # fmt: skip


def _rebuilt(listing: Listing, rows: Rows) -> Listing | str:
    """What a reader of the rows so far would make of them."""
    found = {role: rows.get(role, []) for role in ("location", "at_location")}
    bundle = Bundle("export", 0, rows["service"][0], rows["organisation"][0])
    bundle.location = found["location"][0] if found["location"] else {}
    bundle.at_location = found["at_location"][0] if found["at_location"] else {}
    bundle.phones, bundle.schedules, bundle.languages = (
        list(rows["phone"]),
        list(rows["schedule"]),
        list(rows["language"]),
    )
    bundle.addresses, bundle.areas = list(rows.get("address", [])), list(rows["area"])
    bundle.documents, bundle.access = list(rows["document"]), list(rows.get("access", []))
    bundle.terms = [row["name"] for row in rows["term"]]
    return Builder(listing.source, Locator(None)).listing(facts_of(bundle))


def _service(listing: Listing, service: str, organisation: str) -> dict[str, str]:
    checked = [verified.on.isoformat() for verified in listing.verified if verified.field == "all"]
    return {
        "id": service, "organization_id": organisation, "name": listing.service, "description": listing.about,
        "url": listing.url, "email": listing.email,
        "status": listing.status if listing.status in _STATUSES else "active",
        "application_process": listing.how_to_apply, "fees": listing.fees, "fees_description": listing.fees,
        "alert": listing.alert,
        "assured_date": max(checked, default=""),
    }  # fmt: skip


def _location(listing: Listing, place: str, organisation: str) -> dict[str, str]:
    exact = listing.precision == "exact" and not listing.sealed
    return {
        "id": place, "organization_id": organisation, "location_type": "virtual" if listing.virtual else "physical",
        "name": listing.site,
        "latitude": repr(listing.lat) if exact else "", "longitude": repr(listing.lon) if exact else "",
    }  # fmt: skip


def _address(listing: Listing, place: str) -> Iterator[dict[str, str]]:
    # The standard asks for a whole address or none.
    if listing.street and listing.city and listing.state and listing.zip and not listing.sealed:
        yield {
            "id": _uuid("ad", place), "location_id": place, "address_1": listing.street, "city": listing.city,
            "state_province": listing.state, "postal_code": listing.zip, "country": listing.country,
            "address_type": "physical",
        }  # fmt: skip


def _phone(phone: Phone, number: int, service: str) -> dict[str, str]:
    return {
        "id": _uuid("p", service, str(number)), "service_id": service, "number": phone.number or phone.raw,
        "extension": phone.extension if phone.extension.isdigit() else "", "type": _TYPES.get(phone.kind, "voice"),
        "description": phone.note, "language": ", ".join(phone.languages),
    }  # fmt: skip


def _schedule(listing: Listing, service: str) -> Iterator[dict[str, str]]:
    for number, span in enumerate(listing.hours.spans if listing.hours.known else ()):
        row = {"id": _uuid("h", service, str(number)), "service_id": service, "freq": "WEEKLY", "interval": "1",
               "byday": _BYDAY[span.weekday], "weekday": str(span.weekday + 1), "opens_at": _clock(span.opens),
               "closes_at": _closing(span)}  # fmt: skip
        if span.valid_from:
            row["valid_from"] = span.valid_from.isoformat()
        if span.valid_to:
            row["valid_to"] = span.valid_to.isoformat()
        yield row
    if not listing.hours.known and listing.hours.text:
        # A schedule without times says in words what cannot be said in rows.
        yield {
            "id": _uuid("h", service, "text"),
            "service_id": service,
            "description": listing.hours.text,
            "original_text": listing.hours.text,
        }


def _closing(span: Span) -> str:
    return "23:59" if (span.opens, span.closes) == (0, 1440) else _clock(span.closes % 1440)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
