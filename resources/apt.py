"""How apt a listing is for one kind of help on this line, in miles: worked out once, when the listing is indexed."""

import csv
import json
import re
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

from resources.police import narrow_cost

WEAK = 20.0
"""From here on a listing is offered as a kind only where nothing apter is held."""

_PLACE_COSTS = (0.0, 12.0, 25.0)
_LINE_COSTS = (0.0, 1.0, 3.0)
_VETTING_COST = {"partner": -5.0, "checked": -2.0}
_RICH = -1.0
_MOST, _LEAST = 80.0, -15.0


def aptness(kind: str, kinds: str, name: str, about: str, vetting: str, hours: str, placed: int) -> float:
    """What offering a listing as `kind` costs in miles before anything is known of the caller.

    Sources name many kinds, the main one first: a service at one place is mainly what comes first, while a line without
    a place (`placed` 0) may well be for all of them. `data/apt_words.csv` says which names are apt and which are not.
    """
    of_kind, of_all = _words_for(kind), _words_for("*")
    cost = _place_cost(kind, kinds, bool(placed))
    cost += of_kind.cost_of(name, "name") + of_all.cost_of(name, "name")
    cost += of_kind.cost_of(about, "text") + of_all.cost_of(about, "text")
    cost += narrow_cost(name, kind)
    cost += _VETTING_COST.get(vetting, 0.0) + _RICH * bool(about) + _RICH * bool(hours)
    return max(_LEAST, min(_MOST, cost))


def _place_cost(kind: str, kinds: str, placed: bool) -> float:
    held = _kinds(kinds)
    costs = _PLACE_COSTS if placed else _LINE_COSTS
    return costs[min(held.index(kind), 2)] if kind in held else 0.0


@lru_cache(maxsize=512)
def _kinds(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()


class _Words:
    """The words that tell for or against one kind, with what each is worth."""

    def __init__(self, costs: dict[tuple[str, str], float]) -> None:
        self._costs = costs
        self._said = {
            where: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")
            for where in ("name", "text")
            if (words := [word for word, of in costs if of == where])
        }  # fmt: skip

    def cost_of(self, text: str, where: str) -> float:
        """What a text says, each word once; of several that speak against, only the worst counts."""
        said = self._said.get(where)
        if said is None or not text:
            return 0.0
        costs = [self._costs[word, where] for word in set(said.findall(text.casefold()))]
        return min((c for c in costs if c < 0), default=0.0) + max((c for c in costs if c > 0), default=0.0)


@lru_cache(maxsize=64)
def _words_for(kind: str) -> _Words:
    return _Words(_all_words().get(kind, {}))


@lru_cache(maxsize=1)
def _all_words() -> dict[str, dict[tuple[str, str], float]]:
    found: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    text = (files("resources") / "data" / "apt_words.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        found[row["kind"]][row["words"], row["where"]] = float(row["miles"])
    return found
