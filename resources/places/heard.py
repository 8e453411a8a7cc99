"""From said to ranked places: guesses are looked up, scored, weighed against each other, and doubted."""

from collections.abc import Callable, Iterable, Sequence
from math import exp
from typing import NamedTuple

from resources.places.candidates import Candidate, exact_candidates
from resources.places.codes import codes_in
from resources.places.confidence import NOT_SURE, belief, confidence_of
from resources.places.entry import Name
from resources.places.place import HeardPlace, Place
from resources.places.relations import anchored, drawn_together
from resources.places.scoring import SAYS_COUNTY, Scored, is_tempting, scored
from resources.places.segments import Guess, guesses_of, with_states
from resources.places.signs import Signs
from resources.places.state_heard import exact_state
from resources.places.store import PlaceStore
from resources.places.tokens import Token, tokens_of
from resources.places.why import why

Search = Callable[[tuple[str, ...], str, bool], list[Candidate]]
"""Names alike to said words, in a state or "", finished or still being typed."""

PROMISING = 5
LOOKED_AT = 3
"""Guesses that are looked up in letters and sound; exact names cost little and are all looked up."""

BELIEF = 0.04
"""How much belief counts in the ranking beside the score."""

BELIEF_ALONE = 0.03
"""The same for a name that stands alone, where few words speak for or against it."""

NEIGHBOUR = 0.12
"""What is said to be near another place is meant before that other place."""

WHOLE_NEIGHBOUR = 0.30
"""What a name of several words across the border gains over a US town that is only a part of it."""

LEFT_OUT = 0.05
"""Cost of words left out that is too small to be a word of the name."""

_MOST_BELIEF = 6.0
JUDGED = 12
OUT_OF_REACH = 0.2
"""Answers this far behind the strongest reading are not weighed, once a dozen are."""

SETTLED = 1.4
CLOSE = 0.84
SHORTLIST = 40
A_SPAN = 14
SPARE = 3


def hear(store: PlaceStore, search: Search, text: str, limit: int) -> tuple[HeardPlace, ...]:
    """The places a text may mean, best first; none where no reading is believable."""
    found = answers(store, search, with_states(tokens_of(text)))
    if limit < 1 or not found or confidence_of(found[0].belief) < NOT_SURE:
        return ()
    best = found[0]
    return tuple(
        HeardPlace(
            place,
            round(
                min(confidence_of(one.belief), confidence_of(best.belief)) * exp(min(0.0, one.worth - best.worth) * 3),
                3,
            ),
            why(one.scored, place),
        )
        for place, one in _told_apart(store, found, limit)
    )


class Answer(NamedTuple):
    """A place with its score and how far it is believed; `worth` is what it is ranked by."""

    worth: float
    scored: Scored
    belief: float


def answers(store: PlaceStore, search: Search, tokens: Sequence[Token]) -> list[Answer]:
    """Every shortlisted place, best first, however little it is believed."""
    found = list(codes_in(store, tokens))
    county_said = any(token.word in SAYS_COUNTY for token in tokens)
    guesses = _distinct(guesses_of(tokens))
    exact = {guess: exact_candidates(store, guess) for guess in guesses}
    for guess, candidates in exact.items():
        found.extend(one for one in scored(guess, candidates, county_said=county_said) if _weighty(one))
    looked = 0
    for guess in sorted(guesses, key=lambda g: (-_promise(g, bool(exact[g])), g.first))[:PROMISING]:
        if looked < LOOKED_AT and _worth_searching(guess, bool(exact[guess])) and not _settled(found, guess):
            looked += 1
            candidates = search(guess.words, guess.state, _unfinished(guess))
            found.extend(one for one in scored(guess, candidates, county_said=county_said) if _alike(one))
    return _ranked(store, tokens, found, county_said=county_said)


def _alike(one: Scored) -> bool:
    """After a doubtful state code only a close likeness counts."""
    return not one.guess.doubted or (one.candidate.likeness.score >= CLOSE and one.candidate.likeness.way != "prefix")


def _weighty(one: Scored) -> bool:
    """Whether a town is large enough for a doubtful state code after it to be meant as one."""
    return not one.guess.doubted or one.bearer.prior >= one.guess.doubted


def _distinct(guesses: Iterable[Guess]) -> list[Guess]:
    best: dict[tuple[tuple[str, ...], str, int], Guess] = {}
    for guess in guesses:
        key = (guess.words, guess.state, guess.first)
        if key not in best or guess.dropped - guess.cue < best[key].dropped - best[key].cue:
            best[key] = guess
    return list(best.values())


def _promise(guess: Guess, exact: bool) -> float:
    total = 0.5 * guess.state_likeness + 0.4 * guess.cue - 2 * guess.dropped + 0.2 * guess.isolated
    total += 0.3 * guess.whole + 0.1 * exact
    return total - (0.4 if is_tempting(guess) and not exact else 0.0)


def _worth_searching(guess: Guess, exact: bool) -> bool:
    """Whether a guess is searched by letters and sound: never ordinary words with nothing beside them."""
    if not guess.sentence or guess.whole:
        return True
    if guess.doubted:
        return guess.doubted < 0.5 and guess.dropped == 0 and not exact and not is_tempting(guess)
    if guess.dropped > 0.3:
        return False
    return not is_tempting(guess) or guess.state_likeness > 0.9 or (guess.cue >= 0.6 and guess.dropped == 0)


def _settled(found: list[Scored], guess: Guess) -> bool:
    """Whether some of a guess's words are already so well understood that another reading of them cannot win."""
    return any(
        one.total >= SETTLED and one.guess.first < guess.last and guess.first < one.guess.last
        and (one.guess.words, one.guess.state) != (guess.words, guess.state)
        for one in found
    )  # fmt: skip


def _unfinished(guess: Guess) -> bool:
    return guess.typing or bool(guess.state) or not guess.sentence


def _ranked(store: PlaceStore, tokens: Sequence[Token], found: list[Scored], *, county_said: bool) -> list[Answer]:
    best: dict[int, Scored] = {}
    for one in found:
        if one.place not in best or one.total > best[one.place].total:
            best[one.place] = one
    kept = _without_told_states(_shortlist(best.values()))
    if anchored(tokens) or any(one.guess.state.startswith("@") for one in kept):
        places = store.places(one.place for one in kept)
        kept = [one for one in kept if _in_country(places[one.place], one.guess.state)]
        kept = drawn_together(kept, places, tokens)
    kept.sort(key=lambda one: (-one.total, one.place))
    judged: list[Answer] = []
    signs = Signs(tokens, county_said=county_said)
    for one in kept:
        if len(judged) >= JUDGED and one.total + BELIEF * _MOST_BELIEF < judged[0].worth - OUT_OF_REACH:
            break  # no belief could lift the rest into view
        believed = belief(one, signs)
        counts = BELIEF if one.guess.sentence or one.guess.state else BELIEF_ALONE
        worth = one.total + counts * max(-8.0, min(_MOST_BELIEF, believed)) + (NEIGHBOUR if one.drawn else 0.0)
        worth += WHOLE_NEIGHBOUR if _is_whole_neighbour(one) else 0.0
        judged.append(Answer(worth, one, believed))
    judged.sort(key=lambda answer: (-answer.worth, answer.scored.place))
    return judged


def _is_whole_neighbour(one: Scored) -> bool:
    """Whether every word of a Mexican or Canadian town's own name was said: "nuevo laredo" is not Laredo, Texas."""
    guess = one.guess
    exact = one.candidate.likeness.way == "exact" and one.bearer.trust == Name.OWN
    return exact and len(guess.words) > 1 and guess.dropped < LEFT_OUT and one.bearer.region in ("@MX", "@CA")


def _told_apart(store: PlaceStore, found: Sequence[Answer], limit: int) -> list[tuple[Place, Answer]]:
    """The best answers with their places, one for each name, state and kind; no more are read than are shown."""
    rows: dict[tuple[str, str, str, str], tuple[Place, Answer]] = {}
    for first in range(0, len(found), limit + SPARE):
        few = found[first : first + limit + SPARE]
        places = store.places(one.scored.place for one in few)
        for one in few:
            place = places[one.scored.place]
            rows.setdefault((place.name, place.state, place.kind, place.country), (place, one))
        if len(rows) >= limit:
            break
    return list(rows.values())[:limit]


def _without_told_states(found: list[Scored]) -> list[Scored]:
    """What is left when the state said after a town is no place of its own: "ontario california"."""
    told = {
        one.guess.state: one.guess.last
        for one in found
        if one.guess.state_likeness == 1.0 and one.candidate.likeness.way == "exact" and not one.guess.doubted
    }
    if not told:
        return found
    return [one for one in found if one.guess.state or told.get(exact_state(one.guess.words), 99999) > one.guess.first]


def _shortlist(found: Iterable[Scored]) -> list[Scored]:
    """The best for each row of words, so that a name with thirty bearers does not hide the next."""
    taken: dict[tuple[int, int], int] = {}
    kept: list[Scored] = []
    for one in sorted(found, key=lambda one: (-one.total, one.place)):
        span = (one.guess.first, one.guess.last)
        taken[span] = taken.get(span, 0) + 1
        if taken[span] <= A_SPAN:
            kept.append(one)
            if len(kept) == SHORTLIST:
                break
    return kept


def _in_country(place: Place, state: str) -> bool:
    return not state.startswith("@") or place.country == state[1:]
