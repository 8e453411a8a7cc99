"""What a candidate is worth before its listing is read: fit, miles, aptness, open or not, freshness, free beds."""

from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from resources.caller import Caller
from resources.freshness import HALF_LIVES, UNDATED
from resources.gist import POLICE_KINDS, Whose
from resources.police import OTHER_COUNTY_COST
from resources.reach import MILES_A_DEGREE, NEAR, Candidate, Rung
from resources.store import Directory
from resources.vacancy import vacancy_cost

_OPENING_COST = {"open": 0.0, "unknown": 6.0, "closed": 20.0}
_STALE_COST = 10.0
_OUTCOME_WORTH = 8.0


class Ranked(NamedTuple):
    """A candidate in its order on its rung: who can be called, by fit, then by cost in miles."""

    order: tuple[bool, int, float, int]
    rung: Rung
    candidate: Candidate
    seeker: tuple[str, bool]

    @property
    def key(self) -> tuple[int, int]:
        """Its file and its listing."""
        return self.candidate.shelf, self.candidate.listing

    @property
    def listing(self) -> int:
        """The id of its listing."""
        return self.candidate.listing

    @property
    def dial(self) -> int:
        """The number to dial first, 0 where there is none."""
        return self.candidate.dial

    @property
    def police(self) -> bool:
        """Whether it is police of any sort, by what it is and not by what it was wanted for."""
        return self.candidate.whose.police


def ranked(directory: Directory, rung: Rung, seeker: tuple[str, bool], caller: Caller) -> list[Ranked]:
    """The candidates of a rung, the best first; `seeker`: the kind sought, and whether among national lines alone."""
    if not rung.candidates:
        return []
    kind = seeker[0]
    measure = _in_miles if rung.measured else _hardly_in_miles
    found = []
    for one in rung.candidates:
        cost = measure(one.flat) + _cost(directory, one, kind, caller)
        found.append(Ranked((not one.dial, one.fit, cost, one.listing), rung, one, seeker))
    found.sort(key=lambda one: one.order)
    return found


def _cost(directory: Directory, one: Candidate, kind: str, caller: Caller) -> float:
    shelf = directory.shelves[one.shelf] if one.shelf < len(directory.shelves) else None
    opening = shelf.clocks.state(one.clock, caller.now) if shelf else "unknown"
    cost = one.apt + _OPENING_COST[opening] + _stale_cost(one.checked, caller.today)
    if caller.outcomes:
        cost += _OUTCOME_WORTH * (0.5 - caller.outcomes.get(one.listing, 0.5))
    if directory.vacancies and one.listing in directory.vacancies:
        cost += vacancy_cost(directory.vacancies[one.listing], caller.now)
    if kind in POLICE_KINDS and _other_county(one.whose, caller):
        cost += OTHER_COUNTY_COST
    return cost


def _in_miles(flat: float) -> float:
    return sqrt(max(0.0, flat)) * MILES_A_DEGREE


def _hardly_in_miles(flat: float) -> float:
    """Who covers the place is no better for being next door."""
    return min(sqrt(flat) * MILES_A_DEGREE, NEAR) / 10


@lru_cache(maxsize=4096)
def _stale_cost(checked: int, today: int) -> float:
    age = max(0, today - checked) if checked else UNDATED
    return _STALE_COST * (1 - float(0.5 ** (age / HALF_LIVES["phone"])))


def _other_county(whose: Whose, caller: Caller) -> bool:
    county = caller.place.county_fips if caller.place else ""
    return bool(county and whose.county and whose.county != county)
