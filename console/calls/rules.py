"""The rules under which a report is owed: data with source and date, ours where sourced, the organisation's first."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from console.calls.errors import CallsError
from console.calls.own_files import read_table

FILE_NAME = "duty_rules.csv"
COLUMNS = ("id", "state", "rule", "statute", "source", "as_of", "reviewed_on", "hours")
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}\Z")


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One rule. `statute`, `reviewed_on` (by the organisation's counsel) and `hours` are empty until somebody knows."""

    id: str
    state: str
    rule: str
    statute: str
    source: str
    as_of: str
    reviewed_on: date | None
    hours: int | None

    @property
    def text(self) -> str:
        """The rule as a record keeps it: what it says, by which law, from where, how old, whether reviewed."""
        law = self.statute or "statute not on record"
        seen = f"{self.source}, as of {self.as_of or 'no date'}"
        reviewed = f"reviewed {self.reviewed_on}" if self.reviewed_on else "not reviewed by counsel"
        return f"{self.id}: {self.state} {self.rule} ({law}; {seen}; {reviewed})"


def duty_rules(home: Path) -> tuple[dict[str, DutyRule], list[str]]:
    """The rules by id, the organisation's own over ours, and the faults of its table."""
    own, faults = read_table(home / FILE_NAME, COLUMNS, _rule)
    return {**_shipped(), **{rule.id: rule for rule in own}}, faults


def duty_rule(home: Path, id: str) -> DutyRule:
    """The rule of that id. Raises CallsError where none is on record."""
    rules, _ = duty_rules(home)
    if (found := rules.get(id.strip().lower())) is None:
        raise CallsError(
            "No rule of that id is on record. `northline shift rules` lists them; your counsel's own go into "
            f"{FILE_NAME} in the data folder."
        )
    return found


@lru_cache(maxsize=1)
def _shipped() -> dict[str, DutyRule]:
    with as_file(files("console.calls") / "data" / FILE_NAME) as path:
        rules, _ = read_table(path, COLUMNS, _rule)
    return {rule.id: rule for rule in rules}


def _rule(said: dict[str, str]) -> DutyRule:
    if not _ID.match(said["id"].lower()):
        raise ValueError("id takes small letters, digits, dots and hyphens, such as child-tx")
    for name in ("rule", "source"):
        if not said[name]:
            raise ValueError(f"{name} is empty: a rule says what it asks for and where it was read")
    try:
        reviewed = date.fromisoformat(said["reviewed_on"]) if said["reviewed_on"] else None
        hours = int(said["hours"]) if said["hours"] else None
    except ValueError:
        raise ValueError("reviewed_on is a date such as 2026-11-24, hours a whole number") from None
    return DutyRule(
        said["id"].lower(), said["state"].upper(), said["rule"], said["statute"], said["source"], said["as_of"],
        reviewed, hours,
    )  # fmt: skip
