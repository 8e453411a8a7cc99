"""An HSDS or Ohana CSV package, any version, broken keys and all: a listing for each service at each location."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from resources.intake.hsds_bundle import Bundle, Record, facts_of
from resources.intake.hsds_roles import Role
from resources.intake.hsds_stage import Stage
from resources.intake.own_facts import is_own
from resources.intake.report import FileReport, Report
from resources.intake.tables import Row
from resources.intake.taken import Taken
from resources.listing import Listing

_CHILDREN = (
    "phone",
    "schedule",
    "holiday",
    "language",
    "area",
    "document",
    "access",
    "cost",
    "eligibility",
    "address",
    "term_link",
    "capacity",
)
Progress = Callable[[str, float], None]
# The share of the time that laying the tables side by side takes, about.
_LOADED = 0.3
_TOLD_EVERY = 200
_KEPT_AS_TOLD = ("term", "program", "contact", "unit")


@dataclass(frozen=True, slots=True)
class PackageTable:
    """One table of the package and what it is for; `role` is None for a table that is not of HSDS."""

    name: str
    role: Role | None
    rows: Callable[[], Iterator[Row]]


class Package:
    """Joins the tables of one package and accounts for each of their rows."""

    def __init__(self, tables: Sequence[PackageTable], version: str) -> None:
        self._tables = tables
        self._version = version
        self._stage = Stage()
        self._reports: list[FileReport] = []

    def read(self, taken: Taken, report: Report, progress: Progress) -> Iterator[Listing]:
        """Every listing of the package; the report is whole when the last one has been taken."""
        try:
            self._load(report, progress)
            yield from self._services(taken, progress)
            yield from self._bare_locations(taken)
            yield from self._bare_organisations(taken)
            self._account()
        finally:
            self._stage.close()

    def _load(self, report: Report, progress: Progress) -> None:
        for index, table in enumerate(self._tables):
            progress(f"Reading {table.name}", _LOADED * index / len(self._tables))
            account = report.file(table.name, f"{self._version} {table.role.name}" if table.role else "unknown table")
            self._reports.append(account)
            rows = table.rows()
            next(rows, None)
            if table.role is not None and table.role.name == "postal":
                # Nobody is sent to a post box: read, accounted for, and dropped.
                account.fields.update(dict.fromkeys(filter(None, table.role.columns), "mailing (dropped)"))
                for _ in rows:
                    account.keep()
                continue
            if table.role is None or table.role.name == "unused":
                for number, _ in rows:
                    account.refuse(number, "not-used" if table.role else "unknown-table")
                continue
            fields = table.role.fields
            account.fields.update(fields)
            account.unmapped.extend(column for column in table.role.columns if column and column not in fields)
            self._stage.load(index, table.role, rows)
        self._stage.ready()

    def _services(self, taken: Taken, progress: Progress) -> Iterator[Listing]:
        count = max(self._stage.count("service"), 1)
        for number, (file, row, service) in enumerate(self._stage.rows("service")):
            if number % _TOLD_EVERY == 0:
                progress(f"Reading {number:,}", _LOADED + (1 - _LOADED) * number / count)
            found = [facts_of(self._bundle(file, row, service, *place)) for place in self._locations(service)]
            if service.get("organization_id") and not self._stage.one("organisation", service["organization_id"]):
                found[0].doubts.add("organisation-missing")
            yield from taken.take_all(found, self._reports[file])

    def _locations(self, service: Record) -> list[tuple[Record, Record]]:
        key = service.get("id", "")
        links = self._stage.where("at_location", service_id=key) if key else []
        found: list[tuple[Record, Record]] = [
            (self._stage.one("location", link.get("location_id", "")), link) for link in links
        ]
        if not found and service.get("location_id"):
            found = [(self._stage.one("location", service["location_id"]), {})]
        return found or [({}, {})]

    def _bundle(self, file: int, row: int, service: Record, location: Record, at_location: Record) -> Bundle:
        stage = self._stage
        key, place, sal = service.get("id", ""), location.get("id", ""), at_location.get("id", "")
        owner = service.get("organization_id", "") or location.get("organization_id", "")
        program = stage.one("program", service.get("program_id", ""))
        bundle = Bundle(
            self._tables[file].name, row, service, location=location, at_location=at_location, program=program
        )
        bundle.organisation = stage.one("organisation", owner or program.get("organization_id", ""))
        ids = {"service_id": key, "location_id": place, "sal_id": sal}
        phones = stage.where("phone", **ids) + self._organisation_phones(owner) + self._contact_phones(ids)
        bundle.phones = [self._spoken(phone) for phone in phones]
        bundle.addresses = stage.where("address", location_id=place)
        bundle.schedules = stage.where("schedule", **ids)
        bundle.holidays = stage.where("holiday", **ids)
        bundle.languages = stage.where("language", service_id=key, location_id=place)
        bundle.areas = stage.where("area", service_id=key, sal_id=sal)
        bundle.documents = stage.where("document", service_id=key)
        bundle.access = stage.where("access", location_id=place)
        bundle.costs = stage.where("cost", service_id=key)
        bundle.eligibility = stage.where("eligibility", service_id=key)
        bundle.capacities = [
            {**row, "unit": stage.one("unit", row.get("unit_id", "")).get("name", "") or row.get("unit", "")}
            for row in stage.where("capacity", service_id=key)
        ]
        bundle.terms, bundle.own = self._terms(service)
        return bundle

    def _organisation_phones(self, owner: str) -> list[dict[str, str]]:
        found = self._stage.where("phone", organization_id=owner) if owner else []
        return [
            phone
            for phone in found
            if not (phone.get("service_id") or phone.get("location_id") or phone.get("service_at_location_id"))
        ]

    def _contact_phones(self, ids: dict[str, str]) -> list[dict[str, str]]:
        """Numbers of contacts, under their title: the person's name stays behind."""
        found = []
        for contact in self._stage.where("contact", **ids) if self._stage.has("contact") else []:
            for phone in self._stage.where("phone", link_id=contact.get("id", "")) if contact.get("id") else []:
                found.append({**phone, "contact_title": contact.get("title", "") or contact.get("department", "")})
        return found

    def _spoken(self, phone: dict[str, str]) -> dict[str, str]:
        """A number with the languages that rows of their own give it, as HSDS 3 has them."""
        rows = self._stage.where("language", link_id=phone.get("id", ""))
        told = dict.fromkeys(row.get("name", "") or row.get("language", "") or row.get("code", "") for row in rows)
        names = ", ".join(filter(None, told))
        return {**phone, "languages": names} if names else phone

    def _terms(self, service: Record) -> tuple[list[str], dict[str, str]]:
        """The names of a service's taxonomy terms, and the facts of our own that travel as terms."""
        names: list[str] = []
        own: dict[str, str] = {}
        for link in self._stage.where("term_link", service_id=service.get("id", ""), link_id=service.get("id", "")):
            term = self._stage.one("term", link.get("taxonomy_id", "") or link.get("taxonomy_term_id", ""))
            name = term.get("name", "") or term.get("term", "")
            if is_own(name):
                own[name] = link.get("taxonomy_detail", "") or link.get("value", "")
            else:
                names.append(name or link.get("taxonomy_detail", "") or link.get("value", ""))
        for code in (service.get("taxonomy_ids") or "").split(","):
            if code.strip():
                names.append(self._stage.one("term", code.strip()).get("name", ""))
        return [name for name in dict.fromkeys(names) if name], own

    def _bare_locations(self, taken: Taken) -> Iterator[Listing]:
        """Locations at which no service is named: still a place that callers can be told of."""
        for file, row, location in self._stage.rows("location"):
            key = location.get("id", "")
            if key and (
                self._stage.exists("at_location", location_id=key) or self._stage.exists("service", location_id=key)
            ):
                self._reports[file].keep()
            else:
                yield from taken.take(facts_of(self._bundle(file, row, {}, location, {})), self._reports[file])

    def _bare_organisations(self, taken: Taken) -> Iterator[Listing]:
        for file, row, organisation in self._stage.rows("organisation"):
            key = organisation.get("id", "")
            if key and (
                self._stage.exists("service", organization_id=key)
                or self._stage.exists("location", organization_id=key)
            ):
                self._reports[file].keep()
                continue
            bundle = Bundle(self._tables[file].name, row, organisation=organisation)
            bundle.phones = self._organisation_phones(key)
            yield from taken.take(facts_of(bundle), self._reports[file])

    def _account(self) -> None:
        """Each remaining row was either joined to something or leads nowhere."""
        refused = {
            (file, row) for role in _CHILDREN if self._stage.has(role) for file, row in self._stage.orphans(role)
        }
        for role in (*_CHILDREN, *_KEPT_AS_TOLD, "at_location"):
            for file, row, record in self._stage.rows(role):
                lost = role == "at_location" and not self._stage.one("service", record.get("service_id", ""))
                if lost or (file, row) in refused:
                    self._reports[file].refuse(row, "no-parent")
                else:
                    self._reports[file].keep()
