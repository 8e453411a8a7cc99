"""The state, province or country in a row of words: exact, shortened, misspelt or half typed."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from resources.places.folding import plain_words
from resources.places.said_words import said_words
from resources.places.sound import sound_key
from resources.places.states import COUNTRIES, MEXICO, PARTS, PROVINCES, SHORT, US, WORD_CODES
from resources.places.tokens import Token

LIKE_ENOUGH = 0.66
_EITHER = frozenset({"ms", "mt", "ne", "va", "ar", "ct", "pr", "sd", "as", "fl", "vi", "ky", "dc", "md", "pa"})
"""Codes that are titles, mounts, compass words, streets and floors too."""

_SPEECH = frozenset({"in", "or", "me", "hi", "de", "la", "as", "is", "co", "al", "ma", "id"})
"""Codes met far more often as words of speech."""

_SPEECH_WEIGHT = 0.64
_LIKELY_WEIGHT = 0.4

_WORDS = frozenset({
    "del", "ill", "miss", "wash", "ore", "mass", "ind", "ala", "ark", "ida", "ken", "kent", "cal", "penn", "mont",
    "jersey", "mex", "haw", "neb",
})  # fmt: skip
"""Old short forms that are words or names too."""


class State(NamedTuple):
    """A region named in the text; `code` is a USPS code or @ and a country's."""

    code: str
    likeness: float
    words: int


@cache
def _exact() -> dict[str, str]:
    names = {" ".join(plain_words(name)): code for code, name in US.items()}
    names |= {code.lower(): code for code in US}
    names |= {" ".join(plain_words(name)): code for name, code in SHORT.items()}
    names |= {" ".join(plain_words(name)): "@CA" for name in PROVINCES.values()} | {"canada": "@CA"}
    names |= {" ".join(plain_words(name)): code for name, code in PARTS.items()}
    names |= {code.lower(): "@CA" for code in ("BC", "AB", "QC")}
    mexico = {" ".join(plain_words(name)): "@MX" for code, name in MEXICO.items() if code not in ("MEX", "DUR")}
    abroad = {" ".join(plain_words(name)): f"@{code}" for name, code in COUNTRIES.items()}
    return abroad | mexico | {"mexico": "@MX", "mejico": "@MX", "mex": "@MX", "old mexico": "@MX"} | names


@cache
def _spelt() -> tuple[tuple[str, str, str], ...]:
    names = [(plain_words(name), code) for code, name in US.items()]
    return tuple(("".join(words), sound_key(words), code) for words, code in names)


def exact_state(words: Sequence[str]) -> str:
    """The region these words name exactly, or ""."""
    return _exact().get(" ".join(words), "")


def state_at(tokens: Sequence[Token], at: int) -> State | None:
    """A region named exactly from this word on; the longest wins. Codes that are words need a name before them."""
    for length in (3, 2, 1):
        words = [token.word for token in tokens[at : at + length]]
        if len(words) == length and (code := exact_state(words)):
            risky = len(words[0]) == 2 or words[0] in _WORDS
            if length == 1 and risky and not _code_stands(tokens, at):
                continue
            return State(code, 1.0, length)
    return None


def _code_stands(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].word
    if word not in WORD_CODES and word not in _EITHER and word not in _WORDS:
        return True
    before = at - 1
    if before > 0 and tokens[before].word == ",":
        before -= 1
    if before < 0 or tokens[before].part != "name":
        return False
    last = at + 1 >= len(tokens)
    closed = last or tokens[at + 1].part in ("pause", "number", "road")
    if closed:
        return True
    if word in (
        "in",
        "or",
        "me",
        "hi",
        "de",
        "la",
        "as",
        "is",
        "co",
        "mt",
        "ne",
        "ms",
        "del",
        "ill",
        "miss",
        "wash",
    ) or is_said(tokens[before].word):
        return False
    return tokens[at + 1].part in ("noise", "cue")


def state_code_doubted(tokens: Sequence[Token], at: int) -> tuple[str, float]:
    """A code that may as well be speech, and the least weight of a town for which it is taken as a state."""
    word = tokens[at].word
    if len(word) != 2 or tokens[at - 1].part != "name" or (word not in WORD_CODES and word not in _EITHER):
        return "", 0.0
    return exact_state([word]), _SPEECH_WEIGHT if word in _SPEECH else _LIKELY_WEIGHT


@lru_cache(maxsize=128)
def states_like(said: str) -> tuple[State, ...]:
    """Regions that one or two words may mean: misspelt, by ear, or half typed."""
    spoken = plain_words(said)
    squashed = "".join(spoken)
    if len(squashed) < 2:
        return ()
    sound = sound_key(spoken)
    found: list[State] = []
    words = said.count(" ") + 1
    for name, name_sound, code in _spelt():
        likeness = _likeness(squashed, sound, name, name_sound)
        if likeness > LIKE_ENOUGH:
            found.append(State(code, likeness, words))
    found.sort(key=lambda state: -state.likeness)
    return tuple(state for state in found[:3] if state.likeness > found[0].likeness - 0.05)


def _likeness(squashed: str, sound: str, name: str, name_sound: str) -> float:
    typed = len(squashed) / len(name)
    if name.startswith(squashed):
        return 0.86 + 0.10 * typed
    if len(squashed) < 3 or abs(len(squashed) - len(name)) > 3:
        return 0.0
    likeness = max(OSA.normalized_similarity(squashed, name), 0.93 * OSA.normalized_similarity(sound, name_sound))
    return likeness - (0.08 if squashed[0] != name[0] else 0.0)


def forget_states() -> None:
    """Drop the words that were kept with the states they may mean."""
    states_like.cache_clear()


def is_said(word: str) -> bool:
    """Whether a word is everyday speech, after which oh, ok and the like are speech too."""
    return said_words().is_plain(word)
