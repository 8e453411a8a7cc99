"""What triggers may ask in square brackets, of the people heard and of how near a text stands to a guide."""

from dataclasses import replace

from protocols.heard import Chips, Heard, Person
from protocols.library import Library
from protocols.people import mentions_in
from protocols.phrasebook import sounds_like
from protocols.said import respelt
from protocols.standing import standing

_ADULT = 18
_LITTLE_TIME = 10
_LEAD = 3.0
"""How far ahead of every other guide an alert must stand before it sounds like the call."""


def facts_of(library: Library, said: str, heard: Heard, chips: Chips) -> frozenset[str]:
    """Every fact that holds; a chip outranks what was heard."""
    return _people_facts(_reheard(library, said, heard), chips) | _sounds(library, said)


def _reheard(library: Library, said: str, heard: Heard) -> Heard:
    """The people once more from the repaired words, where no minor was heard: `15 yaer old` must not hide a child."""
    if any(person.minor for person in heard.people):
        return heard
    repaired = respelt(said, library.words(said))
    if repaired is None:
        return heard
    people = tuple(Person(one.role, one.age, one.minor, one.gender) for one in mentions_in(repaired))
    return replace(heard, people=people) if any(person.minor for person in people) else heard


def _sounds(library: Library, said: str) -> frozenset[str]:
    scores = standing(library, said)
    alerts = [place for place, kind in enumerate(library.kinds) if kind == "overlay"]
    others = [score for place, score in enumerate(scores) if library.kinds[place] not in ("overlay", "mode")]
    best = max(others, default=0.0)
    return frozenset(sounds_like(library.ids[place]) for place in alerts if scores and scores[place] > best + _LEAD)


def _people_facts(heard: Heard, chips: Chips) -> frozenset[str]:
    facts: set[str] = set()
    minor = minor_at_risk(heard, chips)
    facts.add("minor" if minor else "not minor")
    if minor is False:
        facts.add("adult")
    if chips.minor or (chips.age is not None and chips.age < _ADULT):
        facts.add("minor set")
    if (chips.caller or heard.caller) == "child":
        facts.add("child calling")
    if heard.minutes is not None and heard.minutes <= _LITTLE_TIME:
        facts.add("little time")
    return frozenset(facts)


def minor_at_risk(heard: Heard, chips: Chips) -> bool | None:
    """Whether somebody at risk is under 18; None where nobody said. Children who only come along do not count."""
    if chips.minor is not None:
        return chips.minor
    if chips.age is not None:
        return chips.age < _ADULT
    led = [person.minor for person in heard.people if person.role in ("caller", "at_risk")]
    at_risk = led or [person.minor for person in heard.people if person.role == "child" and person.age is not None]
    if any(at_risk):
        return True
    return False if at_risk and None not in at_risk else None
