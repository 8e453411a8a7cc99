"""Free places: seen by somebody, which moves a listing for half a day; told by a source, which never does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LASTS = timedelta(hours=12)
"""Beds go fast: an older observation is worth less than a call."""

_FREE_COST, _FULL_COST = -6.0, 10.0


@dataclass(frozen=True, slots=True)
class Vacancy:
    """So many places free for a population ("" is anybody), as seen at a moment by somebody."""

    listing: int
    population: str
    free: int
    seen_at: datetime
    by: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a source said of one unit (beds, rooms): how many were available of how many, and at which moment.

    None is what the source did not say. Kept as imported: a directory is days old when it arrives, so that this is
    shown with its moment and never moves a listing.
    """

    unit: str
    available: int | None = None
    maximum: int | None = None
    seen: str = ""
    about: str = ""


def capacity_text(one: Capacity) -> str:
    """The observation in words, its moment first; how many were free is not told without one."""
    unit = one.unit or "places"
    room = "" if one.maximum is None else f"{one.maximum} in all"
    if one.available is None or not one.seen:
        return f"{unit}: {room + ', ' if room else ''}how many are free is not known: ask"
    of_all = "" if one.maximum is None else f" of {one.maximum}"
    about = f" ({one.about})" if one.about else ""
    return f"On {one.seen} its source saw, {unit}: {one.available}{of_all} free{about}. Ask whether it is still so"


def vacancy_of(row: Sequence[Any]) -> Vacancy:
    """The observation that a stored row holds."""
    listing, population, free, seen_at, by, expires_at = row
    return Vacancy(listing, population, free, datetime.fromisoformat(seen_at), by, datetime.fromisoformat(expires_at))


def still_true(seen: Sequence[Vacancy], now: datetime) -> tuple[Vacancy, ...]:
    """The observations that have not expired."""
    return tuple(one for one in seen if one.seen_at <= now < one.expires_at)


def vacancy_cost(seen: Sequence[Vacancy], now: datetime) -> float:
    """What free places, or none, are worth in miles."""
    valid = still_true(seen, now)
    if not valid:
        return 0.0
    return _FREE_COST if any(one.free > 0 for one in valid) else _FULL_COST


def vacancy_text(seen: Sequence[Vacancy], now: datetime) -> tuple[str, ...]:
    """The observations in words: "3 beds free, seen 2 h ago"."""
    return tuple(_text(one, now) for one in still_true(seen, now))


def _text(one: Vacancy, now: datetime) -> str:
    minutes = int((now - one.seen_at).total_seconds() // 60)
    age = f"{minutes} min ago" if minutes < 60 else f"{minutes // 60} h ago"
    beds = "no bed" if one.free <= 0 else "1 bed" if one.free == 1 else f"{one.free} beds"
    return f"{beds} free{f' for {one.population}' if one.population else ''}, seen {age}"
