"""Which guides' triggers fire on what was said, and on which words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from protocols.guide import Trigger
from protocols.mood import denied_words, past_words, story_words
from protocols.pattern import Atom, Element, Term, read_pattern
from protocols.said import SaidWord
from protocols.spotting import Span, Spotter
from protocols.wordlists import BREAKS, LONG_AGO, NO, STORY, TODAY, WordLists

_NEAR = 6
_FACT_WORDS = {
    "minor": "under 18", "adult": "adult", "minor set": "under 18 (set)", "child calling": "a child is calling",
    "little time": "little time to talk", "not minor": "not known to be under 18",
}  # fmt: skip
_MOODS = (NO, BREAKS, LONG_AGO, TODAY, STORY)


@dataclass(frozen=True, slots=True)
class _Rule:
    """One trigger line: its terms, each a list of parts, each a list of numbered atoms."""

    clause: str
    terms: tuple[tuple[tuple[int, ...], ...], ...]


class TriggerBook:
    """All triggers of a library, ready to be asked at every key."""

    def __init__(self, triggers: Mapping[str, Sequence[Trigger]], lists: WordLists):
        self._atoms: list[Atom] = []
        self._numbers: dict[str, int] = {}
        self._moods = [self._number(Atom(f"{{{_listed(name)}}}", _reference(name))) for name in _MOODS]
        self._rules = {guide: tuple(map(self._rule, lines)) for guide, lines in triggers.items() if lines}
        self._spotter = Spotter(self._atoms, lists.phrases, lists.small)

    def _rule(self, trigger: Trigger) -> _Rule:
        return _Rule(trigger.clause, tuple(map(self._term, read_pattern(trigger.pattern))))

    def _term(self, term: Term) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(self._number(atom) for atom in part) for part in term)

    def _number(self, atom: Atom) -> int:
        if atom.text not in self._numbers:
            self._numbers[atom.text] = len(self._atoms)
            self._atoms.append(atom)
        return self._numbers[atom.text]

    def fired(self, words: Sequence[SaidWord], facts: Set[str]) -> dict[str, tuple[str, ...]]:
        """The guides whose triggers hold, each with the words and facts that made it so."""
        found = self._spotter.spot(words)
        no, breaks, long_ago, today, story = (found.get(number, ()) for number in self._moods)
        unsaid = denied_words(words, no, breaks) | past_words(words, long_ago, today) | story_words(words, story)
        reading = _Reading(
            self._atoms, words, {n: [s for s in spans if s[0] not in unsaid] for n, spans in found.items()}
        )
        hits = {guide: reading.hold(rules, facts) for guide, rules in self._rules.items()}
        return {guide: why for guide, why in hits.items() if why}


class _Reading:
    """What the spotter found in one said, asked by each guide's rules in turn."""

    def __init__(self, atoms: Sequence[Atom], words: Sequence[SaidWord], found: Mapping[int, Sequence[Span]]):
        self._atoms = atoms
        self._words = words
        self._found = found

    def hold(self, rules: Sequence[_Rule], facts: Set[str]) -> tuple[str, ...]:
        """What makes the rules hold: every `all`, and one `any` where there are any; nothing if they do not."""
        struck = self._struck(rules)
        any_hits: list[str] = []
        all_hits: list[str] = []
        for rule in rules:
            if rule.clause == "not":
                continue
            why = [hit for term in rule.terms for hit in self._term(term, struck, facts)]
            if rule.clause == "all" and not why:
                return ()
            (all_hits if rule.clause == "all" else any_hits).extend(why)
        if not any_hits and any(rule.clause == "any" for rule in rules):
            return ()
        return tuple(dict.fromkeys(any_hits + all_hits))

    def _struck(self, rules: Sequence[_Rule]) -> frozenset[int]:
        """The words that a `not` line takes out of play."""
        struck: set[int] = set()
        for rule in rules:
            if rule.clause == "not":
                for term in rule.terms:
                    if self._term(term, frozenset(), frozenset()):
                        spans = (span for part in term for number in part for span in self._found.get(number, ()))
                        struck.update(at for start, end in spans for at in range(start, end))
        return frozenset(struck)

    def _term(self, term: tuple[tuple[int, ...], ...], struck: frozenset[int], facts: Set[str]) -> list[str]:
        why: list[str] = []
        for part in term:
            hit = next(self._part(part, struck, facts), None)
            if hit is None:
                return []
            why += hit
        return why

    def _part(self, part: tuple[int, ...], struck: frozenset[int], facts: Set[str]) -> Iterator[list[str]]:
        """One way in which all atoms of a part stand near each other."""
        fact = self._atoms[part[0]].fact
        if fact:
            if fact in facts:
                yield [_FACT_WORDS[fact]]
            return
        choices = [[span for span in self._found.get(number, ()) if struck.isdisjoint(range(*span))] for number in part]
        for first in choices[0]:
            others = [next((span for span in spans if self._near(first, span)), None) for spans in choices[1:]]
            if None not in others:
                yield [self._said(span) for span in (first, *others) if span]

    def _near(self, one: Span, other: Span) -> bool:
        apart = max(one[0], other[0]) - min(one[1], other[1])
        same = self._words[one[0]].sentence == self._words[other[0]].sentence
        return same and 0 <= apart <= _NEAR

    def _said(self, span: Span) -> str:
        return " ".join(word.meant for word in self._words[span[0] : span[1]])


def _listed(name: str) -> str:
    return name.replace(" ", "-")


def _reference(name: str) -> tuple[Element, ...]:
    return (Element(lists=(_listed(name),)),)


def grouped(triggers: Sequence[tuple[str, Trigger]]) -> dict[str, list[Trigger]]:
    """Triggers by guide id."""
    by_guide: dict[str, list[Trigger]] = defaultdict(list)
    for guide, trigger in triggers:
        by_guide[guide].append(trigger)
    return by_guide
