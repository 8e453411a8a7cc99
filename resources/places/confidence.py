"""How far an answer may be believed; below `NOT_SURE` it is better to show none.

A logistic model over the signs of `signs.py`. Its weights were fitted by `tests/places/fit_confidence.py` to practice
queries, to the notes of practice calls and to the tune halves of the case files, so that 99 in 100 right answers pass.
"""

from collections.abc import Sequence
from math import exp
from types import MappingProxyType

from resources.places.scoring import Scored
from resources.places.signs import NAMES, signs_of
from resources.places.tokens import Token

NOT_SURE = 0.5

WEIGHTS = MappingProxyType({
    "likeness": 4.46,
    "exact": 1.50,
    "letters": 1.18,
    "prefix": 0.28,
    "loose": -1.03,
    "length": 2.23,
    "short": -0.85,
    "words": -0.81,
    "state": 3.45,
    "state_fuzzy": 1.24,
    "cue": 3.55,
    "isolated": 2.32,
    "whole": 0.99,
    "sentence": -1.07,
    "dropped": -0.48,
    "prior": 4.70,
    "alias": -1.13,
    "tempting": -2.60,
    "person": 1.15,
    "brand": -0.21,
    "tempting_cue": -0.20,
    "tempting_isolated": -0.41,
    "spoken_of": -0.54,
    "spoken_to": -1.72,
    "long_text": -2.86,
    "fuzzy_tempting": -0.24,
    "exact_rare": -1.49,
    "county": 0.36,
    "state_only": -2.67,
    "abroad": -2.94,
    "number_after": 0.38,
    "code_state": -0.62,
    "drawn": 6.01,
    "verb_after": -2.04,
    "title_before": -1.35,
    "pause_before": 0.32,
    "pause_after": 0.28,
})
"""What each sign adds to the belief."""

BIAS = -8.26
"""Belief before any sign; chosen so that 0 is the border of being sure."""

_ORDERED = tuple(WEIGHTS[name] for name in NAMES)
_CODE_BORDER = 0.75


def belief(one: Scored, tokens: Sequence[Token], *, county_said: bool) -> float:
    """Above 0: sure enough to show. Codes are believed as far as the words round them say."""
    if one.candidate.likeness.way == "code":
        return 4 * (one.total - _CODE_BORDER) + 0.1
    signs = signs_of(one, tokens, county_said=county_said)
    return BIAS + sum(weight * sign for weight, sign in zip(_ORDERED, signs, strict=True))


def confidence_of(belief: float) -> float:
    """The same as 0..1, for others to read."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, belief))))
