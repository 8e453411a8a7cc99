"""What each bearer of a likely name is worth for a guess: likeness, how many people live there, and support."""

from collections.abc import Iterator
from typing import NamedTuple

from resources.places.bearers import REGIONS, Bearer, unpack_bearers
from resources.places.candidates import PRIOR, Candidate
from resources.places.entry import Name
from resources.places.said_words import said_words, tempts
from resources.places.segments import Guess

_TRUST = {
    Name.OWN: 0.0,
    Name.OTHER: -0.05,
    Name.NOT_POSTAL: -0.18,
    Name.TAKEN: -0.30,
    Name.CODE: -0.45,
    Name.MADE: -0.10,
}
_COST = tuple(_TRUST[trust] for trust in Name)
"""The same by number: a place in a row is found several times faster than a name in a table."""

_KIND = {"city": 0.0, "other": 0.0, "county": -0.25, "state": -0.10, "airport": -0.12}
_ABROAD = {"@MX": -0.30, "@CA": -0.30, "@": -0.42}
_BIG_NEIGHBOUR = 0.12
"""A Mexican or Canadian city of half a million is nearly as likely as one at home."""
HALF_AN_ALIAS = 0.08
"""Cost of taking the beginning of a name that is not the place's own."""

NAMED_IN_FULL = 0.10
"""Name and state said just so: no longer name that begins alike may pass it."""

EVERYDAY_ALIAS = 0.30
"""Everyday words are hardly ever somewhere's second name: "the bridge" is no town."""

FROM_THERE = 0.25
"""Cost of a country nobody is said to be in: it is where someone comes from."""

SAYS_COUNTY = frozenset({"county", "parish", "cnty", "condado"})


class Scored(NamedTuple):
    """A place as an answer to a guess."""

    place: int
    total: float
    candidate: Candidate
    bearer: Bearer
    guess: Guess
    drawn: float = 0.0
    """What it gained from a place beside it."""


def scored(guess: Guess, candidates: list[Candidate], *, county_said: bool) -> Iterator[Scored]:
    """Every bearer of every candidate name that can be meant."""
    support = support_of(guess)
    if guess.sentence and not guess.state and guess.cue < 0.6 and guess.words[-1] in said_words().origins:
        support -= FROM_THERE
    doubtful = guess.sentence and not guess.state and is_tempting(guess)
    region = "" if not guess.state else guess.state if guess.state in REGIONS else "@"
    for candidate in candidates:
        named = candidate.likeness.score + support
        second = _second_name(candidate, doubtful=doubtful)
        own = NAMED_IN_FULL if _in_full(guess, candidate) else 0.0
        for bearer in unpack_bearers(candidate.word.bearers, region):
            if bearer.trust == Name.MADE and candidate.likeness.way != "exact":
                continue
            total = named + PRIOR * bearer.prior + _COST[bearer.trust] + _KIND[bearer.kind]
            total += own if bearer.trust == Name.OWN else second
            if county_said and bearer.kind == "county":
                total += 0.25 if bearer.trust != Name.TAKEN else 0.15
            if not region:
                total += _abroad(bearer)
            yield Scored(bearer.place, total, candidate, bearer, guess)


def _second_name(candidate: Candidate, *, doubtful: bool) -> float:
    """What it costs that a name is not a place's own."""
    cost = -EVERYDAY_ALIAS if doubtful else 0.0
    return cost - HALF_AN_ALIAS if candidate.likeness.way == "prefix" else cost


def _in_full(guess: Guess, candidate: Candidate) -> bool:
    return guess.state_likeness == 1.0 and guess.dropped == 0 and candidate.likeness.way == "exact"


def _abroad(bearer: Bearer) -> float:
    if bearer.region in ("@MX", "@CA") and bearer.prior > 0.81:
        return -_BIG_NEIGHBOUR
    return _ABROAD.get(bearer.region, 0.0)


def support_of(guess: Guess) -> float:
    """What stands around the words: a state, a cue, pauses; and what was left out to read them so."""
    total = -guess.dropped
    if guess.state:
        total += 0.22 - 0.55 * (1 - guess.state_likeness)
    if not guess.sentence:
        return total
    without = 0.06 if guess.state_likeness == 1.0 else 0.20 if guess.isolated else 0.30
    return total - without * (1 - min(1.0, guess.cue))


def is_tempting(guess: Guess) -> bool:
    """Whether every word of a guess is more often something else than a place."""
    return all(map(tempts, guess.words))
