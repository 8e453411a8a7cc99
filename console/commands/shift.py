"""The commands of a shift: what is owed, taking it over, reports and transfers, and what became of referrals."""

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from console.calls.codes import OUTCOME
from console.calls.dues import Due, done, owe_report, owe_transfer, reopen
from console.calls.log import CallLog
from console.calls.named import SHOWN, named
from console.calls.record import Referral, Signal
from console.calls.retention import terms_of
from console.calls.roster import read_roster
from console.calls.rules import duty_rule, duty_rules
from console.calls.shift import accept as accept_shift
from console.calls.shift import close_referral, confirm_hand_off, shift
from console.calls.shift_told import Told, shift_lines, shift_shape
from console.calls.window import here, moment_of
from console.commands.answers import UsageError, write_json, write_lines
from console.commands.call_backs import confirmed, reason_of
from console.commands.call_book import opened_book, say, today
from console.settings import Settings, load_settings
from resources.errors import ResourcesError
from resources.naming import listing_name
from resources.store import open_directory


def show(arguments: Namespace) -> int:
    """Say what is owed."""
    settings = load_settings()
    told = _told(settings, datetime.now(UTC))
    for fault in read_roster(settings.roster_csv).faults:
        say(fault)
    with opened_book(arguments) as book:
        held = shift(book.log, terms_of(settings), today())
    if arguments.json:
        write_json(shift_shape(held, told))
    else:
        write_lines(line.text if line.head or not line.kind else f"  {line.text}" for line in shift_lines(held, told))
    return 0


def accept(arguments: Namespace) -> int:
    """Take the shift over."""
    with opened_book(arguments) as book:
        made = accept_shift(book, datetime.now(UTC))
    say(f"The shift is {made.person}'s. Whoever had it takes it back by the same command.")
    return 0


def owe(arguments: Namespace) -> int:
    """Note a report or a transfer that is owed."""
    settings, now = load_settings(), datetime.now(UTC)
    zone = here(settings.time_zone)
    rule = duty_rule(settings.home, arguments.rule) if arguments.kind == "report" else None
    if arguments.deadline:
        deadline = moment_of(arguments.deadline, zone.key, now)
    elif rule is not None and rule.hours:
        deadline = now + timedelta(hours=rule.hours)
    else:
        raise UsageError("Say --deadline, such as: today 17:00. No time is on record for it.")
    with opened_book(arguments) as book:
        call = named(book.log, Signal, arguments.call, "call").id if arguments.call else ""
        if rule is not None:
            made = owe_report(book, call, rule, deadline, arguments.agency)
        else:
            made = owe_transfer(book, call, deadline, arguments.agency)
    if rule is not None and rule.reviewed_on is None:
        say("Nobody has reviewed this rule yet: ask your supervisor whether and how it binds you.")
    write_lines([made.id[:SHOWN]])
    return 0


def due_done(arguments: Namespace) -> int:
    """A report was made, or a transfer confirmed."""
    name_of = _names(load_settings())
    with opened_book(arguments) as book:
        handed = _handed_over(book.log, arguments.id)
        if handed is None:
            due = named(book.log, Due, arguments.id, "report or transfer")
            done(book, due, _reference(), today())
        else:
            spoken = confirmed("Did all three agree to it aloud? Type yes: ", otherwise=False)
            due = confirm_hand_off(book, handed, name_of(handed.listing), datetime.now(UTC), spoken=spoken)
    say(f"Done. If that was a slip: northline shift due again {due.id[:SHOWN]} --reason TEXT")
    return 0


def due_again(arguments: Namespace) -> int:
    """It was not done after all."""
    reason = reason_of(arguments)
    with opened_book(arguments) as book:
        reopen(book, named(book.log, Due, arguments.id, "report or transfer"), reason)
    say("It is owed again.")
    return 0


def outcome(arguments: Namespace) -> int:
    """Say what became of a referral."""
    with opened_book(arguments) as book:
        referral = named(book.log, Referral, arguments.id, "referral")
        spoken = True if arguments.spoken_consent else None
        close_referral(book, referral, arguments.outcome, spoken)
    say(f"{OUTCOME[arguments.outcome]}; it was {OUTCOME[referral.outcome]}. The same command puts it back.")
    return 0


def rules(arguments: Namespace) -> int:
    """List the rules under which a report may be owed."""
    known, faults = duty_rules(load_settings().home)
    for fault in faults:
        say(fault)
    if arguments.json:
        names = ("id", "state", "rule", "statute", "source", "as_of", "hours")
        shapes = [{**{name: getattr(rule, name) for name in names}, "reviewed_on": _day(rule.reviewed_on)}
                  for rule in known.values()]  # fmt: skip
        write_json({"rules": shapes, "faults": faults})
    else:
        write_lines(rule.text for rule in known.values())
    return 0


def roster(arguments: Namespace) -> int:
    """Say who is on call now, and every turn of the table."""
    settings, now = load_settings(), datetime.now(UTC)
    held = read_roster(settings.roster_csv)
    for fault in held.faults:
        say(fault)
    said = held.says(now, settings.on_call)
    if arguments.json:
        write_json({"on_call": said, "turns": len(held.turns), "faults": list(held.faults)})
    else:
        write_lines([f"On call now: {said or 'nobody - no turn covers this hour, and on_call is not set'}"])
    return 0 if said and not held.faults else 1


def _told(settings: Settings, now: datetime) -> Told:
    on_call = read_roster(settings.roster_csv).says(now, settings.on_call)
    return Told(now, here(settings.time_zone), on_call, _names(settings))


def _names(settings: Settings) -> Callable[[int], str]:
    """What listings are called, as far as this desk holds them."""
    try:
        directory = open_directory(settings.directory_current, settings.local_db)
    except ResourcesError:
        return "listing {}".format

    def name_of(listing: int) -> str:
        found = directory.whole(listing)
        return listing_name(found) if found else f"listing {listing}"

    return name_of


def _handed_over(log: CallLog, id: str) -> Referral | None:
    """The warm hand-off of that id, while nobody has confirmed it."""
    open_ones = shift(log, terms_of(load_settings()), today()).hand_offs
    found = [one.referral for one in open_ones if len(id) >= SHOWN and one.referral.id.startswith(id.lower())]
    return found[0] if len(found) == 1 else None


def _reference() -> str:
    """What the agency calls it, asked for: a number that leads to a caller is no argument of a command."""
    if sys.stdin.isatty():
        print("The agency's reference, none is fine: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
