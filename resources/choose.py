"""Which of the answers are shown, in which order: every kind has its turn, the nearest stand first."""

from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest

from resources.rank import Ranked
from resources.want import Want

BEFORE_POLICE = 3
"""Police are not among so many first, unless somebody is in danger, a minor is involved, or the caller asked."""


_RUNGS = {"near": 0, "town": 0, "zip": 1, "seat": 1, "county": 1, "state": 2, "in_state": 2, "far": 3}
_NATIONAL = 4
CRISIS = "crisis_line"


def choose(
    by_kind: Sequence[Sequence[Ranked]],
    want: Want,
    limit: int,
    named: Sequence[Ranked] = (),
    urgent: Collection[str] = (),
) -> list[Ranked]:
    """To `limit`: the first of every kind, then the lines that guides name, then the second of every kind, and so on.

    They stand from near to national; before them, in the same order, the best of every `urgent` kind and the lines
    named for it. A listing and a number stand once: two sources' rows of one service share the number that is dialled
    first, and the better one is shown. Police are not among the first three where they may not lead.
    """
    turns = list(zip_longest(*(_each_number_once(ranked) for ranked in by_kind)))
    in_turn = [one for turn in (*turns[:1], named, *turns[1:]) for one in turn if one is not None]
    chosen = _once(in_turn)
    if police_may_lead(want):
        return _nearest_first(chosen[:limit], named, urgent)
    return _police_later(_nearest_first(_police_later(chosen)[:limit], named, urgent))


def _once(in_turn: Iterable[Ranked]) -> list[Ranked]:
    chosen: list[Ranked] = []
    held: set[int] = set()
    numbers: set[int] = set()
    for one in in_turn:
        if one.listing in held or one.dial in numbers:
            continue
        held.add(one.listing)
        if one.dial:
            numbers.add(one.dial)
        chosen.append(one)
    return chosen


def _nearest_first(chosen: Sequence[Ranked], named: Sequence[Ranked], urgent: Collection[str]) -> list[Ranked]:
    """What is urgent, then the rest, each from near to national; among answers of one kind their own order holds."""
    first: dict[str, Ranked] = {}
    for one in chosen:
        first.setdefault(one.seeker[0], one)
    leading = {one.listing for one in (*first.values(), *named) if one.seeker[0] in urgent}
    rungs = _rungs_in_order(chosen)

    def standing(one: Ranked) -> tuple[bool, bool, int]:
        leads = one.listing in leading
        return not leads, not (leads and one.seeker[0] == CRISIS), rungs[one.listing]

    return sorted(chosen, key=standing)


def _rungs_in_order(chosen: Sequence[Ranked]) -> dict[int, int]:
    """Rung by listing: whoever comes before a nearer one of the kind, as a county's sheriff does, counts as near."""
    rungs: dict[int, int] = {}
    nearest: dict[str, int] = {}
    for one in reversed(chosen):
        kind = one.seeker[0]
        nearest[kind] = min(nearest.get(kind, _NATIONAL), _RUNGS.get(one.rung.level, _NATIONAL))
        rungs[one.listing] = nearest[kind]
    return rungs


def _each_number_once(ranked: Sequence[Ranked]) -> list[Ranked]:
    """So that a kind's turn is not spent on a number it has given already."""
    first: dict[int, Ranked] = {}
    for one in ranked:
        first.setdefault(one.dial or -one.listing, one)
    return list(first.values())


def police_may_lead(want: Want) -> bool:
    """Whether police may stand among the first three."""
    return want.danger or want.with_minor or want.asked_police or want.asked_immigration


def _police_later(in_turn: list[Ranked]) -> list[Ranked]:
    """The same answers with the first three free of police; what is too few to fill them leaves police out."""
    others = [one for one in in_turn if not one.police]
    if len(others) < BEFORE_POLICE:
        # Somebody to call is worth more than the rule when there is nobody else at all.
        return others or in_turn
    first = others[:BEFORE_POLICE]
    return first + [one for one in in_turn if one not in first]
