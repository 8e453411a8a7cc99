"""Whom every candidate is weighed against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from resources.places.place import Place
from resources.want import Want


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a caller is, whom help is sought for, and when; `outcomes`: the share of past referrals that went well."""

    place: Place | None
    want: Want
    now: datetime
    outcomes: Mapping[int, float]
    today: int
    """The day of `now`, as an ordinal."""


def caller_in(place: Place | None, want: Want, now: datetime, outcomes: Mapping[int, float] | None = None) -> Caller:
    """A caller at a moment."""
    return Caller(place, want, now, outcomes or {}, now.toordinal())
