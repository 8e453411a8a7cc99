"""The directory as a call sees it: the published file and the desk's own, read as one."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from resources.changes import HISTORY, Entry, entries_of
from resources.clocks import Clocks
from resources.current import SUFFIX, followed
from resources.errors import StoreError
from resources.listing import Listing
from resources.outcome import OUTCOMES, Outcome, outcomes_of
from resources.rows import ID, SELECT, dialled_first, listing_id, listing_of
from resources.schema import check_file, check_tables, sql
from resources.vacancy import Vacancy, vacancy_of
from resources.withdrawn import FILE as WITHDRAWN
from resources.withdrawn import Withdrawn, read_withdrawn

STARTER = "starter"
"""The source of the listings that every desk begins with; their keys are the names guides use for national lines."""

Progress = Callable[[str, float], None]

_BY_IDS = f"SELECT {SELECT} FROM listing WHERE id IN (SELECT value FROM json_each(?))"
_NEXT_IDS = "SELECT id FROM listing WHERE id > ? ORDER BY id LIMIT ?"
_REMEMBERED = 500
_ASKED = 160
_BATCH = 500
CLOSED = frozenset({"inactive", "closed", "defunct", "suspended", "deleted"})
"""What a status may say of a listing that is kept but no longer offered."""

_T = TypeVar("_T")


def write_generation(listings: Iterable[Listing], target: Path, progress: Progress | None = None) -> None:
    """Write `listings` as the published directory file `target`: whole or not at all.

    Raises:
        StoreError: it could not be written; whatever stood at `target` still stands.
    """
    from resources import generation

    generation.write(listings, target, progress)


def open_directory(published: Path | None, local: Path | None) -> "Directory":
    """Open what there is to find in; a file that cannot be used is named in `faults` and the other one answers.

    Raises:
        StoreError: neither file can be used.
    """
    return Directory(published, local)


class Shelf:
    """One directory file, open for reading."""

    def __init__(self, path: Path, own: bool) -> None:
        check_file(path)
        self.path = path
        self.own = own
        self.connection = _connect(path, fixed=not own)
        self.version = self._version()
        self.blocks = self._blocks()
        self.levels = frozenset(self.connection.execute("SELECT kind, level FROM area_level"))
        self.remembered: dict[int, Listing | None] = {}
        self.asked: dict[Any, list[Any]] = {}
        self.clocks = self._clocks()

    def rows(self, statement: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """Every row of a prepared statement."""
        return self.connection.execute(statement, values).fetchall()

    def has(self, table: str) -> bool:
        """Whether the file has a table that files of an earlier Northline lack."""
        return bool(self.rows("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)))

    def changed(self) -> bool:
        """Whether an import or an edit has been written since the file was opened."""
        return self._version() != self.version

    def _version(self) -> tuple[int, bool]:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0]), self.path.exists()

    def rows_again(self, statement: str, values: dict[str, Any]) -> list[Any]:
        """The same, remembered: while somebody types, the place and so the question stay the same."""
        key = (statement, *values.values())
        if key not in self.asked:
            if len(self.asked) >= _ASKED:
                self.asked.clear()
            self.asked[key] = self.rows(statement, values)
        return self.asked[key]

    def _clocks(self) -> Clocks:
        clocks = Clocks()
        for clock, zone, week in self.connection.execute("SELECT id, zone, week FROM clock"):
            clocks.learn(clock, zone, week)
        return clocks

    def _blocks(self) -> dict[str, dict[int, int]]:
        """About how many listings of a kind each whole degree holds."""
        found: dict[str, dict[int, int]] = {}
        for kind, block, listings in self.connection.execute("SELECT kind, block, listings FROM near_block"):
            found.setdefault(kind, {})[block] = listings
        return found


class Directory:
    """Every listing a desk can refer to. `faults` says which file could not be used, and what to do about it."""

    def __init__(self, published: Path | None, local: Path | None) -> None:
        self._paths = ((local, True), (published, False))
        self._hides = published.with_name(WITHDRAWN) if published else None
        self.withdrawn = Withdrawn()
        self.answering = Lock()
        self._leaving: list[Shelf] = []
        self.faults: list[str] = []
        self.vacancies: dict[int, tuple[Vacancy, ...]] = {}
        self.outcomes: dict[int, Outcome] = {}
        self.shelves: list[Shelf] = []
        self.answers: dict[Any, Any] = {}
        self.seekers: dict[Any, Any] = {}
        if not self._open() and self.faults:
            raise StoreError(" ".join(self.faults))

    @property
    def own(self) -> Shelf | None:
        """The desk's own file."""
        return next((shelf for shelf in self.shelves if shelf.own), None)

    @property
    def published(self) -> Shelf | None:
        """The published file."""
        return next((shelf for shelf in self.shelves if not shelf.own), None)

    def _open(self) -> bool:
        """Take up whatever can be opened; where nothing can, what was open before stays."""
        faults: list[str] = []
        shelves: list[Shelf] = []
        self._followed = [followed(path) for path, _ in self._paths if path and path.suffix == SUFFIX]
        self._stamps = self._looks()
        for named, own in self._paths:
            path = followed(named) if named else None
            if path is None or (own and not path.exists()):
                continue
            try:
                shelves.append(Shelf(path, own))
            except sqlite3.Error as error:
                faults.append(f"{path.name} cannot be read ({error}). Copy it from a back-up, or import again.")
            except StoreError as error:
                faults.append(str(error))
        self.faults = faults
        if not shelves:
            return False
        self._let_go()
        self.shelves, self.answers, self.seekers = shelves, {}, {}
        self.withdrawn = read_withdrawn(self._hides) if self._hides else Withdrawn()
        self.vacancies = self._vacancies()
        self.outcomes = outcomes_of(self.rows(self.own, *OUTCOMES)) if self.own and self.own.has("outcome") else {}
        return True

    def _vacancies(self) -> dict[int, tuple[Vacancy, ...]]:
        """The free places seen last of each listing and population; expired ones are for `now` to leave out."""
        found: dict[int, tuple[Vacancy, ...]] = {}
        for row in self.rows(self.own, sql("vacancies.sql")) if self.own else ():
            found[row[0]] = (*found.get(row[0], ()), vacancy_of(row))
        return found

    def close(self) -> None:
        """Let go of the files."""
        self._let_go()
        self._let_go()

    def _let_go(self) -> None:
        """A search beside the call may still read the old files: they close once the next ones are left too."""
        for shelf in self._leaving:
            shelf.connection.close()
        self._leaving, self.shelves = self.shelves, []

    def _looks(self) -> list[tuple[int, int, int]]:
        """How each file looks; of one that names a generation, both it and that generation."""
        return [_stamp(path) for path in (*(path for path, _ in self._paths), self._hides, *self._followed)]

    def reload_if_changed(self) -> bool:
        """Open the files again where one has moved on, appeared or been mended; True when it did.

        Never in the middle of an answer: whoever holds `answering` goes on reading one generation.
        """
        if not self.answering.acquire(blocking=False):
            return False
        try:
            return self._reloaded()
        finally:
            self.answering.release()

    def _reloaded(self) -> bool:
        looks = self._looks()
        kept = 0 if self.own is None else 1  # the desk's own file changes all the time: SQLite tells that better
        moved = looks[kept:] != self._stamps[kept:]
        own = self.own
        if not moved and (own is None or not self._asked(own, own.changed, False)):
            return False
        return self._open()

    def rows_again(self, shelf: Shelf, statement: str, values: dict[str, Any]) -> list[Any]:
        """As `rows`, remembered while the file stays as it is."""
        return self._asked(shelf, lambda: shelf.rows_again(statement, values), [])

    def rows(self, shelf: Shelf, statement: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """The rows of one file; a file found broken on the way is set aside, and the call goes on with the other."""
        return self._asked(shelf, lambda: shelf.rows(statement, values), [])

    def _asked(self, shelf: Shelf, question: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return question()
        except sqlite3.ProgrammingError:
            raise  # our own mistake, and no word about the file
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return otherwise
            self.faults.append(f"{shelf.path.name} is damaged ({error}). Copy it from a back-up, or import again.")
            self.shelves = [other for other in self.shelves if other is not shelf]
            return otherwise

    def by_id(self, listing: int) -> Listing | None:
        """The listing with this id, hidden or not, as it may be shown; the desk's own version comes first."""
        whole = self.whole(listing)
        return self._for_the_call(whole) if whole else None

    def _for_the_call(self, listing: Listing) -> Listing | None:
        offered = self.withdrawn.without(listing) if self.withdrawn else listing
        return for_the_call(offered) if offered else None

    def whole(self, listing: int) -> Listing | None:
        """The listing as held, private numbers too: for editors, never for a caller."""
        for shelf in tuple(self.shelves):
            rows = self.rows(shelf, f"SELECT {SELECT} FROM listing WHERE id = ?", (listing,))
            if rows:
                return listing_of(rows[0])
        return None

    def published_version(self, listing: int) -> Listing | None:
        """What the published file alone says of a listing, private numbers too."""
        shelf = self.published
        rows = self.rows(shelf, f"SELECT {SELECT} FROM listing WHERE id = ?", (listing,)) if shelf else []
        return listing_of(rows[0]) if rows else None

    def listings(self) -> Iterator[Listing]:
        """Everything that may be shown, file by file, each listing once: for an export or the next generation."""
        for shelf in tuple(self.shelves):
            last = -1
            while ids := [row[0] for row in self.rows(shelf, _NEXT_IDS, (last, _BATCH))]:
                yield from (one for one in self.offered(shelf, ids).values() if may_be_shown(one))
                last = ids[-1]

    def offered(self, shelf: Shelf, ids: Sequence[int]) -> dict[int, Listing]:
        """The listings of one file as a caller may use them; a published one that the desk holds itself is left out."""
        missing = [one for one in ids if one not in shelf.remembered]
        if missing:
            if len(shelf.remembered) > _REMEMBERED:
                shelf.remembered.clear()
            shadowed = self._shadowed(shelf, missing)
            for row in self.rows(shelf, _BY_IDS, (_json_list(missing),)):
                shelf.remembered[row[ID]] = None if row[ID] in shadowed else self._for_the_call(listing_of(row))
        return {one: listing for one in ids if (listing := shelf.remembered.get(one)) is not None}

    def _shadowed(self, shelf: Shelf, ids: Sequence[int]) -> set[int]:
        """Which of a published file's listings the desk holds in a version of its own."""
        if shelf.own or self.own is None:
            return set()
        question = "SELECT id FROM listing WHERE id IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self.rows(self.own, question, (_json_list(ids),))}

    def history(self, listing: int) -> tuple[Entry, ...]:
        """Every change that this desk made to a listing, the latest first; none where it never touched it."""
        return entries_of(self.rows(self.own, HISTORY, (listing,))) if self.own else ()

    def line(self, key: str) -> Listing | None:
        """The national line that guides call `key`: ncmec, 911, childhelp."""
        found = self.by_id(listing_id(STARTER, key))
        return found if found and may_be_shown(found) else None

    def count(self) -> int:
        """How many listings the files hold, hidden ones too; one held in both counts once."""
        counts = {shelf.own: self.rows(shelf, "SELECT count(*) FROM listing")[0][0] for shelf in tuple(self.shelves)}
        published = self.published
        if self.own is None or published is None:
            return int(sum(counts.values()))
        ids = [row[0] for row in self.rows(self.own, "SELECT id FROM listing")]
        question = "SELECT count(*) FROM listing WHERE id IN (SELECT value FROM json_each(?))"
        return int(sum(counts.values()) - self.rows(published, question, (_json_list(ids),))[0][0])


def _json_list(ids: Sequence[int]) -> str:
    return f"[{','.join(map(str, ids))}]"


def for_the_call(listing: Listing) -> Listing:
    """The listing as the person on the phone may use it: without private numbers, the crisis line first, a fax last."""
    phones = tuple(sorted((one for one in listing.phones if not one.private), key=dialled_first))
    return listing if phones == listing.phones else replace(listing, phones=phones)


def may_be_shown(listing: Listing) -> bool:
    """Whether a listing may be offered at all; `sql/shown.sql` says the same of rows."""
    return listing.refer and not listing.hidden and listing.status.lower() not in CLOSED


def _connect(path: Path, fixed: bool) -> sqlite3.Connection:
    """Open read-only; where the folder cannot be written, a file in WAL mode opens only as one that stays as it is."""
    tries = ("mode=ro&immutable=1",) if fixed else ("mode=ro", "mode=ro&immutable=1")
    for how in tries:
        # A worker may search while the call is answered: SQLite itself keeps two threads apart.
        place = f"{path.absolute().as_uri()}?{how}"
        connection = sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA query_only = 1")
            connection.execute("PRAGMA cache_size = -4000")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.Error:
            connection.close()
            if how is tries[-1]:
                raise
        else:
            check_tables(connection, path.name)
            return connection
    raise StoreError(f"{path.name} cannot be opened.")


def _stamp(path: Path | None) -> tuple[int, int, int]:
    if path is None:
        return (0, 0, 0)
    try:
        state = path.stat()
    except OSError:
        return (0, 0, 0)
    return (state.st_ino, state.st_size, state.st_mtime_ns)
