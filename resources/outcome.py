"""How often a listing was given to callers, and how it went: what ranking and upkeep take from past referrals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

OUTCOMES = (
    "SELECT listing, sum(went = 'given'), sum(went = 'well'), sum(went = 'badly') FROM outcome GROUP BY listing",
)
"""The statement whose rows `outcomes_of` reads."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Referrals to one listing: how many were given, and of how many it is known that they went well or badly."""

    given: int
    well: int
    badly: int

    @property
    def uses(self) -> int:
        """Referrals that are known of; an outcome may be noted of one whose giving was not."""
        return max(self.given, self.well + self.badly)

    @property
    def share(self) -> float:
        """The share that went well, drawn towards a half while few are known."""
        return (self.well + 1) / (self.well + self.badly + 2)

    @property
    def text(self) -> str:
        """The words of the listing page."""
        return f"{self.uses} given; {self.well} went well, {self.badly} badly"


def outcomes_of(rows: Iterable[Any]) -> dict[int, Outcome]:
    """The outcomes of every listing that has any."""
    return {listing: Outcome(given, well, badly) for listing, given, well, badly in rows}


def shares(outcomes: Mapping[int, Outcome]) -> dict[int, float]:
    """What `find_help` takes: the share of referrals that went well, of listings with a known outcome."""
    return {listing: one.share for listing, one in outcomes.items() if one.well + one.badly}


def uses(outcomes: Mapping[int, Outcome]) -> dict[int, int]:
    """What `upkeep_queue` takes: how often each listing was given."""
    return {listing: one.uses for listing, one in outcomes.items()}
