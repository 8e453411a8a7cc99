"""Fits the weights of `resources/places/confidence.py` and prints them; run it after signs or case files change.

Learns from the practice queries, the notes of practice calls and the tune halves of the case files; the check halves
are never read.
"""

import json
import sys
from collections.abc import Iterator
from functools import partial
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "places")]

from place_cases import cases_in, is_right  # noqa: E402

from resources.places.candidates import fuzzy_candidates  # noqa: E402
from resources.places.heard import answers  # noqa: E402
from resources.places.index import open_places  # noqa: E402
from resources.places.scoring import SAYS_COUNTY  # noqa: E402
from resources.places.segments import with_states  # noqa: E402
from resources.places.signs import NAMES, Signs  # noqa: E402
from resources.places.store import PlaceStore  # noqa: E402
from resources.places.tokens import tokens_of  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
KEPT = 0.986
ROUNDS = 500
NOTE = 2.0
SENTENCE = 3.0
"""Sentences are few among the practice queries, and what callers say most."""
HELD_BACK = 0.0003
"""How strongly weights are drawn to nothing."""


class Example(NamedTuple):
    """The signs of a best answer, whether it was right, and how much it counts."""

    signs: tuple[float, ...]
    right: bool
    weight: float


def texts() -> Iterator[tuple[str, tuple[str, ...], float]]:
    """Said texts with what is right, empty where no place was said, and how much each counts."""
    for name in ("cases_tune.txt", "tempting_tune.txt", "no_place_tune.txt", "no_place_own.txt", "notes_own.txt"):
        for case in cases_in(name):
            yield case.said, case.expected, NOTE
    for line in (ROOT / "tests" / "desk" / "said_tune.txt").read_text(encoding="utf-8").splitlines():
        if line.count(" | ") >= 5 and not line.startswith("#"):
            place, *_, text = line.split(" | ", 5)
            yield text, () if place == "none" else (place,), NOTE
    for name in ("places/dev.jsonl", "places/byear_dev.jsonl", "places/noplace.jsonl"):
        for row in map(json.loads, (SHARED / name).read_text(encoding="utf-8").splitlines()):
            if row["kind"] != "asr":
                expected = tuple(f"{one['name']}, {one['state']}" for one in row["expect"])
                yield row["q"], expected, SENTENCE if row["kind"] == "sentence" else 1.0
    for row in map(json.loads, (SHARED / "protocols/calls_dev.jsonl").read_text(encoding="utf-8").splitlines()):
        if row["places"]:
            yield row["note"], tuple(f"{one['name']}, {one['state']}" for one in row["places"]), NOTE


def examples(database: Path) -> Iterator[Example]:
    """What the matcher answers today, judged."""
    store, index = PlaceStore(database), open_places(database)
    for said, expected, counts in texts():
        tokens = with_states(tokens_of(said))
        found = answers(store, partial(fuzzy_candidates, store), tokens)[:1]
        if not found or found[0].scored.candidate.likeness.way == "code":
            continue
        place = store.places([found[0].scored.place])[found[0].scored.place]
        right = is_right(index, expected, place)
        county_said = any(token.word in SAYS_COUNTY for token in tokens)
        signs = Signs(tokens, county_said=county_said).of(found[0].scored)
        # A wrong town where one was said is a lesser fault than a town where none was.
        yield Example(tuple(map(float, signs)), right, counts if right or not expected else 0.15)


def fitted(rows: list[Example]) -> list[float]:
    """Weights, the bias last, by logistic regression with both sides counting the same."""
    count = len(NAMES) + 1
    weights, speed, size = [0.0] * count, [0.0] * count, [0.0] * count
    sides = {side: 2 * sum(row.weight for row in rows if row.right is side) for side in (True, False)}
    for turn in range(1, ROUNDS + 1):
        slope = [HELD_BACK * weight for weight in weights[:-1]] + [0.0]
        for row in rows:
            error = (1 / (1 + exp(-belief(weights, row))) - row.right) * row.weight / sides[row.right]
            for at, sign in enumerate((*row.signs, 1.0)):
                slope[at] += error * sign
        for at in range(count):
            speed[at] = 0.9 * speed[at] + 0.1 * slope[at]
            size[at] = 0.99 * size[at] + 0.01 * slope[at] ** 2
            step = speed[at] / (1 - 0.9**turn) / (sqrt(size[at] / (1 - 0.99**turn)) + 1e-9)
            weights[at] -= 0.08 * step
    return weights


def belief(weights: list[float], row: Example) -> float:
    """The belief in an answer, kept within what `exp` can take."""
    return max(-30.0, min(30.0, sum(a * b for a, b in zip(weights, (*row.signs, 1.0), strict=True))))


def main() -> None:
    """Print the weights, and what the border that keeps 99 in 100 right answers turns away."""
    rows = list(examples(ROOT / "build" / "places.db"))
    weights = fitted(rows)
    right = sorted(belief(weights, row) for row in rows if row.right)
    border = right[int(len(right) * (1 - KEPT))]
    none = [belief(weights, row) < border for row in rows if not row.right and row.weight >= 1.0]
    for name, weight in zip(NAMES, weights, strict=False):
        print(f'    "{name}": {weight:.2f},')
    print(
        f"BIAS = {weights[-1] - border:.2f}  # turns away {100 * sum(none) / len(none):.1f} % of texts without a place"
    )


if __name__ == "__main__":
    main()
