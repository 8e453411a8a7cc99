"""What single words do around a place: point at it, end it, belong to it, or merely look like one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ly", "in")


@dataclass(frozen=True, slots=True)
class SaidWords:
    """The sections of `resources/data/said_words.txt`."""

    cues: Mapping[str, float]
    noise: frozenset[str]
    joins: frozenset[str]
    soft: frozenset[str]
    plain: frozenset[str]
    people: frozenset[str]
    brands: frozenset[str]
    verbs: frozenset[str]
    titles: frozenset[str]
    things: frozenset[str]
    scenes: frozenset[str]
    towns: frozenset[str]
    origins: frozenset[str]

    def is_plain(self, word: str) -> bool:
        """Whether a word is everyday speech in any form, and so no place without support."""
        if word in self.plain or word in self.noise or word in self.cues or word in self.soft:
            return True
        bases = [word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2]
        return any(base in self.plain or base in self.noise for base in bases)

    def is_tempting(self, word: str) -> bool:
        """Whether a word that is somewhere's name is more often something else."""
        return word in self.people or word in self.brands or self.is_plain(word)


@lru_cache(maxsize=200)
def tempts(word: str) -> bool:
    """Whether a word of a name tells nothing of a place by itself."""
    said = said_words()
    return word in said.joins or said.is_tempting(word)


@cache
def said_words() -> SaidWords:
    """The word lists, read once."""
    sections: dict[str, list[str]] = {}
    own: list[str] = []
    for line in (files("resources") / "data" / "said_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            own = sections.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            own.extend(line.split())
    cues = {word: float(weight) for word, _, weight in (cue.partition(":") for cue in sections["cues"])}
    sets = {name: frozenset(words) for name, words in sections.items() if name != "cues"}
    noise = sets["noise"] - sets["joins"] - cues.keys()
    return SaidWords(cues=cues, **(sets | {"noise": noise}))
