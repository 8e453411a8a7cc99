"""One place while the index is being built: what will be a row, and the names it answers to."""

from dataclasses import dataclass, field
from enum import IntEnum


class Name(IntEnum):
    """How a place came by a name: the lower, the surer."""

    OWN = 0
    OTHER = 1
    """Another name in use: translated, former, or accepted by the post office."""
    NOT_POSTAL = 2
    """A name that the post office asks people not to write."""
    TAKEN = 3
    """Another place's own name, or a county without the word county: right only with support."""
    CODE = 4
    """Letters for an airport: right only beside the word airport, or alone."""
    MADE = 5
    """A nickname made up from the name: right only when said in full."""


@dataclass(slots=True)
class Entry:
    """A place to be written; `names` are its other names with their class."""

    kind: str
    name: str
    state: str
    lat: float
    lon: float
    population: int = 0
    country: str = "US"
    county: str = ""
    timezone: str = ""
    names: list[tuple[str, Name]] = field(default_factory=list)
