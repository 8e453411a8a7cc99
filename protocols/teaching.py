"""Learning from calls which words speak for which alert: a logistic regression small enough for plain Python."""

import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from protocols.evidence import ANY

_ROUNDS = 4
_STEP = 0.25
_SHRINK = 1e-4
_START = -1.0
_SMALL = 0.1
"""A call told apart so well teaches nothing more; passing it by is what makes learning quick."""
_SETTLED = 0.03
"""A call told apart as well as this after the second round is not looked at again."""
_STEEPEST = 30.0
_SEEN = 2
"""A sign of one call only is chance."""


@dataclass(frozen=True, slots=True)
class Call:
    """One line of a calls file: the alerts it needs, and what was said."""

    expected: frozenset[str]
    said: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned: for each alert a bias, and for each sign a weight."""

    names: tuple[str, ...]
    biases: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]


def read_calls(folders: Iterable[Path]) -> list[Call]:
    """The calls of `calls/*.txt` in every folder, one a line: `alerts or none | what was said`."""
    paths = [path for folder in folders for path in sorted((folder / "calls").glob("*.txt"))]
    return [call for path in paths for call in _calls(path.read_text(encoding="utf-8-sig", errors="replace"))]


def _calls(text: str) -> Iterator[Call]:
    for line in text.splitlines():
        expected, bar, said = line.partition(" | ")
        if bar and not line.startswith("#"):
            yield Call(frozenset(part.strip() for part in expected.split(",")) - {"none"}, said)


@dataclass(frozen=True, slots=True)
class Heading:
    """What learning sees of one call: its signs, the pieces of its words, and the alerts it needs."""

    signs: Sequence[str]
    pieces: Sequence[str]
    expected: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One call as numbers; each kind of sign counts the less the more of its kind there are."""

    signs: Sequence[int]
    sign_scale: float
    pieces: Sequence[int]
    piece_scale: float


def learn(calls: Sequence[Heading], alerts: Sequence[str]) -> Lesson:
    """Weights from calls; the same calls always teach the same."""
    names = (*alerts, ANY)
    seen = Counter(sign for call in calls for sign in {*call.signs, *call.pieces})
    numbers = {sign: number for number, sign in enumerate(sorted(sign for sign in seen if seen[sign] >= _SEEN))}
    rows = [_row(call, numbers) for call in calls]
    learned = [
        _weigh(rows, [bool(call.expected) if name == ANY else name in call.expected for call in calls], len(numbers))
        for name in names
    ]
    columns = zip(*(weights for _, weights in learned), strict=True)
    return Lesson(names, tuple(bias for bias, _ in learned), dict(zip(numbers, columns, strict=True)))


def _row(call: Heading, numbers: Mapping[str, int]) -> _Row:
    signs = [numbers[sign] for sign in call.signs if sign in numbers]
    pieces = [numbers[piece] for piece in call.pieces if piece in numbers]
    return _Row(signs, 1 / math.sqrt(max(1, len(call.signs))), pieces, 1 / math.sqrt(max(1, len(call.pieces))))


def _weigh(rows: Sequence[_Row], needed: Sequence[bool], size: int) -> tuple[float, list[float]]:
    """One alert's bias and weights, by steps that grow smaller for signs seen often (AdaGrad)."""
    dice = random.Random(1)
    weights, slopes = [0.0] * size, [1e-2] * size
    bias, bias_slope = _START, 1.0
    order = list(range(len(rows)))
    look = weights.__getitem__
    for turn in range(_ROUNDS):
        dice.shuffle(order)
        open_still: list[int] = []
        for place in order:
            row = rows[place]
            score = bias + row.sign_scale * sum(map(look, row.signs)) + row.piece_scale * sum(map(look, row.pieces))
            error = 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, score)))) - needed[place]
            if abs(error) > _SETTLED:
                open_still.append(place)
            if abs(error) < _SMALL:
                continue
            bias_slope += error * error
            bias -= _STEP * error / math.sqrt(bias_slope)
            _step(weights, slopes, row.signs, error * row.sign_scale)
            _step(weights, slopes, row.pieces, error * row.piece_scale)
        if turn:
            order = open_still
    return bias, weights


def _step(weights: list[float], slopes: list[float], signs: Sequence[int], pull: float) -> None:
    sqrt = math.sqrt
    for sign in signs:
        weight = weights[sign]
        slope = pull + _SHRINK * weight
        steepness = slopes[sign] = slopes[sign] + slope * slope
        weights[sign] = weight - _STEP * slope / sqrt(steepness)
