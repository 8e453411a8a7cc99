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
    return [_token(word) for word in words]


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
