"""Which guides fit what was said: by what words tell, letters and best phrase, and the guides' own triggers, added up."""

import math
from collections.abc import Mapping, Sequence

from protocols.alerts import facts_of
from protocols.guide import GuideMatch
from protocols.heard import Chips, Heard
from protocols.library import Library
from protocols.ranking import asked_words
from protocols.said import SaidWord

_NEVER_RANKED = ("overlay", "mode")
_WEIGHTS = (2.0, 1.0, 0.7)
"""What the words tell, letters, best phrase."""
_TRIGGER = 1.5
_SHARPNESS = 0.9


def guides_for(library: Library, said: str, heard: Heard, chips: Chips, limit: int = 3) -> tuple[GuideMatch, ...]:
    """The guides that fit, best first; overlays, modes and those the specialist struck out are left aside."""
    words = library.words(said)
    asked = asked_words(words)
    if not asked:
        return ()
    fired = library.fired(said, facts_of(heard, chips))
    scores = _scores(library, words, asked, fired)
    shown = [place for place in range(len(scores)) if _may_show(library, place, chips)]
    confidence = _confidence(scores, shown)
    matches: list[GuideMatch] = []
    for place in sorted(shown, key=lambda place: -scores[place])[:limit]:
        guide = library.guide(library.ids[place])
        why = tuple(dict.fromkeys((*fired.get(library.ids[place], ()), *library.shared_words(place, asked))))
        if guide is not None and why:
            matches.append(GuideMatch(guide, confidence[place], why))
    return tuple(matches)


def _scores(
    library: Library, words: Sequence[SaidWord], asked: Sequence[str], fired: Mapping[str, Sequence[str]]
) -> list[float]:
    """The rankings added up, each made comparable first; a guide whose own triggers hold moves up."""
    total = [_TRIGGER if guide in fired else 0.0 for guide in library.ids]
    for weight, ranking in zip(_WEIGHTS, library.ranker.rankings(words, asked), strict=True):
        for place, standing in enumerate(_standard(ranking)):
            total[place] += weight * standing
    return total


def _standard(scores: Sequence[float]) -> list[float]:
    """How far each score stands from the mean, in spreads; no spread counts as one."""
    mean = sum(scores) / len(scores)
    spread = math.sqrt(sum((score - mean) ** 2 for score in scores) / len(scores)) or 1.0
    return [(score - mean) / spread for score in scores]


def _may_show(library: Library, place: int, chips: Chips) -> bool:
    return library.kinds[place] not in _NEVER_RANKED and library.ids[place] not in chips.not_guides


def _confidence(scores: Sequence[float], shown: Sequence[int]) -> Mapping[int, float]:
    if not shown:
        return {}
    top = max(scores[place] for place in shown)
    odds = {place: math.exp(_SHARPNESS * (scores[place] - top)) for place in shown}
    whole = sum(odds.values())
    return {place: round(value / whole, 3) for place, value in odds.items()}
