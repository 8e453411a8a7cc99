"""What is wrong with a guide: where, and how to put it right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one file. `severity` is error or warning; `line` counts from 1, 0 means the whole file."""

    file: str
    line: int
    message: str
    fix: str
    severity: str = "error"

    @property
    def error(self) -> bool:
        """Whether it must be put right; a warning may stand."""
        return self.severity == "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message} {self.fix}"
