"""Two places in one breath: "Canton near Akron" is the Canton that is near Akron."""

from collections.abc import Mapping, Sequence

from resources.places.grid import kilometres
from resources.places.place import Place
from resources.places.said_words import said_words
from resources.places.scoring import Scored
from resources.places.tokens import Token

REACH_KM = 160.0
BETWEEN_KM = 500.0
"""Nobody says "between" of two towns a day's drive apart."""

_BETWEEN = frozenset({"between", "entre", "btw", "btwn"})
_AND = frozenset({"and", "y", "cerca"})
Span = tuple[int, int]
_ANCHORING = frozenset(
    {
        "near",
        "nearby",
        "outside",
        "by",
        "close",
        "around",
        "next",
        "past",
        "nr",
        "between",
        "and",
        "toward",
        "towards",
        "y",
        "cerca",
    }
)


def anchored(tokens: Sequence[Token]) -> bool:
    """Whether some word may tie one place to another."""
    return any(token.word in _ANCHORING for token in tokens)


def drawn_together(found: list[Scored], places: Mapping[int, Place], tokens: Sequence[Token]) -> list[Scored]:
    """Scores after each pair of places that is near each other has drawn its members up."""
    pairs = _pairs(found, tokens)
    if not pairs:
        return found
    lifted: list[Scored] = []
    anchors = {where: _anchor(found, places, where) for _, where, _ in pairs}
    for one in found:
        gain = 0.0
        for where, anchor_at, reach in pairs:
            anchor = anchors[anchor_at]
            if anchor is None:
                continue
            here = places[one.place]
            km = kilometres(here.lat, here.lon, anchor.lat, anchor.lon)
            if where == _span(one) and here.kind == "city" and _surely(one) and 3 < km < reach:
                gain = max(gain, 0.45 + 0.45 * (1 - km / reach))
        lifted.append(one._replace(total=one.total + gain, drawn=gain))
    return lifted


def _surely(one: Scored) -> bool:
    """Alike enough to be drawn to a neighbour."""
    return one.candidate.likeness.score >= 0.8 and one.candidate.likeness.way in ("exact", "letters", "sound")


def _plain(one: Scored, tokens: Sequence[Token]) -> bool:
    """Ordinary words (the bridge, the farm) anchor nothing, unless a state follows or a cue stands right before."""
    guess = one.guess
    article = guess.words[0] in said_words().joins
    if guess.state or (guess.first and not article and tokens[guess.first - 1].word in _ANCHORING):
        return False
    return all(word in said_words().joins or said_words().is_plain(word) for word in guess.words)


def _span(one: Scored) -> tuple[int, int]:
    return one.guess.first, one.guess.last


def _pairs(found: list[Scored], tokens: Sequence[Token]) -> list[tuple[Span, Span, float]]:
    """(place, anchor) spans with only an anchoring word between them, and how far apart they may be."""
    exact = sorted({_span(one) for one in found if one.candidate.likeness.way == "exact" and not _plain(one, tokens)})
    pairs = []
    for near in sorted({_span(one) for one in found if _surely(one)}):
        both = near[0] > 0 and tokens[near[0] - 1].word in _BETWEEN
        for anchor in exact:
            words = [token.word for token in tokens[near[1] : anchor[0]]]
            if near[1] >= anchor[0] or len(words) > 2 or not _ANCHORING.intersection(words):
                continue
            reach = BETWEEN_KM if both and _AND.intersection(words) else REACH_KM
            pairs.append((near, anchor, reach))
            if _AND.intersection(words):
                pairs.append((anchor, near, reach))
    return pairs


def _anchor(found: list[Scored], places: Mapping[int, Place], where: tuple[int, int]) -> Place | None:
    """The largest exact bearer of the anchor's words."""
    own = [one for one in found if _span(one) == where and one.candidate.likeness.way == "exact"]
    if not own:
        return None
    return places[max(own, key=lambda one: (one.total, -one.place)).place]
