"""Comparing a desk with its hub: every hash that was confirmed, how many things, and the heads of the audit."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from console.audit import Audit
from console.calls.bodies import hub_id
from console.calls.hub import Hub
from console.calls.hub_put import read_back
from console.calls.log import CallLog
from console.calls.outbox import SENT, Parcel, desk_id

_PAGE = 1000
_WRONG = ("missing at the hub", "with other content at the hub")


@dataclass(frozen=True, slots=True)
class Verified:
    """How many things agree, and what does not; `newer` are from before this desk was restored from a back-up."""

    agree: int = 0
    newer: int = 0
    faults: tuple[str, ...] = field(default=())


def verify(log: CallLog, hub: Hub, audit: Audit) -> Verified:
    """Compare everything that was confirmed with what the hub has. It reads only hashes there.

    Raises:
        HubError: the hub cannot be reached or refuses.
    """
    numbers = {row[0]: row[1] for row in hub.ask("SELECT replace(id::text, '-', ''), number FROM northline.desk")}
    own = numbers.get(desk_id(log), 0)
    counted: Counter[str] = Counter()
    after = 0
    while page := log.ask(_KNOWN, after, _PAGE):
        sent = {row[0] for row in page if row[-1] == SENT}
        counted.update(_compared(hub, [Parcel(*row[:-1]) for row in page], sent, numbers, own))
        after = page[-1][0]
    there = hub.ask("SELECT count(*) FROM northline.item WHERE number = %s", own)[0][0]
    faults = [f"{counted[what]:,} {what}" for what in _WRONG if counted[what]]
    if there > counted["of this desk"]:
        faults.append(f"{there - counted['of this desk']:,} at the hub that this desk never sent")
    return Verified(counted["agree"], counted["newer"], (*faults, *_head_faults(hub, desk_id(log), audit)))


_KNOWN = (
    "SELECT seq, kind, id, version, desk, sealed, sha256, sent FROM outbox "
    "WHERE seq > ? AND sha256 <> '' ORDER BY seq LIMIT ?"
)


def _compared(hub: Hub, page: list[Parcel], sent: set[int], numbers: dict[str, int], own: int) -> Iterator[str]:
    found = read_back(hub, page)
    for one in page:
        held = found.get((one.kind, hub_id(one.id)))
        if held is not None and held.number == own:
            yield "of this desk"
        if one.seq not in sent:
            continue
        ours = (numbers.get(one.desk, 0), one.version)
        if held is None or (held.number, held.version) < ours:
            yield "missing at the hub"
        elif (held.number, held.version) > ours:
            yield "newer"
        else:
            yield "agree" if held.sha256 == one.sha256 else "with other content at the hub"


def _head_faults(hub: Hub, desk: str, audit: Audit) -> list[str]:
    lines = {line.seq: line.own for line in audit.lines}
    heads = hub.ask("SELECT seq, own FROM northline.audit_head WHERE desk = %s ORDER BY seq", desk)
    wrong = [seq for seq, own in heads if lines.get(seq) != own]
    return [f"line {wrong[0]} of this desk's audit is not the one the hub was told"] if wrong else []
