"""The 911 center of the place of the danger, by its ten digits; or that none is held, and what was approved instead."""

from dataclasses import dataclass
from datetime import datetime

from resources.caller import caller_in
from resources.coverage import country_name
from resources.dial import first_phone
from resources.places.place import Place
from resources.rank import ranked
from resources.reach import CLOSE, MILES_A_DEGREE, Rung, Search
from resources.seek import made
from resources.store import Directory
from resources.want import Help, Want

KIND = "dispatch"
_OWN = ("town", "seat", "zip", "county")
"""Rungs that make a center the place's own; the state's and the nation's are not."""

NOT_SET = "no approved fallback is set (dispatch_fallback in northline.toml): ask the supervisor"


@dataclass(frozen=True, slots=True)
class Dispatch:
    """The center of a place, None where none is held, and the one line that the alert says of it."""

    held: Help | None
    note: str


def dispatch_for(directory: Directory, place: Place | None, want: Want, now: datetime, fallback: str) -> Dispatch:
    """Who sends help to a place: the center of that very town or county, never merely a near one.

    A number that was dialled from afar must not reach the next county's center: where it is not sure whose a center
    is, none is held, and `fallback` (what the organisation approved) is said instead.
    """
    otherwise = f"Fallback: {fallback}" if fallback else NOT_SET[0].upper() + NOT_SET[1:]
    if place is None:
        return Dispatch(None, f"911 center: place not known, ask for the town and the county. {otherwise}.")
    if place.country != "US":
        return Dispatch(None, f"Emergency number: none held for {country_name(place.country)}. {otherwise}.")
    held = _own_center(directory, place, want, now)
    if held is None:
        where = place.county or place.name
        return Dispatch(None, f"911 center: none held for {where}, {place.state}. {otherwise}.")
    return Dispatch(held, f"911 center of {place.county or place.name}: dial its ten digits, not 911.")


def _own_center(directory: Directory, place: Place, want: Want, now: datetime) -> Help | None:
    caller = caller_in(place, want, now.replace(second=0, microsecond=0))
    for rung in Search(directory, place, KIND, want).rungs():
        if rung.level not in (*_OWN, "near"):
            continue
        for one in ranked(directory, _own(rung, place), (KIND, False), caller):
            found = made(directory, one, KIND, caller)
            if found is not None and found.fit != "no" and _has_ten_digits(found):
                return found
    return None


def _own(rung: Rung, place: Place) -> Rung:
    """Of a rung those that no other county owns; of those that are merely near, only our county's."""
    limit = (CLOSE / MILES_A_DEGREE) ** 2 if rung.level == "near" else float("inf")
    counties = {place.county_fips} - {""} if rung.level == "near" else {place.county_fips, ""}
    own = [one for one in rung.candidates if one.flat <= limit and one.whose.county in counties]
    return Rung(rung.level, rung.code, own)


def is_911_itself(found: Help) -> bool:
    """Whether this is no center but the short number, which reaches the city of whoever dials it."""
    return KIND in found.listing.kinds and not _has_ten_digits(found)


def _has_ten_digits(found: Help) -> bool:
    phone = first_phone(found.listing.phones)
    return phone is not None and phone.number.startswith("+")
