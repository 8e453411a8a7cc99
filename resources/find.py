"""From a place, kinds and people to the help that can be offered now."""

from dataclasses import dataclass

from resources.listing import Listing


@dataclass(frozen=True, slots=True)
class Want:
    """Whom help is sought for. None or "" means not known: it never excludes anything."""

    ages: tuple[int, ...] = ()
    minor: bool | None = None
    gender: str | None = None
    language: str | None = None
    asked_police: bool = False
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a listing answers at a moment: `state` is open, closed or unknown; `text` is what the screen says."""

    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Help:
    """A listing as an answer to one call.

    `reach` is near, county, state or national; `reach_text` says it in words ("4 mi", "covers Cook County");
    `distance_km` is geodesic, None where there is no point to measure to. `fit` is yes, no or unknown, and `why` says
    what made it so.
    """

    listing: Listing
    reach: str
    reach_text: str
    distance_km: float | None
    opening: Opening
    fit: str
    why: tuple[str, ...]
