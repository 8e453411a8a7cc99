"""ZIP codes and area codes in what was said."""

from collections.abc import Iterator, Sequence

from resources.places.bearers import Bearer
from resources.places.candidates import Candidate
from resources.places.entry import Name
from resources.places.likeness import Likeness
from resources.places.scoring import Scored
from resources.places.segments import Guess
from resources.places.store import PlaceStore
from resources.places.tokens import Token
from resources.places.word import Word

_STREETS = frozenset({
    "st", "street", "ave", "avenue", "road", "rd", "blvd", "boulevard", "drive", "dr", "lane", "ln", "court",
    "ct", "way", "highway", "hwy", "place", "pkwy", "circle", "cir",
})  # fmt: skip
_MONEY = frozenset(["dollars", "dollar", "bucks", "usd", "miles", "mile", "pounds", "people", "pesos"])
_BEFORE = (["code"], ["ac"], ["tel"])
_ZIP_WORDS = frozenset({"zip", "zipcode", "postal", "code"})


def codes_in(store: PlaceStore, tokens: Sequence[Token]) -> Iterator[Scored]:
    """Codes that exist, with how surely they are meant as such."""
    for at, token in enumerate(tokens):
        if token.part != "number":
            continue
        total = _zip_worth(tokens, at) if len(token.word) == 5 else _area_worth(tokens, at)
        if len(token.word) == 10:
            total = 0.75
        code = token.word[:3] if len(token.word) == 10 else token.word
        if total and (place := store.coded(code)) is not None:
            kind = "zip" if len(code) == 5 else "area"
            word = Word(0, code, "", 0.0, b"")
            bearer = Bearer(place, Name.OWN, kind, 0.5, "")
            guess = Guess((code,), at, at + 1, cue=1.0)
            yield Scored(place, total, Candidate(word, Likeness(1.09, "code")), bearer, guess)


def _words(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    return [token.word for token in tokens[max(0, first) : last]]


def _zip_worth(tokens: Sequence[Token], at: int) -> float:
    """A five-digit number is a ZIP code unless it looks like a house number or an amount."""
    if not tokens[at].word.isdigit():
        return 0.0
    after = _words(tokens, at + 1, at + 5)
    if _ZIP_WORDS.intersection(_words(tokens, at - 3, at)):
        return 2.2
    if _MONEY.intersection(after[:1]):
        return 0.6
    if _STREETS.intersection(after) and not (at > 0 and tokens[at - 1].part == "name"):
        return 0.9
    return 1.8


def _area_worth(tokens: Sequence[Token], at: int) -> float:
    """Three digits are an area code alone, in brackets, beside the words for it, or at the head of a number."""
    if len(tokens[at].word) != 3 or not tokens[at].word.isdigit():
        return 0.0
    before, after = _words(tokens, at - 3, at), _words(tokens, at + 1, at + 3)
    if "area" in before or "area" in after or before[-2:] == ["code", "is"] or before[-1:] in _BEFORE:
        return 2.0
    if len(tokens) == 1 or (before[-1:] == ["("] and after[:1] == [")"]):
        return 2.0 if len(tokens) <= 3 else 0.85
    if after[:1] and after[0] in ("number", "phone", "prefix", "cell"):
        return 1.5
    if len(after) == 2 and after[0].isdigit() and len(after[0]) == 3 and after[1].isdigit() and len(after[1]) == 4:
        return 0.85
    return 0.0
