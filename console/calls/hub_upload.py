"""Uploading what waits: in batches, confirmed by what the hub reads back, and taken up again where it was cut off."""

import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from console.calls.bodies import hub_id
from console.calls.entities import analyst_key
from console.calls.errors import HubError
from console.calls.hub import Hub, Joined
from console.calls.hub_faults import RefusedRowError, UnreachableError
from console.calls.hub_put import Asked, Head, Held, ask_to_forget, introduce, put, read_back
from console.calls.log import CallLog
from console.calls.outbox import Parcel, Sealing, adopt_unknown, confirm, desk_id, packed, set_aside, waiting

TRIES = 6
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0

Progress = Callable[[int, int], None]
"""How many are confirmed, and of how many."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What one upload did: confirmed by the hub, set aside, and how often it had to begin again."""

    confirmed: int = 0
    aside: int = 0
    broken_off: int = 0


@dataclass(frozen=True, slots=True)
class Uploader:
    """One desk's way to its hub. `sends_notes` is on at a desk whose notes go up, sealed to the hub."""

    log: CallLog
    known: Joined
    sends_notes: bool
    head: Callable[[], Head | None] = lambda: None
    key_check: bytes | None = None
    asked: Asked | None = None
    pause: Callable[[float], None] = time.sleep
    today: Callable[[], date] = date.today

    def run(self, progress: Progress, tries: int = TRIES) -> Uploaded:
        """Send everything that waits. It may die at any moment: what is confirmed stays so, the rest goes next time.

        Raises:
            UnreachableError: the hub did not answer `tries` times running.
            HubError: it refuses this desk.
        """
        done, failed, total = Uploaded(), 0, sum(waiting(self.log).values())
        while True:
            before = done.confirmed + done.aside
            try:
                with Hub(self.known.connection, self.known.password) as hub:
                    self._require_same(hub)
                    numbers = introduce(hub, desk_id(self.log), self.known.organisation, self.key_check)
                    adopt_unknown(self.log, numbers)
                    self._ask_to_forget(hub)
                    while batch := packed(self.log, self._sealing(), self.today()):
                        confirmed, aside = self._batch(hub, batch, numbers)
                        done = Uploaded(done.confirmed + confirmed, done.aside + aside, done.broken_off)
                        progress(done.confirmed, max(total, done.confirmed))
                return done
            except UnreachableError:
                failed = 1 if done.confirmed + done.aside > before else failed + 1
                done = Uploaded(done.confirmed, done.aside, done.broken_off + 1)
                if failed >= tries:
                    raise
                self.pause(pause_after(failed))

    def _ask_to_forget(self, hub: Hub) -> None:
        # A desk whose clock runs ahead asks for days to come; that must not keep its calls from going up.
        with suppress(RefusedRowError):
            if self.asked is not None:
                ask_to_forget(hub, self.asked)

    def _require_same(self, hub: Hub) -> None:
        there = hub.greeting()
        if (there.hub, there.sealing_key) != (self.known.hub, self.known.sealing_key):
            raise HubError(
                "That is not the hub this desk joined, or its sealing key was changed. Nothing was sent. Ask its "
                "administrator; only then leave the old hub and join the new one."
            )

    def _sealing(self) -> Sealing:
        return Sealing(self.known.public, analyst_key(self.log) == self.known.public, self.sends_notes)

    def _batch(self, hub: Hub, batch: Sequence[Parcel], numbers: dict[str, int]) -> tuple[int, int]:
        try:
            put(hub, batch, desk_id(self.log), self.head())
        except RefusedRowError:
            if len(batch) == 1:
                set_aside(self.log, batch)
                return 0, 1
            # One row is the reason: halves are tried until it is alone, and all the others go.
            halves = (batch[: len(batch) // 2], batch[len(batch) // 2 :])
            counts = [self._batch(hub, half, numbers) for half in halves]
            return sum(one for one, _ in counts), sum(two for _, two in counts)
        found = read_back(hub, batch)
        agreed = [one for one in batch if _agrees(one, found, numbers)]
        odd = [one for one in batch if _differs(one, found, numbers)]
        confirm(self.log, agreed)
        set_aside(self.log, odd)
        if not agreed and not odd:
            raise HubError("The hub took the rows and has none of them. Nothing is lost here; tell its administrator.")
        return len(agreed), len(odd)


def pause_after(failed: int) -> float:
    """Seconds to wait after so many failures running: twice as long each time, and never all desks at once."""
    return float(min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**failed) * random.uniform(0.5, 1.5))


def _agrees(one: Parcel, found: dict[tuple[str, str], Held], numbers: dict[str, int]) -> bool:
    held = found.get((one.kind, hub_id(one.id)))
    if held is None:
        return False
    ours = (numbers.get(one.desk, 0), one.version)
    return (held.number, held.version) > ours or ((held.number, held.version) == ours and held.sha256 == one.sha256)


def _differs(one: Parcel, found: dict[tuple[str, str], Held], numbers: dict[str, int]) -> bool:
    held = found.get((one.kind, hub_id(one.id)))
    if held is None:
        return False
    return (held.number, held.version) == (numbers.get(one.desk, 0), one.version) and held.sha256 != one.sha256
