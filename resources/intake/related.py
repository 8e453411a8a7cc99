"""Tables that belong together by their ids: agencies, sites and programs of one export, in one file or in several."""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from resources.intake.facts import Facts, Value
from resources.intake.flags import heed_words
from resources.intake.flat import FlatPlan, facts_of, plan_table, read_rows
from resources.intake.mapping import Mapping
from resources.intake.report import FileReport, Report
from resources.intake.tables import Table
from resources.intake.taken import Taken
from resources.intake.values import yes_or_no
from resources.listing import Listing

ORGANISATION, LOCATION, PROGRAM, SERVICE = "organisation", "location", "program", "service"
_ADDRESS = frozenset(
    {
        "street",
        "street2",
        "street_number",
        "address",
        "city",
        "state",
        "zip",
        "county",
        "county_fips",
        "country",
        "lat",
        "lon",
        "point",
        "city_state",
    }
)
# What a parent says holds for its children only where they say nothing themselves; a name is never inherited as a name.
_INHERITED = _ADDRESS | {"hours", "url", "email", "languages", "access", "cost", "populations", "documents", "covers",
                         "timezone", "verified_on",
                         "how_to_apply", "ages", "genders", "directions", "alert"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Member:
    table: Table
    plan: FlatPlan
    report: FileReport
    role: str


class Family:
    """Stages the rows of related tables, then reads each service with what its site and agency add."""

    def __init__(self, tables: list[Table], mapping: Mapping | None) -> None:
        self._tables = tables
        self._mapping = mapping
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000;"
            "CREATE TABLE row (member INTEGER, number INTEGER, role TEXT, id TEXT, organisation TEXT, location TEXT, "
            "program TEXT, cells TEXT)"
        )

    def read(self, taken: Taken, report: Report, progress: object) -> Iterator[Listing]:
        """A listing for each service; then for each site and agency that no service names."""
        try:
            members = [self._load(index, table, report) for index, table in enumerate(self._tables)]
            self._db.execute("CREATE INDEX by_id ON row(role, id)")
            for column in ("organisation", "location", "program"):
                self._db.execute(f"CREATE INDEX by_{column} ON row({column})")
            for role in (SERVICE, PROGRAM, LOCATION, ORGANISATION):
                yield from self._listings(role, members, taken)
        finally:
            self._db.close()

    def _load(self, index: int, table: Table, report: Report) -> _Member:
        account = report.file(table.name, "table of related rows")
        plan = plan_table(table, account, self._mapping)
        role = _role_by_name(table.name, plan)
        _settle(plan, role)
        account.fields.update(plan.columns.named())
        member = _Member(table, plan, account, role)
        self._db.execute("BEGIN")
        for number, cells, facts in read_rows_with_cells(table, plan, account):
            own = role or _role_by_level(facts.first("level"), facts)
            self._db.execute(
                "INSERT INTO row VALUES (?,?,?,?,?,?,?,?)", (index, number, own, *_keys(facts, own), json.dumps(cells))
            )
        self._db.execute("COMMIT")
        return member

    def _listings(self, role: str, members: list[_Member], taken: Taken) -> Iterator[Listing]:
        query = "SELECT member, number, id, cells FROM row WHERE role = ? ORDER BY rowid"
        for index, number, key, cells in self._db.execute(query, (role,)):
            member = members[index]
            if role != SERVICE and key and self._is_named(role, key):
                member.report.keep()
                continue
            facts = facts_of(member.plan, member.table.name, number, json.loads(cells))
            parents = self._parents(facts, role, members)
            _key_by_role(facts, role)
            for kind, parent in parents:
                _inherit(facts, parent, kind)
            taken.builder.kinds = member.plan.kinds
            yield from taken.take(facts, member.report)

    def _is_named(self, role: str, key: str) -> bool:
        below = {
            PROGRAM: "role = 'service'",
            LOCATION: "role IN ('service', 'program')",
            ORGANISATION: "role != 'organisation'",
        }
        query = f"SELECT 1 FROM row WHERE {role} = ? AND {below[role]} LIMIT 1"
        return self._db.execute(query, (key,)).fetchone() is not None

    def _parents(self, facts: Facts, role: str, members: list[_Member]) -> list[tuple[str, Facts]]:
        """Program, site and agency of a row, nearest first; the agency may only be known to the site."""
        found: list[tuple[str, Facts]] = []
        wanted = [
            (PROGRAM, facts.first("program_id")),
            (LOCATION, facts.first("location_id")),
            (ORGANISATION, facts.first("organisation_id")),
        ]
        for kind, own in wanted:
            key = own
            if not key and kind == ORGANISATION:
                key = next(
                    (parent.first("organisation_id") for _, parent in found if parent.first("organisation_id")), ""
                )
            if not key or kind == role:
                continue
            row = self._db.execute(
                "SELECT member, number, cells FROM row WHERE role = ? AND id = ? LIMIT 1", (kind, key)
            ).fetchone()
            if row:
                member = members[row[0]]
                parent = facts_of(member.plan, member.table.name, row[1], json.loads(row[2]))
                heed_words(parent)
                found.append((kind, parent))
            elif kind == ORGANISATION:
                facts.doubts.add("organisation-missing")
        return found


def read_rows_with_cells(table: Table, plan: FlatPlan, account: FileReport) -> Iterator[tuple[int, list[str], Facts]]:
    """Each row that is a record, as cells and as facts."""
    last: list[tuple[int, list[str]]] = []

    def watched() -> Iterator[tuple[int, list[str]]]:
        for row in table.rows:
            last[:] = [row]
            yield row

    copy = Table(table.name, table.headings, watched(), table.sample, table.title, table.grid)
    for facts in read_rows(copy, plan, account):
        number, cells = last[0]
        yield number, cells, facts


def is_family(tables: list[Table], plans: list[FlatPlan]) -> bool:
    """Whether tables point at one another, or one table holds several levels."""
    if any("level" in plan.columns.fields for plan in plans):
        return True
    pointing = [plan for plan in plans if {"organisation_id", "location_id"} & set(plan.columns.fields)]
    return len(tables) > 1 and len(pointing) > 1


def _role_by_name(name: str, plan: FlatPlan) -> str:
    if "level" in plan.columns.fields:
        return ""
    stem = name.rpartition("/")[2].lower()
    for pattern, role in (
        (r"service|program|resource", SERVICE),
        (r"location|site|office|branch|address", LOCATION),
        (r"organi[sz]ation|agenc|provider|orgs?\b", ORGANISATION),
    ):
        if re.search(pattern, stem):
            return role
    fields = set(plan.columns.fields)
    return (
        SERVICE
        if "location_id" in fields and "key" in fields
        else LOCATION
        if "location_id" in fields
        else ORGANISATION
    )


def _role_by_level(level: str, facts: Facts) -> str:
    level = level.lower().replace(" ", "")
    if "programatsite" in level or "service" in level:
        return SERVICE
    if "program" in level:
        return SERVICE if facts.first("location_id") else PROGRAM
    return LOCATION if "site" in level or "location" in level else ORGANISATION


def _settle(plan: FlatPlan, role: str) -> None:
    """In a table of agencies the agency's id is its own key, and its title its name."""
    own = {ORGANISATION: "organisation_id", LOCATION: "location_id"}.get(role)
    fields = plan.columns.fields
    if own in fields and "key" not in fields:
        fields[fields.index(own)] = "key"
    if role == ORGANISATION and "service" in fields and not {"organisation", "name"} & set(fields):
        fields[fields.index("service")] = "organisation"
    if role == LOCATION and "name" in fields and "site" not in fields:
        fields[fields.index("name")] = "site"
    plan.refresh()


def _keys(facts: Facts, role: str) -> tuple[str, str, str, str]:
    return facts.first("key"), facts.first("organisation_id"), facts.first("location_id"), facts.first("program_id")


def _key_by_role(facts: Facts, role: str) -> None:
    key = facts.first("key")
    if key and role in (LOCATION, ORGANISATION):
        facts.values["key"] = [Value(f"{role}/{key}")]


def _inherit(facts: Facts, parent: Facts, kind: str) -> None:
    """Fill what a row leaves open; an address comes whole or not at all, and with its seal."""
    name = parent.first("organisation") or parent.first("name") or parent.first("service") or parent.first("site")
    if kind == ORGANISATION and name:
        if facts.first("organisation") != name:
            _demote(facts)
            facts.values["organisation"] = [Value(name)]
    elif kind == LOCATION and name and not facts.first("site"):
        facts.add("site", name)
    elif kind == PROGRAM and name and not facts.first("service"):
        facts.values["service"] = [Value(name)]
    own_address = any(facts.first(field) for field in ("street", "address", "lat", "point"))
    for field in _INHERITED - (_ADDRESS if own_address else frozenset()):
        if parent.values.get(field) and not facts.values.get(field):
            facts.values[field] = list(parent.values[field])
    if kind == LOCATION or not own_address or _same_address(facts):
        facts.sealed = facts.sealed or parent.sealed
    facts.hidden = facts.hidden or parent.hidden
    for field in ("about", "kinds"):
        if parent.values.get(field) and not facts.values.get(field):
            facts.values[field] = list(parent.values[field])
    facts.values.setdefault("phones", []).extend(parent.values.get("phones", []))
    if parent.values.get("covers_state"):
        facts.values.setdefault("covers_state", list(parent.values["covers_state"]))


def _demote(facts: Facts) -> None:
    """What a program calls its name is the service, once the agency above it is known."""
    own = facts.first("name") or facts.first("organisation")
    if own and not facts.first("service"):
        facts.values["service"] = [Value(own)]
    facts.values.pop("name", None)


def _same_address(facts: Facts) -> bool:
    return any("address" in value.label.lower() and yes_or_no(value.text) for value in facts.values.get("same", ()))
