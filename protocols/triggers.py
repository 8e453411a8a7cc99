"""Which guides' triggers fire on what was said, and on which words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from protocols.mood import denied_words, past_words, story_words
from protocols.phrasebook import Layout, could_be
from protocols.said import SaidWord
from protocols.spotting import Span, Spotter

_NEAR = 6
LIKENESS = "sounds like what callers say"
"""The reason of an alert that all the words together raise, before those words are named."""

_FACT_WORDS = {
    "minor": "under 18", "adult": "adult", "minor set": "under 18 (set)", "child calling": "a child is calling",
    "little time": "little time to talk", "not minor": "not known to be under 18",
}  # fmt: skip

_Term = Sequence[Sequence[int]]


class TriggerBook:
    """All triggers of a library, ready to be asked at every key."""

    def __init__(self, layout: Layout, small: frozenset[str]) -> None:
        self._moods: list[int] = layout["moods"]
        self._facts = {int(place): fact for place, fact in layout["facts"].items()}
        self._spotter = Spotter(layout, small)
        self._terms: dict[int, list[tuple[int, _Term]]] = defaultdict(list)
        self._lines: list[tuple[str, str]] = []
        for guide, clause, terms in layout["rules"]:
            for term in terms:
                # A term is looked at only when its rarest kind of part, a phrase, was found.
                key = next((part[0] for part in term if part[0] not in self._facts), term[0][0])
                self._terms[key].append((len(self._lines), term))
            self._lines.append((guide, clause))
        self._needs = _needs(self._lines)
        self._last: tuple[Sequence[SaidWord], Mapping[int, Sequence[Span]], frozenset[int]] = ((), {}, frozenset())

    def fired(self, words: Sequence[SaidWord], facts: Set[str]) -> dict[str, tuple[str, ...]]:
        """The guides whose triggers hold, each with the words and facts that made it so."""
        found, unsaid = self._spotted(words)
        found = {number: [span for span in spans if span[0] not in unsaid] for number, spans in found.items()}
        found |= {number: [(0, 0)] for number, fact in self._facts.items() if fact in facts}
        struck = self._struck(words, found)
        hits: dict[int, list[str]] = {}
        for line, term in self._met(found):
            guide, clause = self._lines[line]
            if clause == "not" or (clause == "maybe" and could_be(guide) not in facts):
                continue
            if why := self._holds(term, words, found, struck.get(guide, frozenset())):
                hits.setdefault(line, []).extend(why)
        return self._decided(hits)

    def unsaid(self, words: Sequence[SaidWord]) -> frozenset[int]:
        """Which words are denied, long past, or only a story."""
        return self._spotted(words)[1]

    def struck(self, words: Sequence[SaidWord]) -> Mapping[str, frozenset[int]]:
        """By guide, which words its `not` lines take out of play; those that need a fact as well are left out."""
        found, _ = self._spotted(words)
        return self._struck(words, found)

    def forget(self) -> None:
        """Drop what was last looked at."""
        self._last = ((), {}, frozenset())

    def _spotted(self, words: Sequence[SaidWord]) -> tuple[Mapping[int, Sequence[Span]], frozenset[int]]:
        """Where each phrase stands, and the words that do not count; the last text is remembered within a key."""
        if self._last[0] is not words:
            found: Mapping[int, Sequence[Span]] = self._spotter.spot(words)
            no, breaks, long_ago, today, story, court = (found.get(number, ()) for number in self._moods)
            denied = denied_words(words, no, breaks)
            past = past_words(words, long_ago, today, court)
            unsaid = denied | past | story_words(words, story, denied)
            self._last = (words, found, unsaid)
        return self._last[1:]

    def _met(self, found: Mapping[int, Sequence[Span]]) -> Iterator[tuple[int, _Term]]:
        """The terms whose leading phrase was found, in the order of the lines."""
        met = [pair for number in found if number in self._terms for pair in self._terms[number]]
        return iter(sorted(met, key=lambda pair: pair[0]))

    def _struck(self, words: Sequence[SaidWord], found: Mapping[int, Sequence[Span]]) -> dict[str, frozenset[int]]:
        """By guide, the words that its `not` lines take out of play."""
        struck: dict[str, set[int]] = defaultdict(set)
        for line, term in self._met(found):
            guide, clause = self._lines[line]
            if clause == "not" and self._holds(term, words, found, frozenset()):
                spans = (span for part in term for number in part for span in found.get(number, ()))
                struck[guide].update(at for span in spans for at in range(*span))
        return {guide: frozenset(places) for guide, places in struck.items()}

    def _holds(
        self, term: _Term, words: Sequence[SaidWord], found: Mapping[int, Sequence[Span]], struck: Set[int]
    ) -> list[str]:
        """The words and facts by which every part of a term holds; nothing if one does not."""
        why: list[str] = []
        for part in term:
            fact = self._facts.get(part[0])
            spans = [(0, 0)] if fact and found.get(part[0]) else _together(part, words, found, struck)
            if not spans:
                return []
            why += [_FACT_WORDS.get(fact, LIKENESS)] if fact else [_said(words, span) for span in spans]
        return why

    def _decided(self, hits: Mapping[int, Iterable[str]]) -> dict[str, tuple[str, ...]]:
        """A guide fires when each `all` line holds, and one `any` line where it has any."""
        fired: dict[str, tuple[str, ...]] = {}
        for guide, (any_lines, all_lines) in self._needs.items():
            if all(line in hits for line in all_lines) and (not any_lines or not hits.keys().isdisjoint(any_lines)):
                why = [word for line in (*any_lines, *all_lines) for word in hits.get(line, ())]
                fired[guide] = tuple(dict.fromkeys(why))
        return {guide: why for guide, why in fired.items() if why}


def _needs(lines: Sequence[tuple[str, str]]) -> dict[str, tuple[list[int], list[int]]]:
    needs: dict[str, tuple[list[int], list[int]]] = {}
    for number, (guide, clause) in enumerate(lines):
        any_lines, all_lines = needs.setdefault(guide, ([], []))
        if clause != "not":
            (any_lines if clause in ("any", "maybe") else all_lines).append(number)
    return needs


def _together(
    part: Sequence[int], words: Sequence[SaidWord], found: Mapping[int, Sequence[Span]], struck: Set[int]
) -> list[Span]:
    """One way in which all atoms of a part stand near each other."""
    choices = [[span for span in found.get(number, ()) if struck.isdisjoint(range(*span))] for number in part]
    for first in choices[0]:
        others = [next((span for span in spans if _near(words, first, span)), None) for spans in choices[1:]]
        clear = [span for span in others if span is not None]
        if len(clear) == len(others):
            return [first, *clear]
    return []


def _near(words: Sequence[SaidWord], one: Span, other: Span) -> bool:
    apart = max(one[0], other[0]) - min(one[1], other[1])
    return 0 <= apart <= _NEAR and words[one[0]].sentence == words[other[0]].sentence


def _said(words: Sequence[SaidWord], span: Span) -> str:
    return " ".join(word.meant for word in words[span[0] : span[1]])
