"""From what was said to everything the screen shows: pure, with the clock and the stores passed in."""

from dataclasses import dataclass

from protocols.guide import Alert, GuideMatch, Step
from protocols.heard import Heard
from resources.find import Help
from resources.places.place import HeardPlace


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
