"""The files and columns of an HSDS tabular data package that Northline writes, by version."""

from dataclasses import dataclass

_NUMBERS = frozenset({"latitude", "longitude", "interval", "weekday", "minimum_age", "maximum_age"})


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One CSV: what it is for, its file, its resource name in the descriptor, its columns, and which must be filled."""

    role: str
    file: str
    name: str
    columns: tuple[str, ...]
    required: frozenset[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """All tables of one version."""

    version: str
    tables: tuple[TableLayout, ...]

    def narrowed(self, rows: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
        """The rows with only the tables and columns that this version has: what a reader of the package will see."""
        narrow: dict[str, list[dict[str, str]]] = {role: [] for role in rows}
        for table in self.tables:
            kept = set(table.columns)
            narrow[table.role] = [
                {column: text for column, text in row.items() if column in kept and text}
                for row in rows.get(table.role, ())
                if all(row.get(column) for column in table.required)
            ]
        return narrow

    def descriptor(self) -> dict[str, object]:
        """The `datapackage.json` of the package."""
        return {
            "name": "human_services_data",
            "title": "Human Services Data Specification",
            "profile": "tabular-data-package",
            "version": self.version,
            "resources": [_resource(table) for table in self.tables],
        }


def _resource(table: TableLayout) -> dict[str, object]:
    return {
        "name": table.name,
        "path": table.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"primaryKey": "id", "fields": [_field(table, column) for column in table.columns]},
    }


def _field(table: TableLayout, column: str) -> dict[str, object]:
    kind = (
        "number" if column in _NUMBERS else "date" if column in ("valid_from", "valid_to", "assured_date") else "string"
    )
    return {"name": column, "type": kind, "constraints": {"required": column in table.required}}


def _table(role: str, file: str, name: str, columns: str) -> TableLayout:
    marked = columns.split()
    return TableLayout(
        role,
        file,
        name,
        tuple(column.rstrip("!") for column in marked),
        frozenset(c[:-1] for c in marked if c.endswith("!")),
    )


LAYOUTS = {
    "3.0": Layout("3.0", (
        _table("organisation", "organizations.csv", "organization", "id! name! description!"),
        _table("service", "services.csv", "service",
               "id! organization_id! name! description url email status! application_process fees_description alert "
               "assured_date"),
        _table("location", "locations.csv", "location", "id! location_type! organization_id name latitude longitude"),
        _table("at_location", "service_at_location.csv", "service_at_location", "id! service_id! location_id!"),
        _table("address", "addresses.csv", "address",
               "id! location_id address_1! city! state_province! postal_code! country! address_type!"),
        _table("phone", "phones.csv", "phone", "id! service_id number! extension type description"),
        _table("schedule", "schedules.csv", "schedule",
               "id! service_id valid_from valid_to freq interval byday description opens_at closes_at"),
        _table("language", "languages.csv", "language", "id! service_id name code"),
        _table("area", "service_areas.csv", "service_area", "id! service_id name"),
        _table("document", "required_documents.csv", "required_document", "id! service_id document"),
        _table("access", "accessibility.csv", "accessibility", "id! location_id description"),
        _table("taxonomy", "taxonomies.csv", "taxonomy", "id! name! description!"),
        _table("term", "taxonomy_terms.csv", "taxonomy_term", "id! code name! description! taxonomy taxonomy_id"),
        _table("term_link", "attributes.csv", "attribute", "id! link_id! taxonomy_term_id! link_entity! value"),
    )),
    "1.1": Layout("1.1", (
        _table("organisation", "organizations.csv", "organization", "id! name! description!"),
        _table("service", "services.csv", "service",
               "id! organization_id! name! description url email status! application_process fees"),
        _table("location", "locations.csv", "location", "id! organization_id name latitude longitude"),
        _table("at_location", "services_at_location.csv", "service_at_location", "id! service_id! location_id!"),
        _table("address", "physical_addresses.csv", "physical_address",
               "id! location_id address_1! city! state_province! postal_code! country!"),
        _table("phone", "phones.csv", "phone", "id! service_id number! extension type language description"),
        _table("schedule", "regular_schedules.csv", "regular_schedule", "id! service_id weekday! opens_at closes_at"),
        _table("language", "languages.csv", "language", "id! service_id language"),
        _table("area", "service_areas.csv", "service_area", "id! service_id service_area"),
        _table("document", "required_documents.csv", "required_document", "id! service_id document"),
        _table("term", "taxonomy.csv", "taxonomy", "id! name! vocabulary"),
        _table("term_link", "services_taxonomy.csv", "service_taxonomy",
               "id! service_id! taxonomy_id! taxonomy_detail"),
    )),
}  # fmt: skip
"""Version -> layout."""
