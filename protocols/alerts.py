"""The alerts: guides shown whatever the ranking says, and why."""

from protocols.guide import Alert, Guide
from protocols.heard import Chips, Heard
from protocols.library import Library

_ADULT = 18
_LITTLE_TIME = 10


def alerts_for(library: Library, said: str, heard: Heard, chips: Chips) -> tuple[Alert, ...]:
    """Every alert whose triggers hold, most urgent first; only the specialist dismisses one, by `chips.dismissed`."""
    fired = library.fired(said, facts_of(heard, chips))
    alerts: list[Alert] = []
    for guide_id, why in fired.items():
        guide = library.guide(guide_id) if guide_id not in chips.dismissed else None
        if guide is not None and guide.is_alert:
            alerts.append(Alert(guide, why))
    return tuple(sorted(alerts, key=lambda alert: _order(alert.guide)))


def _order(guide: Guide) -> tuple[str, str]:
    return guide.urgency, guide.id


def facts_of(heard: Heard, chips: Chips) -> frozenset[str]:
    """What triggers may ask in square brackets; a chip outranks what was heard."""
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
    at_risk = led or [person.minor for person in heard.people if person.role == "child"]
    if any(at_risk):
        return True
    return False if at_risk and None not in at_risk else None
