"""One candidate as an answer: how it is reached, whether it is open and fits, and why."""

from collections.abc import Sequence

from resources.caller import Caller
from resources.coverage import area_text, covered_by, outside_text
from resources.dial import dialled
from resources.fit import fit_of
from resources.geodesic import geodesic_km
from resources.gist import enforces_immigration
from resources.hours import opening_at
from resources.listing import Listing
from resources.places.place import Place
from resources.reach import NEAR, Rung
from resources.states import STATE_NAMES
from resources.vacancy import Vacancy, vacancy_text
from resources.want import Help, Want

IMMIGRATION_WORDS = "immigration enforcement"
"""How such an agency is named wherever it is offered."""

_KM_A_MILE = 1.609344
_TOLL_FREE = frozenset(f"+18{pair}" for pair in ("00", "33", "44", "55", "66", "77", "88"))
_REACH = {
    "near": "near",
    "town": "near",
    "seat": "county",
    "zip": "county",
    "county": "county",
    "state": "state",
    "in_state": "state",
}


def help_of(listing: Listing, rung: Rung, kind: str, caller: Caller, seen: Sequence[Vacancy] = ()) -> Help | None:
    """A listing of a rung as an answer, or None where it must not be offered here at all."""
    place = caller.place
    if not _offered_here(listing, rung, place, caller.want):
        return None
    fit = fit_of(listing, caller.want, kind)
    verdict, why = fit.verdict, fit.why
    if place is not None and (beyond := _beyond_reach(listing, place)):
        verdict, why = "no", (beyond, *(why if verdict == "no" else ()))
    km = _km(listing, rung, place)
    return Help(
        listing=listing,
        reach=_reach(rung, listing, place),
        reach_text=_reach_text(rung, listing, place, km / _KM_A_MILE if km is not None else NEAR),
        distance_km=None if km is None or listing.sealed or (place and place.kind == "state") else round(km, 3),
        opening=opening_at(listing.hours, listing.timezone, caller.now),
        fit=verdict,
        why=(*vacancy_text(seen, caller.now), *_said_of(rung, listing, place), *why),
        kind=kind,
    )


def _km(listing: Listing, rung: Rung, place: Place | None) -> float | None:
    """Geodesic, to the best point there is; a region's middle counts only where nothing better is known of it."""
    if place is None or listing.lat is None or listing.lon is None:
        return None
    if listing.precision in ("region", "none") and not rung.measured:
        return None
    return geodesic_km(place.lat, place.lon, listing.lat, listing.lon)


def _miles_text(miles: float, listing: Listing, place: Place | None) -> str:
    rough = listing.precision in ("zip", "town", "region") or (place is not None and place.kind in ("county", "area"))
    mark = "~" if rough else ""
    return f"{mark}{miles:.0f} mi" if miles >= 1 else f"{mark}under 1 mi"


def _offered_here(listing: Listing, rung: Rung, place: Place | None, want: Want) -> bool:
    """Immigration enforcement only where asked for; nothing of one country as near in another."""
    if _enforces_immigration(listing) and not want.asked_immigration:
        return False
    return rung.level not in ("near", "far") or place is None or listing.country == place.country


def _enforces_immigration(listing: Listing) -> bool:
    if "immigration_enforcement" in listing.kinds:
        return True
    return enforces_immigration(f"{listing.service} {listing.organisation}")


def _beyond_reach(listing: Listing, place: Place) -> str:
    """Why a listing cannot help in a place at all, or ""."""
    if place.country == "US":
        return outside_text(listing) if listing.areas and covered_by(listing, place) == "outside" else ""
    numbers = [phone.number for phone in listing.phones if phone.number]
    if numbers and not any(number.startswith("+") for number in numbers) and listing.country != place.country:
        return f"{numbers[0]} works inside the US only"
    return ""


def _reach(rung: Rung, listing: Listing, place: Place | None) -> str:
    if rung.level == "unsaid":
        return "state" if rung.code else "national"
    if rung.level == "far":
        return "state" if place and listing.state == place.state else "national"
    return _REACH.get(rung.level, "national")


def _reach_text(rung: Rung, listing: Listing, place: Place | None, miles: float) -> str:
    """The rung in words; a sealed listing says its town and no distance, since three distances give a place away."""
    if rung.level == "unsaid":
        where = f"in {listing.city}, {rung.code}; " if listing.city else f"{STATE_NAMES.get(rung.code, '')}; "
        return (where if rung.code else "") + ("exact place sealed" if listing.sealed else "area not said")
    if rung.level == "in_state":
        return f"in {listing.city}, {rung.code}" if listing.city else f"in {STATE_NAMES.get(rung.code, rung.code)}"
    if rung.measured:
        if listing.sealed:
            return f"in {listing.city or 'this area'}, exact place sealed"
        near = _miles_text(miles, listing, place)
        if rung.level == "far":
            return ", ".join(filter(None, (f"far: {near}", listing.city, listing.state)))
        return f"{near}, {place.name}'s own" if rung.level == "town" and place else near
    if place is None:
        return "national"
    return area_text("county" if rung.level == "seat" else rung.level, rung.code, place)


def _said_of(rung: Rung, listing: Listing, place: Place | None) -> tuple[str, ...]:
    """What a specialist must know of a listing here; its own warning stands with it already, in `alert`."""
    said = []
    if _enforces_immigration(listing):
        said.append(IMMIGRATION_WORDS)
    if rung.level == "seat":
        said.append("county sheriff")
    if place is not None and place.country != "US" and _toll_free_only(listing) and not _of_country(listing, place):
        said.append("toll-free: may fail from abroad")
    return tuple(said)


def _of_country(listing: Listing, place: Place) -> bool:
    return any(area.level == "country" and area.code == place.country for area in listing.areas)


def _toll_free_only(listing: Listing) -> bool:
    """Whether every number that can be dialled from abroad at all is free only inside North America."""
    numbers = [phone.number for phone in dialled(listing.phones) if phone.number.startswith("+")]
    return bool(numbers) and all(number[:5] in _TOLL_FREE for number in numbers)
