"""The command that takes packs in: sync, its first contact, going back, and the conflicts it leaves."""

import sys
import time
from argparse import Namespace
from dataclasses import replace

from console.commands.answers import UsageError, write_json, write_lines
from console.errors import DataFolderError
from console.exchange.conflicts import compared, conflict_lines
from console.exchange.errors import PackRefusedError
from console.exchange.packs import Sync, Synced, Wishes
from console.exchange.records import Places, alone, read_state, write_state
from console.exchange.rollback import roll_back_noted
from console.exchange.sources import Source, source_of
from console.exchange.trust import same_fingerprint
from console.exchange.trusted import first_root, pin_root
from console.prepare import explain
from console.progress import Bar
from console.settings import Settings, load_settings
from resources.changes import Conflict
from resources.clean import safe
from resources.local import LocalStore


def sync(arguments: Namespace) -> int:
    """Bring this desk to what its publisher signed last, or say why it stays as it is."""
    settings = load_settings()
    places = Places(settings.home)
    if arguments.rollback:
        return _rollback(places, arguments)
    if arguments.settle:
        return _settle(settings, arguments)
    where = arguments.source or read_state(places).source
    if not where:
        raise UsageError("Where from? Name the publisher's address or folder once: northline sync URL|FOLDER.")
    source = source_of(where)
    try:
        if not places.root.is_file():
            _first_contact(places, source, arguments.trust)
        metered = arguments.metered or settings.metered == "yes"
        wishes = Wishes(metered=metered, full=arguments.full, again=arguments.again)
        if sys.stderr.isatty():  # on a bad line the publisher's first words take seconds
            print(f"Asking {safe(source.name)} ...", file=sys.stderr)
        with Bar(clock=False) as bar:
            done = Sync(places, source, wishes, _Watch(bar), bar).run()
    except OSError as error:
        raise DataFolderError(explain(error, settings.home)) from error
    finally:
        source.close()
    conflicts = compared(settings) if "directory" in done.moved else ()
    return _told(settings, done, conflicts, as_json=arguments.json)


class _Watch:
    """A fetch as a person wants it told: bytes, and the time that is left."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._begun: dict[str, tuple[float, int]] = {}

    def __call__(self, what: str, have: int, total: int) -> None:
        now = time.monotonic()
        began, first = self._begun.setdefault(what, (now, have))
        speed = (have - first) / (now - began) if now > began else 0
        left = f", {_span((total - have) / speed)} left" if speed and have < total else ""
        self._bar(f"Fetching {what}", have / total, f"{have / 1000:,.0f} of {total / 1000:,.0f} kB{left}")


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{max(1, seconds):.0f} s"


def _first_contact(places: Places, source: Source, said: str) -> None:
    """Nobody is trusted unseen: a person compares the fingerprint with the printed sheet, once."""
    raw, found, names = first_root(source)
    print(f"Publisher  {safe(names)}\nFingerprint  {found}", file=sys.stderr)
    if said:
        if not same_fingerprint(said, found):
            raise PackRefusedError(
                f"REFUSED: the fingerprint you gave is another one. This source is not whom you expect, or the "
                f"fingerprint was mistyped. Found: {found}"
            )
    elif not sys.stdin.isatty():
        raise UsageError(
            "This desk knows no publisher yet. Compare the fingerprint with the one on the printed sheet, then add: "
            f"--trust {found}"
        )
    elif input("Does the publisher's printed sheet show the same? [y/N] ").strip().lower() not in ("y", "yes"):
        raise PackRefusedError("Nothing was changed. Ask the publisher for the fingerprint, on a number you know.")
    pin_root(places, raw)


def _told(settings: Settings, done: Synced, conflicts: tuple[Conflict, ...], *, as_json: bool) -> int:
    if as_json:
        moved = {
            name: {"generation": one.generation, "changes": one.changes.text, "signers": list(one.signers)}
            for name, one in done.moved.items()
        }
        write_json(
            {
                "moved": moved,
                "faults": done.faults,
                "received": done.received,
                "hidden": done.withdrawn,
                "conflicts": len(conflicts),
            }
        )
    else:
        lines = [
            f"{name:<10} generation {one.generation}: {one.changes.text}; signed by {safe(', '.join(one.signers))}"
            for name, one in done.moved.items()
        ]
        if done.withdrawn:
            lines.append(f"hidden     {done.withdrawn} numbers or listings, at the publisher's word")
        back = read_state(Places(settings.home)).held_back
        lines += [
            f"{name:<10} generation {number} was rolled back here: sync --again takes it in"
            for name, number in back.items()
        ]
        lines += [] if lines or done.faults else ["Nothing new: this desk holds what was signed last."]
        write_lines([*lines, *conflict_lines(settings, conflicts)])
    for name, fault in done.faults.items():
        print(f"{name}: {fault}", file=sys.stderr)
    return done.exit_code


def _rollback(places: Places, arguments: Namespace) -> int:
    """Go back to the generation before, on this desk alone, and note who decided it."""
    chain = "guides" if arguments.guides else "directory"
    if not arguments.by:
        raise UsageError("Say who decides it: --by NAME. It is kept in the audit.")
    with alone(places):
        now, earlier = roll_back_noted(places, chain, arguments.by, arguments.why)
        state = read_state(places)
        write_state(places, replace(state, held_back={**state.held_back, chain: now}))
    write_lines(
        [
            f"The {chain} is generation {earlier or '0, the starter content'} again. Generation {now} is not taken in "
            "again; `northline sync --again` does, and a newer one comes by itself."
        ]
    )
    return 0


def _settle(settings: Settings, arguments: Namespace) -> int:
    """Decide a conflict: our correction, or the publisher's value."""
    listing, _, field = arguments.settle.partition(":")
    if arguments.take not in ("ours", "theirs") or not arguments.by:
        raise UsageError("Say which counts and who decides it: --take ours or --take theirs, and --by NAME.")
    store = LocalStore(settings.local_db)
    try:
        found = [one for one in store.conflicts() if str(one.listing) == listing and one.field == field]
        if not found:
            raise UsageError(f"There is no conflict {arguments.settle!r}. `northline status` lists them.")
        store.settle(found[0], arguments.by, take_theirs=arguments.take == "theirs")
    finally:
        store.close()
    write_lines(
        [f"Settled: {field} of listing {listing} is {'ours' if arguments.take == 'ours' else 'the publisher’s'}."]
    )
    return 0
