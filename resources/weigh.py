"""One candidate as an answer: where it is reached, whether it is open and fits, and what that is worth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from resources.coverage import area_text, covered_by, outside_text
from resources.fit import fit_of
from resources.freshness import trust
from resources.gist import POLICE_KINDS, town_code
from resources.hours import opening_at
from resources.listing import Listing
from resources.places.place import Place
from resources.reach import NEAR, Candidate
from resources.states import STATE_NAMES
from resources.store import Directory, for_the_call
from resources.want import Help, Want

_OPENING_COST = {"open": 0.0, "unknown": 6.0, "closed": 20.0}
_VETTING_COST = {"partner": -5.0, "checked": -2.0}
_STALE_COST = 10.0
_OUTCOME_WORTH = 8.0
_OTHER_COUNTY_COST = 10.0
_NARROW_POLICE_COST = 15.0
_FIT_ORDER = {"yes": 0, "unknown": 1, "no": 2}
_KM_A_MILE = 1.609344
_REACH = {"near": "near", "town": "near", "seat": "county", "zip": "county", "county": "county", "state": "state"}
_NARROW_POLICE = (
    "university", "college", "school", "isd", "campus", "airport", "railroad", "transit", "park", "hospital",
    "constable", "housing", "port ", "marine", "game", "wildlife", "court",
)  # fmt: skip
"""Forces that serve one institution or one duty, and answer few calls from a street."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer with its order on its rung: by fit, then by cost in miles."""

    help: Help
    order: tuple[int, float]


def weigh(
    directory: Directory, one: Candidate, place: Place | None, kind: str, want: Want, now: datetime,
    outcomes: Mapping[int, float],
) -> Weighed | None:  # fmt: skip
    """The candidate as an answer, or None where it must not be offered here at all."""
    held = directory.held(one.shelf, one.listing)
    if held is None or directory.shadowed(one.shelf, one.listing) or not _offered_here(held, one, place, want):
        return None
    listing = for_the_call(held)
    fit = fit_of(listing, want)
    verdict, why = fit.verdict, fit.why
    if place is not None and place.country == "US" and covered_by(listing, place) == "outside":
        verdict, why = "no", (outside_text(listing), *(why if verdict == "no" else ()))
    opening = opening_at(listing.hours, listing.timezone, now)
    help_ = Help(
        listing, _reach(one), _reach_text(one, listing, place), None, opening, verdict,
        (*_said_of(one, listing, kind), *why), kind,
    )  # fmt: skip
    share = outcomes.get(one.listing, 0.5)
    cost = (
        (one.miles if one.level in ("near", "town") else min(one.miles, NEAR) / 10)
        + _OPENING_COST[opening.state]
        + _STALE_COST * (1 - trust(listing, now.date()))
        + _VETTING_COST.get(listing.vetting, 0.0)
        + _OUTCOME_WORTH * (0.5 - share)
        + (_police_cost(one, listing, place) if kind in POLICE_KINDS else 0.0)
    )
    return Weighed(help_, (_FIT_ORDER[verdict], cost))


def measured(help_: Help, place: Place | None) -> Help:
    """The answer with its geodesic distance, where there are two points that may be measured between."""
    listing = help_.listing
    if place is None or place.kind == "state" or listing.lat is None or listing.lon is None or listing.sealed:
        return help_
    if listing.precision in ("region", "none") and help_.reach != "near":
        return help_
    km = round(geodesic_km(place.lat, place.lon, listing.lat, listing.lon), 3)
    if help_.reach != "near":
        return replace(help_, distance_km=km)
    rough = listing.precision in ("zip", "town", "region") or place.kind in ("county", "area")
    text = _miles_text(km / _KM_A_MILE, rough) + help_.reach_text
    return replace(help_, distance_km=km, reach_text=text)


@lru_cache(maxsize=2048)
def geodesic_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres along the WGS 84 ellipsoid."""
    from geographiclib.geodesic import Geodesic

    return float(Geodesic.WGS84.Inverse(lat, lon, other_lat, other_lon, Geodesic.DISTANCE)["s12"]) / 1000


def _miles_text(miles: float, rough: bool) -> str:
    mark = "~" if rough else ""
    return f"{mark}{miles:.0f} mi" if miles >= 1 else f"{mark}under 1 mi"


def _offered_here(listing: Listing, one: Candidate, place: Place | None, want: Want) -> bool:
    """Immigration enforcement only where asked for; nothing of one country as near in another."""
    if "immigration_enforcement" in listing.kinds and not want.asked_immigration:
        return False
    if one.level == "town" and not _towns_own(listing):
        return False
    return one.level != "near" or place is None or listing.country == place.country


def _towns_own(listing: Listing) -> bool:
    """Whether an agency in a town is that town's own force, by its name."""
    name = f"{listing.service} {listing.organisation}".casefold()
    if any(word in name for word in (*_NARROW_POLICE, "county", "parish", "sheriff", "state police", "highway")):
        return False
    return "dispatch" in listing.kinds or town_code(listing.city, "x").split(" ")[1] in town_code(name, "x")


def _police_cost(one: Candidate, listing: Listing, place: Place | None) -> float:
    if one.level != "near":
        return 0.0
    name = f"{listing.service} {listing.organisation}".casefold()
    cost = _NARROW_POLICE_COST if any(word in name for word in _NARROW_POLICE) else 0.0
    if place and place.county_fips and listing.county_fips and listing.county_fips != place.county_fips:
        cost += _OTHER_COUNTY_COST
    return cost


def _reach(one: Candidate) -> str:
    if one.level == "unsaid":
        return "state" if one.code else "national"
    return _REACH.get(one.level, "national")


def _reach_text(one: Candidate, listing: Listing, place: Place | None) -> str:
    """The rung in words; for a near one, what follows the miles."""
    if one.level == "unsaid":
        return f"{STATE_NAMES.get(one.code, one.code)}, area not said" if one.code else "area not said"
    if one.level == "near":
        return f"{listing.city or 'near'}, exact place sealed" if listing.sealed else ""
    if one.level == "town":
        return f", {listing.city}'s own"
    if place is None:
        return "national"
    return area_text("county" if one.level == "seat" else one.level, one.code, place)


def _said_of(one: Candidate, listing: Listing, kind: str) -> tuple[str, ...]:
    said = []
    if "immigration_enforcement" in listing.kinds:
        said.append("immigration enforcement")
    if one.level == "seat":
        said.append("county sheriff")
    if listing.alert:
        said.append(listing.alert)
    return tuple(said)
