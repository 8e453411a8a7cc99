"""HSDS as JSON: a service, an organization or a service at a location, alone, in a list, on a page or one a line."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from resources.intake.facts import Facts
from resources.intake.hsds_bundle import Bundle, every_string, facts_of, strings
from resources.intake.hsds_roles import role_of
from resources.intake.hsds_tables import Package, PackageTable
from resources.intake.json_items import Item
from resources.intake.report import Report
from resources.intake.tables import Row
from resources.intake.taken import Taken
from resources.listing import Listing

Object = Mapping[str, Any]
_SIGNS = frozenset({
    "addresses", "application_process", "interpretation_services", "locations", "organization",
    "physical_addresses", "regular_schedules", "schedules", "service_areas", "service_at_location",
    "service_at_locations", "services", "services_at_location", "tax_status", "year_incorporated",
})  # fmt: skip
_FIELDS = {
    "id": "key", "name": "service", "alternate_name": "alternate_name", "description": "about", "url": "url",
    "website": "url", "email": "email", "status": "status", "application_process": "how_to_apply",
    "fees": "cost", "fees_description": "cost", "cost_options": "cost",
    "eligibility_description": "populations", "eligibility": "populations", "minimum_age": "min_age",
    "maximum_age": "max_age", "alert": "alert", "assured_date": "verified_on", "last_modified": "as_of",
    "interpretation_services": "languages", "languages": "languages", "phones": "phones", "schedules": "hours",
    "regular_schedules": "hours", "holiday_schedules": "hours", "service_areas": "covers",
    "required_documents": "documents", "organization": "organisation", "service_at_locations": "site",
    "services_at_location": "site", "location": "site", "locations": "site", "addresses": "street",
    "physical_addresses": "street", "latitude": "lat", "longitude": "lon", "accessibility": "access",
    "contacts": "phones", "attributes": "kinds", "taxonomy_terms": "kinds", "wait_time": "note",
    "program": "organisation", "services": "service", "service": "service", "location_type": "virtual",
    "transportation": "directions", "additional_information": "note", "capacities": "note",
}  # fmt: skip


def is_hsds(item: Object) -> bool:
    """Whether an object is one of the three roots of HSDS."""
    if isinstance(item.get("service"), Mapping) and isinstance(item.get("location"), Mapping):
        return True
    nested = any(isinstance(item.get(sign), Mapping | list) for sign in _SIGNS)
    plain = {"application_process", "interpretation_services", "year_incorporated"} & item.keys()
    return "name" in item and (nested or bool(plain))


def is_tabular(item: Object) -> bool:
    """Whether an object holds whole HSDS tables by file name."""
    lists = [name for name, value in item.items() if isinstance(value, list)]
    return (
        bool(item) and len(lists) == len(item) and any(name.startswith("service") for name in lists) and len(lists) > 2
    )


def tabular_package(name: str, item: Object) -> Package:
    """The tables inside one object, as a package of files."""
    return Package([_table(f"{name}#{table}", rows) for table, rows in item.items()], "HSDS")


def _table(name: str, rows: list[Object]) -> PackageTable:
    columns = tuple(dict.fromkeys(column for row in rows if isinstance(row, Mapping) for column in row))
    cells = [[_text(row.get(column)) for column in columns] for row in rows if isinstance(row, Mapping)]

    def numbered() -> Iterator[Row]:
        yield 0, list(columns)
        yield from enumerate(cells, 1)

    return PackageTable(name, role_of(name.partition("#")[2], columns), numbered)


def read_items(name: str, items: Iterable[Item], taken: Taken, report: Report) -> Iterator[Listing]:
    """A listing for each service at each location in the items."""
    account = report.file(name, "HSDS JSON")
    for number, item in items:
        if not item or not is_hsds(item):
            account.refuse(number, "unreadable-record")
            continue
        for column in item:
            if column in _FIELDS:
                account.fields[column] = _FIELDS[column]
            elif column not in account.unmapped:
                account.unmapped.append(column)
        yield from taken.take_all([_facts(bundle, item) for bundle in _bundles(name, number, item)], account)


def _facts(bundle: Bundle, item: Object) -> Facts:
    facts = facts_of(bundle)
    for value in _objects(item.get("attributes")):
        facts.add("kinds", _term(value))
    return facts


def _bundles(file: str, row: int, item: Object) -> Iterator[Bundle]:
    if isinstance(item.get("service"), Mapping):
        yield _at_location(file, row, item["service"], item, _mapping(item["service"].get("organization")))
    elif "services" in item or ("locations" in item and "organization" not in item):
        yield from _of_organisation(file, row, item)
    elif ("addresses" in item or "latitude" in item) and "organization" not in item and "status" not in item:
        yield _at_location(file, row, {}, {"location": item}, {})
    elif {"tax_status", "year_incorporated", "legal_status"} & item.keys() and "status" not in item:
        yield from _of_organisation(file, row, item)
    else:
        yield from _of_service(file, row, item, _mapping(item.get("organization")))


def _of_organisation(file: str, row: int, organisation: Object) -> Iterator[Bundle]:
    services = _objects(organisation.get("services"))
    for service in services:
        yield from _of_service(file, row, service, organisation)
    if not services:
        locations = _objects(organisation.get("locations"))
        for location in locations or [{}]:
            yield _at_location(file, row, {}, {"location": location}, organisation)


def _of_service(file: str, row: int, service: Object, organisation: Object) -> Iterator[Bundle]:
    places = _objects(service.get("service_at_locations") or service.get("services_at_location"))
    if not places:
        places = [{"location": location} for location in _objects(service.get("locations"))]
    for place in places or [{}]:
        yield _at_location(file, row, service, place, organisation)


def _at_location(file: str, row: int, service: Object, place: Object, organisation: Object) -> Bundle:
    location = _mapping(place.get("location"))
    at_location = {} if "name" in place else strings(place)
    bundle = Bundle(
        file,
        row,
        strings(service),
        strings(organisation),
        strings(location),
        at_location,
        strings(_mapping(service.get("program"))),
    )
    holders = (service, place, location)
    bundle.phones = [phone for holder in (*holders, organisation) for phone in _phones(holder)]
    bundle.addresses = every_string(_objects(location.get("addresses")) + _objects(location.get("physical_addresses")))
    # The narrowest schedule is the one that holds here.
    bundle.schedules = next(
        (found for holder in (place, service, location) if (found := _rows(holder, "schedules", "regular_schedules"))),
        [],
    )
    bundle.holidays = [row for holder in holders for row in _rows(holder, "holiday_schedules")]
    bundle.languages = [row for holder in (service, location) for row in _rows(holder, "languages")]
    bundle.areas = _rows(service, "service_areas") + _rows(place, "service_areas")
    bundle.documents = _rows(service, "required_documents")
    bundle.access = _rows(location, "accessibility", "accessibility_for_disabilities")
    bundle.costs = _rows(service, "cost_options", "payments_accepted", "fees")
    bundle.eligibility = _rows(service, "eligibility")
    bundle.capacities = [
        strings(row) | {"unit": _text(_mapping(row.get("unit")).get("name")) or _text(row.get("unit"))}
        for name in ("capacities", "service_capacities")
        for row in _objects(service.get(name))
    ]
    bundle.terms = [
        _term(each)
        for name in ("attributes", "service_taxonomy", "services_taxonomy", "taxonomy_terms")
        for each in _objects(service.get(name))
    ]
    return bundle


def _phones(holder: Object) -> list[dict[str, str]]:
    found = [_phone(phone, "") for phone in _objects(holder.get("phones"))]
    for contact in _objects(holder.get("contacts")):
        title = _text(contact.get("title")) or _text(contact.get("department"))
        found.extend(_phone(phone, title) for phone in _objects(contact.get("phones")))
    return found


def _phone(phone: Object, title: str) -> dict[str, str]:
    told = strings(phone)
    told["languages"] = ", ".join(
        _text(each.get("name")) or _text(each.get("code")) for each in _objects(phone.get("languages"))
    )
    if title:
        told["contact_title"] = title
    return told


def _term(attribute: Object) -> str:
    term = _mapping(attribute.get("taxonomy_term") or attribute.get("taxonomy") or attribute.get("term"))
    return _text(term.get("name")) or _text(attribute.get("name")) or _text(attribute.get("value"))


def _rows(holder: Object, *names: str) -> list[dict[str, str]]:
    return every_string([row for name in names for row in _objects(holder.get(name))])


def _objects(value: object) -> list[Object]:
    if isinstance(value, Mapping):
        return [value]
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _mapping(value: object) -> Object:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, Mapping | list) else str(value)
