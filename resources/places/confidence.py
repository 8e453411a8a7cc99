"""How far an answer may be believed; below `NOT_SURE` it is better to show none.

A logistic model over the signs of `signs.py`. Its weights were fitted by `tests/places/fit_confidence.py` to practice
queries, to the notes of practice calls and to the tune halves of the case files, so that 99 in 100 right answers pass.
"""

from collections.abc import Sequence
from math import exp
from types import MappingProxyType

from resources.places.scoring import Scored, is_tempting
from resources.places.signs import NAMES, signs_of
from resources.places.tokens import Token

NOT_SURE = 0.5

WEIGHTS = MappingProxyType(
    {
        "likeness": 5.40,
        "exact": 0.86,
        "letters": 0.69,
        "prefix": 0.57,
        "loose": -0.83,
        "length": 2.52,
        "short": -0.69,
        "words": -1.93,
        "state": 0.58,
        "state_fuzzy": 0.76,
        "cue": 3.41,
        "isolated": 2.18,
        "whole": 0.71,
        "sentence": -0.44,
        "dropped": -4.76,
        "prior": 3.89,
        "alias": -1.26,
        "tempting": -2.63,
        "person": 0.78,
        "brand": -0.07,
        "tempting_cue": -0.68,
        "tempting_isolated": -0.77,
        "spoken_of": -1.32,
        "spoken_to": -1.85,
        "long_text": 1.22,
        "fuzzy_tempting": -0.43,
        "exact_rare": -0.72,
        "county": 0.30,
        "state_only": -1.36,
        "abroad": -0.80,
        "number_after": 0.37,
        "code_state": -0.09,
        "drawn": 5.98,
        "verb_after": -2.24,
        "title_before": -0.25,
        "pause_before": -1.31,
        "pause_after": -0.82,
        "first": 0.24,
        "last": 1.16,
        "doubted": -3.18,
        "plain_after": -0.57,
        "plain_before": -1.53,
        "unknown_after": -1.31,
        "tempting_first": -0.31,
        "prior_tempting": 1.00,
        "likeness_sentence": -1.11,
        "prior_sentence": -0.57,
        "tempting_stated": -0.98,
        "tempting_code": -0.98,
        "noted": 2.78,
        "fuzzy_sentence": -1.85,
    }
)
"""What each sign adds to the belief."""

BIAS = -7.58
"""Belief before any sign; chosen so that 0 is the border of being sure."""

_ORDERED = tuple(WEIGHTS.get(name, 0.0) for name in NAMES)
_CODE_BORDER = 0.75
_LEAST_LIKENESS = 0.55
_ALL_OF_IT = 2.5
_NOTHING_ELSE = 0.8
_CLOSE = 0.7


def belief(one: Scored, tokens: Sequence[Token], *, county_said: bool) -> float:
    """Above 0: sure enough to show. Codes are believed as far as the words round them say."""
    if one.candidate.likeness.way == "code":
        return 4 * (one.total - _CODE_BORDER) + 0.1
    if one.candidate.likeness.score < _LEAST_LIKENESS:
        return -2.0
    signs = signs_of(one, tokens, county_said=county_said)
    total = BIAS + sum(weight * sign for weight, sign in zip(_ORDERED, signs, strict=True))
    if _is_all_of_it(one, tokens):
        return total + _ALL_OF_IT
    return total + _NOTHING_ELSE if _is_nothing_else(one) else total


def _is_all_of_it(one: Scored, tokens: Sequence[Token]) -> bool:
    """Whether the whole text is exactly a name of several words, whatever those words mean alone."""
    guess = one.guess
    if one.candidate.likeness.way != "exact" or len(guess.words) < 2 or guess.first > 0:
        return False
    return guess.last >= len(tokens) or bool(guess.state)


def _is_nothing_else(one: Scored) -> bool:
    """Whether a name was typed with no speech round it, and its words are not everyday ones."""
    if not one.guess.whole:
        return False
    return one.guess.state_likeness == 1.0 or (one.candidate.likeness.score >= _CLOSE and not is_tempting(one.guess))


def confidence_of(belief: float) -> float:
    """The same as 0..1, for others to read."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, belief))))
