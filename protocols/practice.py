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
    """One practice note: any of `expected` is right, none at all where it is empty; `source` says where it stands."""

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
    """How many practice notes find their guide first, and among those shown, without the phrase and with it.

    `alarms` are notes on which an alert fires that is not expected there, and did not fire without the phrase;
    `silenced` are those on which one fires no longer.
    """

    cases: int
    first: tuple[int, int]
    shown: tuple[int, int]
    changes: tuple[Change, ...]
    alarms: tuple[Case, ...] = ()
    silenced: tuple[Case, ...] = ()


def shipped_notes() -> tuple[Path, ...]:
    """The practice notes that ship with Northline: the accuracy set that an edit is tried on."""
    return tuple(sorted((Path(__file__).parent / "guides" / "practice").glob("*.txt")))


def read_cases(paths: Iterable[Path]) -> tuple[Case, ...]:
    """Practice notes, one a line: `guide, guide | text` or `none | text`; lines that begin with # are remarks."""
    return tuple(case for path in paths for case in _cases_of(path))


def _cases_of(path: Path) -> list[Case]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as trouble:
        raise LearnError(f"{path} is not read: {trouble}. Check the name, and save it as UTF-8 text.") from None
    cases: list[Case] = []
    for number, line in enumerate(lines, 1):
        ids, bar, said = line.partition("|")
        if not line.strip() or line.startswith("#"):
            continue
        if not bar or not said.strip():
            raise LearnError(f"{path.name}:{number}: no practice note. Write 'guide-id, guide-id | what was said'.")
        expected = frozenset(one.strip() for one in ids.split(",") if one.strip() not in ("", "none"))
        cases.append(Case(expected, said.strip(), f"{path.name}:{number}"))
    return cases


def effect_of(cases: Sequence[Case], before: Library, after: Library, today: date) -> Effect:
    """What a changed library does to the practice notes."""
    answers = [(case, _answer(before, case, today), _answer(after, case, today)) for case in cases]
    asked = [(case, old.place, new.place) for case, old, new in answers if case.expected]
    return Effect(
        cases=len(asked),
        first=_found(asked, 1),
        shown=_found(asked, SHOWN),
        changes=tuple(Change(*one) for one in asked if one[1] != one[2]),
        alarms=tuple(case for case, old, new in answers if new.alerts - old.alerts - case.expected),
        silenced=tuple(case for case, old, new in answers if old.alerts - new.alerts),
    )


def _found(asked: Sequence[tuple[Case, int | None, int | None]], most: int) -> tuple[int, int]:
    """How many notes have their guide among so many, before and after."""
    before = sum(place is not None and place <= most for _, place, _ in asked)
    after = sum(place is not None and place <= most for _, _, place in asked)
    return before, after


@dataclass(frozen=True, slots=True)
class _Answer:
    place: int | None
    alerts: frozenset[str]


def _answer(library: Library, case: Case, today: date) -> _Answer:
    """Where the best of the expected guides stands: 0 as an alert, 1..3 as ranked, None where it is not shown."""
    heard = hear_people(case.said, today=today)
    alerts = frozenset(alert.guide.id for alert in alerts_for(library, case.said, heard, Chips()))
    if alerts & case.expected:
        return _Answer(0, alerts)
    matches = guides_for(library, case.said, heard, Chips(), limit=SHOWN) if case.expected else ()
    places = (place for place, match in enumerate(matches, 1) if match.guide.id in case.expected)
    return _Answer(next(places, None), alerts)
