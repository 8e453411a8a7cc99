"""How far an answer may be believed; below `NOT_SURE` it is better to show none.

A logistic model over the signs of `signs.py`. Its weights were fitted by `tests/places/fit_confidence.py` to practice
queries, to the notes of practice calls and to the tune halves of the case files, so that 99 in 100 right answers pass.
"""

from collections.abc import Sequence
from math import exp
from operator import mul
from types import MappingProxyType

from resources.places.entry import Name
from resources.places.scoring import Scored, is_tempting
from resources.places.signs import NAMES, Signs
from resources.places.tokens import Token

NOT_SURE = 0.5

WEIGHTS = MappingProxyType(
    {
        "likeness": 2.76,
        "exact": 1.16,
        "letters": 1.27,
        "prefix": 0.85,
        "loose": -1.99,
        "length": 1.40,
        "short": -0.21,
        "words": -0.61,
        "state": 3.39,
        "state_fuzzy": 0.23,
        "cue": 1.69,
        "isolated": 1.83,
        "whole": 2.62,
        "sentence": -0.14,
        "dropped": -1.63,
        "prior": 3.34,
        "alias": -0.39,
        "tempting": -2.61,
        "person": 1.15,
        "brand": -0.82,
        "tempting_cue": 0.71,
        "tempting_isolated": -0.13,
        "spoken_of": -0.05,
        "spoken_to": -1.99,
        "long_text": 2.77,
        "fuzzy_tempting": -0.64,
        "exact_rare": 0.16,
        "county": 0.12,
        "state_only": -1.89,
        "abroad": -0.99,
        "number_after": -0.01,
        "code_state": 0.97,
        "drawn": 4.91,
        "verb_after": -2.19,
        "title_before": -1.16,
        "pause_before": -0.46,
        "pause_after": 0.19,
        "first": -0.26,
        "last": 1.18,
        "doubted": -1.81,
        "plain_after": 0.14,
        "plain_before": 0.21,
        "unknown_after": 0.32,
        "tempting_first": 0.37,
        "prior_tempting": 0.12,
        "likeness_sentence": -1.07,
        "prior_sentence": 0.56,
        "tempting_stated": -0.66,
        "tempting_code": -0.67,
        "noted": 2.86,
        "fuzzy_sentence": -1.11,
        "known": -0.37,
        "known_opening": -1.13,
        "known_spoken_of": 0.49,
        "known_title": -0.20,
        "phrase": 0.64,
        "phrase_opening": 0.52,
        "tempting_opening": 0.08,
        "tempting_verb": -0.79,
        "tempting_opening_known": -0.34,
        "stated_own": 1.01,
        "doubted_state": 0.26,
        "like_opening": 1.13,
        "known_number": -0.83,
        "known_pause": -0.07,
        "known_unknown": -0.05,
        "thing_after": -2.62,
        "town": 1.14,
        "town_opening": 0.65,
        "origin": -1.07,
        "asked": -1.39,
        "scene_after": 0.62,
        "scene_before": 1.73,
        "tempting_scene": 0.85,
        "tempting_phrase": 0.70,
        "scene_opening": 1.47,
        "known_scene": 1.03,
    }
)
"""What each sign adds to the belief."""

BIAS = -8.52
"""Belief before any sign; chosen so that 0 is the border of being sure."""

_ORDERED = tuple(WEIGHTS.get(name, 0.0) for name in NAMES)
_CODE_BORDER = 0.75
_LEAST_LIKENESS = 0.55
_ALL_OF_IT = 2.5
_NOTHING_ELSE = 0.8
_HEARD_WHOLE = 1.8
_NAME_AND_STATE = 2.0
"""What it adds that the whole text is a town's name and a state, even one half typed."""
_LONG = 6
_BEING_TYPED = 1.5
_CLOSE = 0.7
_DRAWN = 0.5
"""Belief in a town said with its neighbour, or after a word that points at a place, however ordinary its name."""

_POINTS = 0.9
_TOWN = 0.5
"""The weight of a town of some 3,000 people."""


def belief(one: Scored, signs: Signs) -> float:
    """Above 0: sure enough to show. Codes are believed as far as the words round them say."""
    if one.candidate.likeness.way == "code":
        return 4 * (one.total - _CODE_BORDER) + 0.1
    if one.candidate.likeness.score < _LEAST_LIKENESS:
        return -2.0
    total: float = BIAS + sum(map(mul, _ORDERED, signs.of(one)))
    if one.candidate.likeness.way == "exact" and (one.drawn or _is_pointed_at(one, signs.tokens)):
        total = max(total, _DRAWN)
    if _is_all_of_it(one, signs.tokens):
        return total + _ALL_OF_IT
    if _is_heard_whole(one, signs.tokens):
        return total + _HEARD_WHOLE
    if _is_being_typed(one):
        return total + _BEING_TYPED
    if _is_name_and_state(one, signs.tokens):
        return total + _NAME_AND_STATE
    return total + _NOTHING_ELSE if _is_nothing_else(one) else total


def _is_pointed_at(one: Scored, tokens: Sequence[Token]) -> bool:
    """Whether a town's own name stands between a word that points at a place and the end: "in hope", "near reading"."""
    guess = one.guess
    if guess.cue < _POINTS or guess.dropped or guess.state or one.bearer.trust != Name.OWN or one.bearer.prior < _TOWN:
        return False
    if guess.first == 0 or tokens[guess.first - 1].cue < _POINTS:
        return False
    return guess.last >= len(tokens) or tokens[guess.last].part in ("pause", "road")


def _is_all_of_it(one: Scored, tokens: Sequence[Token]) -> bool:
    """Whether the whole text is exactly a name of several words, whatever those words mean alone."""
    guess = one.guess
    if one.candidate.likeness.way != "exact" or len(guess.words) < 2 or guess.first > 0:
        return False
    return guess.last >= len(tokens) or bool(guess.state)


def _is_heard_whole(one: Scored, tokens: Sequence[Token]) -> bool:
    """Whether the whole text sounds like one long name cut into pieces: "ketch a can"."""
    guess = one.guess
    alike = one.candidate.likeness.way in ("letters", "sound") and len(guess.words) > 1 and not guess.state
    return alike and guess.first == 0 and guess.last >= len(tokens) and sum(map(len, guess.words)) >= _LONG


def _is_being_typed(one: Scored) -> bool:
    """Whether a long beginning of a name is the last thing typed after a word that points at a place."""
    guess = one.guess
    begun = one.candidate.likeness.way == "prefix" and guess.typing and guess.dropped == 0 and guess.cue >= 0.8
    return begun and sum(map(len, guess.words)) >= _LONG and not is_tempting(guess)


def _is_name_and_state(one: Scored, tokens: Sequence[Token]) -> bool:
    """Whether the whole text is exactly a town's name and a state, or the first letters of one."""
    guess = one.guess
    if one.candidate.likeness.way != "exact" or guess.sentence or guess.first > 0:
        return False
    begun = guess.last == len(tokens) - 1 and len(tokens[-1].word) <= 2 and tokens[-1].part == "name"
    return begun or (guess.whole and bool(guess.state))


def _is_nothing_else(one: Scored) -> bool:
    """Whether a name was typed with no speech round it, and its words are not everyday ones."""
    if not one.guess.whole:
        return False
    return one.guess.state_likeness == 1.0 or (one.candidate.likeness.score >= _CLOSE and not is_tempting(one.guess))


def confidence_of(belief: float) -> float:
    """The same as 0..1, for others to read."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, belief))))
