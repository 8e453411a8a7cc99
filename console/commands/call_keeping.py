"""The commands of consent, releases, legal holds and the purge."""

import json
import os
from argparse import Namespace
from datetime import date
from pathlib import Path

from console.calls.book import CallBook
from console.calls.codes import SCOPE
from console.calls.consent import consents, give_consent, withdraw_consent
from console.calls.dues import Due
from console.calls.errors import CallsError
from console.calls.holds import holds, lay_hold, lift_hold
from console.calls.htcds import VERSION, htcds
from console.calls.named import SHOWN, named
from console.calls.record import Consent, Situation
from console.calls.release import Release, release, releases
from console.calls.retention import Purged, overdue, purge, terms_of
from console.commands.answers import UsageError, write_json, write_lines
from console.commands.call_backs import reason_of
from console.commands.call_book import opened_book, say, today
from console.progress import Bar
from console.settings import load_settings


def consent_add(arguments: Namespace) -> int:
    """Record a signed consent."""
    days = (_day(arguments.given, "--given"), _day(arguments.expires, "--expires"))
    if days[0] > today():
        raise UsageError("--given lies ahead: a consent is recorded once it is signed.")
    with opened_book(arguments) as book:
        given = give_consent(book, _situation(book, arguments), arguments.scope, days, arguments.form)
    say(f"Recorded: {SCOPE[given.scope]}, until the day before {given.expires_on}.")
    return 0


def consent_withdraw(arguments: Namespace) -> int:
    """Withdraw a consent from now on."""
    with opened_book(arguments) as book:
        count = withdraw_consent(book, _situation(book, arguments), arguments.scope, today())
    say(f"{count} withdrawn: nothing leaves on them any more." if count else "No such consent stands.")
    return 0 if count else 1


def consents_of(arguments: Namespace) -> int:
    """List the consents of a situation, and what left on which ground."""
    with opened_book(arguments) as book:
        id = _situation(book, arguments).id
        given, left = consents(book.log, id), releases(book.log, id)
    if arguments.json:
        write_json({"consents": [_consent_shape(one) for one in given], "releases": [_release_shape(r) for r in left]})
    else:
        write_lines(
            [*map(_consent_line, given), *map(_release_line, left)] or ["No consent is on record: nothing leaves."]
        )
    return 0 if given else 1


def release_one(arguments: Namespace) -> int:
    """Write a situation out, once the gate lets it."""
    path = Path(arguments.to)
    if path.exists():
        raise UsageError(f"{path.name} is there already. Name a new file: nothing is written over.")
    with opened_book(arguments) as book:
        situation = _situation(book, arguments)
        duty = named(book.log, Due, arguments.duty, "report") if arguments.duty else None
        let = release(book, situation.id, arguments.scope, today(), duty=duty)
        _write(path, _released_shape(situation, let))
    ground = f"under {let.rule}" if let.basis == "duty" else "on the written consent"
    say(f"Written to {path.name}, {ground}. Anybody can read that file: hand it over, then delete it.")
    return 0


def hold_add(arguments: Namespace) -> int:
    """Keep everything of a situation from now on."""
    reason = reason_of(arguments)
    with opened_book(arguments) as book:
        lay_hold(book, _situation(book, arguments), reason, today())
    say("Held: no purge touches it until `northline calls hold lift`.")
    return 0


def hold_lift(arguments: Namespace) -> int:
    """End the hold of a situation."""
    reason = reason_of(arguments)
    with opened_book(arguments) as book:
        lift_hold(book, _situation(book, arguments), reason, today())
    say("The hold is lifted: the next purge deletes what is overdue of it.")
    return 0


def hold_list(arguments: Namespace) -> int:
    """List the holds that stand."""
    with opened_book(arguments) as book:
        standing = holds(book.log)
    if arguments.json:
        shapes = [{"situation": h.situation, "since": h.since.isoformat(), "reason": h.reason} for h in standing]
        write_json({"holds": shapes})
    else:
        lines = [f"{hold.situation[:SHOWN]}  since {hold.since}: {hold.reason}" for hold in standing]
        write_lines(lines or ["No hold stands."])
    return 0


def purge_now(arguments: Namespace) -> int:
    """Delete and coarsen what is overdue."""
    terms, on = terms_of(load_settings()), today()
    with opened_book(arguments) as book:
        if arguments.dry_run:
            done = overdue(book, terms, on)
        else:
            with Bar() as bar:
                done = purge(book, terms, on, bar)
        standing = len(holds(book.log))
    if arguments.json:
        write_json({"dry_run": arguments.dry_run, **done.counts, "held_situations": standing, "whole": done.whole})
    else:
        write_lines(_purge_lines(done, standing, dry_run=arguments.dry_run))
    if not done.whole:
        say("Another session reads the log: the last of it goes when that session closes. Run the purge again then.")
    return 0


def _purge_lines(done: Purged, standing: int, *, dry_run: bool) -> list[str]:
    lines = [f"would go: {line}" if dry_run else line for line in done.lines()] or ["Nothing is overdue."]
    return [*lines, *([f"{standing} situations are under a legal hold and were left alone."] if standing else [])]


def _situation(book: CallBook, arguments: Namespace) -> Situation:
    return named(book.log, Situation, arguments.id, "situation")


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} takes a date such as 2026-11-24.") from None


def _consent_line(one: Consent) -> str:
    state = "live" if one.live(today()) else "not live"
    back = f", withdrawn {one.withdrawn_on}" if one.withdrawn_on else ""
    return f"{SCOPE[one.scope]}: given {one.given_on}, ends {one.expires_on}{back}; {one.form} ({state})"


def _release_line(one: Release) -> str:
    return f"released {one.released_on} by {one.made_by}: {SCOPE[one.scope]}, by {one.rule or 'consent'}"


def _consent_shape(one: Consent) -> dict[str, object]:
    back = one.withdrawn_on.isoformat() if one.withdrawn_on else None
    days = {"given_on": one.given_on.isoformat(), "expires_on": one.expires_on.isoformat(), "withdrawn_on": back}
    return {"id": one.id, "scope": one.scope, **days, "form": one.form, "live": one.live(today())}


def _release_shape(one: Release) -> dict[str, object]:
    who = {"released_on": one.released_on.isoformat(), "made_by": one.made_by}
    return {"id": one.id, "scope": one.scope, "basis": one.basis, "ground": one.ground, "rule": one.rule, **who}


def _released_shape(situation: Situation, let: Release) -> dict[str, object]:
    """What leaves: the coded case in the fields of HTCDS. No id of ours, no day, nothing of a caller, no free text."""
    fields = {**htcds(situation), "first_month": situation.first_month.isoformat()[:7], "county_fips": situation.county}
    about = {"minors": situation.minors, "gender": situation.gender_band, "victims": situation.victims}
    ground = {"scope": let.scope, "basis": let.basis, "rule": let.rule, "released_on": str(let.released_on)}
    return {"htcds": VERSION, **ground, **fields, "venue": situation.venue, "status": situation.status, **about}


def _write(path: Path, shape: dict[str, object]) -> None:
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as stream:
            json.dump(shape, stream, indent=1)
            stream.write("\n")
    except OSError as error:
        raise CallsError(
            f"{path.name} cannot be written ({error.strerror}). Nothing left, though the record says it was let."
        ) from error
