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

WEIGHTS = MappingProxyType(
    {
        "likeness": 5.00,
        "exact": 1.14,
        "letters": 0.84,
        "prefix": 0.70,
        "loose": -1.22,
        "length": 2.80,
        "short": -0.64,
        "words": -2.50,
        "state": 1.68,
        "state_fuzzy": 1.09,
        "cue": 3.37,
        "isolated": 2.68,
        "whole": 0.68,
        "sentence": -0.32,
        "dropped": -3.90,
        "prior": 4.03,
        "alias": -1.34,
        "tempting": -2.87,
        "person": 0.79,
        "brand": -0.33,
        "tempting_cue": -1.32,
        "tempting_isolated": -0.46,
        "spoken_of": -1.33,
        "spoken_to": -2.12,
        "long_text": 1.48,
        "fuzzy_tempting": -0.82,
        "exact_rare": -0.02,
        "county": 0.11,
        "state_only": -1.20,
        "abroad": -1.05,
        "number_after": -0.08,
        "code_state": -0.32,
        "drawn": 5.80,
        "verb_after": -2.01,
        "title_before": -0.30,
        "pause_before": -1.99,
        "pause_after": -0.77,
        "first": 1.47,
        "last": 0.90,
        "doubted": -3.84,
        "plain_after": -0.46,
        "plain_before": -1.75,
        "unknown_after": -0.49,
        "tempting_first": -1.27,
        "prior_tempting": 3.06,
        "likeness_sentence": -0.65,
        "prior_sentence": -1.39,
        "tempting_stated": -1.35,
        "tempting_code": -1.02,
    }
)
"""What each sign adds to the belief."""

BIAS = -8.38
"""Belief before any sign; chosen so that 0 is the border of being sure."""

_ORDERED = tuple(WEIGHTS.get(name, 0.0) for name in NAMES)
_CODE_BORDER = 0.75
_LEAST_LIKENESS = 0.55
_ALL_OF_IT = 2.5


def belief(one: Scored, tokens: Sequence[Token], *, county_said: bool) -> float:
    """Above 0: sure enough to show. Codes are believed as far as the words round them say."""
    if one.candidate.likeness.way == "code":
        return 4 * (one.total - _CODE_BORDER) + 0.1
    if one.candidate.likeness.score < _LEAST_LIKENESS:
        return -2.0
    signs = signs_of(one, tokens, county_said=county_said)
    total = BIAS + sum(weight * sign for weight, sign in zip(_ORDERED, signs, strict=True))
    return total + _ALL_OF_IT if _is_all_of_it(one, tokens) else total


def _is_all_of_it(one: Scored, tokens: Sequence[Token]) -> bool:
    """Whether the whole text is exactly a name of several words, whatever those words mean alone."""
    guess = one.guess
    if one.candidate.likeness.way != "exact" or len(guess.words) < 2 or guess.first > 0:
        return False
    return guess.last >= len(tokens) or bool(guess.state)


def confidence_of(belief: float) -> float:
    """The same as 0..1, for others to read."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, belief))))
