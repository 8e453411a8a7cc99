"""Opening the desk: whatever was missing is built first, and what cannot be built does not stop what stands."""

from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from pathlib import Path

from console.desk import Desk, DeskStatus
from console.errors import ConsoleError
from console.part import Progress
from console.prepare import places_path, prepare, prepare_training
from console.settings import Settings
from protocols.errors import ProtocolsError
from protocols.library import open_library
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
        standing = (places_path(settings), settings.guides_db, settings.directory_db)
        if not all(path.is_file() for path in standing):
            raise
        faults = (str(error),)
    return open_desk(settings, faults, training=training)


def open_desk(settings: Settings, faults: tuple[str, ...] = (), *, training: bool = False) -> Desk:
    """Open the stores for reading. Raises StoreError or LibraryError with advice where one cannot be used.

    In training the invented listings take the place of the desk's own, so that no drill shows a real shelter's door.
    """
    places = open_places(places_path(settings), settings.own_places if settings.own_places.is_file() else None)
    library = open_library(_training_guides(settings) if training else settings.guides_db)
    local = settings.training_db if training else settings.local_db
    directory = open_directory(settings.directory_db, local)
    status = DeskStatus(
        organisation=settings.organisation,
        on_call=settings.on_call,
        directory=_directory_age(settings),
        training=training,
        dispatch_fallback=settings.dispatch_fallback,
        faults=(*faults, *directory.faults, *map(str, library.faults), *_approval_faults(settings)),
    )
    own = None if training else settings.local_db
    return Desk(places, library, directory, status, own=own, aside=settings.notes_aside)


def _training_guides(settings: Settings) -> Path:
    """Drills show drafts too, which after going live are in a library of their own."""
    from protocols.live import is_live

    return settings.training_guides_db if is_live(settings.own_guides) else settings.guides_db


def _directory_age(settings: Settings) -> str:
    """What the status line says of the age of the listings, in full days."""

    def age(path: Path) -> str:
        days = (date.today() - datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()).days
        return "today" if days <= 0 else f"{days} d ago"

    own = f", own listings {age(settings.local_db)}" if settings.local_db.is_file() else ""
    return f"starter directory {age(settings.directory_db)}{own}"


def _approval_faults(settings: Settings) -> tuple[str, ...]:
    if not settings.own_guides.is_dir():
        return ()
    from protocols.approval import record_faults  # a desk without guides of its own has nothing to check
    from protocols.approval_record import Folders

    with as_file(files("protocols") / "guides") as shipped:
        return tuple(map(str, record_faults(Folders(shipped, settings.own_guides))))
