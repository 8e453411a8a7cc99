"""Whether the area a listing says it covers holds a place, and how to say so."""

from resources.listing import Area, Listing
from resources.places.place import Place
from resources.states import STATE_FIPS, STATE_NAMES


def codes_of(place: Place) -> tuple[tuple[str, str], ...]:
    """The areas a place lies in, the smallest first."""
    codes = []
    if place.kind == "zip" and place.name[:5].isdigit():
        codes.append(("zip", place.name[:5]))
    if place.county_fips:
        codes.append(("county", place.county_fips))
    if place.state and place.country == "US":
        codes.append(("state", place.state))
    if place.country:
        codes.append(("country", place.country))
    return tuple(codes)


def covered_by(listing: Listing, place: Place) -> str:
    """The level at which a listing covers a place; "" where it does not say, outside, or unclear.

    Unclear is an area smaller than what is known of the place: a county's listing for a caller "in Texas".
    """
    coded = [area for area in listing.areas if area.level in ("zip", "county", "state", "country")]
    if not coded:
        return ""
    held = {(area.level, area.code) for area in coded}
    for level, code in codes_of(place):
        if (level, code) in held:
            return level
    return "unclear" if any(_may_hold(area, place) for area in coded) else "outside"


def _may_hold(area: Area, place: Place) -> bool:
    if place.country != "US":
        return False
    if area.level == "zip":
        return place.kind != "zip"
    if area.level == "county":
        state = STATE_FIPS.get(area.code[:2], "")
        return not place.county_fips and (not place.state or state == place.state)
    return area.level == "state" and not place.state


def area_text(level: str, code: str, place: Place) -> str:
    """The words for a level: "covers Cook County, IL", "all of Texas", "national"."""
    if level == "county":
        return f"covers {place.county or 'this county'}, {place.state}".rstrip(", ")
    if level == "zip":
        return f"covers ZIP {code}"
    if level == "state":
        return f"all of {STATE_NAMES.get(code, code)}"
    if code != "US":
        return f"all of {country_name(code)}"
    return "national" if place.country == "US" else "US national line"


def country_name(code: str) -> str:
    """The name of a neighbour; farther ones by their code."""
    return {"US": "the US", "CA": "Canada", "MX": "Mexico"}.get(code, code)


def outside_text(listing: Listing) -> str:
    """What a listing says it covers instead, short."""
    said = []
    for area in listing.areas:
        if area.level == "county":
            said.append(f"county {area.code} ({STATE_FIPS.get(area.code[:2], '?')})")
        elif area.level == "state":
            said.append(STATE_NAMES.get(area.code, area.code))
        elif area.level in ("zip", "country"):
            said.append(area.code)
    rest = f" and {len(said) - 2} more" if len(said) > 2 else ""
    return "covers " + ", ".join(said[:2]) + rest + " only"
