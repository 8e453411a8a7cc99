"""The commands that tie calls together: an identifier mentioned, seen before, a call linked and unlinked."""

import sys
from argparse import Namespace

from console.calls.book import CallBook
from console.calls.codes import ROLE
from console.calls.entities import Identifier, mention, set_analyst
from console.calls.links import link, unlink
from console.calls.named import SHOWN, named
from console.calls.record import Signal, Situation
from console.calls.seen import Seen, seen
from console.commands.answers import UsageError, write_json, write_lines
from console.commands.call_book import opened_book, say, today
from console.keys.recovery import new_recovery_key, sheet_rows


def seen_before(arguments: Namespace) -> int:
    """Look for earlier situations that mention an identifier."""
    value = _asked(f"The {arguments.kind}: ")
    with opened_book(arguments) as book:
        found = seen(book, arguments.kind, value)
    if arguments.json:
        write_json({"seen": [_shape(one) for one in found]})
    else:
        write_lines(map(seen_line, found))
    if not found:
        say("Not seen before, as far as this desk holds calls.")
    return 0 if found else 1


def add_mention(arguments: Namespace) -> int:
    """Tie a suspect's, a venue's or a vehicle's identifier to a situation."""
    value = _asked(f"The {arguments.kind}, of the {ROLE[arguments.role]}, never of a caller or a victim: ")
    heard = Identifier(arguments.kind, value, arguments.role, not arguments.unsure)
    with opened_book(arguments) as book:
        situation = named(book.log, Situation, arguments.id, "situation")
        mention(book, situation, heard, today().replace(day=1))
    say("Kept as a token: it ties calls together, and does not say what it stands for.")
    return 0


def link_call(arguments: Namespace) -> int:
    """Tie a call to an earlier situation."""
    with opened_book(arguments) as book:
        call, situation = _call(book, arguments), named(book.log, Situation, arguments.situation, "situation")
        link(book, call, situation, arguments.reason)
    say(f"Linked. Undo: northline calls unlink {call.id[:SHOWN]}")
    return 0


def unlink_call(arguments: Namespace) -> int:
    """Undo the last link of a call."""
    with opened_book(arguments) as book:
        before = unlink(book, _call(book, arguments))
    say(f"Undone: it belongs to {before[:SHOWN] or 'no situation'} again.")
    return 0


def analyst_key(arguments: Namespace) -> int:
    """Make the analyst's sheet: from now on values are kept too, sealed so that only it opens them."""
    private, public = new_recovery_key()
    with opened_book(arguments) as book:
        set_analyst(book, public)
    write_lines(
        [
            "ANALYST'S SHEET for the values of identifiers",
            "Write these four rows down on paper and lock them away; they are shown this once.",
            "",
            *(f"  {number}.  {row}" for number, row in enumerate(sheet_rows(private), 1)),
        ]
    )
    return 0


def seen_line(one: Seen) -> str:
    """One situation as a line: what it is named by, since when, where, whose, why."""
    where = f"{one.county or 'county not known'} {one.state}".strip()
    calls = f"{one.calls} call{'s' if one.calls != 1 else ''}"
    return (
        f"{one.situation[:SHOWN]}  since {one.first_month:%Y-%m}, {where}, {one.trafficking_type}; {calls}; "
        f"{ROLE[one.role]}: {one.why}"
    )


def _call(book: CallBook, arguments: Namespace) -> Signal:
    return named(book.log, Signal, arguments.id, "call")


def _asked(prompt: str) -> str:
    """Asked for, or piped: an identifier is no argument of a command."""
    if sys.stdin.isatty():
        print(prompt, end="", file=sys.stderr, flush=True)
    if not (line := sys.stdin.readline().strip()):
        raise UsageError("Nothing was given. Type it when it is asked for, or pipe it in.")
    return line


def _shape(one: Seen) -> dict[str, object]:
    return {
        "situation": one.situation, "first_month": f"{one.first_month:%Y-%m}", "county_fips": one.county,
        "state": one.state, "trafficking_type": one.trafficking_type, "role": one.role, "calls": one.calls,
        "why": one.why, "exact": one.exact,
    }  # fmt: skip
