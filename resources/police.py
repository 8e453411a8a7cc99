"""Which police agency is whose: a town's own force, a sheriff, and forces that answer few calls from a street."""

from resources.gist import town_code
from resources.listing import Listing
from resources.places.place import Place

_NARROW = (
    "university", "college", "school", "isd", "campus", "airport", "railroad", "amtrak", "transit", "park", "hospital",
    "constable", "housing", "port ", "marine", "game", "wildlife", "court", "prison", "correction", "parole",
    "probation", "juvenile", "youth center", "penitentiary", "capitol", "aerial", "tactica", "internal affairs",
    "athletic", "academy", "museum", "benevolent", "foundation",
)  # fmt: skip
"""Words of forces that serve one institution or one duty."""

_WIDER = ("county", "parish", "sheriff", "state police", "highway", "patrol", "district attorney")
_NARROW_COST = 15.0
_OTHER_COUNTY_COST = 10.0


def name_of(listing: Listing) -> str:
    """Everything an agency is called, folded."""
    return f"{listing.service} {listing.organisation}".casefold()


def is_narrow(listing: Listing) -> bool:
    """Whether an agency serves one institution; a sheriff who also keeps the jail does not."""
    name = name_of(listing)
    return "sheriff" not in name and any(word in name for word in _NARROW)


def is_towns_own(listing: Listing) -> bool:
    """Whether an agency in a town is that town's own force, by its name."""
    if "dispatch" in listing.kinds:
        return True
    name = name_of(listing)
    if is_narrow(listing) or any(word in name for word in _WIDER):
        return False
    return town_code(listing.city, "x").removeprefix("x ") in town_code(name, "x")


def jurisdiction_cost(listing: Listing, place: Place | None) -> float:
    """What being the wrong sort of force, or another county's, weighs in miles."""
    cost = _NARROW_COST if is_narrow(listing) else 0.0
    if place and place.county_fips and listing.county_fips and listing.county_fips != place.county_fips:
        cost += _OTHER_COUNTY_COST
    return cost
