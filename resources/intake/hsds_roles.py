"""The tables of HSDS 1.0 to 3.1 and of Ohana: told by name and columns, never by the version on the label."""

from collections.abc import Sequence
from dataclasses import dataclass

_ALIASES = {
    "service": "services service",
    "organisation": "organizations organization organisations",
    "location": "locations location",
    "at_location": "services_at_location service_at_location service_at_locations services_at_locations",
    "phone": "phones phone",
    "address": "physical_addresses addresses address physical_address",
    "postal": "postal_addresses mail_addresses postal_address mail_address",
    "schedule": "regular_schedules schedules schedule regular_schedule",
    "holiday": "holiday_schedules holiday_schedule",
    "language": "languages language",
    "area": "service_areas service_area",
    "document": "required_documents required_document",
    "access": "accessibility_for_disabilities accessibility",
    "cost": "cost_options cost_option fees payments_accepted payment_accepted fee",
    "eligibility": "eligibility eligibilities",
    "term": "taxonomy taxonomy_terms taxonomy_term",
    "term_link":
        "services_taxonomy service_taxonomy attributes attribute other_attributes other_attribute "
        "service_attributes service_attribute",
    "program": "programs program",
    "contact": "contacts contact",
    "capacity": "service_capacities service_capacity capacities capacity",
    "unit": "units unit",
    "unused":
        "metadata metadata_tables meta_table_descriptions meta_table_description funding taxonomies "
        "organization_identifiers organization_identifier urls url "
        "location_taxonomy",
}  # fmt: skip
_ROLE_OF = {alias: role for role, aliases in _ALIASES.items() for alias in aliases.split()}
_LINKS = frozenset({"service_id", "location_id", "organization_id", "service_at_location_id"})
_MUST = {
    "service": {"name"}, "organisation": {"name"}, "location": {"id"}, "at_location": {"service_id", "location_id"},
    "phone": {"number"}, "address": {"location_id"}, "postal": {"location_id"}, "term": {"name"}, "contact": {"id"},
    "capacity": {"service_id"}, "unit": {"id", "name"},
}  # fmt: skip
_OURS = {
    "service":
        "id:key organization_id:organisation location_id:site program_id:organisation name:service "
        "alternate_name:alternate_name description:about url:url website:url email:email status:status "
        "application_process:how_to_apply fees:cost fees_description:cost accepted_payments:cost "
        "eligibility:populations eligibility_description:populations minimum_age:min_age maximum_age:max_age "
        "alert:alert assured_date:verified_on last_modified:as_of languages:languages "
        "interpretation_services:languages required_documents:documents service_areas:covers keywords:kinds "
        "taxonomy_ids:kinds additional_information:note wait_time:note",
    "organisation": "id:organisation name:organisation description:about url:url website:url email:email",
    "location":
        "id:site organization_id:organisation name:site description:about transportation:directions latitude:lat "
        "longitude:lon virtual:virtual location_type:virtual languages:languages accessibility:access website:url "
        "url:url email:email",
    "at_location": "id:key service_id:key location_id:site description:note",
    "phone":
        "number:phones extension:phones type:phones number_type:phones department:phones description:phones "
        "language:phones service_id:key location_id:site organization_id:organisation service_at_location_id:key "
        "vanity_number:phones",
    "address":
        "address_1:street address_2:street address_3:street address_4:street address:street street_address:street "
        "city:city region:county state_province:state postal_code:zip country:country location_id:site "
        "address_type:street",
    "postal": "location_id:site",
    "schedule":
        "service_id:key location_id:site service_at_location_id:key weekday:hours opens_at:hours closes_at:hours "
        "original_text:hours byday:hours freq:hours valid_from:hours valid_to:hours until:hours description:hours "
        "notes:hours dtstart:hours interval:hours timezone:hours",
    "holiday":
        "service_id:key location_id:site service_at_location_id:key closed:hours opens_at:hours closes_at:hours "
        "start_date:hours end_date:hours",
    "language": "service_id:key location_id:site language:languages name:languages code:languages",
    "area":
        "service_id:key service_area:covers name:covers description:covers extent_type:covers "
        "service_at_location_id:key",
    "document": "service_id:key document:documents",
    "access": "location_id:site accessibility:access description:access details:access",
    "cost": "service_id:key option:cost currency:cost amount:cost amount_description:cost payment:cost fee:cost",
    "eligibility": "service_id:key eligibility:populations description:populations",
    "term": "id:kinds name:kinds term:kinds taxonomy_id:kinds parent_name:kinds code:kinds",
    "term_link":
        "service_id:key taxonomy_id:kinds taxonomy_term_id:kinds taxonomy_detail:kinds link_id:key link_entity:key "
        "value:kinds",
    "program": "id:organisation name:note organization_id:organisation",
    "contact": "id:phones title:phones department:phones email:email",
    "capacity":
        "service_id:key unit_id:note available:note maximum:note description:note updated:note",
    "unit": "id:note name:note",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """What a table of a package is for."""

    name: str
    columns: tuple[str, ...]

    @property
    def fields(self) -> dict[str, str]:
        """Source column -> our field, for the columns that are read."""
        known = dict(pair.split(":") for pair in _OURS.get(self.name, "").split())
        people = {"attention": "person (dropped)", "contact_name": "person (dropped)"}
        if self.name == "contact":
            people["name"] = "person (dropped)"
        return {column: (known | people)[column] for column in self.columns if column in known | people}


def role_of(name: str, headings: Sequence[str]) -> Role | None:
    """The role of a table, or None where neither its name nor its columns are of HSDS."""
    columns = tuple(heading.strip().lower().lstrip("\ufeff") for heading in headings)
    stem = name.replace("\\", "/").rpartition("/")[2].lower().rsplit(".", 1)[0].replace("-", "_").replace(" ", "_")
    role = _ROLE_OF.get(stem) or _by_columns(set(columns))
    if role is None or not _MUST.get(role, set()) <= set(columns):
        return None
    return Role(role, columns)


def _by_columns(columns: set[str]) -> str | None:
    if "number" in columns and columns & _LINKS:
        return "phone"
    if {"service_id", "location_id"} <= columns and not columns & {"weekday", "opens_at", "language", "name"}:
        return "at_location"
    if columns & {"opens_at", "closes_at"} and columns & _LINKS:
        return "holiday" if "start_date" in columns else "schedule"
    if "address_1" in columns and "location_id" in columns:
        return "address"
    if {"name", "organization_id"} <= columns and columns & {
        "application_process",
        "wait_time",
        "interpretation_services",
        "fees",
    }:
        return "service"
    return None


def is_package(roles: Sequence[Role | None]) -> bool:
    """Whether the tables make an HSDS or Ohana package: services, and who or where they belong to."""
    names = {role.name for role in roles if role}
    service = next((role for role in roles if role and role.name == "service"), None)
    if service is None or not ({"organization_id", "location_id"} & set(service.columns)):
        return False
    return bool(names & {"organisation", "location"})
