"""The outbox: what the hub is to know, packed in parcels, each with its version and the hash of its content."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from console.calls.bodies import KINDS, Body, bodies, digest, gone_digest, hub_id
from console.calls.log import CallLog
from console.calls.sealed_box import closed
from resources.cipher import cipher_faults

BATCH = 200
WAITS, SENT, ASIDE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Sealing:
    """What goes up in boxes that only the hub's sheet opens: identifiers where they are kept so, notes if asked."""

    public: bytes
    values: bool
    notes: bool


_ENDED = (
    "NOT (kind IN ('signal', 'narrative') AND EXISTS "
    "(SELECT 1 FROM signal WHERE id = outbox.id AND finished = 0 AND day >= ?))"
)
_NEXT = (
    f"SELECT seq, kind, id, version, desk, sealed, sha256 FROM outbox WHERE sent = {WAITS} AND {_ENDED} "
    "ORDER BY seq LIMIT ?"
)
_PLAIN = ("situation", "signal", "referral", "entity", "consent", "hold")
_DESK, _UNDER_WAY = "desk", "hub_under_way"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One version of one thing, packed: sent again, it is the same to the last byte. No `body` means: it is gone."""

    seq: int
    kind: str
    id: str
    version: int
    desk: str
    sealed: bytes | None
    sha256: str
    body: str = ""


def desk_id(log: CallLog) -> str:
    """Which desk this is, 32 hexadecimal letters; a desk that is restored from a back-up becomes another."""
    found = log.fact(_DESK)
    if found is None:
        log.set_fact(_DESK, uuid4().hex.encode())
        return desk_id(log)
    return found.decode()


def queue_all(log: CallLog) -> None:
    """Let everything wait that is kept already: the desk has just joined."""
    with log.changing() as connection:
        for kind in _PLAIN:
            connection.execute(f"INSERT INTO changed SELECT '{kind}', id FROM {kind}")
        whole = "entity || '.' || situation || '.' || role"
        connection.execute(f"INSERT INTO changed SELECT 'mention', {whole} FROM mention")


def queue_notes(log: CallLog) -> None:
    """Let the notes wait too: the desk has just been set to seal them to the hub."""
    with log.changing() as connection:
        connection.execute("INSERT INTO changed SELECT 'narrative', signal FROM note")


def waiting(log: CallLog) -> dict[str, int]:
    """How many things of each kind the hub has not confirmed."""
    return _counted(log, WAITS)


def aside(log: CallLog) -> dict[str, int]:
    """How many were set aside, because the hub has other content under the same version."""
    return _counted(log, ASIDE)


def packed(log: CallLog, sealing: Sealing | None, today: date, at_most: int = BATCH) -> list[Parcel]:
    """The next parcels; a call that still goes on waits for its end. Which are under way is on disk on return."""
    while True:
        under_way = _under_way(log)
        with _still(log):
            found = [Parcel(*row) for row in log.ask(_NEXT, (today - timedelta(days=1)).isoformat(), at_most)]
            made = _packed(log, found, sealing, under_way)
        _note_packed(log, found, made)
        if made or not found:
            return made


def adopt_unknown(log: CallLog, desks: Collection[str]) -> None:
    """Send as this desk what was made by one that the hub never met: a back-up from before brought it here."""
    with log.changing() as connection:
        connection.execute(
            f"UPDATE outbox SET desk = ? WHERE sent = {WAITS} AND desk NOT IN ({', '.join('?' * len(desks))})",
            (desk_id(log), *desks),
        )


def confirm(log: CallLog, parcels: Iterable[Parcel]) -> None:
    """The hub has these: their boxes are emptied, their version and hash stay."""
    _settle(log, parcels, SENT)


def set_aside(log: CallLog, parcels: Sequence[Parcel]) -> None:
    """The hub has other content under the version of these: somebody must look. A later change goes as usual."""
    _settle(log, parcels, ASIDE)


@contextmanager
def _still(log: CallLog) -> Iterator[None]:
    """Everything read within is of one moment, while others go on writing."""
    with cipher_faults(log.path.name):
        log.connection.execute("BEGIN")
        try:
            yield
        finally:
            log.connection.execute("COMMIT")


def _packed(log: CallLog, these: list[Parcel], sealing: Sealing | None, under_way: set[int]) -> list[Parcel]:
    made: list[Parcel] = []
    for kind in KINDS.values():
        asked = [one for one in these if one.kind == kind.name]
        said = bodies(log, kind, [one.id for one in asked]) if asked else {}
        parcels = (_parcel(one, said.get(one.id), sealing, one.seq in under_way) for one in asked)
        made.extend(parcel for parcel in parcels if parcel)
    return made


def _note_packed(log: CallLog, found: list[Parcel], made: list[Parcel]) -> None:
    """Before anything is sent: the boxes, so that they are the same when sent again, and what is under way."""
    before = {one.seq: one.sealed for one in found}
    boxes = [(one.sealed, one.seq, one.version) for one in made if one.sealed is not None and before[one.seq] is None]
    going = {one.seq for one in made}
    # What never left and is gone, or may not leave, is nothing to the hub.
    silent = [(one.seq, one.version) for one in found if one.seq not in going]
    with log.changing() as connection:
        connection.executemany("UPDATE outbox SET sealed = ? WHERE seq = ? AND version = ?", boxes)
        connection.executemany(f"UPDATE outbox SET sent = {SENT} WHERE seq = ? AND version = ?", silent)
        under_way = _under_way(log)
        _set_under_way(log, under_way, under_way | going)


def _parcel(one: Parcel, body: Body | None, sealing: Sealing | None, may_be_there: bool) -> Parcel | None:
    if one.kind == "narrative" and not (sealing and sealing.notes):
        return None
    if body is None:
        sha256 = gone_digest(one.kind, hub_id(one.id), one.version)
        return replace(one, sealed=None, sha256=sha256) if one.sha256 or may_be_there else None
    box = one.sealed
    if box is None and sealing and body.plain is not None:
        box = _box(one, body.plain, sealing)
    return replace(one, sealed=box, sha256=digest(body, box), body=body.text)


def _box(one: Parcel, plain: bytes, sealing: Sealing) -> bytes | None:
    if one.kind == "narrative":
        return closed(sealing.public, plain, f"narrative {hub_id(one.id)}")
    return plain if sealing.values else None


def _settle(log: CallLog, parcels: Iterable[Parcel], sent: int) -> None:
    rows = [(one.seq, one.version, one.sha256) for one in parcels]
    if not rows:
        return
    with log.changing() as connection:
        # One statement for all of them is twice as fast as one for each.
        connection.execute(
            "UPDATE outbox SET sha256 = row.value ->> 2, sent = iif(version = row.value ->> 1, ?, sent), "
            "sealed = iif(version = row.value ->> 1, NULL, sealed) FROM json_each(?) AS row "
            "WHERE seq = row.value ->> 0",
            (sent, json.dumps(rows)),
        )
        under_way = _under_way(log)
        _set_under_way(log, under_way, under_way - {seq for seq, _, _ in rows})


def _under_way(log: CallLog) -> set[int]:
    """What may have reached the hub without a word of it coming back: a crash lies between."""
    return set(json.loads(log.fact(_UNDER_WAY) or b"[]"))


def _set_under_way(log: CallLog, before: set[int], now: set[int]) -> None:
    if now != before:
        log.set_fact(_UNDER_WAY, json.dumps(sorted(now)).encode())


def _counted(log: CallLog, sent: int) -> dict[str, int]:
    found = log.ask("SELECT kind, count(*) FROM outbox WHERE sent = ? GROUP BY kind", sent)
    counts = {str(kind): int(count) for kind, count in found}
    return {kind: counts[kind] for kind in KINDS if kind in counts}
