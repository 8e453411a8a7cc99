"""What triggers may ask of the people heard: a minor at risk, an adult, a child calling, little time."""

from protocols.heard import Chips, Heard

_ADULT = 18
_LITTLE_TIME = 10


def people_facts(heard: Heard, chips: Chips) -> frozenset[str]:
    """Every fact of people and time that holds; a chip outranks what was heard."""
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
