"""The alerts: guides shown whatever the ranking says, and why."""

from protocols.facts import facts_of
from protocols.guide import Alert, Guide
from protocols.heard import Chips, Heard
from protocols.library import Library
from protocols.triggers import LIKENESS


def alerts_for(library: Library, said: str, heard: Heard, chips: Chips) -> tuple[Alert, ...]:
    """Every alert whose triggers hold, most urgent first; only the specialist dismisses one, by `chips.dismissed`."""
    fired = library.fired(said, facts_of(library, said, heard, chips))
    alerts: list[Alert] = []
    for guide_id, why in fired.items():
        guide = library.guide(guide_id) if guide_id not in chips.dismissed else None
        if guide is not None and guide.is_alert:
            alerts.append(Alert(guide, _in_words(library, said, guide_id, why)))
    return tuple(sorted(alerts, key=lambda alert: _order(alert.guide)))


def _in_words(library: Library, said: str, guide_id: str, why: tuple[str, ...]) -> tuple[str, ...]:
    """The words that spoke for an alert, where it was raised by all the words together."""
    if LIKENESS not in why:
        return why
    spoke = library.evidence.telling_words(guide_id, library.words(said))
    return tuple(dict.fromkeys((*(word for word in why if word != LIKENESS), *spoke))) or why


def _order(guide: Guide) -> tuple[str, str]:
    return guide.urgency, guide.id
