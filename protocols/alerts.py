"""The alerts: guides shown whatever the ranking says, and why."""

from protocols.facts import facts_of
from protocols.guide import Alert, Guide
from protocols.heard import Chips, Heard
from protocols.library import Library


def alerts_for(library: Library, said: str, heard: Heard, chips: Chips) -> tuple[Alert, ...]:
    """Every alert whose triggers hold, most urgent first; only the specialist dismisses one, by `chips.dismissed`."""
    fired = library.fired(said, facts_of(library, said, heard, chips))
    alerts: list[Alert] = []
    for guide_id, why in fired.items():
        guide = library.guide(guide_id) if guide_id not in chips.dismissed else None
        if guide is not None and guide.is_alert:
            alerts.append(Alert(guide, why))
    return tuple(sorted(alerts, key=lambda alert: _order(alert.guide)))


def _order(guide: Guide) -> tuple[str, str]:
    return guide.urgency, guide.id
