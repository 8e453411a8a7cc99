"""What a sync put in place while this session runs: noticed between two answers, taken up without a pause."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.exchange.records import Places, read_record, read_state
from console.exchange.trust import age_at, parse_time
from console.settings import Settings
from protocols.errors import ProtocolsError
from protocols.library import Library, open_library
from resources.current import followed

_LOOK_AGAIN = timedelta(minutes=10)
"""Ages grow without anything arriving."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What is new: the guides, where they moved on, and what the status line says of the directory's age."""

    library: Library | None
    directory: str


class Arrivals:
    """Watches the files that name what is in use; asking costs a few looks at their dates."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._places = Places(settings.home)
        self._guides = followed(settings.guides_current)
        self._looks = self._look()
        self._looked: datetime | None = None

    def newer(self, now: datetime) -> Arrived | None:
        """What arrived since the last time; None where all is as it was."""
        looks = self._look()
        aged = self._looked is not None and abs(now - self._looked) > _LOOK_AGAIN
        if looks == self._looks and not aged:
            self._looked = self._looked or now
            return None
        self._looks, self._looked = looks, now
        return Arrived(self._newer_guides(), directory_age(self._settings, now))

    def _newer_guides(self) -> Library | None:
        named = followed(self._settings.guides_current)
        if named == self._guides:
            return None
        with suppress(ProtocolsError):
            library = open_library(named)
            self._guides = named
            return library
        return None

    def _look(self) -> tuple[tuple[int, int], ...]:
        settings = self._settings
        return tuple(map(_stamp, (settings.guides_current, settings.directory_current, self._places.state)))


def directory_age(settings: Settings, now: datetime) -> str:
    """What the status line says of the age of the listings: amber is said as CHECK, red as OLD, and never hidden."""
    own = f", own listings {_days(settings.local_db, now)}" if settings.local_db.is_file() else ""
    places = Places(settings.home)
    record = read_record(places, "directory")
    if record is None:
        return f"starter directory {_days(settings.directory_db, now)}{own}"
    age = age_at(now, read_state(places).issued_at)
    built = parse_time(record.built)
    mark = {"amber": "CHECK: ", "red": "OLD: ", "clock": "CLOCK: "}.get(age.level, "")
    contents = f", contents of {built:%d %b}" if built else ""
    return f"{mark}directory {record.generation} {age.text}{contents}{own}"


def _days(path: Path, now: datetime) -> str:
    try:
        days = (now.astimezone().date() - datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()).days
    except OSError:
        return "is missing"
    return "today" if days <= 0 else f"{days} d ago"


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return (0, 0)
    return (state.st_ino, state.st_mtime_ns)
