"""Taking packs in: look, plan, fetch, stage, prove, switch; the desk keeps what it had wherever that ends."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from console.errors import ConsoleError, DataFolderError
from console.exchange import guide_files, hides
from console.exchange.chains import CHAINS, DIRECTORY, Chain
from console.exchange.errors import PackRefusedError, UnreachableError
from console.exchange.records import Places, Record, State, alone, read_record, read_state, write_record, write_state
from console.exchange.sources import Source, fetch
from console.exchange.staging import Packs, Wanted, clear_stage, stage
from console.exchange.switching import in_use, install, point
from console.exchange.trust import MOST_PATCHES, foreign_text, older_text
from console.exchange.trusted import Offer, Signed, Trusted
from console.part import Progress
from resources.errors import StoreError

Faults = dict[str, ConsoleError | StoreError]
Watch = Callable[[str, int, int], None]
"""Told what is being fetched, how many bytes are here, and how many there will be."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to sync: `metered` never fetches a whole copy unless `full` says so, `full` fetches one anyway."""

    metered: bool = False
    full: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What one chain needs: nothing, patches in their order, or a whole copy."""

    generation: int
    patches: tuple[Offer, ...] = ()
    full: Offer | None = None
    built: str = ""

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Everything that must be fetched."""
        return ((self.full,) if self.full else ()) + self.patches

    @property
    def size(self) -> int:
        """Bytes to fetch."""
        return sum(offer.length for offer in self.offers)


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync brought: for each chain its record where it moved on, and what stood in the way of the others."""

    moved: dict[str, Record]
    faults: dict[str, str]
    received: int
    withdrawn: int
    exit_code: int = 0
    """Of the fault that matters most: a refusal before this desk's own disk before the line."""


class Sync:
    """One sync of one desk with one source."""

    def __init__(self, places: Places, source: Source, wishes: Wishes, watch: Watch, progress: Progress) -> None:
        self._places, self._source, self._wishes = places, source, wishes
        self._watch, self._progress = watch, progress

    def run(self) -> Synced:
        """Do it, one at a time.

        Raises:
            PackRefusedError: nothing this source offers can be trusted.
            UnreachableError: it cannot be read.
        """
        with alone(self._places):
            state = read_state(self._places)
            trusted = Trusted(self._places, self._source, state)
            moved: dict[str, Record] = {}
            faults: Faults = {}
            withdrawn = hides.take_in(self._places, trusted, self._source, faults)
            for chain in CHAINS.values():
                try:
                    record = self._bring(chain, trusted.role(chain.name), state)
                    if record is not None:
                        moved[chain.name] = record
                except (PackRefusedError, UnreachableError, StoreError) as error:
                    faults[chain.name] = error
            trusted.settle()
            said = {name: str(error) for name, error in faults.items()}
            self._note(trusted, state, moved, said)
            return Synced(moved, said, self._source.received, withdrawn, _code(faults))

    def _note(self, trusted: Trusted, state: State, moved: dict[str, Record], faults: dict[str, str]) -> None:
        held_back = {chain: number for chain, number in state.held_back.items() if chain not in moved}
        issued = trusted.issued.isoformat() if trusted.issued else state.issued
        now = datetime.now(UTC).isoformat(timespec="seconds")
        write_state(
            self._places,
            replace(
                state, source=self._source.name, checked=now, issued=issued, timestamp=trusted.timestamp,
                held_back=held_back, faults=faults,
            ),
        )  # fmt: skip

    def _bring(self, chain: Chain, signed: Signed, state: State) -> Record | None:
        held = read_record(self._places, chain.name)
        plan = planned(chain, signed, held, self._wishes)
        if held and plan.generation < held.generation:
            raise PackRefusedError(older_text(chain.name))
        waits = state.held_back.get(chain.name) == plan.generation and not self._wishes.again
        if not plan.generation or not plan.offers or waits:
            return None
        if plan.full and self._wishes.metered and not self._wishes.full:
            raise UnreachableError(self._asks(chain, plan))
        return self._take(chain, signed, plan, held)

    def _asks(self, chain: Chain, plan: Plan) -> str:
        megabytes, minutes = plan.size / 1e6, plan.size / 8000 / 60
        return (
            f"Only a whole copy of the {chain.name} helps, {megabytes:.1f} MB (about {minutes:.0f} min at 64 kbit/s), "
            "and this line is metered. Run `northline sync --full` to fetch it, or bring a stick."
        )

    def _take(self, chain: Chain, signed: Signed, plan: Plan, held: Record | None) -> Record:
        fetched = [self._fetched(chain, offer) for offer in plan.offers]
        last = plan.offers[-1].said
        wanted = Wanted(plan.generation, str(last["content"]), int(last["rows"]))
        packs = Packs((), fetched[0], _raw(plan.full)) if plan.full else Packs(tuple(fetched))
        target = self._places.home / f"{chain.name}-next.db"
        base = in_use(self._places, chain.name) if held else None
        now = datetime.now(UTC).isoformat(timespec="seconds")
        if chain is DIRECTORY:
            changes = stage(chain, base, packs, wanted, target, self._progress, indexed=True)
            record = Record(plan.generation, wanted.content, plan.built, now, signed.signers, wanted.rows, changes)
            install(self._places, chain.name, target, record)
        else:
            rows = self._places.home / f"{chain.name}-next.rows"
            kept = guide_files.base_rows(self._places, held, rows.with_suffix(".before")) if held else None
            changes = stage(chain, kept, packs, wanted, rows, self._progress, indexed=True)
            record = Record(plan.generation, wanted.content, plan.built, now, signed.signers, wanted.rows, changes)
            guide_files.put_in_place(self._places, rows, plan.generation, self._progress)
            write_record(self._places, chain.name, record)
            point(self._places, chain.name, plan.generation)
            for path in (rows, rows.with_suffix(".before")):
                clear_stage(path)
        for part in fetched:
            part.unlink(missing_ok=True)
        return record

    def _fetched(self, chain: Chain, offer: Offer) -> Path:
        part = self._places.parts / f"{offer.sha256}.part"
        return fetch(
            self._source, offer.path, part, offer.length, offer.sha256,
            lambda have, total: self._watch(chain.name, have, total),
        )  # fmt: skip


def _code(faults: Faults) -> int:
    kinds = {getattr(error, "exit_code", DataFolderError.exit_code) for error in faults.values()}
    order = (PackRefusedError, DataFolderError, UnreachableError)
    return next((kind.exit_code for kind in order if kind.exit_code in kinds), 0)


def planned(chain: Chain, signed: Signed, held: Record | None, wishes: Wishes) -> Plan:
    """The cheapest way from what is held to what is newest: at most fourteen patches, else a whole copy.

    Raises:
        PackRefusedError: no way leads there.
    """
    offers = [offer for offer in signed.offers if offer.said.get("shape") == chain.shape]
    newest = max((int(offer.said["to"]) for offer in signed.offers), default=0)
    built = str(signed.said.get("x-built", ""))
    if not newest or (held and held.generation >= newest and not wishes.full):
        return Plan(newest, built=built)
    chained = None if wishes.full or held is None else _chained(offers, held, newest)
    if chained is not None:
        return Plan(newest, patches=chained, built=built)
    full = next((one for one in offers if "from" not in one.said and int(one.said["to"]) == newest), None)
    if full is None:
        raise PackRefusedError(_no_way(chain, signed, offers))
    return Plan(newest, full=full, built=built)


def _chained(offers: list[Offer], held: Record, newest: int) -> tuple[Offer, ...] | None:
    by_start = {int(offer.said["from"]): offer for offer in offers if "from" in offer.said}
    at, content, way = held.generation, held.content, list[Offer]()
    while at < newest and len(way) < MOST_PATCHES:
        step = by_start.get(at)
        if step is None or step.said.get("base") != content or int(step.said["to"]) <= at:
            return None
        way.append(step)
        at, content = int(step.said["to"]), str(step.said["content"])
    return tuple(way) if at == newest else None


def _no_way(chain: Chain, signed: Signed, offers: list[Offer]) -> str:
    if len(offers) < len(signed.offers):
        return (
            f"The published {chain.name} is of another version of Northline. Update Northline on this desk, then sync."
        )
    return foreign_text(chain.name, "there is no whole copy of its newest generation")


def _raw(offer: Offer | None) -> int:
    return int(offer.said["raw"]) if offer else 0
