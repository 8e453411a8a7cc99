"""The commands that show and correct records: list calls, show one, set a code, finish or drop what was left open."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from console.calls.at_hand import discard, finish
from console.calls.book import CallBook
from console.calls.codes import CHANNEL, DISPOSITION, OUTCOME, SIGNAL_TYPE
from console.calls.errors import CallsError
from console.calls.named import SHOWN, named
from console.calls.record import Referral, Signal, Situation, checked
from console.commands.answers import UsageError, write_json, write_lines
from console.commands.call_book import opened_book, say

_SET = ("id", "day", "hour_band", "situation", "first_month", "finished", "controls", "duration_s", "first_help_s")


def list_calls(arguments: Namespace) -> int:
    """List calls, the latest first."""
    since = _day(arguments.since)
    where = "day >= ? AND finished <= ? ORDER BY day DESC, id LIMIT ?"
    with opened_book(arguments) as book:
        found = list(book.log.rows(Signal, where, since.isoformat(), 0 if arguments.open else 1, arguments.limit))
    if arguments.json:
        write_json({"calls": [_plain(asdict(one)) for one in found]})
    else:
        write_lines(map(_line, found))
    if not found:
        say("No such call is kept.")
    return 0 if found else 1


def show_call(arguments: Namespace) -> int:
    """Show one call with its situation and its referrals; the audit is told first."""
    with opened_book(arguments) as book:
        call = named(book.log, Signal, arguments.id, "call")
        book.note("show call", call.id, "")
        case = book.log.one(Situation, call.situation) if call.situation else None
        given = list(book.log.rows(Referral, "signal = ? ORDER BY id", call.id))
        notes = [str(text) for (text,) in book.log.ask("SELECT text FROM note WHERE signal = ?", call.id)]
    if arguments.json:
        shape: dict[str, object] = {"call": _plain(asdict(call)), "situation": _plain(asdict(case)) if case else None}
        write_json({**shape, "referrals": [_plain(asdict(one)) for one in given], "note": "".join(notes)})
        return 0
    lines = [
        *_facts("CALL", _plain(asdict(call))),
        *(_facts("SITUATION", _plain(asdict(case))) if case else ["No case."]),
    ]
    lines += [f"referral {one.id[:SHOWN]}  listing {one.listing}: {OUTCOME[one.outcome]}" for one in given]
    write_lines([*lines, *(f"note: {text}" for text in notes)])
    return 0


def set_code(arguments: Namespace) -> int:
    """Correct one code of a call, or of its situation."""
    with opened_book(arguments) as book:
        call = named(book.log, Signal, arguments.id, "call")
        before = _changed(book, call, arguments.field, arguments.code)
        book.note("set code", call.id, arguments.field)
    undo = f"northline calls set {call.id[:SHOWN]} {arguments.field} {before or chr(34) * 2}"
    say(f"{arguments.field} is {arguments.code}; it was {before or 'empty'}. Undo: {undo}")
    return 0


def finish_call(arguments: Namespace) -> int:
    """Finish a call that was left open, as it stands."""
    with opened_book(arguments) as book:
        call = named(book.log, Signal, arguments.id, "call")
        if call.finished:
            raise CallsError("That call is finished already.")
        finish(book, call)
    say("Finished, as it stood.")
    return 0


def drop_call(arguments: Namespace) -> int:
    """Drop a call that was left open, with what was given in it."""
    with opened_book(arguments) as book:
        discard(book, named(book.log, Signal, arguments.id, "call").id)
    say("Dropped, with its referrals and its note.")
    return 0


def _changed(book: CallBook, call: Signal, name: str, code: str) -> str:
    """Set the field where it stands; returns what it said before."""
    case = book.log.one(Situation, call.situation) if call.situation else None
    change: dict[str, Any] = {name: code}
    if name in _fields(call):
        book.log.keep(checked(replace(call, **change)))
        return str(getattr(call, name))
    if case is not None and name in _fields(case):
        book.log.keep(checked(replace(case, **change)))
        return str(getattr(case, name))
    known = sorted({*_fields(call), *(_fields(case) if case else ())})
    raise UsageError(f"A field is one of: {', '.join(known)}.")


def _fields(row: Signal | Situation) -> tuple[str, ...]:
    return tuple(name for name in type(row).__slots__ if name not in _SET)


def _line(one: Signal) -> str:
    when = f"{one.day} {one.hour_band * 4:02}-{one.hour_band * 4 + 4:02} h"
    open_still = "" if one.finished else "  NOT FINISHED"
    said = f"{CHANNEL[one.channel]}, {SIGNAL_TYPE[one.signal_type]}, {one.state or 'state not known'}"
    return f"{one.id[:SHOWN]}  {when}  {said}, {DISPOSITION[one.disposition]}{open_still}"


def _facts(head: str, shape: Mapping[str, object]) -> list[str]:
    return [head, *(f"  {name:<18} {value}" for name, value in shape.items() if value not in ("", None))]


def _plain(shape: Mapping[str, object]) -> dict[str, object]:
    return {name: sorted(v) if isinstance(v, frozenset) else str(v) if isinstance(v, date) else v
            for name, v in shape.items()}  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.min
    except ValueError:
        raise UsageError("--since takes a date such as 2026-11-24.") from None
