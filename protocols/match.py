"""Which guides fit what was said: those it stands nearest to, and those whose own triggers hold."""

import math
import re
from collections.abc import Mapping, Sequence

from protocols.facts import facts_of
from protocols.guide import GuideMatch
from protocols.heard import Chips, Heard
from protocols.library import Library
from protocols.ranking import asked_words
from protocols.standing import standing, tells

_NEVER_RANKED = ("overlay", "mode")
_TRIGGER = 1.5
"""What a guide's own trigger is worth beside its standing."""
_SHARPNESS = 0.9
_ENOUGH_WORDS = 4
_BEGUN = re.compile(r"(?<![^\W_])[^\W_]{1,3}$")
"""A last word of fewer than four letters that nothing parts off yet."""


def guides_for(library: Library, said: str, heard: Heard, chips: Chips, limit: int = 3) -> tuple[GuideMatch, ...]:
    """The guides that fit, best first; overlays, modes and those the specialist struck out are left aside."""
    settled = settled_part(said)
    stood = standing(library, settled)
    if not stood:
        return ()
    asked = asked_words([word for word in library.words(settled) if tells(library, word)])
    fired = library.fired(said, facts_of(library, said, heard, chips))
    scores = [score + (_TRIGGER if library.ids[place] in fired else 0.0) for place, score in enumerate(stood)]
    shown = [place for place in range(len(scores)) if _may_show(library, place, chips)]
    confidence = _confidence(scores, shown, weight_of(asked))
    matches: list[GuideMatch] = []
    for place in sorted(shown, key=lambda place: -scores[place])[:limit]:
        guide = library.guide(library.ids[place])
        why = tuple(dict.fromkeys((*fired.get(library.ids[place], ()), *library.telling_words(place, settled, asked))))
        if guide is not None and why:
            matches.append(GuideMatch(guide, confidence[place], why))
    return tuple(matches)


def settled_part(said: str) -> str:
    """What was said without a last word that is still being typed: three letters tell nothing, and would flicker."""
    return _BEGUN.sub("", said)


def weight_of(asked: Sequence[str]) -> float:
    """How much a few words may be believed, 0..1: one word is no call yet."""
    return min(1.0, len(asked) / _ENOUGH_WORDS)


def _may_show(library: Library, place: int, chips: Chips) -> bool:
    return library.kinds[place] not in _NEVER_RANKED and library.ids[place] not in chips.not_guides


def _confidence(scores: Sequence[float], shown: Sequence[int], weight: float) -> Mapping[int, float]:
    """How the belief is shared among the guides that may be shown, 0..1."""
    top = max((scores[place] for place in shown), default=0.0)
    odds = {place: math.exp(_SHARPNESS * (scores[place] - top)) for place in shown}
    whole = sum(odds.values())
    return {place: round(weight * value / whole, 3) for place, value in odds.items()}
