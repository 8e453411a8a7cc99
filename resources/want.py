"""Whom help is sought for, and what an answer to that looks like."""

from dataclasses import dataclass

from resources.listing import Listing


@dataclass(frozen=True, slots=True)
class Want:
    """Whom help is sought for. None or "" means not known: it never excludes anything.

    `access` is what a caller needs to get in: wheelchair, deaf, blind, or any word that a listing's access rules use.
    """

    ages: tuple[int, ...] = ()
    minor: bool | None = None
    gender: str | None = None
    language: str | None = None
    asked_police: bool = False
    danger: bool = False
    asked_immigration: bool = False
    access: tuple[str, ...] = ()

    @property
    def with_minor(self) -> bool:
        """Whether somebody under 18 is known to be in the call."""
        return self.minor is True or (self.minor is None and any(age < 18 for age in self.ages))


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
    what made it so. `kind` is the wanted kind that it answers.
    """

    listing: Listing
    reach: str
    reach_text: str
    distance_km: float | None
    opening: Opening
    fit: str
    why: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What can be offered, what does not fit (each with its reason), and what the specialist should know of both."""

    help: tuple[Help, ...]
    not_fitting: tuple[Help, ...] = ()
    notes: tuple[str, ...] = ()
