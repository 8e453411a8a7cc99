"""Why a place is on the list, in the few words the screen has room for."""

from rapidfuzz.distance import OSA

from resources.places.candidates import readings
from resources.places.entry import Name
from resources.places.place import Place
from resources.places.scoring import Scored


def why(one: Scored, place: Place) -> str:
    """The reason, as a specialist would say it."""
    if place.kind == "zip":
        return f"ZIP {place.name}"
    if place.kind == "area":
        return f"area code {place.name}"
    way = _way(one)
    if one.bearer.trust not in (Name.OWN,) and way == "as said":
        way = "also called so"
    if one.guess.state and one.guess.state_likeness < 1:
        way += ", state by ear"
    return way


def _way(one: Scored) -> str:
    way = one.candidate.likeness.way
    if way == "exact":
        return "as said"
    if way == "prefix":
        return "begins so"
    name = one.candidate.word.name
    apart = min(OSA.distance(said.text, name) for said in readings(one.guess.words))
    if apart <= 2:
        return f"{apart} letter{'s' if apart > 1 else ''} off"
    return "sounds like" if way == "sound" else "looks and sounds alike"
