"""The steps to take: those of the alerts first, then of the guides, each said once, then what the state says."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from protocols.guide import NO_KIND, Alert, Guide, GuideMatch, Step
from protocols.heard import Chips, Heard
from protocols.plain import fold

_SAME = 90
EMERGENCY = "911"
DEFAULT = "default"

GuideSteps = tuple[tuple[str, Step], ...]


def steps_for(
    alerts: Sequence[Alert], guides: Sequence[GuideMatch], heard: Heard, chips: Chips, state: str | None
) -> GuideSteps:
    """The steps of alerts, then of the guides chosen (where none is, of those that fit), without repeats.

    `state` is the two letters of the place's state; its entries come last, and a missing entry says so.
    """
    shown = _in_order(alerts, guides, chips)
    merged: list[tuple[str, Step]] = []
    for guide in shown:
        for step in guide.steps:
            if not any(_alike(step, other) for _, other in merged):
                merged.append((guide.id, step))
    return (*merged, *_state_steps(shown, state))


def kinds_for(alerts: Sequence[Alert], guides: Sequence[GuideMatch], chips: Chips | None = None) -> tuple[str, ...]:
    """The kinds of help that the shown guides refer to, the most urgent guide's first."""
    shown = _in_order(alerts, guides, chips or Chips())
    return tuple(dict.fromkeys(line.kind for guide in shown for line in guide.refer if line.kind != NO_KIND))


def lines_for(alerts: Sequence[Alert], guides: Sequence[GuideMatch]) -> tuple[tuple[str, str], ...]:
    """The national lines that the alerts and the first guide name, as kind and key, the most urgent guide's first.

    911 is not among them: from here it reaches the wrong city, and the place's own center is told apart.
    """
    named = (line for guide in _in_order(alerts, guides[:1], Chips()) for line in guide.refer if line.line_key)
    return tuple(dict.fromkeys((line.kind, line.line_key) for line in named if line.line_key != EMERGENCY))


def _in_order(alerts: Sequence[Alert], guides: Sequence[GuideMatch], chips: Chips) -> list[Guide]:
    """Alerts by urgency, then the chosen guides by urgency; ranked ones keep their rank."""
    urgent = sorted((alert.guide for alert in alerts), key=lambda guide: guide.urgency)
    chosen = [match.guide for match in guides if match.guide.id in chips.chosen]
    ranked = sorted(chosen, key=lambda guide: guide.urgency) or [match.guide for match in guides]
    return list({guide.id: guide for guide in (*urgent, *ranked)}.values())


def _alike(one: Step, other: Step) -> bool:
    """The same step in nearly the same words."""
    if one.verb != other.verb or one.branches != other.branches:
        return False
    return one.text == other.text or fuzz.ratio(fold(one.text), fold(other.text)) >= _SAME


def _state_steps(shown: Sequence[Guide], state: str | None) -> Iterator[tuple[str, Step]]:
    """What the state says, each line once; the default where a guide has no entry for it."""
    said: set[str] = set()
    missing = [guide for guide in shown if guide.states and state and state not in guide.states]
    if missing:
        names = ", ".join(guide.id for guide in missing)
        text = f"No entry for {state} in {names}: the default stands, ask the supervisor."
        yield missing[0].id, Step("Check", text)
    for guide in shown:
        for line in guide.states.get(state or DEFAULT, guide.states.get(DEFAULT, ())):
            if line not in said:
                said.add(line)
                yield guide.id, Step("Check", line)
