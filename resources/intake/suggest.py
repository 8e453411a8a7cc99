"""The column mapping that an import would use, to be looked at, corrected and saved before anything is taken in."""

from dataclasses import dataclass
from pathlib import Path

from resources.errors import IntakeError
from resources.intake.detect import sort_of, tables_of
from resources.intake.mapping import Mapping, map_columns
from resources.intake.sources import source_files

FIELDS = (
    "key",
    "name",
    "organisation",
    "service",
    "site",
    "alternate_name",
    "kinds",
    "phones",
    "phones:crisis",
    "phones:intake",
    "phones:main",
    "phones:after_hours",
    "phones:toll_free",
    "phones:tty",
    "phones:text",
    "phones:fax",
    "phones:other",
    "phone_ext",
    "phone_label",
    "phone_private",
    "hours",
    "day_hours",
    "open_days",
    "timezone",
    "address",
    "street_number",
    "street",
    "street2",
    "city",
    "city_state",
    "state",
    "zip",
    "county",
    "county_fips",
    "country",
    "lat",
    "lon",
    "point",
    "covers",
    "covers_state",
    "languages",
    "ages",
    "min_age",
    "max_age",
    "genders",
    "populations",
    "documents",
    "access",
    "cost",
    "about",
    "how_to_apply",
    "directions",
    "url",
    "email",
    "email_private",
    "note",
    "alert",
    "virtual",
    "status",
    "show",
    "hide",
    "sealed",
    "address_public",
    "vetting",
    "verified_on",
    "verified_by",
    "verified_how",
    "source_name",
    "source_url",
    "as_of",
    "confidence",
    "organisation_id",
    "location_id",
    "program_id",
    "level",
    "person",
    "internal",
    "mailing",
    "ignore",
    "",
)
"""Every name that a saved mapping may give a column; "" keeps its values as they are, `ignore` passes them over."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """The mapping of one table: for each heading our field, and a value or two to judge it by."""

    file: str
    columns: tuple[tuple[str, str, tuple[str, ...]], ...]


def suggest_mapping(path: Path, mapping: Mapping | None = None) -> tuple[Suggested, ...]:
    """What each column of each table would be read as; tables of HSDS need no mapping and are not asked about."""
    for heading, field in (mapping.chosen if mapping else {}).items():
        if field not in FIELDS:
            raise IntakeError(
                f"The mapping calls {heading!r} {field!r}, which is no field. Use one of: {', '.join(FIELDS)}."
            )
    found = []
    for source in source_files(path):
        if sort_of(source) == "json" and source.name.endswith("datapackage.json"):
            continue
        for table in tables_of(source):
            columns = map_columns(table.headings, table.sample, mapping)
            shown = []
            for index, (heading, field) in enumerate(zip(columns.headings, columns.fields, strict=True)):
                values = [row[index] for row in table.sample if index < len(row) and row[index]]
                shown.append((heading, field.replace("template_phones", "phones"), tuple(dict.fromkeys(values))[:2]))
            found.append(Suggested(table.name, tuple(shown)))
    return tuple(found)


def mapping_from(suggested: tuple[Suggested, ...]) -> Mapping:
    """The suggestion as a mapping that can be edited and saved."""
    return Mapping({heading: field for table in suggested for heading, field, _ in table.columns if heading})
