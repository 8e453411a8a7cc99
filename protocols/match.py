"""Which guides fit what was said: rankings of words, letters, phrases and ideas, and the guides' own triggers, added up."""

import math
from collections.abc import Mapping, Sequence

from protocols.alerts import facts_of
from protocols.guide import GuideMatch
from protocols.heard import Chips, Heard
from protocols.library import Library
from protocols.ranking import asked_words, gram_scores, page_scores, phrase_scores

_NEVER_RANKED = ("overlay", "mode")
_WEIGHTS = {"pages": 1.0, "grams": 1.0, "phrases": 0.7, "ideas": 0.7}
_TRIGGER = 1.5
_SHARPNESS = 0.9


def guides_for(library: Library, said: str, heard: Heard, chips: Chips, limit: int = 3) -> tuple[GuideMatch, ...]:
    """The guides that fit, best first; overlays, modes and those the specialist struck out are left aside."""
    words = library.words(said)
    asked = asked_words(words)
    if not asked:
        return ()
    fired = library.triggers.fired(words, facts_of(heard, chips))
    scores = _total(library, asked, words_text(words), fired)
    order = sorted(range(len(library.ids)), key=lambda place: -scores[place])
    shown = [place for place in order if _may_show(library, place, chips)]
    confidence = _confidence(scores, shown)
    matches: list[GuideMatch] = []
    for place in shown[:limit]:
        guide = library.guide(library.ids[place])
        why = fired.get(library.ids[place], ()) or library.shared_words(place, asked)
        if guide is not None and why:
            matches.append(GuideMatch(guide, confidence[place], why))
    return tuple(matches)


def words_text(words: Sequence) -> list[str]:
    return [w.text for w in words]


def _total(library, asked, texts, fired):
    parts = {
        "pages": page_scores(library, asked),
        "grams": gram_scores(library, asked),
        "phrases": phrase_scores(library, asked),
    }
    total = [0.0] * len(library.ids)
    for name, scores in parts.items():
        for place, z in enumerate(_standard(scores)):
            total[place] += _WEIGHTS[name] * z
    for place, guide in enumerate(library.ids):
        if guide in fired:
            total[place] += _TRIGGER
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
