"""One candidate as an answer: where it is reached, whether it is open and fits, and what that is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from resources.coverage import area_text, covered_by, outside_text
from resources.fit import fit_of
from resources.freshness import trust
from resources.geodesic import geodesic_km
from resources.gist import POLICE_KINDS
from resources.hours import opening_at
from resources.listing import Listing
from resources.places.place import Place
from resources.police import is_towns_own, jurisdiction_cost
from resources.reach import NEAR, Rung
from resources.states import STATE_NAMES
from resources.want import Help, Want

_OPENING_COST = {"open": 0.0, "unknown": 6.0, "closed": 20.0}
_VETTING_COST = {"partner": -5.0, "checked": -2.0}
_STALE_COST = 10.0
_OUTCOME_WORTH = 8.0
_TRAFFICKING_COST = -4.0
_FIT_ORDER = {"yes": 0, "unknown": 1, "no": 2}
_KM_A_MILE = 1.609344
_REACH = {
    "near": "near",
    "town": "near",
    "seat": "county",
    "zip": "county",
    "county": "county",
    "state": "state",
    "in_state": "state",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """What every candidate is weighed against; `outcomes` is the share of past referrals that went well, by id."""

    place: Place | None
    want: Want
    now: datetime
    outcomes: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer with its order on its rung: by fit, then by cost in miles."""

    order: tuple[int, float, int]
    help: Help


def weigh(listing: Listing, rung: Rung, kind: str, caller: Caller) -> Weighed | None:
    """A listing of a rung as an answer, or None where it must not be offered here at all."""
    place = caller.place
    if not _offered_here(listing, rung, place, caller.want):
        return None
    fit = fit_of(listing, caller.want, kind)
    verdict, why = fit.verdict, fit.why
    if place is not None and (beyond := _beyond_reach(listing, place)):
        verdict, why = "no", (beyond, *(why if verdict == "no" else ()))
    opening = opening_at(listing.hours, listing.timezone, caller.now)
    km = _km(listing, rung, place)
    miles = km / _KM_A_MILE if km is not None else NEAR
    cost = (
        (miles if rung.level in ("near", "town") else min(miles, NEAR) / 10)
        + _OPENING_COST[opening.state]
        + _STALE_COST * (1 - trust(listing, caller.now.date()))
        + _VETTING_COST.get(listing.vetting, 0.0)
        + _OUTCOME_WORTH * (0.5 - caller.outcomes.get(listing.id, 0.5))
        + (jurisdiction_cost(listing, place) if kind in POLICE_KINDS else 0.0)
        + (_TRAFFICKING_COST if "trafficking" in listing.service.casefold() else 0.0)
    )
    shown_km = None if km is None or listing.sealed or (place and place.kind == "state") else round(km, 3)
    reach_text = _reach_text(rung, listing, place, miles)
    why = (*_said_of(rung, listing), *why)
    help_ = Help(listing, _reach(rung), reach_text, shown_km, opening, verdict, why, kind)
    return Weighed((_FIT_ORDER[verdict], cost, listing.id), help_)


def _km(listing: Listing, rung: Rung, place: Place | None) -> float | None:
    """Geodesic, to the best point there is; a region's middle counts only where nothing better is known of it."""
    if place is None or listing.lat is None or listing.lon is None:
        return None
    if listing.precision in ("region", "none") and rung.level not in ("near", "town"):
        return None
    return geodesic_km(place.lat, place.lon, listing.lat, listing.lon)


def _miles_text(miles: float, listing: Listing, place: Place | None) -> str:
    rough = listing.precision in ("zip", "town", "region") or (place is not None and place.kind in ("county", "area"))
    mark = "~" if rough else ""
    return f"{mark}{miles:.0f} mi" if miles >= 1 else f"{mark}under 1 mi"


def _offered_here(listing: Listing, rung: Rung, place: Place | None, want: Want) -> bool:
    """Immigration enforcement only where asked for; nothing of one country as near in another."""
    if "immigration_enforcement" in listing.kinds and not want.asked_immigration:
        return False
    if rung.level == "town":
        return is_towns_own(listing)
    if rung.level == "in_state":
        return listing.state == rung.code
    return rung.level != "near" or place is None or listing.country == place.country


def _beyond_reach(listing: Listing, place: Place) -> str:
    """Why a listing cannot help in a place at all, or ""."""
    if place.country == "US":
        return outside_text(listing) if listing.areas and covered_by(listing, place) == "outside" else ""
    numbers = [phone.number for phone in listing.phones if phone.number]
    if numbers and not any(number.startswith("+") for number in numbers) and listing.country != place.country:
        return f"{numbers[0]} works inside the US only"
    return ""


def _reach(rung: Rung) -> str:
    if rung.level == "unsaid":
        return "state" if rung.code else "national"
    return _REACH.get(rung.level, "national")


def _reach_text(rung: Rung, listing: Listing, place: Place | None, miles: float) -> str:
    """The rung in words; a sealed listing says its town and no distance, since three distances give a place away."""
    if rung.level == "unsaid":
        where = f"in {listing.city}, {rung.code}; " if listing.city else f"{STATE_NAMES.get(rung.code, '')}; "
        return (where if rung.code else "") + ("exact place sealed" if listing.sealed else "area not said")
    if rung.level == "in_state":
        return f"in {listing.city}, {rung.code}" if listing.city else f"in {STATE_NAMES.get(rung.code, rung.code)}"
    if rung.level in ("near", "town"):
        if listing.sealed:
            return f"in {listing.city or 'this area'}, exact place sealed"
        near = _miles_text(miles, listing, place)
        return f"{near}, {place.name}'s own" if rung.level == "town" and place else near
    if place is None:
        return "national"
    return area_text("county" if rung.level == "seat" else rung.level, rung.code, place)


def _said_of(rung: Rung, listing: Listing) -> tuple[str, ...]:
    said = []
    if "immigration_enforcement" in listing.kinds:
        said.append("immigration enforcement")
    if rung.level == "seat":
        said.append("county sheriff")
    if listing.alert:
        said.append(listing.alert)
    return tuple(said)
