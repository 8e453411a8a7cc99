"""What a call leaves at the situation of an earlier one, its codes and what was heard; all of it can be undone."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from console.calls.log import CallLog
from console.calls.record import Mention, Signal, Situation

_LEFT = "left "
"""Of the fact that remembers, per call, what it left: field -> [before, since], added controls, mentions moved."""


def left_codes(
    log: CallLog, call: str, situation: Situation, codes: Mapping[str, str], controls: frozenset[str]
) -> None:
    """Put the codes chosen in a call into an earlier situation, in place of those it left there before."""
    base = _without(situation, _left(log, call, situation.id))
    made = replace(base, **codes, controls=base.controls | controls)  # type: ignore[arg-type]
    changed = {name: [getattr(base, name), code] for name, code in codes.items() if getattr(base, name) != code}
    remembered = {**_left(log, call, situation.id), "codes": changed, "controls": sorted(made.controls - base.controls)}
    log.set_fact(_LEFT + call, json.dumps({"situation": situation.id, **remembered}).encode())
    log.keep(made)


def left_mentions(log: CallLog, call: str, own: str, earlier: str) -> None:
    """What was heard in a finished call is said of the earlier situation, which takes the place of its own."""
    heard = list(log.rows(Mention, "situation = ?", own))
    there = {(one.entity, one.role) for one in log.rows(Mention, "situation = ?", earlier)}
    if not heard:
        return
    log.keep(*(replace(one, situation=earlier) for one in heard if (one.entity, one.role) not in there))
    log.connection.execute("DELETE FROM mention WHERE situation = ?", (own,))
    moved = [
        [one.entity, one.role, one.heard_exactly, one.month.isoformat(), (one.entity, one.role) in there]
        for one in heard
    ]
    remembered = {"situation": earlier, **_left(log, call, earlier), "mentions": moved}
    log.set_fact(_LEFT + call, json.dumps(remembered).encode())


def take_back(log: CallLog, call: str, own: str, stays: str = "") -> None:
    """Take out of the earlier situation what a call left there; `stays` is the one it belongs to now, if any."""
    raw = log.fact(_LEFT + call)
    if raw is None or (situation := json.loads(raw)["situation"]) == stays:
        return
    left = _left(log, call, situation)
    held = log.one(Situation, situation)
    if held is not None:
        log.keep(_without(held, left))
    for entity, role, exactly, month, was_there in left.get("mentions", ()):
        log.keep(Mention(own, entity, role, exactly, date.fromisoformat(month)))
        if not was_there:
            where = (situation, entity, role)
            log.connection.execute("DELETE FROM mention WHERE situation = ? AND entity = ? AND role = ?", where)
    log.connection.execute("DELETE FROM fact WHERE name = ?", (_LEFT + call,))


def own_again(call: Signal, own: str) -> Situation:
    """The situation of a call that goes back to its own, once that was dropped: where and when, no code invented."""
    return Situation(own, call.day.replace(day=1), state=call.state, county=call.county)


def _left(log: CallLog, call: str, situation: str) -> dict[str, list]:  # type: ignore[type-arg]
    left = json.loads(log.fact(_LEFT + call) or b"{}")
    return {k: v for k, v in left.items() if k != "situation"} if left.get("situation") == situation else {}


def _without(situation: Situation, left: Mapping[str, Mapping[str, list[str]] | list[str]]) -> Situation:
    """The same without what a call left in it; what another call changed since then stays."""
    codes = dict(left.get("codes", {}))  # type: ignore[arg-type]
    before = {name: was for name, (was, since) in codes.items() if getattr(situation, name) == since}
    controls = situation.controls - frozenset(left.get("controls", ()))
    return replace(situation, **before, controls=controls)  # type: ignore[arg-type]
