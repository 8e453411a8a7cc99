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
        "likeness": 5.50,
        "exact": 0.86,
        "letters": 0.88,
        "prefix": 0.30,
        "loose": -0.75,
        "length": 2.46,
        "short": -0.78,
        "words": -1.88,
        "state": 0.65,
        "state_fuzzy": 0.78,
        "cue": 3.39,
        "isolated": 2.08,
        "whole": 0.87,
        "sentence": -0.34,
        "dropped": -4.55,
        "prior": 3.71,
        "alias": -1.20,
        "tempting": -2.69,
        "person": 0.78,
        "brand": -0.10,
        "tempting_cue": -0.71,
        "tempting_isolated": -0.70,
        "spoken_of": -1.31,
        "spoken_to": -1.84,
        "long_text": 1.21,
        "fuzzy_tempting": -0.44,
        "exact_rare": -0.66,
        "county": 0.25,
        "state_only": -1.31,
        "abroad": -0.77,
        "number_after": 0.19,
        "code_state": -0.08,
        "drawn": 5.97,
        "verb_after": -2.18,
        "title_before": -0.23,
        "pause_before": -1.36,
        "pause_after": -0.74,
        "first": 0.39,
        "last": 1.12,
        "doubted": -3.18,
        "plain_after": -0.45,
        "plain_before": -1.57,
        "unknown_after": -1.29,
        "tempting_first": -0.43,
        "prior_tempting": 1.20,
        "likeness_sentence": -1.12,
        "prior_sentence": -0.62,
        "tempting_stated": -0.86,
        "tempting_code": -1.00,
        "noted": 2.68,
        "fuzzy_sentence": -1.86,
    }
)
"""What each sign adds to the belief."""

BIAS = -7.56
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
