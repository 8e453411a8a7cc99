"""Learning from calls which words speak for which alert: a logistic regression small enough for plain Python."""

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from protocols.evidence import ANY

_ROUNDS = 9
_STEP = 0.25
_SHRINK = 1e-4
_START = -1.0
_SMALL = 1e-3
_STEEPEST = 30.0


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
    return [call for path in paths for call in _calls(path.read_text(encoding="utf-8"))]


def _calls(text: str) -> Iterator[Call]:
    for line in text.splitlines():
        expected, bar, said = line.partition(" | ")
        if bar and not line.startswith("#"):
            yield Call(frozenset(part.strip() for part in expected.split(",")) - {"none"}, said)


def learn(calls: Sequence[tuple[Sequence[str], frozenset[str]]], alerts: Sequence[str]) -> Lesson:
    """Weights from calls, each given as its signs and the alerts it needs; the same calls always teach the same."""
    names = (*alerts, ANY)
    numbers = {sign: number for number, sign in enumerate(sorted({sign for signs, _ in calls for sign in signs}))}
    rows = [[numbers[sign] for sign in signs] for signs, _ in calls]
    learned = [
        _weigh(rows, [bool(needed) if name == ANY else name in needed for _, needed in calls], len(numbers))
        for name in names
    ]
    columns = zip(*(weights for _, weights in learned), strict=True)
    return Lesson(names, tuple(bias for bias, _ in learned), dict(zip(numbers, columns, strict=True)))


def _weigh(rows: Sequence[Sequence[int]], needed: Sequence[bool], size: int) -> tuple[float, list[float]]:
    """One alert's bias and weights, by steps that grow smaller for signs seen often (AdaGrad)."""
    dice = random.Random(1)
    weights, slopes = [0.0] * size, [1e-2] * size
    bias, bias_slope = _START, 1.0
    scales = [1 / math.sqrt(max(1, len(row))) for row in rows]
    order = list(range(len(rows)))
    for _ in range(_ROUNDS):
        dice.shuffle(order)
        for place in order:
            row, scale = rows[place], scales[place]
            score = bias + scale * sum([weights[sign] for sign in row])
            error = 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, score)))) - needed[place]
            if abs(error) < _SMALL:
                continue
            bias_slope += error * error
            bias -= _STEP * error / math.sqrt(bias_slope)
            for sign in row:
                slope = error * scale + _SHRINK * weights[sign]
                slopes[sign] += slope * slope
                weights[sign] -= _STEP * slope / math.sqrt(slopes[sign])
    return bias, weights
