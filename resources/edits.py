"""Changes made by hand to one listing: each audited with the old and the new value, and taken back with `undo`."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from resources import derive
from resources.changes import HISTORY, Conflict, Entry, entries_of
from resources.errors import StoreError
from resources.ledger import Ledger, now_text
from resources.listing import Listing, Verified
from resources.rows import COLUMNS, ID, SELECT, guarded, listing_id, listing_of, record_hash, row_of, value_of
from resources.vacancy import LASTS, Vacancy

if TYPE_CHECKING:
    from resources.store import Directory

OWN = "own"
"""The source of listings that staff add themselves."""

HIDDEN_BY_HAND = "hidden by staff"

REPORTED = "reported wrong"
"""How the warning on a listing begins that somebody found wrong during a call."""

_AND = " · "

_COPIED = (
    "SELECT id, edited FROM held WHERE edited <> '' AND source <> 'own'"
    " AND source NOT IN (SELECT source FROM source_file)"
)
"""Listings copied here from the published file to be edited; those that are imported here are compared by import."""

_SEEN_HERE = frozenset({"verified", "alert"})
"""What this desk saw for itself, which no publisher can contradict."""


class Edits(Ledger):
    """What staff do to single listings. A published listing that is changed here is first copied; the copy counts."""

    def add(self, listing: Listing, by: str) -> Listing:
        """Take in a new listing.

        Raises:
            StoreError: one with the same source and key is held already.
        """
        if self._held(listing) is not None:
            raise StoreError(f"{listing.source} {listing.key} is held already. Edit it, or choose another key.")
        with self.transaction():
            number = self.begin_change(by, "add", listing.source)
            self._insert(number, listing)
        return self._again(listing)

    def edit(self, listing: Listing, by: str, action: str = "edit") -> Listing:
        """Make the held listing with the same source and key say what `listing` says.

        What the source said before is kept, so that its next import does not undo the correction.
        """
        with self.transaction():
            base = self._held(listing)
            old, new = row_of(base or listing), row_of(guarded(_with_private(listing, base)))
            differing = [at for at, column in enumerate(COLUMNS) if old[at] != new[at] and column != "id"]
            if base is None or differing:
                number = self.begin_change(by, action, listing.source)
                if base is None:
                    self._insert(number, listing)
                else:
                    self._update(number, new, old, differing)
        return self._again(listing)

    def edit_published(self, base: Listing, listing: Listing, by: str, action: str = "edit") -> Listing:
        """Edit a listing of the published file: `base` is what that file says, `listing` what it should say."""
        if self._held(base) is None and base != listing:
            with self.transaction():
                number = self.begin_change(by, action, base.source)
                listing = _with_private(listing, base)
                old, new = row_of(base), row_of(guarded(listing))
                differing = [at for at, _ in enumerate(COLUMNS) if old[at] != new[at] and at != ID]
                self._insert(number, listing, {COLUMNS[at]: old[at] for at in differing}, record_hash(old))
                self._audit(number, old[ID], [(COLUMNS[at], old[at], new[at]) for at in differing])
            return self._again(listing)
        return self.edit(listing, by, action)

    def hide(self, listing: Listing, by: str, why: str = HIDDEN_BY_HAND) -> Listing:
        """Keep a listing, but offer it no more."""
        return self._changed(listing, by, "hide", hidden=why or HIDDEN_BY_HAND)

    def show(self, listing: Listing, by: str) -> Listing:
        """Offer a hidden listing again."""
        return self._changed(listing, by, "show", hidden="")

    def confirm(
        self, listing: Listing, by: str, field: str = "all", on: date | None = None, how: str = "call"
    ) -> Listing:
        """Note that a field was just found right; this also settles reports that it was wrong."""
        checked = Verified(field, on or datetime.now(UTC).date(), by, how)
        current = self._current(listing)
        kept = tuple(one for one in current.verified if one.field != field)
        alert = _without_report(current.alert)
        changed = self._changed(listing, by, "confirm", verified=(*kept, checked), alert=alert)
        self.connection.execute("UPDATE report SET settled = 1 WHERE listing = ?", (changed.id,))
        return changed

    def report_wrong(self, listing: Listing, by: str, note: str = "") -> Listing:
        """Note during a call that something was wrong: the next to look is warned, and `northline upkeep` lists it."""
        today = datetime.now(UTC).date().isoformat()
        warning = f"{REPORTED} on {today}" + (f": {note}" if note else "")
        rest = _without_report(self._current(listing).alert)
        changed = self._changed(listing, by, "report", alert=_AND.join(filter(None, (warning, rest))))
        self.connection.execute(
            "INSERT INTO report (listing, at, by_whom, what, note) VALUES (?, ?, ?, 'wrong', ?)",
            (changed.id, today, by, note),
        )
        return changed

    def observe_vacancy(
        self, listing: Listing, population: str, free: int, by: str, at: datetime | None = None
    ) -> Vacancy:
        """Note how many places somebody saw free: it moves the listing for half a day, then says nothing."""
        seen = at or datetime.now(UTC)
        one = Vacancy(listing_id(listing.source, listing.key), population, max(0, free), seen, by, seen + LASTS)
        with self.transaction():
            self.connection.execute(
                "INSERT INTO vacancy (listing, population, free, seen_at, by_whom, expires_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (one.listing, population, one.free, one.seen_at.isoformat(), by, one.expires_at.isoformat()),
            )
        return one

    def compare_published(self, published: "Directory") -> tuple[Conflict, ...]:
        """Look again at hand edits of published listings after a new generation: what both changed is a conflict.

        A field that only the new generation changed is taken over; one that only we changed stays ours.
        """
        with self.transaction():
            edited = self.connection.execute(_COPIED).fetchall()
            for id_, edited_json in edited:
                theirs = published.published_version(id_)
                if theirs is not None:
                    self._compare(id_, json.loads(edited_json), row_of(theirs))
        return self.conflicts()

    def _compare(self, id_: int, edited: dict[str, Any], said: Sequence[Any]) -> None:
        ours = self.connection.execute(f"SELECT {SELECT} FROM listing WHERE id = ?", (id_,)).fetchone()
        known, taken = dict(edited), []
        for at, column in enumerate(COLUMNS):
            if at == ID or said[at] == ours[at]:
                known.pop(column, None)
            elif column not in edited:
                taken.append(at)
            elif edited[column] != said[at]:
                known[column] = said[at]
                if column in _SEEN_HERE:
                    continue
                self.connection.execute(
                    "INSERT OR REPLACE INTO conflict VALUES (?, ?, ?, ?, ?)",
                    (id_, column, ours[at], said[at], now_text()),
                )
        if taken or known != edited:
            self._take_over(id_, ours, said, taken, _edited_json(edited), _edited_json(known))

    def _take_over(
        self, id_: int, ours: Sequence[Any], said: Sequence[Any], taken: Sequence[int], before: str, after: str
    ) -> None:
        number = self.begin_change("import", "compare", str(said[COLUMNS.index("source")]))
        self._audit(number, id_, [(COLUMNS[at], ours[at], said[at]) for at in taken])
        if after != before:
            self._audit(number, id_, [("held.edited", before, after)])
            self.connection.execute("UPDATE held SET edited = ? WHERE id = ?", (after, id_))
        if taken:
            self._write(id_, said, taken)

    def history(self, listing: int) -> tuple[Entry, ...]:
        """Every change of one listing, the latest first."""
        return entries_of(self.connection.execute(HISTORY, (listing,)).fetchall())

    def conflicts(self) -> tuple[Conflict, ...]:
        """Fields corrected here of which their source now says something else."""
        rows = self.connection.execute(
            "SELECT listing, field, ours, theirs, at FROM conflict ORDER BY at, listing, field"
        )
        return tuple(Conflict(id_, field, value_of(field, a), value_of(field, b), at) for id_, field, a, b, at in rows)

    def settle(self, conflict: Conflict, by: str, take_theirs: bool) -> None:
        """Decide a conflict: keep our correction, or take what the source says."""
        held = self._by_id(conflict.listing)
        if take_theirs and held is not None:
            self.edit(replace(held, **{conflict.field: conflict.theirs}), by, "settle")
        self.connection.execute(
            "DELETE FROM conflict WHERE listing = ? AND field = ?", (conflict.listing, conflict.field)
        )

    def _changed(self, listing: Listing, by: str, action: str, **fields: Any) -> Listing:  # noqa: ANN401
        current = self._current(listing)
        return self.edit_published(current, replace(current, **fields), by, action)

    def _current(self, listing: Listing) -> Listing:
        return self._held(listing) or listing

    def _held(self, listing: Listing) -> Listing | None:
        return self._by_id(listing_id(listing.source, listing.key))

    def _by_id(self, listing: int) -> Listing | None:
        row = self.connection.execute(f"SELECT {SELECT} FROM listing WHERE id = ?", (listing,)).fetchone()
        return listing_of(row) if row else None

    def _again(self, listing: Listing) -> Listing:
        return self._held(listing) or listing

    def _insert(
        self, number: int, listing: Listing, edited: dict[str, Any] | None = None, said: bytes | None = None
    ) -> None:
        row = row_of(guarded(listing))
        marks = ", ".join("?" for _ in COLUMNS)
        self.connection.execute(f"INSERT INTO listing ({SELECT}) VALUES ({marks})", row)
        self.connection.execute(
            "INSERT INTO held (id, source, record_hash, edited) VALUES (?, ?, ?, ?)",
            (row[ID], listing.source, said or record_hash(row), _edited_json(edited or {})),
        )
        self._audit(number, row[ID], [("", None, None)])
        self.connection.execute("INSERT INTO touched VALUES (?)", (row[ID],))
        derive.index(self.connection)

    def _update(self, number: int, new: Sequence[Any], old: Sequence[Any], differing: Sequence[int]) -> None:
        id_ = new[ID]
        before = self.connection.execute("SELECT edited FROM held WHERE id = ?", (id_,)).fetchone()[0]
        edited = {COLUMNS[at]: old[at] for at in differing} | (json.loads(before) if before else {})
        now = dict(zip(COLUMNS, new, strict=True))
        after = _edited_json({field: said for field, said in edited.items() if now[field] != said})
        self._audit(number, id_, [(COLUMNS[at], old[at], new[at]) for at in differing])
        if after != before:
            self._audit(number, id_, [("held.edited", before, after)])
        self.connection.execute("UPDATE held SET edited = ? WHERE id = ?", (after, id_))
        self._write(id_, new, differing)

    def _write(self, id_: int, new: Sequence[Any], differing: Sequence[int]) -> None:
        self.connection.execute("INSERT OR IGNORE INTO touched VALUES (?)", (id_,))
        derive.unindex(self.connection)
        settings = ", ".join(f"{COLUMNS[at]} = ?" for at in differing)
        self.connection.execute(f"UPDATE listing SET {settings} WHERE id = ?", [*(new[at] for at in differing), id_])
        derive.index(self.connection)
        self.connection.execute("DELETE FROM touched")

    def _audit(self, number: int, listing: int, fields: Sequence[tuple[str, Any, Any]]) -> None:
        self.connection.executemany(
            "INSERT INTO history (change, listing, field, old, new) VALUES (?, ?, ?, ?, ?)",
            [(number, listing, field, old, new) for field, old, new in fields],
        )


def _without_report(alert: str) -> str:
    """What a listing warned of before somebody reported it wrong."""
    return alert.partition(_AND)[2] if alert.startswith(REPORTED) else alert


def _with_private(listing: Listing, base: Listing | None) -> Listing:
    """The edited listing with the private numbers that whoever edited it was not shown."""
    unseen = tuple(phone for phone in base.phones if phone.private and phone not in listing.phones) if base else ()
    return replace(listing, phones=(*listing.phones, *unseen)) if unseen else listing


def _edited_json(edited: dict[str, Any]) -> str:
    return json.dumps(edited, ensure_ascii=False) if edited else ""
