"""What a record would say of the call at hand, made from what was heard: every code is one key away from another."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from console.calls.record import Signal, Situation
from protocols.heard import Heard
from protocols.plain import fold
from resources.places.place import Place

_CALLER = {
    "self": "potential_victim", "child": "potential_victim", "third_party": "community_member",
    "professional": "service_provider",
}  # fmt: skip
_URGENT_FIRST = ("crisis", "tip", "high_risk", "referral", "tta", "unrelated", "general_info")
_BANDS = 6


@dataclass(frozen=True, slots=True)
class Proposal:
    """The codes as proposed; `of_case` says whether a case is heard at all, so that a situation is worth keeping."""

    signal: Signal
    situation: Situation
    of_case: bool


@dataclass(frozen=True, slots=True)
class GuideCodes:
    """What a guide says of a call in which it fits; an empty code says nothing."""

    signal_type: str
    trafficking_type: str
    venue: str
    caller: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A call as it was understood: its own id and that of its case, what was said, heard and matched.

    `guides` are ids and versions, alerts first, likeliest first. Of `said` nothing but a venue's code is taken.
    """

    call: str
    case: str
    heard: Heard = field(default_factory=Heard)
    place: Place | None = None
    guides: Sequence[tuple[str, str]] = ()
    said: str = field(default="", repr=False)


def proposed(of: Contact, now: datetime) -> Proposal:
    """The codes of a call; `now` is the desk's own clock, of which the day and a band of four hours are kept.

    Nothing is guessed beyond the guides, the people heard and the venues named: whatever they do not say stays
    "unknown" or "not specified".
    """
    heard, place, guides = of.heard, of.place, of.guides
    fitting = [codes for guide, _ in guides if (codes := guide_codes().get(guide))]
    told = [codes.signal_type for codes in fitting if codes.signal_type]
    kind = min(told, key=_URGENT_FIRST.index, default="general_info")
    types = {codes.trafficking_type for codes in fitting[:2] if codes.trafficking_type}
    protocol = next(((guide, version) for guide, version in guides if guide in guide_codes()), ("", ""))
    american = place is not None and place.country == "US"
    signal = Signal(
        id=of.call,
        day=now.date(),
        hour_band=now.hour * _BANDS // 24,
        language=heard.language or "",
        signal_type=kind,
        caller=_CALLER.get(heard.caller or "", "")
        or next((c.caller for c in fitting if c.caller), "anonymous_unknown"),
        county=place.county_fips if place is not None and american else "",
        state=place.state if place is not None and american else "",
        protocol=protocol[0],
        protocol_version=protocol[1],
    )
    situation = Situation(
        id=of.case,
        first_month=now.date().replace(day=1),
        trafficking_type=("both" if len(types) > 1 else next(iter(types), "not_specified")),
        venue=next((codes.venue for codes in fitting if codes.venue), "") or _venue(of.said) or "not_specified",
        minors=_minors(heard),
        gender_band=_genders(heard),
        victims=_victims(heard),
        state=signal.state,
        county=signal.county,
    )
    of_case = kind in ("crisis", "tip", "high_risk") or situation.trafficking_type != "not_specified"
    return Proposal(replace(signal, situation=of.case if of_case else ""), situation, of_case)


@lru_cache(maxsize=1)
def guide_codes() -> dict[str, GuideCodes]:
    """What each shipped guide says of a call, from `data/guide_codes.csv`."""
    text = (files("console.calls") / "data" / "guide_codes.csv").read_text("utf-8")
    return {
        row["guide"]: GuideCodes(row["signal_type"], row["trafficking_type"], row["venue"], row["caller"])
        for row in csv.DictReader(text.splitlines())
    }


@lru_cache(maxsize=1)
def _venue_words() -> dict[str, str]:
    """The venue that a word names, from `data/venue_words.csv`; `sales-crew` stands for two words."""
    text = (files("console.calls") / "data" / "venue_words.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {word.replace("-", " "): row["venue"] for row in rows for word in row["words"].split()}


def _venue(said: str) -> str:
    """The venue named first in what was said, "" for none."""
    words = fold(said).split()
    pairs = [*words, *(f"{left} {right}" for left, right in pairwise(words))]
    known = _venue_words()
    places = {word.strip(".,;:!?"): None for word in pairs}
    return next((known[word] for word in places if word in known), "")


def _minors(heard: Heard) -> str:
    own = heard.caller in ("self", "child", None)
    said = {person.minor for person in heard.people if own or person.role != "caller"}
    if True in said:
        return "yes"
    # "No" needs an adult and nobody whose age is open; an unknown age is never shown as no.
    return "no" if said == {False} else "unknown"


def _genders(heard: Heard) -> str:
    said = {person.gender for person in heard.people if person.role in ("at_risk", "child") and person.gender}
    if not said and heard.caller in ("self", "child"):
        said = {person.gender for person in heard.people if person.gender}
    return "mixed" if len(said) > 1 else next(iter(said), "unknown")


def _victims(heard: Heard) -> str:
    at_risk = sum(person.role in ("at_risk", "child") for person in heard.people)
    return "unknown" if at_risk < 2 else "2-5" if at_risk <= 5 else "6-20"
