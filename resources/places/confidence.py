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
    "likeness": 5.43,
    "exact": 1.13,
    "letters": 0.71,
    "prefix": 0.23,
    "loose": -1.16,
    "length": 1.89,
    "short": -0.83,
    "words": -2.89,
    "state": 1.97,
    "state_fuzzy": 1.17,
    "cue": 2.39,
    "isolated": 2.90,
    "whole": 0.87,
    "sentence": -0.20,
    "dropped": -1.87,
    "prior": 4.88,
    "alias": -1.44,
    "tempting": -2.99,
    "person": 0.69,
    "brand": -0.54,
    "tempting_cue": -0.61,
    "tempting_isolated": -0.40,
    "spoken_of": -0.64,
    "spoken_to": -1.49,
    "long_text": 2.92,
    "fuzzy_tempting": -0.28,
    "exact_rare": -0.77,
    "county": 0.30,
    "state_only": -3.10,
    "abroad": -3.63,
    "number_after": 0.10,
    "code_state": -0.32,
    "drawn": 6.21,
    "verb_after": -2.09,
    "title_before": -1.19,
    "pause_before": -1.47,
    "pause_after": -1.00,
    "first": 1.53,
    "last": 1.43,
    "doubted": -3.65,
    "plain_after": -0.25,
    "plain_before": -1.63,
    "unknown_after": -0.62,
    "tempting_first": -1.27,
    "prior_tempting": 2.34,
    "likeness_sentence": -1.48,
    "prior_sentence": -1.38,
    "tempting_stated": -1.37,
    "tempting_code": -1.15,
})
"""What each sign adds to the belief."""

BIAS = -9.03
"""Belief before any sign; chosen so that 0 is the border of being sure."""

_ORDERED = tuple(WEIGHTS.get(name, 0.0) for name in NAMES)
_CODE_BORDER = 0.75
_LEAST_LIKENESS = 0.55


def belief(one: Scored, tokens: Sequence[Token], *, county_said: bool) -> float:
    """Above 0: sure enough to show. Codes are believed as far as the words round them say."""
    if one.candidate.likeness.way == "code":
        return 4 * (one.total - _CODE_BORDER) + 0.1
    if one.candidate.likeness.score < _LEAST_LIKENESS:
        return -2.0
    signs = signs_of(one, tokens, county_said=county_said)
    return BIAS + sum(weight * sign for weight, sign in zip(_ORDERED, signs, strict=True))


def confidence_of(belief: float) -> float:
    """The same as 0..1, for others to read."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, belief))))
