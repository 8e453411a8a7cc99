"""What was handed out, looked at as the desks do: as a new one, and as one that was away for a fortnight."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from console.errors import ConsoleError
from console.exchange.chains import CHAINS
from console.exchange.packs import Sync, Wishes, planned
from console.exchange.records import Places, Record, State
from console.exchange.sources import source_of
from console.exchange.trust import HIDE, age_at
from console.exchange.trusted import Signed, Trusted, pin_root
from resources.errors import ResourcesError

SOON = 10
"""Days before a signature runs out at which the publisher is told."""


CEREMONY_SOON = 60
"""The same for a ceremony, to which several people must come."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    well: bool
    says: str


def checked(where: str, own: Places) -> tuple[Finding, ...]:
    """Everything worth knowing of what `where` offers, by the publisher that this desk trusts."""
    source = source_of(where)
    with TemporaryDirectory(dir=own.home) as folder:
        places = Places(Path(folder))
        try:
            pin_root(places, own.root.read_bytes())
            trusted = Trusted(places, source, State())
            roles = {name: trusted.role(name) for name in (*CHAINS, HIDE)}
            done = Sync(places, source, Wishes(), lambda what, have, total: None, lambda stage, part: None).run()
        except FileNotFoundError:
            return (Finding(False, "This desk trusts no publisher yet: run `northline sync FOLDER` first."),)
        except (ConsoleError, ResourcesError) as error:
            return (Finding(False, str(error)),)
        finally:
            source.close()
    fresh = [
        Finding(True, f"a new desk gets {name} {one.generation}, {one.rows:,} rows, in {done.received:,} bytes in all")
        for name, one in done.moved.items()
    ]
    faults = [Finding(False, fault) for fault in done.faults.values()]
    spoken = age_at(datetime.now(UTC), trusted.issued)
    aged = Finding(spoken.level == "fresh", f"the host signed last: {spoken.text}")
    return (
        *fresh,
        *faults,
        aged,
        *_fortnight(roles),
        *_expiries({name: one.expires for name, one in roles.items()} | trusted.expiries),
    )


def _fortnight(roles: dict[str, Signed]) -> Iterator[Finding]:
    """The oldest desk that patches still reach, and what it must fetch."""
    for chain in CHAINS.values():
        starts = [offer for offer in roles[chain.name].offers if "from" in offer.said]
        if not starts:
            continue
        oldest = min(starts, key=lambda offer: int(offer.said["from"]))
        held = Record(int(oldest.said["from"]), str(oldest.said["base"]), "", "", (), 0)
        plan = planned(chain, roles[chain.name], held, Wishes())
        says = (
            f"a desk at {chain.name} {held.generation} catches up with {len(plan.patches)} patches, {plan.size:,} bytes"
        )
        yield Finding(plan.full is None, says)


def _expiries(ends: dict[str, datetime]) -> Iterator[Finding]:
    for name, end in ends.items():
        days, ceremony = (end - datetime.now(UTC)).days, name in ("root", "targets")
        act = "hold the yearly ceremony: northline publish renew" if ceremony else "build, sign and release again"
        well = days > (CEREMONY_SOON if ceremony else SOON)
        yield Finding(well, f"{name} is signed for {days} more days{'' if well else f': {act}'}")
