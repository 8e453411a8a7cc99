"""One row of our own template as a listing, by its columns alone: nothing is guessed."""

from collections.abc import Mapping
from dataclasses import replace

from resources.errors import IntakeError
from resources.intake.build import Builder
from resources.intake.facts import Facts
from resources.intake.flags import apply_flag
from resources.intake.template import NAMES
from resources.listing import Listing

_FLAGS = {"sealed": "sealed", "refer": "show"}
_AXES = {"ages": "age", "genders": "gender", "populations": "population", "documents": "documents", "access": "access"}
_WHERE = ("street", "city", "state", "zip", "lat", "lon", "county_fips", "precision", "timezone")
_MADE_OF = {
    **{name: (name,) for name in ("phones", "hours", "languages", "about", "how_to_apply", "url", "email", "note")},
    **{name: (name,) for name in ("alert", "vetting", "source_name", "source_url", "as_of", "confidence", "kinds")},
    **{name: (name,) for name in ("organisation", "service", "site", "timezone")},
    **dict.fromkeys(("street", "city", "state", "zip", "lat", "lon"), _WHERE),
    "covers": ("areas",),
    "cost": ("fees",),
    "refer": ("refer", "hidden"),
    "sealed": ("sealed", "street", "zip", "lat", "lon", "precision"),
    "verified_on": ("verified",),
    "verified_by": ("verified",),
}
"""Column of the template -> the parts of a listing that it decides."""


def row_listing(builder: Builder, file: str, number: int, row: Mapping[str, str]) -> Listing:
    """The listing that a whole row describes. Raises IntakeError with the reason where it cannot be kept."""
    facts = Facts(file, number)
    for column, cell in row.items():
        if column in _FLAGS:
            apply_flag(facts, _FLAGS[column], column, cell)
        else:
            facts.add(column, cell.strip(), kind="template" if column == "phones" else "")
    listing = builder.listing(facts)
    if isinstance(listing, str):
        raise IntakeError(f"{file}, line {number}: {listing}. Mend the row; `northline import --template` shows how.")
    # What the row says it offers is exact here: an import would also listen to the words of its name.
    kinds = tuple(kind.strip() for kind in row.get("kinds", "").split(";") if kind.strip())
    return replace(listing, kinds=kinds or listing.kinds)


def with_columns(builder: Builder, listing: Listing, changed: Mapping[str, str]) -> Listing:
    """The listing with some columns of the template written anew; all it said elsewhere stays.

    Raises IntakeError for a column that the template does not have.
    """
    for column in changed:
        if column not in NAMES or column == "key":
            raise IntakeError(f"{column!r} is no column that can be set. The columns are: {', '.join(NAMES[1:])}.")
    town = {"city": listing.city, "state": listing.state, "zip": listing.zip, "street": listing.street}
    named = {"key": listing.key, "organisation": listing.organisation, "service": listing.service}
    kinds = {"kinds": ";".join(listing.kinds)}
    written = row_listing(builder, "the change", 1, {**named, **town, **kinds, **changed})
    parts = {part: getattr(written, part) for column in changed for part in _MADE_OF.get(column, ())}
    axes = {_AXES[column] for column in changed if column in _AXES}
    if axes:
        kept = [rule for rule in listing.rules if rule.axis not in axes]
        parts["rules"] = (*kept, *(rule for rule in written.rules if rule.axis in axes))
    return replace(listing, **parts)
