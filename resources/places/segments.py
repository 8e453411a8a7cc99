"""What was said, cut into guesses: these words may be a name, in this state, with this much to support it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from resources.places.said_words import said_words
from resources.places.state_heard import State, exact_state, state_at, state_code_doubted, states_like
from resources.places.tokens import Token

LONGEST_NAME = 5
ALONE_WORDS = 5
TRAILING = 0.5
"""Words after a name tell what is there: left out, they cost less than words before it."""


class Guess(NamedTuple):
    """Words that may name a place."""

    words: tuple[str, ...]
    first: int
    """Where the words begin among the tokens."""
    last: int
    state: str = ""
    state_likeness: float = 0.0
    cue: float = 0.0
    """How strongly the words before point at a place."""
    dropped: float = 0.0
    """Cost of words left out beside the name."""
    isolated: bool = False
    """Between pauses or the ends of the text."""
    whole: bool = False
    """All that was said."""
    typing: bool = False
    """The last thing typed, so that it may be unfinished."""
    sentence: bool = False
    """Said among other words."""
    doubted: float = 0.0
    """The state may be a word of speech (in, or, me, fl): only a bearer of at least this weight is meant."""


class Run(NamedTuple):
    """Name words in a row, with nothing between them."""

    first: int
    end: int
    cue: float
    isolated: bool


def runs_of(tokens: Sequence[Token]) -> list[Run]:
    """The longest rows of name words; joining words count inside and before, never at the end."""
    runs: list[Run] = []
    at = 0
    while at < len(tokens):
        if tokens[at].part not in ("name", "join"):
            at += 1
            continue
        end = at
        while end < len(tokens) and tokens[end].part in ("name", "join"):
            end += 1
        whole_end = end
        while end > at and tokens[end - 1].part == "join" and not _is_late_state(tokens, end - 1):
            end -= 1
        if end > at:
            isolated = _edge(tokens, at - 1) and _edge(tokens, whole_end)
            runs.append(Run(at, end, _cue_before(tokens, at), isolated))
        at = whole_end
    return runs


def _is_late_state(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and state_at(tokens, at) is not None


def _edge(tokens: Sequence[Token], at: int) -> bool:
    return at < 0 or at >= len(tokens) or tokens[at].part in ("pause", "road", "number")


def _cue_before(tokens: Sequence[Token], at: int) -> float:
    """The cue a run follows; an article between is no hindrance."""
    back = at - 1
    while back >= 0 and tokens[back].word in (
        "the",
        "a",
        "an",
        "some",
        "like",
        "maybe",
        "around",
        "about",
        "somewhere",
        "just",
    ):
        if tokens[back].part == "cue":
            break
        back -= 1
    return tokens[back].cue if back >= 0 else 0.0


def with_states(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with cue and noise words that stand for a state (in, or, me, al, or "te" at the end) made names."""
    kept = list(tokens)
    for at, token in enumerate(tokens):
        if token.part in ("cue", "noise") and len(token.word) == 2 and state_at(tokens, at) is not None:
            kept[at] = Token(token.word, "name")
    if (
        1 < len(kept) <= ALONE_WORDS
        and kept[-1].part == "noise"
        and len(kept[-1].word) <= 2
        and kept[-2].part == "name"
    ):
        kept[-1] = Token(kept[-1].word, "name")  # a state being typed
    return kept


def guesses_of(tokens: Sequence[Token]) -> Iterator[Guess]:
    """Every reading worth a look, the same one perhaps more than once."""
    runs = runs_of(tokens)
    said = [token for token in tokens if token.part != "pause"]
    sentence = any(token.part in ("noise", "cue", "road", "number") for token in tokens) or len(said) > ALONE_WORDS
    if said and len(said) <= ALONE_WORDS and not any(token.part == "number" for token in tokens):
        yield from _whole(tokens, sentence=sentence)
    for run in runs:
        for guess in _run_guesses(tokens, run):
            alone = not sentence and len(runs) == 1
            cost = guess.dropped if sentence else 2.2 * guess.dropped
            yield guess._replace(sentence=sentence, whole=alone and guess.dropped == 0, dropped=cost)
    for one, two in pairwise(runs):
        yield from _bridged(tokens, one, two, sentence=sentence)
    yield from _before_doubted_states(tokens)


def _whole(tokens: Sequence[Token], *, sentence: bool) -> Iterator[Guess]:
    kept = [(at, token) for at, token in enumerate(tokens) if token.part != "pause"]
    for size in range(min(3, len(kept) - 1), -1, -1):
        named = state_at(tokens, kept[len(kept) - size][0]) if size else None
        if size and (named is None or named.words != size):
            continue
        state = named.code if named else ""
        words = tuple(token.word for _, token in kept[: len(kept) - size])
        yield Guess(
            words, 0, kept[len(words) - 1][0] + 1, state, 1.0 if state else 0.0, whole=not sentence,
            dropped=0.04, isolated=True, typing=not state, sentence=sentence,
        )  # fmt: skip


def _bridged(tokens: Sequence[Token], one: Run, two: Run, *, sentence: bool) -> Iterator[Guess]:
    """Two runs with a single small word between: king of prussia, truth or consequences."""
    if two.first - one.end != 1 or tokens[one.end].word not in ("of", "or", "on", "by", "in", "to", "at", "for", "no"):
        return
    run = Run(one.first, two.end, one.cue, isolated=one.isolated)
    for guess in _run_guesses(tokens, run):
        if guess.first < one.end < guess.last:
            yield guess._replace(sentence=sentence, dropped=guess.dropped + 0.02)


def _run_guesses(tokens: Sequence[Token], run: Run) -> Iterator[Guess]:
    start = run.first
    cue = run.cue
    at = start + 1
    while at < run.end:
        state = state_at(tokens, at)
        if state is None:
            at += 1
            continue
        yield from _before_state(tokens, start, at, state, cue)
        if at + state.words >= run.end:
            break
        if state_at(tokens, at + state.words) is not None:
            at += 1  # the city in the next state: "ontario california"
            continue
        start, cue = at + state.words, 0.0
        at = start + 1
    if start < run.end:
        yield from _late_states(tokens, Run(start, run.end, cue, run.isolated))
        yield from _without_state(tokens, Run(start, run.end, cue, run.isolated))
    if start != run.first:
        yield from _without_state(tokens, run)


def _late_states(tokens: Sequence[Token], run: Run) -> Iterator[Guess]:
    """A state after a comma, or a misspelt or half-typed one at the end of the run."""
    after = run.end
    if after + 1 < len(tokens) and tokens[after].part == "pause":
        state = state_at(tokens, after + 1)
        if state is None and _edge(tokens, after + 2):
            state = next(iter(_fuzzy_states([tokens[after + 1].word])), None)
        elif state is None and _edge(tokens, after + 3):
            state = next(iter(_fuzzy_states([t.word for t in tokens[after + 1 : after + 3]])), None)
        if state is not None:
            yield from _before_state(tokens, run.first, run.end, state, run.cue)
    for size in (2, 1):
        if run.end - run.first > size:
            at = run.end - size
            if len(tokens[at].word) < 3 and size == 1 and run.end < len(tokens):
                continue
            for state in _fuzzy_states([token.word for token in tokens[at : run.end]]):
                yield from _before_state(tokens, run.first, at, state, run.cue)


def _fuzzy_states(words: list[str]) -> tuple[State, ...]:
    if exact_state(words):
        return ()
    found = states_like(" ".join(words))
    if any(word in said_words().noise for word in words) or all(said_words().is_plain(word) for word in words):
        return tuple(state for state in found if state.likeness > (0.87 if len(words[0]) == 2 else 0.9))
    return found


def _before_doubted_states(tokens: Sequence[Token]) -> Iterator[Guess]:
    """Names before a code that reads as a word, with more speech after it: "salem or xmas trees", "hilo hi farm"."""
    for at in range(1, len(tokens) - 1):
        state, weight = state_code_doubted(tokens, at)
        if not state or state_at(tokens, at) is not None:
            continue
        first = at
        while first > max(0, at - LONGEST_NAME) and tokens[first - 1].part in ("name", "join"):
            first -= 1
        for start in range(first, at):
            words = tuple(token.word for token in tokens[start:at])
            dropped = sum(_cost(tokens[i].word) for i in range(first, start))
            if tokens[start].part != "join" or len(words) > 1:
                yield Guess(words, start, at, state, 1.0, dropped=dropped, sentence=True, doubted=weight)


def _before_state(tokens: Sequence[Token], first: int, at: int, state: State, cue: float) -> Iterator[Guess]:
    """The name in front of a state: the whole run, then fewer and fewer words of it."""
    for start in range(max(first, at - LONGEST_NAME), at):
        dropped = sum(_cost(tokens[i].word) for i in range(first, start))
        words = tuple(token.word for token in tokens[start:at])
        if tokens[start].part == "join" and start + 1 == at:
            continue
        yield Guess(
            words, start, at, state.code, state.likeness, cue if start == first else cue * 0.5, dropped,
            isolated=start == first and _edge(tokens, first - 1), typing=False,
        )  # fmt: skip


def _cost(word: str) -> float:
    said = said_words()
    if word in said.joins:
        return 0.03
    if word in said.soft:
        return 0.06
    return 0.06 if said.is_tempting(word) else 0.16


def _is_states_code(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word only says which state the name before it is in: "..., NY" is not New York City."""
    before = at - 2 if tokens[at - 1].word == "," else at - 1
    return len(tokens[at].word) == 2 and before >= 0 and tokens[before].part == "name" and bool(state_at(tokens, at))


def _without_state(tokens: Sequence[Token], run: Run) -> Iterator[Guess]:
    """A run with no state: the whole of it, it without ordinary words at its ends, and every part of it."""
    size = run.end - run.first
    costs = [_cost(tokens[i].word) for i in range(run.first, run.end)]
    for length in range(min(size, LONGEST_NAME), 0, -1):
        for offset in range(size - length + 1):
            start, end = run.first + offset, run.first + offset + length
            if tokens[start].part == "join" and length == 1:
                continue
            if length == 1 and start and _is_states_code(tokens, start):
                continue
            dropped = sum(costs[:offset]) + TRAILING * sum(costs[offset + length :])
            yield Guess(
                tuple(token.word for token in tokens[start:end]), start, end,
                cue=run.cue if offset == 0 else run.cue * 0.4, dropped=dropped,
                isolated=run.isolated and length == size, typing=end == len(tokens),
            )  # fmt: skip
