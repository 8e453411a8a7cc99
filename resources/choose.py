"""Which of the answers are shown, in which order: every wanted kind in turn, police where they belong."""

from collections.abc import Sequence
from itertools import zip_longest

from resources.rank import Ranked
from resources.want import Want

BEFORE_POLICE = 3
"""Police are not among so many first, unless somebody is in danger, a minor is involved, or the caller asked."""


def choose(by_kind: Sequence[Sequence[Ranked]], want: Want, limit: int) -> list[Ranked]:
    """The first of every kind, then the second of every kind, to `limit`; a listing and a number stand once.

    Two sources' rows of one service share the number that is dialled first: both stay held, the better one is shown.
    """
    chosen: list[Ranked] = []
    held: set[int] = set()
    numbers: set[int] = set()
    for turn in zip_longest(*(_each_number_once(ranked) for ranked in by_kind)):
        for one in turn:
            if one is None or one.listing in held or one.dial in numbers:
                continue
            held.add(one.listing)
            if one.dial:
                numbers.add(one.dial)
            chosen.append(one)
    if not police_may_lead(want):
        chosen = _police_later(chosen)
    return chosen[:limit]


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
