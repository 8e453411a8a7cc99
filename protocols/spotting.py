"""Finding the phrases of triggers among the words that were said."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from protocols.pattern import NUMBER, Atom, Element
from protocols.said import SaidWord

_GAP_WORDS = 4
_SMALL_WORDS = 2

Span = tuple[int, int]


class Spotter:
    """Knows every phrase once, by the words it can begin with, so that a key costs microseconds."""

    def __init__(self, atoms: Sequence[Atom], lists: Mapping[str, Sequence[Sequence[Element]]], small: frozenset[str]):
        self._small = small
        self._phrases = [atom.phrase for atom in atoms]
        self._lists = {name: _Index(phrases, lists) for name, phrases in lists.items()}
        self._heads = _Index(self._phrases, lists)
        self._regexes = [(place, re.compile(atom.regex)) for place, atom in enumerate(atoms) if atom.regex]

    def spot(self, words: Sequence[SaidWord]) -> dict[int, list[Span]]:
        """Where each phrase stands: its number -> spans of words."""
        found: dict[int, list[Span]] = defaultdict(list)
        search = _Search(words, self._lists, self._small)
        for at in range(len(words)):
            for number in self._heads.starting(words[at]):
                for end in search.ends(self._phrases[number], 0, at):
                    found[number].append((at, end))
        self._spot_regexes(words, found)
        return found

    def _spot_regexes(self, words: Sequence[SaidWord], found: dict[int, list[Span]]) -> None:
        """Patterns run over the folded words with one space between, and must begin at a word."""
        if not self._regexes:
            return
        starts: dict[int, int] = {}
        line = ""
        for number, word in enumerate(words):
            starts[len(line)] = number
            line += word.meant + " "
        for place, regex in self._regexes:
            for match in regex.finditer(line):
                if match.start() in starts and match.end() > match.start():
                    last = len(line[match.start() : match.end()].split())
                    found[place].append((starts[match.start()], starts[match.start()] + last))


class _Index:
    """Phrases by first word; `knif*` by its beginning."""

    def __init__(self, phrases: Sequence[Sequence[Element]], lists: Mapping[str, Sequence[Sequence[Element]]]):
        self.phrases = phrases
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._starts: dict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(phrases):
            for head in _heads(phrase, lists):
                index = self._starts if head.endswith("*") else self._whole
                index[head.rstrip("*")].append(number)
        self._lengths = sorted({len(start) for start in self._starts})

    def starting(self, word: SaidWord) -> Iterable[int]:
        """The phrases that may begin with this word, each once."""
        forms = (word.text,) if word.text == word.meant else (word.text, word.meant)
        numbers: list[int] = []
        for form in forms:
            numbers += self._whole.get(form, ())
            if form.isdigit():
                numbers += self._whole.get(NUMBER, ())
            for length in self._lengths:
                if length <= len(form):
                    numbers += self._starts.get(form[:length], ())
        return dict.fromkeys(numbers)


def _heads(phrase: Sequence[Element], lists: Mapping[str, Sequence[Sequence[Element]]]) -> set[str]:
    """Every word the phrase can begin with."""
    heads: set[str] = set()
    for element in phrase:
        heads.update(element.choices)
        for inner in (phrase for name in element.lists for phrase in lists.get(name, ())):
            heads.update(_heads(inner, lists))
        if not element.optional and not element.gap:
            break
    return heads


class _Search:
    """One said being searched; remembers what each list matched at each word."""

    def __init__(self, words: Sequence[SaidWord], lists: Mapping[str, _Index], small: frozenset[str]):
        self._words = words
        self._lists = lists
        self._small = small
        self._known: dict[tuple[str, int], tuple[int, ...]] = {}

    def ends(self, phrase: Sequence[Element], place: int, at: int) -> set[int]:
        """Every word at which the phrase, from `place` on and begun at word `at`, can end."""
        if place == len(phrase):
            return {at}
        element = phrase[place]
        if element.gap:
            return {end for skip in range(_GAP_WORDS + 1) for end in self._exact(phrase, place + 1, at + skip)}
        found = self._exact(phrase, place, at)
        if place:
            for skipped in self._small_words(at):
                found |= self._exact(phrase, place, skipped)
        return found

    def _exact(self, phrase: Sequence[Element], place: int, at: int) -> set[int]:
        if place == len(phrase):
            return {at}
        element = phrase[place]
        found: set[int] = self.ends(phrase, place + 1, at) if element.optional else set()
        if at < len(self._words) and (place == 0 or self._same_sentence(at)):
            for after in self._after(element, at):
                found |= self.ends(phrase, place + 1, after)
        return found

    def _same_sentence(self, at: int) -> bool:
        return at == 0 or self._words[at].sentence == self._words[at - 1].sentence

    def _small_words(self, at: int) -> Iterable[int]:
        """The words reached by stepping over `a`, `the`, `my`…: nobody should have to write them in a trigger."""
        for step in range(at, min(at + _SMALL_WORDS, len(self._words))):
            if self._words[step].text not in self._small:
                return
            yield step + 1

    def _after(self, element: Element, at: int) -> tuple[int, ...]:
        word = self._words[at]
        fits = any(_fits(choice, word.text) or _fits(choice, word.meant) for choice in element.choices)
        listed = tuple(end for name in element.lists for end in self._list_ends(name, at))
        return (at + 1, *listed) if fits else listed

    def _list_ends(self, name: str, at: int) -> tuple[int, ...]:
        if (name, at) not in self._known:
            index = self._lists.get(name)
            numbers = index.starting(self._words[at]) if index else ()
            ends = {end for number in numbers for end in self.ends(index.phrases[number], 0, at)} if index else set()
            self._known[name, at] = tuple(ends)
        return self._known[name, at]


def _fits(choice: str, word: str) -> bool:
    if choice == NUMBER:
        return word.isdigit()
    return word.startswith(choice[:-1]) if choice.endswith("*") else word == choice
