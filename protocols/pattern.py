"""The language of triggers: words, phrases, `prefix*`, `a/b`, `(a)`, `...`, `{list}`, `[fact]`, `/regex/`, `~`, `+`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from protocols.plain import fold

SOUNDS_LIKE = "sounds like this"
FACTS = ("minor", "adult", "minor set", "child calling", "little time", "not minor", SOUNDS_LIKE)
"""What a trigger may ask of what was heard or set by a key, in square brackets."""

GAP = "..."
"""Up to four words may stand here."""

NUMBER = "#"
"""Any number in digits."""

_WORD = re.compile(r"[a-z0-9]+")
_GROUP = re.compile(r"\(([^()]*)\)")
_RISKY_REGEX = re.compile(r"[+*}]\)?[+*{]|\([^)]*[+*][^)]*\)[+*{]")


class PatternError(ValueError):
    """A trigger that cannot be read; the message says which part."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a phrase: one of these words (`knif*` is a beginning), or of these `{lists}`, or a gap."""

    choices: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    gap: bool = False
    optional: bool = False


Phrase = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest thing a trigger looks for: a phrase, a fact or a regular expression."""

    text: str
    phrase: Phrase = ()
    fact: str = ""
    regex: str = ""


Part = tuple[Atom, ...]
"""Atoms that must stand near each other (`~`)."""

Term = tuple[Part, ...]
"""Parts that must all be there (`+`)."""


@lru_cache(maxsize=400)
def read_pattern(text: str) -> tuple[Term, ...]:
    """The terms of one trigger line, of which any one is enough; raises PatternError.

    Reader, word list and layout each ask for the same lines within one compiling.
    """
    terms = tuple(_term(piece) for piece in _split(text, ","))
    if not terms:
        raise PatternError("it holds no words.")
    return terms


def _split(text: str, mark: str) -> list[str]:
    """The pieces between marks, leaving the inside of a /regex/ alone; empty pieces are dropped."""
    if "/" not in text:
        return [piece.strip() for piece in text.split(mark) if piece.strip()]
    pieces, current, inside = [], "", False
    for place, letter in enumerate(text):
        starts = letter == "/" and (not current.strip() or current.rstrip()[-1] in "+~")
        if inside and letter == "/" and text[place - 1] != "\\":
            inside = False
        elif not inside and starts:
            inside = True
        if letter == mark and not inside:
            pieces.append(current)
            current = ""
        else:
            current += letter
    if inside:
        raise PatternError(f"'{current.strip()}' has no closing /.")
    return [piece.strip() for piece in [*pieces, current] if piece.strip()]


def _term(text: str) -> Term:
    return tuple(tuple(_atom(atom) for atom in _split(part, "~")) for part in _split(text, "+"))


def _atom(text: str) -> Atom:
    if text.startswith("/") and text.endswith("/") and len(text) > 2:
        return Atom(text, regex=_regex(text[1:-1]))
    if text.startswith("["):
        name = " ".join(text.strip("[] ").split()).lower()
        if name not in FACTS or not text.endswith("]"):
            raise PatternError(f"unknown fact {text}; use one of {', '.join(f'[{fact}]' for fact in FACTS)}.")
        return Atom(text, fact=name)
    spread = _GROUP.sub(lambda group: " ".join(f"({word})" for word in group[1].split()), text.strip('"'))
    phrase = tuple(element for word in spread.split() for element in _elements(word))
    if not phrase or all(element.gap or element.optional for element in phrase):
        raise PatternError(f"'{text}' holds no word that must be there.")
    return Atom(text.strip('"'), phrase)


def _regex(source: str) -> str:
    if len(source) > 120 or _RISKY_REGEX.search(source):
        raise PatternError("the pattern is too long, or repeats a repetition, which could hang the screen.")
    try:
        re.compile(source)
    except re.error as trouble:
        raise PatternError(f"the pattern /{source}/ is not valid: {trouble}.") from trouble
    return source


def _elements(word: str) -> list[Element]:
    """The places one written word stands for; `self-harm` is two."""
    if word in (GAP, "…"):
        return [Element(gap=True)]
    optional = word.startswith("(") and word.endswith(")")
    inner = word[1:-1] if optional else word
    if "/" in inner or inner.startswith("{"):
        lists = tuple(choice[1:-1] for choice in inner.split("/") if _is_list(choice))
        choices = tuple(_choice(choice) for choice in inner.split("/") if not _is_list(choice))
        return [Element(choices, lists, optional=optional)]
    pieces = [piece for piece in inner.split("-") if piece]
    return [Element((_choice(piece),), optional=optional) for piece in pieces]


def _is_list(choice: str) -> bool:
    return choice.startswith("{") and choice.endswith("}")


def _choice(word: str) -> str:
    if word == NUMBER:
        return word
    folded = fold(word.rstrip("*"))
    if not _WORD.fullmatch(folded):
        raise PatternError(f"'{word}' is not a word.")
    return folded + "*" if word.endswith("*") else folded
