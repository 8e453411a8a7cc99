"""How far an answer may be believed; below `NOT_SURE` it is better to show none."""

from collections.abc import Sequence

from resources.places.scoring import Scored
from resources.places.tokens import Token

NOT_SURE = 0.0


def confidence_of(one: Scored, tokens: Sequence[Token]) -> float:
    """0..1, from the score alone for now."""
    return max(0.0, min(1.0, one.total / 1.8))
