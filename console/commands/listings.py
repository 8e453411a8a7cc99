"""The commands for single listings and for the directory as a whole: listing and export."""

import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from console import plain, shapes
from console.commands.answers import UsageError, opened, write_json, write_lines
from console.desk import Desk
from console.listing_work import new_listing, preview
from console.settings import load_settings
from resources.call_sheet import dates_text
from resources.clean import safe
from resources.hours import opening_at
from resources.intake.export_hsds import export_hsds
from resources.listing import Listing
from resources.local import LocalStore
from resources.naming import listing_name
from resources.observed import Observation
from resources.outcome import Outcome
from resources.store import may_be_shown
from resources.vacancy import vacancy_text

NOTED = ("confirm", "wrong", "beds", "outcome")
"""What is noted of a listing during a call or after it."""


def listing(arguments: Namespace) -> int:
    """Show one listing, or change what this desk holds of it."""
    desk = opened()
    if arguments.action == "add":
        return _add(desk, arguments)
    number = int(arguments.id) if arguments.id.lstrip("-").isdigit() else 0
    held = desk.listing(number)
    if held is None:
        if desk.directory.whole(number):
            raise UsageError(f"Listing {number} is hidden: its publisher withdrew it, or every number it has.")
        raise UsageError(f"There is no listing {arguments.id!r}. `northline find` and `northline search` give the ids.")
    if arguments.action == "show":
        return _show(desk, held, as_json=arguments.json)
    if arguments.action in NOTED:
        _signed(arguments)
        return _observe(desk, held, arguments)
    store = LocalStore(load_settings().local_db)
    try:
        if arguments.action == "history":
            return _history(store, held, as_json=arguments.json)
        _signed(arguments)
        if arguments.action == "edit":
            return _edit(desk, held, arguments)
        _note(store, held, arguments)
    finally:
        store.close()
    return 0


def _show(desk: Desk, held: Listing, *, as_json: bool) -> int:
    now = datetime.now(UTC)
    seen = vacancy_text(desk.directory.vacancies.get(held.id, ()), now)
    outcome = desk.directory.outcomes.get(held.id, Outcome(0, 0, 0))
    opening = opening_at(held.hours, held.timezone, now)
    unseen = _why_unseen(held)
    if as_json:
        more = {"beds": list(seen), "referrals": asdict(outcome), "open": opening.state, "open_text": opening.text}
        write_json(shapes.listing_shape(held) | more | {"shown": not unseen, "not_shown_because": unseen})
        return 0
    kept_back = [safe(f"NOT OFFERED to callers: {unseen}")] if unseen else []
    write_lines([*kept_back, *plain.listing_lines(held)])
    lines = [f"  now: {opening.text}", *(f"  beds: {one}" for one in seen)]
    lines += [f"  referrals: {outcome.text}"] if outcome.uses else []
    write_lines([*lines, f"  {dates_text(held, now.date())}"])
    return 0


def _why_unseen(held: Listing) -> str:
    """Why a listing is kept but never offered, and the way back where staff can take it; "" where it is offered."""
    if may_be_shown(held):
        return ""
    if not held.refer:
        return f"its source says so ({held.hidden or 'do not refer'}); only a new import of it can change that"
    if held.hidden:
        return f"{held.hidden}. To offer it again: northline listing unhide {held.id} --by NAME"
    return f"its source says that it is {held.status.lower()}"


def _observe(desk: Desk, held: Listing, arguments: Namespace) -> int:
    """Note what was seen of a listing; where the directory is only read, the note waits for its keeper."""
    said = {
        "confirm": arguments.field,
        "wrong": arguments.why,
        "outcome": arguments.went,
        "beds": "",
    }[arguments.action]
    if arguments.action == "beds" and (arguments.free is None or arguments.free < 0):
        raise UsageError("Say how many places were free: --free 2, or --free 0 for none.")
    if arguments.action == "outcome" and not said:
        raise UsageError("Say how it went: --went given, well or badly.")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    note = Observation(
        arguments.action, held.source, held.key, at, arguments.by, said, arguments.free or 0, arguments.population
    )
    where = desk.notes.note(held, note)
    kept = f"Kept: {arguments.action} {listing_name(held)}." if not where else f"{listing_name(held)}: {where}."
    write_lines([kept])
    return 0


def _history(store: LocalStore, held: Listing, *, as_json: bool) -> int:
    entries = store.history(held.id)
    if as_json:
        write_json(
            {
                "history": [
                    shapes.json_ready({"at": e.at, "by": e.by, "action": e.action, "field": e.field}) for e in entries
                ]
            }
        )
    else:
        lines = [f"{entry.at[:16]}  {entry.by}: {entry.action} {entry.field}".rstrip() for entry in entries]
        write_lines(lines or ["Nothing was changed here: it is as its source says."])
    return 0


def _signed(arguments: Namespace) -> None:
    if not arguments.by:
        raise UsageError("Say who says so: --by NAME. It is kept in the listing's history.")


def _note(store: LocalStore, held: Listing, arguments: Namespace) -> None:
    notes: dict[str, Callable[[], object]] = {
        "vet": lambda: _vet(store, held, arguments),
        "hide": lambda: store.hide(held, by=arguments.by, why=arguments.why),
        "unhide": lambda: store.show(held, by=arguments.by),
    }
    notes[arguments.action]()
    write_lines([f"Kept: {arguments.action} {listing_name(held)}. To take it back: northline import --undo"])


def _vet(store: LocalStore, held: Listing, arguments: Namespace) -> None:
    """Vetting, and beside it the internal contact, which no listing carries."""
    if arguments.vetting is None and arguments.contact is None:
        raise UsageError("Say how it was vetted: --as partner, checked or unvetted; or --contact TEXT.")
    if arguments.vetting is not None:
        store.vet(held, arguments.vetting, arguments.by, _day(arguments.agreed))
    if arguments.contact is not None:
        store.keep_contact(held, arguments.contact, arguments.by)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"{text!r} is no day. Write it like 2026-11-23.") from None


def _columns(arguments: Namespace) -> dict[str, str]:
    columns = {}
    for item in arguments.set:
        column, equals, value = item.partition("=")
        if not equals:
            raise UsageError(f"--set {item!r} has no value. Write --set COLUMN=VALUE, such as --set city=Lufkin.")
        columns[column.strip()] = value.strip()
    if not columns:
        raise UsageError("Name at least one column: --set COLUMN=VALUE. The columns are those of the template.")
    return columns


def _add(desk: Desk, arguments: Namespace) -> int:
    _signed(arguments)
    row = {"key": uuid4().hex[:12], **_columns(arguments)}
    new = new_listing(desk.places, row.pop("key"), row)
    write_lines(plain.listing_lines(new))
    return _kept(arguments, lambda store: store.add(new, by=arguments.by))


def _edit(desk: Desk, held: Listing, arguments: Namespace) -> int:
    made = preview(desk.places, held, _columns(arguments), arguments.by)
    if not made.changes:
        write_lines(["It says that already; nothing was changed."])
        return 0
    write_lines([*made.changes, *(f"DOUBT   {doubt}" for doubt in made.doubts)])
    return _kept(arguments, lambda store: store.edit_published(held, made.new, by=arguments.by))


def _kept(arguments: Namespace, keep: Callable[[LocalStore], object]) -> int:
    if not arguments.yes:
        if not sys.stdin.isatty():
            raise UsageError("There is nobody to ask here: add --yes to keep this.")
        if input("Keep this? [y/N] ").strip().lower() not in ("y", "yes"):
            write_lines(["Nothing was changed."])
            return 1
    store = LocalStore(load_settings().local_db)
    try:
        keep(store)
    finally:
        store.close()
    write_lines(["Kept. To take it back: northline import --undo"])
    return 0


def export(arguments: Namespace) -> int:
    """Write the directory as an HSDS data package; hidden, private and sealed facts never leave."""
    folder = Path(arguments.folder)
    count = export_hsds(opened().directory.listings(), folder, arguments.hsds)
    if arguments.json:
        write_json({"folder": str(folder), "listings": count, "hsds": arguments.hsds})
    else:
        write_lines([f"{count:,} listings written to {folder} as HSDS {arguments.hsds}."])
    return 0 if count else 1
