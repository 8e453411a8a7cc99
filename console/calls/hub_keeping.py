"""What the hub's own keepers do: the retention role forgets what is expired, the auditor looks whether all is whole."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from console.calls.hub import Hub

_FORGETS = (
    ("days coarsened to their month", "signal", "extract(day FROM day) <> 1",
     "UPDATE northline.signal SET day = date_trunc('month', day)::date WHERE extract(day FROM day) <> 1"),
    ("sealed notes deleted", "narrative", "true", "DELETE FROM northline.narrative"),
    ("sealed identifiers deleted", "entity", "has_value", "UPDATE northline.entity SET sealed = NULL WHERE has_value"),
    ("mentions deleted", "mention", "true", "DELETE FROM northline.mention"),
    ("tokens deleted", "entity", "last_month <= northline.cut('tokens', office)", "DELETE FROM northline.entity"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whole:
    """What an auditor finds: how many things of each kind, which desks, how many openings, and what is wrong."""

    things: dict[str, int]
    desks: int
    openings: int
    alarms: tuple[str, ...]
    faults: tuple[str, ...]


def forget(hub: Hub, *, dry_run: bool) -> dict[str, int]:
    """Coarsen and delete what is expired and under no legal hold; or say how much that would be."""
    counts = {}
    with hub.changing() as link:
        for words, table, which, statement in _FORGETS:
            if dry_run:
                found = link.execute(f"SELECT count(*) FROM northline.{table} WHERE {which}").fetchone()
                counts[words] = int(found[0]) if found else 0
            else:
                counts[words] = link.execute(statement).rowcount
    return counts


def whole(hub: Hub) -> Whole:
    """Look at everything an auditor may see."""
    counted = hub.ask("SELECT of_office, of_kind, items, things FROM northline.counted()")
    things: dict[str, int] = {}
    for _, kind, _, there in counted:
        things[kind] = things.get(kind, 0) + there
    faults = [
        f"{office}: {abs(items - there):,} of kind {kind} differ from what was confirmed"
        for office, kind, items, there in counted
        if items != there
    ]
    alarms = [
        f"{received} {office}: {kind} {str(item).replace('-', '')}: {what}"
        for received, office, kind, item, what in hub.ask(
            "SELECT received, office, kind, item, what FROM northline.alarm ORDER BY number"
        )
    ]
    openings = hub.ask(_OPENINGS)
    desks = hub.ask("SELECT count(*) FROM northline.desk")[0][0]
    return Whole(things, desks, len(openings), tuple(alarms), (*faults, *_broken(openings)))


_OPENINGS = (
    "SELECT number, extract(epoch FROM made)::bigint, who, office, kind, id::text, reason, previous, own "
    "FROM northline.opening ORDER BY number"
)


def _broken(openings: list[tuple[object, ...]]) -> Iterator[str]:
    before = b""
    for at, (*said, previous, own) in enumerate(openings, 1):
        text = json.dumps(said, ensure_ascii=False)
        chained = bytes(previous) == before and said[0] == at  # type: ignore[call-overload]
        if not chained or hashlib.sha256(bytes(previous) + text.encode()).digest() != bytes(own):  # type: ignore[call-overload]
            yield f"opening {said[0]} was changed, dropped or put in"
        before = bytes(own)  # type: ignore[call-overload]
