"""One HSDS service at one location with everything that hangs on the two, in any version, as facts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from resources.intake.capacities import capacity_notes
from resources.intake.facts import Facts, HolidayRow, TimeRow
from resources.intake.flags import apply_flag, is_private
from resources.intake.headers import field_for
from resources.intake.secrecy import OF_ORGANISATION
from resources.intake.values import filled, yes_or_no

Record = Mapping[str, str]
_WEEKDAYS = {"mo": 0, "tu": 1, "we": 2, "th": 3, "fr": 4, "sa": 5, "su": 6}
_NUMBERED = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6}
_PHONE_TYPES = {
    "fax": "fax", "textphone": "tty", "tty": "tty", "tdd": "tty", "text": "text", "sms": "text", "cell": "other",
    "pager": "other", "video": "other", "hotline": "crisis",
}  # fmt: skip
_FLAGS = frozenset({"hide", "show", "sealed", "address_public", "status"})
_HEADINGS = re.compile(r"(?:^|\n)\s*([A-Z][A-Z /&,'()-]{3,40}):\s*")


@dataclass(slots=True)
class Bundle:
    """A service, where it is given, and the rows of every other table that say something of it."""

    file: str
    row: int
    service: Record = field(default_factory=dict)
    organisation: Record = field(default_factory=dict)
    location: Record = field(default_factory=dict)
    at_location: Record = field(default_factory=dict)
    program: Record = field(default_factory=dict)
    phones: Sequence[Record] = field(default_factory=list)
    addresses: Sequence[Record] = field(default_factory=list)
    schedules: Sequence[Record] = field(default_factory=list)
    holidays: Sequence[Record] = field(default_factory=list)
    languages: Sequence[Record] = field(default_factory=list)
    areas: Sequence[Record] = field(default_factory=list)
    documents: Sequence[Record] = field(default_factory=list)
    access: Sequence[Record] = field(default_factory=list)
    costs: Sequence[Record] = field(default_factory=list)
    eligibility: Sequence[Record] = field(default_factory=list)
    capacities: Sequence[Record] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)


def facts_of(bundle: Bundle) -> Facts:
    """The facts of a bundle: what is said of the service first, then of the location, then of the organisation."""
    facts = Facts(bundle.file, bundle.row)
    facts.add("key", _key(bundle))
    facts.add("organisation", _first(bundle.organisation, "name"))
    facts.add("service", _first(bundle.service, "name") or _first(bundle.location, "name"))
    facts.add("site", _site(bundle))
    _described(facts, bundle)
    _whereabouts(facts, bundle)
    for phone in bundle.phones:
        _phone(facts, phone)
    _times(facts, bundle)
    _service_to(facts, bundle)
    for told in capacity_notes(bundle.capacities):
        facts.add("note", told)
    for record in (bundle.service, bundle.location, bundle.organisation, bundle.at_location, *bundle.addresses):
        _flags(facts, record)
    facts.own = bundle.own
    return facts


def _key(bundle: Bundle) -> str:
    service, location = _first(bundle.service, "id"), _first(bundle.location, "id")
    if not service:
        return f"location/{location}" if location else f"organization/{_first(bundle.organisation, 'id')}"
    return f"{service}@{location}" if location and location != service else service


def _site(bundle: Bundle) -> str:
    name = _first(bundle.location, "name")
    return "" if name in (_first(bundle.service, "name"), _first(bundle.organisation, "name")) else name


def _described(facts: Facts, bundle: Bundle) -> None:
    service, organisation = bundle.service, bundle.organisation
    about = (
        _first(service, "description") or _first(bundle.location, "description") or _first(organisation, "description")
    )
    _told(facts, about)
    for name in ("alternate_name",):
        facts.add("alternate_name", _first(service, name))
    for ours, names in (
        ("url", ("url", "website")),
        ("email", ("email",)),
        ("status", ()),
        ("how_to_apply", ("application_process",)),
        ("cost", ("fees", "fees_description", "accepted_payments")),
        ("populations", ("eligibility_description", "eligibility")),
        ("min_age", ("minimum_age",)),
        ("max_age", ("maximum_age",)),
        ("alert", ("alert",)),
        ("verified_on", ("assured_date",)),
        ("as_of", ("last_modified",)),
        ("languages", ("languages", "interpretation_services")),
        ("documents", ("required_documents",)),
        ("covers", ("service_areas",)),
        ("note", ("additional_information", "wait_time")),
    ):
        for name in names:
            facts.add(ours, _first(service, name))
    for record in (bundle.location, organisation):
        for ours, names in (
            ("url", ("url", "website")),
            ("email", ("email",)),
            ("languages", ("languages",)),
            ("access", ("accessibility",)),
        ):
            for name in names:
                facts.add(ours, _first(record, name))
    # Not shown, but a location or its agency may say here that nobody is to be sent there.
    for name in ("description", "alternate_name"):
        facts.add("internal", _first(bundle.location, name))
        facts.add(OF_ORGANISATION, _first(organisation, name))
        facts.add(OF_ORGANISATION, _first(bundle.program, name))
    facts.add("directions", _first(bundle.location, "transportation"))
    facts.add("note", _first(bundle.at_location, "description"))
    facts.add("location_type", _first(bundle.location, "location_type"))
    if yes_or_no(_first(bundle.location, "virtual")):
        facts.add("location_type", "virtual")
    for term in (*bundle.terms, *re.split(r"[;,|]", _first(service, "keywords"))):
        facts.add("kinds", term.strip())


def _told(facts: Facts, about: str) -> None:
    """Descriptions made by other systems hold fields under capital headings; those we know go where they belong."""
    parts = _HEADINGS.split(about)
    kept = [parts[0].strip()]
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        ours = field_for(heading.lower())
        if ours in ("populations", "how_to_apply", "documents", "cost", "hours", "access"):
            facts.add(ours, text.strip())
        kept.append(f"{heading}: {text.strip()}")
    facts.add("about", "\n".join(filter(None, kept)))


def _whereabouts(facts: Facts, bundle: Bundle) -> None:
    physical = [
        each for each in bundle.addresses if "postal" not in _first(each, "address_type", "type")
    ] or bundle.addresses
    for address in physical[:1]:
        facts.add("street", _first(address, "address_1", "street_address", "address"))
        for name in ("address_2", "address_3", "address_4"):
            facts.add("street2", _first(address, name))
        facts.add("city", _first(address, "city"))
        facts.add("state", _first(address, "state_province", "state", "region"))
        facts.add("zip", _first(address, "postal_code", "zip"))
        facts.add("country", _first(address, "country"))
        county = _first(address, "region", "county")
        facts.add("county", county if not _first(address, "county") else _first(address, "county"))
    facts.add("lat", _first(bundle.location, "latitude"))
    facts.add("lon", _first(bundle.location, "longitude"))


def _phone(facts: Facts, phone: Record) -> None:
    number = _first(phone, "number", "phone_number").strip("\"' ")
    extension = _first(phone, "extension").removesuffix(".0")
    if extension and number:
        number = f"{number} x{extension}" if extension.isdigit() else f"{number} {extension}"
    told = [_first(phone, name) for name in ("department", "description", "contact_title")]
    language = _first(phone, "language", "languages")
    label = "; ".join(filter(None, told))
    kind = _PHONE_TYPES.get(_first(phone, "type", "number_type").lower(), "")
    private = any(
        is_private(text) for name, text in phone.items() if field_for(name) in ("phone_private", "hide", "sealed")
    )
    if language:
        label = f"{label}; {language}" if label else language
    facts.add("phones", number, re.sub(r"^(?:phone|voice) ?\d*$", "", label, flags=re.I), kind, private)


def _times(facts: Facts, bundle: Bundle) -> None:
    for row in bundle.schedules:
        facts.times.append(_time_row(row))
        facts.add("hours", _first(row, "original_text"))
    texts = {row.text for row in facts.times if row.text}
    if not any(row.opens or row.closes for row in facts.times):
        facts.times.clear()
        for text in sorted(texts):
            facts.add("hours", text)
    for row in bundle.holidays:
        closed = yes_or_no(_first(row, "closed")) is not False
        facts.holidays.append(
            HolidayRow(
                _first(row, "start_date"),
                _first(row, "end_date"),
                closed,
                _first(row, "opens_at"),
                _first(row, "closes_at"),
            )
        )


def _time_row(row: Record) -> TimeRow:
    days = _days(_first(row, "weekday") or _first(row, "byday"))
    frequency = _first(row, "freq").upper()
    plain = not any(_first(row, name) for name in ("bymonthday", "byyearday", "byweekno", "count"))
    weekly = frequency in ("", "WEEKLY", "DAILY") and _first(row, "interval") in ("", "1") and plain
    if frequency == "DAILY" and not days:
        days = tuple(range(7))
    until = [text for text in (_first(row, "valid_to"), _first(row, "until")) if text]
    opens, closes = _first(row, "opens_at"), _first(row, "closes_at")
    told = "\n".join(filter(None, (_first(row, "description"), _first(row, "notes"))))
    return TimeRow(days, opens, closes, told, _first(row, "valid_from"), min(until, default=""), weekly and bool(days))


def _days(text: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in re.split(r"[,;\s\"'\[\]]+", text.strip().lower()):
        if part in _NUMBERED:
            found.append(_NUMBERED[part])
        elif part[:2] in _WEEKDAYS:
            found.append(_WEEKDAYS[part[:2]])
        elif part:
            return ()  # "1MO" is the first Monday of a month: no weekly hours
    return tuple(dict.fromkeys(found))


def _service_to(facts: Facts, bundle: Bundle) -> None:
    for row in bundle.languages:
        facts.add("languages", _first(row, "name", "language", "code"))
    for row in bundle.areas:
        facts.add(
            "covers", _first(row, "service_area", "name") or _first(row, "description"), _first(row, "extent_type")
        )
    for row in bundle.documents:
        facts.add("documents", _first(row, "document", "name"))
    for row in bundle.access:
        facts.add(
            "access",
            " - ".join(filter(None, (_first(row, "accessibility", "description", "name"), _first(row, "details")))),
        )
    for row in bundle.costs:
        amount = " ".join(filter(None, (_first(row, "amount"), _first(row, "currency").upper())))
        parts = (_first(row, "option", "payment", "fee"), amount, _first(row, "amount_description"))
        facts.add("cost", ", ".join(filter(None, parts)))
    for row in bundle.eligibility:
        facts.add("populations", _first(row, "eligibility", "description", "name"))


def _flags(facts: Facts, record: Record) -> None:
    for name, text in record.items():
        ours = field_for(name) if name not in ("description", "name", "url") else ""
        if ours in _FLAGS and text:
            apply_flag(facts, ours, name, text)


def _first(record: Record, *names: str) -> str:
    return next((text for name in names if (text := filled(record.get(name, "")))), "")


def strings(values: Mapping[str, object]) -> dict[str, str]:
    """The scalar values of a JSON object as text."""
    told = {}
    for name, value in values.items():
        if isinstance(value, bool):
            told[name] = "yes" if value else "no"
        elif isinstance(value, str | int | float):
            told[name] = str(value)
    return told


def every_string(rows: Iterable[Mapping[str, object]]) -> list[dict[str, str]]:
    """`strings` of each row."""
    return [strings(row) for row in rows]
