"""From the words of a source, its taxonomy and its names, to our kinds of help, the main one first.

`kind_words.csv` says of each word what it names and how surely: a strong word (`food pantry`) speaks for itself, a weak
one (`health`) only beside others or in a name. Words without a kind are there to be passed over ("hearing impaired").
"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from resources.kinds import KINDS

_MOST = 8
_SHORT = 120
# A service's own name says more than any single term of a long list, and a parent's name least of all.
_SERVICE, _SITE, _TERM, _ORGANISATION, _TOLD = 4.0, 1.5, 2.0, 1.5, 1.0
_WEAK, _MODIFIER = 0.5, 0.4
_ENOUGH, _BESIDE_BEST, _MOST_A_SOURCE = 1.0, 0.3, 6.0
_SUBJECTS = frozenset({"safety_planning", "child_protection", "substance_use", "youth_shelter"})
_GUARDED = frozenset({
    "crisis_line", "dispatch", "law_enforcement", "child_protection", "adult_protection", "labor_agency",
    "consulate", "immigration_enforcement", "interpreter", "image_removal",
})  # fmt: skip
"""Kinds that are asked for in danger: the name of a parent or a passing remark is never enough for them."""

# Taxonomies name in one list what is offered and for whom: whom a service is for is no kind of help.
_FOR_WHOM = re.compile(
    r"volunteers?\b|\bissues$|\bresidents$|\badvoca\w+ groups?$|with disabilities|\bopportunities$|\binsurance$|"
    r"^homeless (?:people|men|women|families|youth|veterans|mentally ill|children|adults)|"
    r"^(?:youth|people|adults|families) "
    r"(?:in|at|with)\b|\b(?:students|offenders|clients|patients|adolescents|children|toddlers|infants|newborns|adults|"
    r"elderly|veterans|immigrants|refugees|families|inmates|nurses|professionals|survivors|abusers|infections?)$|^aids$|"
    r"^cancer$|^crime victims$|^parents of|^victims of (?!human trafficking)",
    re.I,
)


Scores = defaultdict[str, float]


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    strong: bool


@lru_cache(maxsize=1)
def _crosswalk() -> tuple[dict[str, _Word], re.Pattern[str]]:
    text = (files("resources") / "data" / "kind_words.csv").read_text("utf-8")
    words = {
        row["words"].lower(): _Word(row["kind"], row["weight"] == "strong") for row in csv.DictReader(text.splitlines())
    }
    longest = sorted(words, key=len, reverse=True)
    return words, re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w])")


def _words(text: str) -> tuple[_Word, ...]:
    # Terms and names come again and again; a description is its own, and remembering it only takes memory.
    return _words_of_term(text) if len(text) < _SHORT else _words_in(text)


@lru_cache(maxsize=8192)
def _words_of_term(text: str) -> tuple[_Word, ...]:
    return _words_in(text)


def _words_in(text: str) -> tuple[_Word, ...]:
    plain = text.lower().replace("’", "'").replace("_", " ").replace("‘", "'")
    exact = plain.strip().replace(" ", "_")
    if exact in KINDS:
        return (_Word(exact, True),)
    words, pattern = _crosswalk()
    return tuple(word for found in pattern.finditer(plain) if (word := words[found[0]]).kind)


@lru_cache(maxsize=8192)
def kinds_named(text: str) -> tuple[str, ...]:
    """Our kinds for a term, a type or a name, in the order in which the text names them."""
    return tuple(dict.fromkeys(word.kind for word in _words(text)))


def kinds_told(text: str) -> tuple[str, ...]:
    """The two kinds that a description can stand for where nothing else tells: strong words for plain kinds only."""
    told = (word.kind for word in _words(text) if word.strong and word.kind not in _GUARDED)
    return tuple(dict.fromkeys(told))[:2]


def kinds_of(terms: tuple[str, ...], names: tuple[str, ...], fallback: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The kinds of one listing, the one it mainly is first.

    `names` are those of the service, the organisation and the site, in this order. Words weigh by where they stand;
    kinds that little speaks for are left out. `fallback` is taken where nothing else is said.
    """
    service, organisation, site = (*names, "", "", "")[:3]
    own: Scores = defaultdict(float)
    _name(own, service, _SERVICE)
    for term in terms:
        _term(own, term)
    for kind in own:
        own[kind] = min(own[kind], _MOST_A_SOURCE + (_SERVICE if kind in kinds_named(service) else 0))
    if site != organisation:
        _name(own, site.removeprefix(organisation), _SITE, guarded=bool(own))
    said = {kind for kind, score in own.items() if score >= _ENOUGH}
    if organisation != service:
        _name(own, organisation, _ORGANISATION, guarded=bool(said))
    return _ranked(own, "other" in kinds_named(service)) or fallback or _least(terms, names) or ("other",)


def _name(scores: Scores, name: str, weight: float, *, guarded: bool = False) -> None:
    seen: set[str] = set()
    for word in _words(name):
        if word.kind not in seen and not (guarded and word.kind in _GUARDED and not scores[word.kind]):
            scores[word.kind] += weight * (1 if word.strong else _WEAK)
            seen.add(word.kind)


def _term(scores: Scores, term: str) -> None:
    """One taxonomy term: its last words say what it is, those before only what that is about."""
    if _FOR_WHOM.search(term.strip()):
        return
    words = _words(term)
    for index, word in enumerate(words):
        about = index + 1 < len(words) and words[-1].kind != word.kind and word.kind not in _SUBJECTS
        scores[word.kind] += _TERM * (1 if word.strong else _WEAK) * (_MODIFIER if about else 1)


def _ranked(scores: Scores, other: bool) -> tuple[str, ...]:
    """The kinds with enough weight; `other` stands only alone, or where the service itself is called something else."""
    best = max(scores.values(), default=0.0)
    enough = max(_ENOUGH, _BESIDE_BEST * best)
    kinds = [kind for kind, score in sorted(scores.items(), key=lambda each: -each[1]) if score >= enough]
    alone = kinds == ["other"] or (other and kinds[:1] == ["other"])
    return tuple(kind for kind in kinds if kind != "other" or alone)[:_MOST]


def _least(terms: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Where nothing weighs enough, the plain kinds that names or terms hint at; for danger a hint is no ground."""
    hinted = (
        word.kind
        for text in (*names, *(term for term in terms if not _FOR_WHOM.search(term)))
        for word in _words(text)
        if word.kind not in _GUARDED and word.kind != "other"
    )
    return tuple(dict.fromkeys(hinted))[:1]
