"""One contact as the specialist has it: what was typed and set by hand, what is ticked, open and pinned."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from console.desk import CallChips, GuideStep
from console.ui.said_bar import SaidLine
from resources.places.place import Place
from resources.want import Help

if TYPE_CHECKING:
    from console.calls.at_hand import AtHand

StepKey = tuple[str, str]
"""A step wherever it stands: its guide's id and its text."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Everything of one contact that an undo brings back and that parking keeps.

    `list` is where arrows move: help or steps. `trail` holds the guides opened over the steps, the last on top.
    `held_help` and `held_steps` are what stays on screen while newer results wait, `held_near` the place that the held
    help is near. `page` is what covers the body:
    "", listing, number, keys, tour, cover, interpreter, unfit or text. `told` is when the supervisor was told,
    `person` whom the age and gender keys are about, None for whoever is at risk. `began` is when the first of it came,
    `first_help_s` how many seconds later the first help was opened, `record` what is to be kept of it.
    """

    line: SaidLine = field(default_factory=SaidLine)
    chips: CallChips = field(default_factory=CallChips)
    ring: tuple[Place, ...] = ()
    list: str = "help"
    marked: int = 0
    held_help: tuple[Help, ...] | None = None
    held_near: str = ""
    step: StepKey | None = None
    held_steps: tuple[GuideStep, ...] | None = None
    ticked: frozenset[StepKey] = frozenset()
    followed: frozenset[tuple[StepKey, str]] = frozenset()
    trail: tuple[str, ...] = ()
    steps_before: tuple[StepKey | None, ...] = ()
    page: str = ""
    opened: int = 0
    nth_number: int = 0
    scroll: int = 0
    spanish: bool | None = None
    more: bool = False
    told: str = ""
    safety: bool = False
    person: int | None = None
    entry: str = ""
    entry_text: str = ""
    began: datetime | None = None
    first_help_s: int | None = None
    record: "AtHand | None" = field(default=None, repr=False)

    @property
    def empty(self) -> bool:
        """Is nothing of a contact here yet?"""
        return not self.line.text and self.chips == CallChips() and not self.ticked and not self.trail
