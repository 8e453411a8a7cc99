"""Where the call log and its keys lie in the data folder, and what a person may be called."""

import re
from dataclasses import dataclass
from pathlib import Path

from console.calls.errors import CallsError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}\Z")


@dataclass(frozen=True, slots=True)
class CallFiles:
    """The files of one desk's calls."""

    home: Path

    @property
    def log(self) -> Path:
        """The encrypted call log."""
        return self.home / "calls.db"

    @property
    def ring(self) -> Path:
        """Its data key, sealed to each person and to the recovery sheet."""
        return self.home / "calls.keys"

    @property
    def audit(self) -> Path:
        """Who did what, in plain lines without content."""
        return self.home / "calls-audit.jsonl"

    @property
    def people(self) -> Path:
        """One key file a person, opened by that person's own passphrase."""
        return self.home / "calls-people"

    def person(self, name: str) -> Path:
        """The key file of one person.

        Raises:
            CallsError: a name that cannot be one.
        """
        if not _NAME.match(name):
            raise CallsError(
                "A person's name here has letters, digits, dots or hyphens, at most 32, such as ana or b.reyes."
            )
        return self.people / f"{name}.key"
