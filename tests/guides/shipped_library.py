"""The shipped guides compiled once for all guide tests, and the case files read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from protocols.alerts import alerts_for
from protocols.compiler import compile_library
from protocols.guide import Alert, GuideMatch
from protocols.heard import Chips, hear_people
from protocols.library import Library, open_library
from protocols.match import guides_for

GUIDES = Path(__file__).parents[2] / "protocols" / "guides"
CASES = Path(__file__).parent
TODAY = date(2026, 11, 23)
AS_HEARD = Chips()
_KEPT: list[TemporaryDirectory[str]] = []


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a case file: what must be found, and the text."""

    expected: frozenset[str]
    text: str


@lru_cache
def library() -> Library:
    """The shipped library, compiled into a folder that lives as long as the tests."""
    folder = TemporaryDirectory()
    _KEPT.append(folder)
    target = Path(folder.name) / "guides-0.db"
    compile_library([GUIDES], target)
    return open_library(target)


def ask(said: str, chips: Chips = AS_HEARD) -> tuple[tuple[Alert, ...], tuple[GuideMatch, ...]]:
    """Alerts and guides for one said."""
    heard = hear_people(said, TODAY)
    return alerts_for(library(), said, heard, chips), guides_for(library(), said, heard, chips)


def alert_ids(said: str, chips: Chips = AS_HEARD) -> set[str]:
    """The ids of the alerts shown."""
    return {alert.guide.id for alert in ask(said, chips)[0]}


def cases(name: str) -> Iterator[Case]:
    """The cases of one file; `none` expects nothing."""
    folders = (CASES, GUIDES / "calls", GUIDES / "practice")
    path = next(folder / name for folder in folders if (folder / name).is_file())
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            expected, text = line.split(" | ", 1)
            yield Case(frozenset(part.strip() for part in expected.split(",")) - {"none"}, text)
