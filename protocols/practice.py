"""Practice notes, and what a changed library does to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from protocols.alerts import alerts_for
from protocols.errors import ProtocolsError
from protocols.heard import Chips, hear_people
from protocols.library import Library
from protocols.match import guides_for

SHOWN = 3
"""A guide counts as found where it is an alert, or among this many."""


class LearnError(ProtocolsError):
    """A phrase cannot be learnt, or practice notes cannot be read."""


@dataclass(frozen=True, slots=True)
class Case:
    """One practice note: any of `expected` is right; `source` says where it stands."""

    expected: frozenset[str]
    said: str
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """A practice note whose answer changes. A place is 0 for an alert, 1..3 as ranked, None for not shown."""

    case: Case
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """How many practice notes find their guide first, and among those shown, without the phrase and with it."""

    cases: int
    first: tuple[int, int]
    shown: tuple[int, int]
    changes: tuple[Change, ...]


def read_cases(paths: Iterable[Path]) -> tuple[Case, ...]:
    """Practice notes, one a line: `guide, guide | text`; lines that begin with # are remarks."""
    return tuple(case for path in paths for case in _cases_of(path))


def _cases_of(path: Path) -> list[Case]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as trouble:
        raise LearnError(f"{path} is not read: {trouble}. Check the name, and save it as UTF-8 text.") from None
    cases: list[Case] = []
    for number, line in enumerate(lines, 1):
        ids, bar, said = line.partition("|")
        if not line.strip() or line.startswith("#") or ids.strip() == "none":
            continue
        if not bar or not said.strip():
            raise LearnError(f"{path.name}:{number}: no practice note. Write 'guide-id, guide-id | what was said'.")
        expected = frozenset(one.strip() for one in ids.split(",") if one.strip())
        cases.append(Case(expected, said.strip(), f"{path.name}:{number}"))
    return cases


def effect_of(cases: Sequence[Case], before: Library, after: Library, today: date) -> Effect:
    """What a changed library does to the practice notes."""
    places = [(place_of(before, case, today), place_of(after, case, today)) for case in cases]
    sides = [[pair[side] for pair in places] for side in (0, 1)]
    changes = tuple(Change(case, *pair) for case, pair in zip(cases, places, strict=True) if pair[0] != pair[1])
    first, shown = (
        tuple(sum(one is not None and one <= most for one in side) for side in sides) for most in (1, SHOWN)
    )
    return Effect(len(cases), (first[0], first[1]), (shown[0], shown[1]), changes)


def place_of(library: Library, case: Case, today: date) -> int | None:
    """Where the best of the expected guides stands: 0 as an alert, 1..3 as ranked, None where it is not shown."""
    heard = hear_people(case.said, today=today)
    if any(alert.guide.id in case.expected for alert in alerts_for(library, case.said, heard, Chips())):
        return 0
    matches = guides_for(library, case.said, heard, Chips(), limit=SHOWN)
    return next((place for place, match in enumerate(matches, 1) if match.guide.id in case.expected), None)
