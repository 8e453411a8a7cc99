"""Which police agency is whose: a town's own force, a sheriff, and forces that answer few calls from a street."""

import re

from resources.gist import town_code

_NARROW = (
    "university", "college", "school", "isd", "campus", "airport", "railroad", "amtrak", "transit", "park", "hospital",
    "constable", "housing", "port ", "marine", "game", "wildlife", "court", "prison", "correction", "parole",
    "probation", "juvenile", "youth center", "penitentiary", "capitol", "aerial", "tactica", "internal affairs",
    "athletic", "academy", "museum", "benevolent", "foundation", "fbi", "federal", "bureau of investigation",
    "drug enforcement", "secret service", "marshal", "coast guard", "community involvement", "records", "crime watch",
    "explorer", "victim advocate", "u.s.", "united states", "bureau of alcohol", "postal", "tribal gaming",
)  # fmt: skip
"""Words of forces that serve one institution or one duty."""

_NEUTRAL = frozenset({
    "police", "department", "departments", "dept", "pd", "of", "the", "city", "town", "village", "borough", "township",
    "municipal", "metro", "metropolitan", "force", "service", "services", "public", "safety", "division", "bureau",
    "station", "headquarters", "hq", "main", "office", "law", "enforcement", "agency", "and", "for", "in", "at",
})  # fmt: skip
"""What the name of a town's own force may say besides the town."""

_PLAIN = re.compile(r"[^a-z ]+")
_SAINT = re.compile(r"\bsaint\b")
_WIDER = ("county", "parish", "sheriff", "state police", "highway", "patrol", "district attorney")
NARROW_COST = 15.0

OTHER_COUNTY_COST = 10.0
"""What being another county's force weighs in miles."""


def is_narrow(name: str) -> bool:
    """Whether an agency of this name, folded, serves one institution; a sheriff who also keeps the jail does not."""
    return "sheriff" not in name and any(word in name for word in _NARROW)


def own_town(name: str, city: str, state: str, kind: str) -> str:
    """The town whose own force an agency is, by its name; "" for every other agency.

    A name that says more than the town and "police" is another's: HIALEAH GARDENS POLICE, though posted in Hialeah.
    """
    if kind != "dispatch":
        folded = name.casefold()
        if is_narrow(folded) or any(word in folded for word in _WIDER):
            return ""
        town = _PLAIN.sub(" ", _SAINT.sub("st", city.casefold())).split()
        said = _PLAIN.sub(" ", _SAINT.sub("st", folded)).split()
        if not town or not set(town) <= set(said) or not set(said) - set(town) <= _NEUTRAL:
            return ""
    return town_code(city, state)


def narrow_cost(name: str, kind: str) -> float:
    """What serving one institution weighs in miles, for a caller from the street."""
    return NARROW_COST if kind == "law_enforcement" and is_narrow(name.casefold()) else 0.0
