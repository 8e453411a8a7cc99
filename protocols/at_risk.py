"""What triggers may ask of the people heard: a minor at risk, an adult, a child calling, little time."""

from protocols.corrected import ADULT, corrected
from protocols.heard import Chips, Heard

_LITTLE_TIME = 10


def people_facts(heard: Heard, chips: Chips) -> frozenset[str]:
    """Every fact of people and time that holds; a chip outranks what was heard."""
    facts: set[str] = set()
    minor = minor_at_risk(heard, chips)
    facts.add("minor" if minor else "not minor")
    if minor is False:
        facts.add("adult")
    if _set_minor(heard, chips):
        facts.add("minor set")
    if (chips.caller or heard.caller) == "child":
        facts.add("child calling")
    if heard.minutes is not None and heard.minutes <= _LITTLE_TIME:
        facts.add("little time")
    return frozenset(facts)


def minor_at_risk(heard: Heard, chips: Chips) -> bool | None:
    """Whether somebody at risk is under 18; None where nobody said. Children who only come along do not count."""
    people = corrected(heard, chips).people
    led = [person.minor for person in people if person.role in ("caller", "at_risk")]
    at_risk = led or [person.minor for person in people if person.role == "child" and person.age is not None]
    if any(at_risk):
        return True
    return False if at_risk and None not in at_risk else None


def _set_minor(heard: Heard, chips: Chips) -> bool:
    """Whether a key said that somebody at risk is under 18."""
    if chips.minor or (chips.age is not None and chips.age < ADULT):
        return True
    people = corrected(heard, chips).people
    by_hand = [chip.nth for chip in chips.by_person if chip.minor or (chip.age is not None and chip.age < ADULT)]
    return any(nth < len(people) and people[nth].role in ("caller", "at_risk") for nth in by_hand)
