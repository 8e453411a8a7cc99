"""What `northline status` says of packs: which generation, whose signatures, how old, what changed, what is hidden."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from console.exchange.records import Places, Record, State, read_record, read_state
from console.exchange.trust import Age, age_at
from resources.clean import safe
from resources.withdrawn import FILE, read_withdrawn


@dataclass(frozen=True, slots=True)
class PackStanding:
    """The packs of one desk, as they stand."""

    records: dict[str, Record]
    state: State
    age: Age
    hidden: int

    @property
    def known(self) -> bool:
        """Whether this desk ever took a pack in."""
        return bool(self.records or self.state.source)

    def shape(self) -> dict[str, object]:
        """As JSON."""
        return {
            "source": self.state.source,
            "age": {"level": self.age.level, "text": self.age.text},
            "generations": {name: asdict(one) for name, one in self.records.items()},
            "held_back": self.state.held_back,
            "hidden": self.hidden,
            "faults": self.state.faults,
        }

    def lines(self) -> Iterator[str]:
        """As text."""
        if not self.known:
            return
        mark = {"amber": " - CHECK", "red": " - OLD", "clock": " - CLOCK"}.get(self.age.level, "")
        yield f"publisher     {safe(self.state.source)}; {self.age.text}{mark}"
        for name, one in self.records.items():
            yield f"{name:<13} generation {one.generation} of {one.built[:10]}, {one.rows:,} rows; {one.changes.text}"
            yield f"              signed by {safe(', '.join(one.signers))}; taken in {one.installed[:16]}"
        for name, number in self.state.held_back.items():
            yield f"              {name} {number} was rolled back here; `northline sync --again` takes it in"
        if self.hidden:
            yield f"hidden        {self.hidden} numbers or listings, at the publisher's word"
        for name, fault in self.state.faults.items():
            yield f"fault         {name}: {fault}"


def standing(places: Places) -> PackStanding:
    """Read it from the data folder."""
    state = read_state(places)
    found = {name: read_record(places, name) for name in ("directory", "guides")}
    withdrawn = read_withdrawn(places.home / FILE)
    hidden = len(withdrawn.ids) + len(withdrawn.numbers)
    records = {name: one for name, one in found.items() if one is not None}
    return PackStanding(records, state, age_at(datetime.now(UTC), state.issued_at), hidden)
