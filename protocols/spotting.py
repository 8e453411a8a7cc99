"""Finding the phrases of triggers among the words that were said."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from sys import intern

from protocols.pattern import NUMBER
from protocols.phrasebook import GAP_HERE, OPTIONAL, PLAIN, Layout
from protocols.said import SaidWord

_GAP_WORDS = 4
_SMALL_WORDS = 2

Span = tuple[int, int]
_Place = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...], int]
_Laid = tuple[_Place, ...]


class Spotter:
    """Knows every phrase by the words it can begin with, so that a key costs microseconds."""

    def __init__(self, layout: Layout, small: frozenset[str]) -> None:
        self._atoms = _Index(layout["atoms"], *layout["heads"])
        self._lists = [_Index(*group) for group in layout["lists"]]
        self._regexes = [(int(place), re.compile(source)) for place, source in layout["regexes"].items()]
        self._small = small

    def spot(self, words: Sequence[SaidWord]) -> dict[int, list[Span]]:
        """Where each phrase stands: its number -> spans of words."""
        found: dict[int, list[Span]] = defaultdict(list)
        search = _Search(words, self._lists, self._small)
        for at in range(len(words)):
            for number, end in search.begun_at(self._atoms, at):
                found[number].append((at, end))
        if self._regexes:
            self._spot_regexes(words, found)
        return found

    def _spot_regexes(self, words: Sequence[SaidWord], found: dict[int, list[Span]]) -> None:
        """Patterns run over the words with one space between; a find begins at a word."""
        starts: dict[int, int] = {}
        line = ""
        for number, word in enumerate(words):
            starts[len(line)] = number
            line += word.meant + " "
        for place, regex in self._regexes:
            for match in regex.finditer(line):
                if match.start() in starts and match.end() > match.start():
                    first = starts[match.start()]
                    found[place].append((first, first + len(match[0].split())))


class _Index:
    """Phrases by first word; `knif*` by its beginning."""

    def __init__(
        self, phrases: Sequence[str], whole: Mapping[str, Sequence[int]], starts: Mapping[str, Sequence[int]]
    ) -> None:
        self._raw = list(phrases)
        self._laid: dict[int, _Laid] = {}
        self._places: dict[_Place, _Place] = {}
        self._whole = whole
        self._starts = starts
        self._lengths = sorted({len(start) for start in starts})

    def starting(self, word: SaidWord) -> Iterable[int]:
        """The phrases that may begin with this word, each once."""
        numbers: list[int] = []
        for form in word.forms:
            numbers += self._whole.get(form, ())
            for length in self._lengths:
                if length > len(form):
                    break
                numbers += self._starts.get(form[:length], ())
            if form.isdigit():
                numbers += self._whole.get(NUMBER, ())
        return dict.fromkeys(numbers)

    def phrase(self, number: int) -> _Laid:
        """One phrase, made ready when it is first met."""
        if number not in self._laid:
            raw = json.loads(self._raw[number])
            places = ((tuple(map(intern, w)), tuple(s), tuple(n), kind) for w, s, n, kind in raw)
            # Thousands of phrases share their places: `knife`, `gun`, `no`.
            self._laid[number] = tuple(self._places.setdefault(place, place) for place in places)
            self._raw[number] = ""
        return self._laid[number]


class _Search:
    """One said being searched; remembers what each list matched at each word."""

    def __init__(self, words: Sequence[SaidWord], lists: Sequence[_Index], small: frozenset[str]) -> None:
        self._words = words
        self._lists = lists
        self._small = small
        self._known: dict[tuple[int, int], frozenset[int]] = {}
        self._present = {form for word in words for form in word.forms}
        if any(form.isdigit() for form in self._present):
            self._present.add(NUMBER)

    def begun_at(self, index: _Index, at: int) -> Iterable[tuple[int, int]]:
        """The phrases of an index that begin at a word, each with every word it can end before."""
        for number in index.starting(self._words[at]):
            phrase = index.phrase(number)
            if self._possible(phrase):
                for end in self._ends(phrase, 0, at):
                    yield number, end

    def _possible(self, phrase: _Laid) -> bool:
        """Whether every word the phrase cannot do without was said at all: most phrases fall here, cheaply."""
        for whole, starts, lists, kind in phrase:
            if kind == PLAIN and not starts and not lists and self._present.isdisjoint(whole):
                return False
        return True

    def _ends(self, phrase: _Laid, place: int, at: int) -> set[int]:
        """Every word at which the phrase, from `place` on and begun at word `at`, can end."""
        if place == len(phrase):
            return {at}
        if phrase[place][3] == GAP_HERE:
            reach = range(at, min(at + _GAP_WORDS, len(self._words) - 1) + 1)
            return {end for begin in reach for end in self._exact(phrase, place + 1, begin)}
        found = self._exact(phrase, place, at)
        if place and not found:
            for skipped in self._past_small_words(at):
                found |= self._exact(phrase, place, skipped)
        return found

    def _exact(self, phrase: _Laid, place: int, at: int) -> set[int]:
        if place == len(phrase):
            return {at}
        found = self._ends(phrase, place + 1, at) if phrase[place][3] == OPTIONAL else set()
        if at < len(self._words) and (place == 0 or self._words[at].sentence == self._words[at - 1].sentence):
            for after in self._after(phrase[place], at):
                found |= {after} if place + 1 == len(phrase) else self._ends(phrase, place + 1, after)
        return found

    def _past_small_words(self, at: int) -> Iterable[int]:
        """The words reached by stepping over `a`, `the`, `my`: nobody should have to write them in a trigger."""
        for step in range(at, min(at + _SMALL_WORDS, len(self._words))):
            if self._words[step].text not in self._small:
                return
            yield step + 1

    def _after(self, place: _Place, at: int) -> Iterable[int]:
        whole, starts, lists, _ = place
        fits = any(
            form in whole or (starts and form.startswith(starts)) or (NUMBER in whole and form.isdigit())
            for form in self._words[at].forms
        )
        ends = {at + 1} if fits else set()
        for number in lists:
            ends |= self._list_ends(number, at)
        return ends

    def _list_ends(self, number: int, at: int) -> frozenset[int]:
        key = (number, at)
        if key not in self._known:
            # Set first, so that a list that names itself comes to an end.
            self._known[key] = frozenset()
            self._known[key] = frozenset(end for _, end in self.begun_at(self._lists[number], at))
        return self._known[key]
