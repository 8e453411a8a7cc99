"""Which of the answers are shown, in which order: every wanted kind in turn, police where they belong."""

from collections.abc import Sequence
from itertools import zip_longest

from resources.want import Help, Want

POLICE = frozenset({"law_enforcement", "dispatch", "immigration_enforcement"})
"""Not among the first three, unless somebody is in danger, a minor is involved, or the caller asked."""

BEFORE_POLICE = 3


def choose(by_kind: Sequence[Sequence[Help]], want: Want, limit: int) -> tuple[Help, ...]:
    """The first of every kind, then the second of every kind, to `limit`; a service stands once."""
    taken: dict[tuple[str, str], Help] = {}
    ids: set[int] = set()
    for turn in zip_longest(*by_kind):
        for one in turn:
            if one is not None and one.listing.id not in ids:
                ids.add(one.listing.id)
                taken.setdefault(_same(one), one)
    in_turn = list(taken.values())
    if not police_may_lead(want):
        in_turn = _police_later(in_turn)
    return tuple(in_turn[:limit])


def _same(one: Help) -> tuple[str, str]:
    """What two sources' rows of one service share: its name and its first number. Both stay held, one is shown."""
    listing = one.listing
    number = next((phone.number for phone in listing.phones if phone.number), str(listing.id))
    return listing.service.casefold(), number


def police_may_lead(want: Want) -> bool:
    """Whether police may stand among the first three."""
    return want.danger or want.with_minor or want.asked_police or want.asked_immigration


def is_police(one: Help) -> bool:
    """Whether an answer is police of any sort, by what it is and not by what it was wanted for."""
    return not POLICE.isdisjoint(one.listing.kinds)


def _police_later(in_turn: list[Help]) -> list[Help]:
    """The same answers with the first three free of police; what is too few to fill them leaves police out."""
    others = [one for one in in_turn if not is_police(one)]
    if len(others) < BEFORE_POLICE:
        # Somebody to call is worth more than the rule when there is nobody else at all.
        return others or in_turn
    first = others[:BEFORE_POLICE]
    return first + [one for one in in_turn if one not in first]
