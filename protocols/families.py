"""Words and their families (`knife` is a weapon, `uncle` is kin): what learned evidence sees of a word."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from protocols.plain import fold
from protocols.telling import root

FILE = "families.txt"
_CHILD, _ADULT, _LONG_BORN, _BORN = range(4, 18), range(18, 100), range(1950, 2009), range(2009, 2023)
_SHORTEST_START = 3


@dataclass(frozen=True, slots=True)
class Families:
    """The families of each whole word, and of each beginning of a word."""

    whole: Mapping[str, tuple[str, ...]]
    starts: Mapping[str, tuple[str, ...]]

    def signs(self, word: str) -> tuple[str, ...]:
        """What a word is seen as: its root and its families; a number only as what it may mean."""
        if word.isdigit():
            return (_number(int(word)),)
        names = list(self.whole.get(word, ()))
        for length in range(_SHORTEST_START, len(word) + 1):
            names += self.starts.get(word[:length], ())
        return (root(word), *dict.fromkeys(names))


def _number(number: int) -> str:
    """Capitals mark a family, as in FAMILIES."""
    kinds = ((_CHILD, "#CHILD"), (_ADULT, "#ADULT"), (_LONG_BORN, "#LONG BORN"), (_BORN, "#BORN"))
    return next((name for numbers, name in kinds if number in numbers), "#")


def read_families(folders: Iterable[Path]) -> Families:
    """The families of every folder together; a later folder's family of the same name replaces the earlier one."""
    lines: dict[str, list[str]] = {}
    for folder in folders:
        path = folder / "calls" / FILE
        if path.is_file():
            for line in path.read_text(encoding="utf-8-sig", errors="replace").splitlines():
                name, colon, words = line.partition(":")
                if colon and not line.startswith("#"):
                    lines[name.strip().upper()] = [fold(word) for word in words.split()]
    return families_of(lines)


def families_of(lines: Mapping[str, Iterable[str]]) -> Families:
    """Families by word, from words by family."""
    whole: dict[str, list[str]] = defaultdict(list)
    starts: dict[str, list[str]] = defaultdict(list)
    for name, words in lines.items():
        for word in words:
            (starts if word.endswith("*") else whole)[word.rstrip("*")].append(name)
    return Families({w: tuple(n) for w, n in whole.items()}, {w: tuple(n) for w, n in starts.items()})
