"""Triggers and word lists laid out once, when guides are compiled, so that opening them costs next to nothing."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from protocols.guide import Trigger
from protocols.pattern import SOUNDS_LIKE, Atom, Element, Phrase, read_pattern
from protocols.wordlists import MOODS, listed

SOUNDS = "sounds like"
COULD = "could be"
PLAIN, OPTIONAL, GAP_HERE = 0, 1, 2

Layout = dict[str, Any]
"""What JSON can hold: `atoms`, `facts`, `regexes`, `lists`, `heads`, `starts`, `rules`, `moods`."""


class _Numbers:
    """Every distinct atom once, in order of first use."""

    def __init__(self) -> None:
        self.atoms: list[Atom] = []
        self._known: dict[str, int] = {}

    def of(self, atom: Atom) -> int:
        if atom.text not in self._known:
            self._known[atom.text] = len(self.atoms)
            self.atoms.append(atom)
        return self._known[atom.text]


def lay_out(triggers: Mapping[str, Sequence[Trigger]], lists: Mapping[str, Sequence[Phrase]]) -> Layout:
    """The triggers of all guides, and the lists they name, as plain numbered tables."""
    numbers = _Numbers()
    moods = [numbers.of(Atom(name, (Element(lists=(listed(name),)),))) for name in MOODS]
    rules = [
        [guide, trigger.clause, _terms(guide, trigger, numbers)]
        for guide, lines in triggers.items()
        for trigger in lines
    ]
    order = {name: place for place, name in enumerate(lists)}
    phrases = [atom.phrase for atom in numbers.atoms]
    return {
        "moods": moods,
        "rules": rules,
        "atoms": [_phrase(phrase, order) for phrase in phrases],
        "facts": {place: atom.fact for place, atom in enumerate(numbers.atoms) if atom.fact},
        "regexes": {place: atom.regex for place, atom in enumerate(numbers.atoms) if atom.regex},
        "lists": [[[_phrase(phrase, order) for phrase in group], *_heads(group, lists)] for group in lists.values()],
        "heads": _heads(phrases, lists),
    }


def _terms(guide: str, trigger: Trigger, numbers: _Numbers) -> list[list[list[int]]]:
    terms = read_pattern(trigger.pattern)
    return [[[numbers.of(_of(guide, atom)) for atom in part] for part in term] for term in terms]


def _of(guide: str, atom: Atom) -> Atom:
    """`[sounds like this]` means another thing in every guide."""
    return Atom(sounds_like(guide), fact=sounds_like(guide)) if atom.fact == SOUNDS_LIKE else atom


def sounds_like(guide: str) -> str:
    """The fact that what was said is nearest to what callers say of this guide."""
    return f"{SOUNDS} {guide}"


def could_be(guide: str) -> str:
    """The fact that what was said does not speak clearly against a guide."""
    return f"{COULD} {guide}"


def _phrase(phrase: Phrase, order: Mapping[str, int]) -> str:
    """One phrase as JSON of its own, read only when its first word is met: most never are."""
    return json.dumps([_element(element, order) for element in phrase], ensure_ascii=False, separators=(",", ":"))


def _element(element: Element, order: Mapping[str, int]) -> list[Any]:
    whole = [choice for choice in element.choices if not choice.endswith("*")]
    starts = [choice[:-1] for choice in element.choices if choice.endswith("*")]
    lists = [order[name] for name in element.lists if name in order]
    return [whole, starts, lists, GAP_HERE if element.gap else OPTIONAL if element.optional else PLAIN]


def _heads(
    phrases: Sequence[Phrase], lists: Mapping[str, Sequence[Phrase]]
) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Phrases by the words they can begin with: whole words, and beginnings of words."""
    whole: dict[str, list[int]] = defaultdict(list)
    starts: dict[str, list[int]] = defaultdict(list)
    for number, phrase in enumerate(phrases):
        for head in sorted(_first_words(phrase, lists, frozenset())):
            (starts if head.endswith("*") else whole)[head.rstrip("*")].append(number)
    return whole, starts


def _first_words(phrase: Phrase, lists: Mapping[str, Sequence[Phrase]], seen: frozenset[str]) -> set[str]:
    heads: set[str] = set()
    for element in phrase:
        heads.update(element.choices)
        for name in set(element.lists) - seen:
            for inner in lists.get(name, ()):
                heads |= _first_words(inner, lists, seen | {name})
        if not element.optional and not element.gap:
            break
    return heads
