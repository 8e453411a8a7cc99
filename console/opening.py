"""Opening the desk: whatever was missing is built first, and what cannot be built does not stop what stands."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from console.arrivals import Arrivals, directory_age
from console.desk import Desk, DeskStatus
from console.errors import ConsoleError
from console.part import Progress
from console.prepare import base_guides, places_path, prepare, prepare_training
from console.settings import Settings
from protocols.errors import ProtocolsError
from protocols.library import open_library
from resources.current import followed
from resources.errors import ResourcesError
from resources.places.index import open_places
from resources.store import open_directory


def ready_desk(settings: Settings, progress: Progress, *, training: bool = False) -> Desk:
    """Prepare, then open. A folder that cannot be written does not stop a desk whose copy already stands."""
    faults: tuple[str, ...] = ()
    try:
        prepare(settings, progress)
        if training:
            prepare_training(settings, progress)
    except (ConsoleError, ProtocolsError, ResourcesError) as error:
        standing = (places_path(settings), followed(settings.guides_current), followed(settings.directory_current))
        if not all(path.is_file() for path in standing):
            raise
        faults = (str(error),)
    return open_desk(settings, faults, training=training)


def open_desk(settings: Settings, faults: tuple[str, ...] = (), *, training: bool = False) -> Desk:
    """Open the stores for reading. Raises StoreError or LibraryError with advice where one cannot be used.

    In training the invented listings take the place of the desk's own, so that no drill shows a real shelter's door.
    """
    places = open_places(places_path(settings), settings.own_places if settings.own_places.is_file() else None)
    library = open_library(_training_guides(settings) if training else followed(settings.guides_current))
    local = settings.training_db if training else settings.local_db
    directory = open_directory(settings.directory_current, local)
    roster, roster_faults = _roster(settings)
    status = DeskStatus(
        organisation=settings.organisation,
        on_call=settings.on_call,
        directory=directory_age(settings, datetime.now(UTC)),
        training=training,
        dispatch_fallback=settings.dispatch_fallback,
        interpreter=settings.interpreter,
        faults=(*faults, *directory.faults, *map(str, library.faults), *_approval_faults(settings), *roster_faults),
        roster=roster,
    )
    own = None if training else settings.local_db
    arrivals = None if training else Arrivals(settings)
    return Desk(places, library, directory, status, own=own, aside=settings.notes_aside, arrivals=arrivals)


def _training_guides(settings: Settings) -> Path:
    """Drills show drafts too, which after going live are in a library of their own."""
    from protocols.live import is_live

    return settings.training_guides_db if is_live(settings.own_guides) else settings.guides_db


def _roster(settings: Settings) -> tuple[Callable[[datetime, str], str] | None, tuple[str, ...]]:
    if not settings.roster_csv.is_file():
        return None, ()
    from console.calls.roster import RosterFile  # a desk without a table has nothing to read

    held = RosterFile(settings.roster_csv)
    return held.says, held.roster().faults


def _approval_faults(settings: Settings) -> tuple[str, ...]:
    if not settings.own_guides.is_dir():
        return ()
    from protocols.approval import record_faults  # a desk without guides of its own has nothing to check
    from protocols.approval_record import Folders

    with base_guides(settings) as (shipped, signed):
        return tuple(map(str, record_faults(Folders(shipped, settings.own_guides, signed))))
