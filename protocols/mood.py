"""Whether something was said as a fact of now: not denied, not long past, not out of a film or a class."""

from collections.abc import Sequence, Set

from protocols.said import SaidWord
from protocols.spotting import Span

_REACH = 4
_BARE_TIME = 4


def denied_words(words: Sequence[SaidWord], no: Sequence[Span], breaks: Sequence[Span]) -> frozenset[int]:
    """The words that a `no`, `without`, `denies` reaches: up to four, within the clause, before a new thought."""
    new_thought = {start for start, _ in breaks}
    denied: set[int] = set()
    for _, end in no:
        for at in range(end, min(end + _REACH, len(words))):
            if words[at].clause != words[end - 1].clause or at in new_thought:
                break
            denied.add(at)
    return frozenset(denied)


def past_words(
    words: Sequence[SaidWord], long_ago: Sequence[Span], today: Sequence[Span], court: Sequence[Span]
) -> frozenset[int]:
    """The words of a clause set long ago (`last year he had a gun`), unless the clause also speaks of now.

    A sentence that tells what a court or the police heard dates what a victim still lives with: it is never long ago.
    """
    told = {words[start].sentence for start, _ in court}
    now = {words[start].clause for start, _ in today} | {word.clause for word in words if word.sentence in told}
    past: set[int] = set()
    for start, end in long_ago:
        clause = words[start].clause
        past.add(clause)
        if _clause_length(words, clause) <= max(_BARE_TIME, end - start):
            past.add(_neighbour(words, start, end))
    return frozenset(at for at, word in enumerate(words) if word.clause in past - now)


def _clause_length(words: Sequence[SaidWord], clause: int) -> int:
    return sum(word.clause == clause for word in words)


def _neighbour(words: Sequence[SaidWord], start: int, end: int) -> int:
    """A clause that holds only a time (`last year, …`) speaks of the clause beside it."""
    clause, sentence = words[start].clause, words[start].sentence
    after = [word.clause for word in words[end:] if word.clause > clause and word.sentence == sentence]
    before = [word.clause for word in words[:start] if word.clause < clause and word.sentence == sentence]
    return after[0] if after else before[-1] if before else clause


def story_words(words: Sequence[SaidWord], story: Sequence[Span], denied: Set[int]) -> frozenset[int]:
    """The words of a sentence about a film, a class or an article; `not a joke` is no story."""
    told = {words[start].sentence for start, _ in story if start not in denied}
    return frozenset(at for at, word in enumerate(words) if word.sentence in told)
