"""What was typed, as words: folded, spelled out, repaired, and grouped into clauses."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from protocols.plain import fold

_TOKEN = re.compile(r"[a-z0-9]+|[.,;:!?\n()|]|[-–—](?=\s)")
_SENTENCE_END = frozenset(".;!?\n|")
MOST = 4000
"""Characters read of one said; nobody types more in a call, and a paste must not hold the screen."""


@dataclass(frozen=True, slots=True)
class SaidWord:
    """One word: as folded, the other spelling it may stand for, its clause and sentence, and where it stands."""

    text: str
    meant: str
    clause: int
    sentence: int
    start: int
    end: int

    @property
    def forms(self) -> tuple[str, ...]:
        """The word as typed and, where spelling was repaired, as meant."""
        return (self.text,) if self.text == self.meant else (self.text, self.meant)


def words_of(
    said: str, short_forms: Mapping[str, str], repair: Callable[[str], str] | None = None
) -> tuple[SaidWord, ...]:
    """The words of what was said, in order; short forms (`bf`) are written out."""
    folded = fold(said[:MOST])
    words: list[SaidWord] = []
    clause = sentence = 0
    for match in _TOKEN.finditer(folded):
        token = match[0]
        if not token[0].isalnum():
            clause += 1
            sentence += token in _SENTENCE_END
            continue
        for text in short_forms.get(token, token).split():
            meant = repair(text) if repair else text
            words.append(SaidWord(text, meant, clause, sentence, match.start(), match.end()))
    return tuple(words)


def respelt(said: str, words: Sequence[SaidWord]) -> str | None:
    """The folded text with its misspelt words repaired in place; None where every word was right."""
    slips = [word for word in words if word.meant != word.text]
    if not slips:
        return None
    text, at = fold(said[:MOST]), 0
    parts: list[str] = []
    for word in slips:
        if word.start >= at:
            parts += [text[at : word.start], word.meant]
            at = word.end
    return "".join([*parts, text[at:]])
