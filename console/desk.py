"""From what was said to everything the screen shows: pure, with the clock and the stores passed in."""

from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from protocols.alerts import alerts_for
from protocols.guide import Alert, Guide, GuideMatch, Step
from protocols.heard import Chips, Heard, hear_people
from protocols.library import Library
from protocols.match import guides_for
from protocols.steps import kinds_for, steps_for
from resources.find import Help, Want, find_help
from resources.listing import Listing
from resources.places.index import PlaceIndex
from resources.places.place import HeardPlace, Place
from resources.store import Directory

POLICE_KINDS = frozenset({"law_enforcement", "dispatch"})
POLICE_WORDS = frozenset({"police", "sheriff", "cops", "policia", "policía", "911"})


@dataclass(frozen=True, slots=True)
class CallChips:
    """What the specialist set by hand for the call at hand; whatever is empty stays as heard.

    A picked `place` stays picked while typing goes on. `kinds` asks for those kinds of help instead of the guides'.
    """

    people: Chips = Chips()
    place: Place | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """What the status line says of the desk itself."""

    organisation: str
    on_call: str
    directory: str
    training: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step as the answer shows it: from which guide, and the step itself."""

    guide: str
    step: Step


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the screen shows for one said. An empty `places` means "not sure"."""

    said: str
    heard: Heard
    places: tuple[HeardPlace, ...]
    alerts: tuple[Alert, ...]
    guides: tuple[GuideMatch, ...]
    steps: tuple[GuideStep, ...]
    kinds: tuple[str, ...]
    help: tuple[Help, ...]
    took_ms: float
    not_fitting: tuple[Help, ...] = ()
    notes: tuple[str, ...] = ()
