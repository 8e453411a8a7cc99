"""Fields that were corrected here and changed by the publisher: both values stand until somebody decides."""

from collections.abc import Iterator

from console.settings import Settings
from resources.changes import Conflict
from resources.clean import safe
from resources.local import LocalStore
from resources.naming import listing_name
from resources.rows import value_of
from resources.store import Directory, open_directory

_WAITING = "SELECT listing, field, ours, theirs, at FROM conflict ORDER BY at, listing, field"


def conflicts_of(directory: Directory) -> tuple[Conflict, ...]:
    """Those that wait now; reading suffices, for a desk that shares its folder."""
    rows = directory.rows(directory.own, _WAITING) if directory.own else ()
    return tuple(Conflict(id_, field, value_of(field, a), value_of(field, b), at) for id_, field, a, b, at in rows)


def compared(settings: Settings) -> tuple[Conflict, ...]:
    """Look again at what was corrected here: what the publisher changed too is kept twice until somebody decides."""
    if not settings.local_db.is_file():
        return ()
    directory = open_directory(settings.directory_current, None)
    store = LocalStore(settings.local_db)
    try:
        return store.compare_published(directory)
    finally:
        store.close()
        directory.close()


def conflict_lines(settings: Settings, conflicts: tuple[Conflict, ...]) -> Iterator[str]:
    """Both values of each field that was corrected here and changed by the publisher."""
    if not conflicts:
        return
    directory = open_directory(settings.directory_current, settings.local_db)
    yield f"{len(conflicts)} fields were corrected here and changed by the publisher; ours stands until you decide:"
    for one in conflicts:
        held = directory.whole(one.listing)
        yield f"  {safe(listing_name(held)) if held else one.listing}, {one.field}"
        yield f"    ours    {_value(one.ours)}"
        yield f"    theirs  {_value(one.theirs)}"
        yield f"    northline sync --settle {one.listing}:{one.field} --take ours|theirs --by NAME"
    directory.close()


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_value, value)) or "nothing"
    for name in ("number", "text", "code"):
        if said := getattr(value, name, ""):
            return safe(str(said))
    return safe(str(value)) or "nothing"
