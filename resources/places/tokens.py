"""What was said as a row of words, each with its part: cue, noise, name, number, road or pause."""

import re
from typing import NamedTuple

from resources.places.folding import fold
from resources.places.said_words import said_words

MOST = 120
"""Words looked at; of a longer text the first and the last half of these."""

_COMPASS = "north|south|east|west|northeast|northwest|southeast|southwest|n|s|e|w|ne|nw|se|sw"
_SPAN = (
    r"(?:\d+|a few|few|one|two|three|five|ten|twenty|thirty|an?|half an|couple)\s*"
    r"(?:minutes?|mins?|miles?|mi|hours?|hrs?|hr|km|kms|kilometers|blocks?|millas|minutos|horas?)"
)
_ROADS = (
    r"i|us|sr|fm|rm|hwy|highway|route|rt|rte|interstate|exit|mile\s?marker|mm|state\s(?:road|route|highway)|"
    r"county\sroad|cr|room|apt|unit|suite|pier|gate|loop|apartment|salida|carretera|ruta|motel|super|bus|box|"
    r"studio|truck|line"
)
_BOUND = r"(?:\s+(?:north|south|east|west|northbound|southbound|eastbound|westbound|nb|sb|eb|wb)\b)?"
_STEPS = tuple((re.compile(pattern), shown) for pattern, shown in (
    (r"[\x00-\x08\x0b-\x1f\x7f]", " "),
    (r"(?<=[a-z]{4})\.(?=\s|$)", " , "),
    (r"\s-+\s|--+", " , "),
    (r"\bw/", " with "),
    (r"\bl\.\s?a\.?(?![a-z])", " los angeles "),
    (r"['.]", ""),
    (r"&", " and "),
    (
        rf"\b(?:{_SPAN}\s+)?(?:just\s+|due\s+|right\s+)?"
        rf"(?:{_COMPASS}|outside|inside|out|edge|side|middle|outskirts|suburbs?|vicinity|area|part)\s+of\b",
        " near ",
    ),
    (rf"\b{_SPAN}\s+(?:from|to|past|outside|away from)\b", " near "),
    (r"\b(?:close|next)\s+(?:to|by)\b", " near "),
    (r"\b(?:cerca|afuera|fuera|(?:al\s+)?(?:norte|sur|este|oeste)|ciudad|pueblo|condado)\s+(?:de|del)\b", " near "),
    (rf"\b(?:{_ROADS})[\s-]?(?:number\s)?#?\d{{1,4}}[a-z]?\b{_BOUND}", " \x01 "),
    (r"\b\d{1,3}\s?(?:st|nd|rd|th)\b(?:\s+(?:street|st|ave|avenue))?", " \x01 "),
))  # fmt: skip
_SEXES = frozenset({"f", "m", "yo", "y", "o", "fem"})
_TRAVELLING = frozenset({
    "llegue", "llego", "llegamos", "llegar", "llegando", "voy", "vamos", "van", "va", "fui", "fue", "fuimos", "vine",
    "vino", "vinimos", "venir", "ir", "traer", "trajo", "trajeron", "llevo", "llevaron", "llevan", "llevar", "mando",
    "mandaron", "cruce", "cruzar", "pase", "viajar", "viaje", "mude", "mudamos", "regresar",
})  # fmt: skip
"""Spanish verbs after which "a" points at a place."""

_WORD = re.compile(r"[a-z]+|\d+[a-z]*|[,;:!?()\[\]\n\t/|\"\x01_=<>*]")


class Token(NamedTuple):
    """One word."""

    word: str
    part: str
    """name, join, noise, cue, number, road or pause."""
    cue: float = 0.0


def tokens_of(text: str) -> list[Token]:
    """The words of a text, at most `MOST` of them."""
    if len(text) > MOST * 24:
        text = f"{text[: MOST * 12]} , {text[-MOST * 12 :]}"
    folded = fold(text)
    for pattern, shown in _STEPS:
        folded = pattern.sub(shown, folded)
    words = _WORD.findall(folded)
    if len(words) > MOST:
        words = [*words[: MOST // 2], ",", *words[-MOST // 2 :]]
    return _noted([_token(word) for word in words])


def _noted(tokens: list[Token]) -> list[Token]:
    """Words that only their neighbours explain: the letter of a sex beside an age, the "a" of "llegue a laredo"."""
    for at, token in enumerate(tokens):
        beside = [tokens[i].part for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
        if token.word in _SEXES and "number" in beside:
            tokens[at] = Token(token.word, "number")
        elif token.word == "a" and any(one.word in _TRAVELLING for one in tokens[max(0, at - 3) : at]):
            tokens[at] = Token("a", "cue", 0.8)
    return tokens


def _token(word: str) -> Token:
    said = said_words()
    if word == "\x01":
        return Token(word, "road", 0.7)
    if not word[0].isalnum():
        return Token(word, "pause")
    if word[0].isdigit():
        return Token(word, "number")
    if word in said.cues:
        return Token(word, "cue", said.cues[word])
    if word in said.joins:
        return Token(word, "join")
    return Token(word, "noise" if word in said.noise else "name")
