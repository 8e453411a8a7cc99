"""The outbox: what the hub is to know, packed in parcels, each with its version and the hash of its content."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from console.calls.bodies import KINDS, Body, bodies, digest, gone_digest, hub_id
from console.calls.log import CallLog

BATCH = 200
WAITS, SENT, ASIDE = 0, 1, 2

Seal = Callable[[bytes, str], bytes]
"""Closes a box: what goes in, and what it belongs to."""

_ENDED = (
    "NOT (kind IN ('signal', 'narrative') AND EXISTS "
    "(SELECT 1 FROM signal WHERE id = outbox.id AND finished = 0 AND day >= ?))"
)
_PLAIN = ("situation", "signal", "referral", "entity", "consent", "hold")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One version of one thing, packed: sent again, it is the same to the last byte. No `body` means: it is gone."""

    seq: int
    kind: str
    id: str
    version: int
    desk: str
    body: str
    sealed: bytes | None
    sha256: str


def desk_id(log: CallLog) -> str:
    """Which desk this is, 32 hexadecimal letters; a desk that is restored from a back-up becomes another."""
    found = log.fact("desk")
    if found is None:
        log.set_fact("desk", uuid4().hex.encode())
        return desk_id(log)
    return hub_id(found.decode())


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


def packed(log: CallLog, seal: Seal | None, today: date, at_most: int = BATCH) -> list[Parcel]:
    """The next parcels, as they were packed before or packed now; a call that still goes on waits for its end."""
    while True:
        with log.changing() as connection:
            found = connection.execute(
                "SELECT seq, kind, id, version, desk, body, sealed, sha256 FROM outbox "
                f"WHERE sent = {WAITS} AND {_ENDED} ORDER BY seq LIMIT ?",
                ((today - timedelta(days=1)).isoformat(), at_most),
            ).fetchall()
            fresh = [Parcel(*row) for row in found if not row[4]]
            made = _pack(log, fresh, seal)
        if made or len(fresh) < len(found) or not found:
            return sorted([Parcel(*row) for row in found if row[4]] + made, key=lambda one: one.seq)


def unpack_unknown(log: CallLog, desks: Collection[str]) -> None:
    """Pack anew what was packed by a desk that the hub never met: this desk was restored from a back-up before."""
    with log.changing() as connection:
        connection.execute(
            "UPDATE outbox SET desk = '', body = '', sealed = NULL "
            f"WHERE sent = {WAITS} AND desk <> '' AND desk NOT IN ({', '.join('?' * len(desks))})",
            tuple(desks),
        )


def confirm(log: CallLog, parcels: Iterable[Parcel]) -> None:
    """The hub has these: what they said is emptied, their version and hash stay."""
    with log.changing() as connection:
        connection.executemany(
            f"UPDATE outbox SET sent = {SENT}, body = '', sealed = NULL WHERE seq = ? AND version = ?",
            [(one.seq, one.version) for one in parcels],
        )


def set_aside(log: CallLog, parcels: Sequence[Parcel]) -> None:
    """The hub has other content under the version of these: somebody must look. A later change goes as usual."""
    with log.changing() as connection:
        connection.executemany(
            f"UPDATE outbox SET sent = {ASIDE} WHERE seq = ? AND version = ?",
            [(one.seq, one.version) for one in parcels],
        )


def _pack(log: CallLog, fresh: list[Parcel], seal: Seal | None) -> list[Parcel]:
    desk = desk_id(log)
    made: list[Parcel] = []
    for kind in KINDS.values():
        these = [one for one in fresh if one.kind == kind.name]
        said = bodies(log, kind, [one.id for one in these]) if these else {}
        made.extend(parcel for one in these if (parcel := _parcel(one, desk, said.get(one.id), seal)))
    log.connection.executemany(
        "UPDATE outbox SET desk = ?, body = ?, sealed = ?, sha256 = ? WHERE seq = ?",
        [(one.desk, one.body, one.sealed, one.sha256, one.seq) for one in made],
    )
    # What never left and is gone, or may not leave, is nothing to the hub.
    silent = {one.seq for one in fresh} - {one.seq for one in made}
    log.connection.executemany(f"UPDATE outbox SET sent = {SENT} WHERE seq = ?", [(seq,) for seq in silent])
    return made


def _parcel(one: Parcel, desk: str, body: Body | None, seal: Seal | None) -> Parcel | None:
    if body is None or (one.kind == "narrative" and seal is None):
        sha256 = gone_digest(one.kind, hub_id(one.id), one.version)
        return replace(one, desk=desk, body="", sealed=None, sha256=sha256) if one.sha256 else None
    box = seal(body.plain, f"{one.kind} {hub_id(one.id)}") if seal and body.plain is not None else None
    return replace(one, desk=desk, body=body.text, sealed=box, sha256=digest(body, box))


def _counted(log: CallLog, sent: int) -> dict[str, int]:
    found = log.ask("SELECT kind, count(*) FROM outbox WHERE sent = ? GROUP BY kind", sent)
    counts = {str(kind): int(count) for kind, count in found}
    return {kind: counts[kind] for kind in KINDS if kind in counts}
