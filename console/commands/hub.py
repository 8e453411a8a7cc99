"""The commands of a desk and its hub: join, upload what waits, say how it stands, compare, leave."""

import sys
import time
from argparse import Namespace
from pathlib import Path

from console.calls import people as keys
from console.calls.book import CallBook, book_of
from console.calls.errors import HubError
from console.calls.hub import Hub, joined, require_joined
from console.calls.hub_desk import join_hub, leave_hub, sent_on
from console.calls.hub_desk import upload as upload_now
from console.calls.hub_faults import UnreachableError
from console.calls.hub_key import desk_key, give_key, take_key
from console.calls.hub_upload import Uploaded
from console.calls.hub_verify import verify as verify_now
from console.calls.outbox import aside, waiting
from console.calls.retention import terms_of
from console.commands.answers import write_json, write_lines
from console.commands.call_book import opened_book, person_of, require_book, say, today
from console.commands.hub_link import hub_reached
from console.keys.asking import Asker
from console.progress import Bar
from console.settings import Settings, load_settings


def join(arguments: Namespace) -> int:
    """Let this desk join its organisation's hub."""
    settings, name = load_settings(), person_of(arguments)
    require_book(settings.home)
    asker = Asker(arguments.passphrase_fd)
    key = keys.open_key(settings.home, name, asker.passphrase(f"Passphrase of {name}: "))
    hub, connection, password = hub_reached(arguments, asker)
    hub.close()
    with book_of(settings.home, name, key) as book:
        known = join_hub(book, connection, password, settings.organisation)
        waits = sum(waiting(book.log).values())
    say(f"This desk belongs to the hub of {known.organisation}, as office {known.office}. {waits:,} rows wait.")
    say(
        f"Compare with the hub's sheet: fingerprint {known.sealing_key[:16]}. If it differs, `northline hub leave` now."
    )
    return 0


def leave(arguments: Namespace) -> int:
    """Belong to no hub any more."""
    with opened_book(arguments) as book:
        leave_hub(book)
    say("This desk belongs to no hub any more. The hub keeps what it has.")
    return 0


def upload(arguments: Namespace) -> int:
    """Send what waits; with --watch again and again, for as long as this runs."""
    settings = load_settings()
    with opened_book(arguments) as book:
        require_joined(book.log)
        while True:
            try:
                done = _upload(book, settings)
                if done.confirmed or done.aside or not arguments.watch:
                    _say_uploaded(book, done)
            except UnreachableError as error:
                if not arguments.watch:
                    say(f"{_waits(book)} rows wait.")
                    raise
                say(f"{error} {_waits(book)} rows wait.")
            if not arguments.watch:
                return 1 if aside(book.log) else 0
            time.sleep(arguments.watch * 60)


def status(arguments: Namespace) -> int:
    """Say to which hub this desk belongs and what waits."""
    with opened_book(arguments) as book:
        known, waits, odd, sent = joined(book.log), waiting(book.log), aside(book.log), sent_on(book.log)
    if arguments.json:
        write_json({
            "organisation": known.organisation if known else None, "office": known.office if known else None,
            "waiting": waits, "set_aside": odd, "sent_on": sent or None,
        })  # fmt: skip
        return 0
    if known is None:
        say("This desk belongs to no hub. `northline hub join` lets it join one.")
        return 1
    lines = [f"hub of {known.organisation}, office {known.office}; last upload {sent or 'never'}"]
    lines += [f"{count:>7,} {kind} wait" for kind, count in waits.items()] or ["nothing waits"]
    lines += [f"{count:>7,} {kind} SET ASIDE: look at them with the hub's administrator" for kind, count in odd.items()]
    write_lines(lines)
    return 1 if odd else 0


def verify(arguments: Namespace) -> int:
    """Compare this desk with its hub, hash by hash."""
    with opened_book(arguments) as book:
        known = require_joined(book.log)
        with Hub(known.connection, known.password) as hub:
            found = verify_now(book.log, hub, book.audit())
        odd = sum(aside(book.log).values())
    if arguments.json:
        write_json({"agree": found.agree, "newer": found.newer, "set_aside": odd, "faults": list(found.faults)})
    else:
        lines = [f"{found.agree:,} agree"]
        lines += [f"{found.newer:,} are newer at the hub, from before this desk was restored"] if found.newer else []
        lines += [f"{odd:,} set aside"] if odd else []
        write_lines([*lines, *(f"FAULT {text}" for text in found.faults)])
    return 1 if found.faults or odd else 0


def key_show(arguments: Namespace) -> int:
    """Print this desk's own public key."""
    with opened_book(arguments) as book:
        write_lines([desk_key(book)])
    say("Read it out to the desk that has the organisation's key: northline hub key give KEY > FILE")
    return 0


def key_give(arguments: Namespace) -> int:
    """Print the organisation's key for tokens, sealed to another desk."""
    with opened_book(arguments) as book:
        sys.stdout.write(give_key(book, arguments.public))
    say("Only that desk can read it. There: northline hub key take FILE")
    return 0


def key_take(arguments: Namespace) -> int:
    """Take the organisation's key for tokens."""
    try:
        text = Path(arguments.file).expanduser().read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise HubError("The file with the key cannot be read. Check its path.") from error
    with opened_book(arguments) as book:
        take_key(book, text)
    say("Tokens are made with the organisation's key from now on. Close every screen of this desk and open it again.")
    return 0


def _upload(book: CallBook, settings: Settings) -> Uploaded:
    with Bar() as bar:
        return upload_now(
            book,
            settings.field_laptop == "yes",
            terms_of(settings),
            today,
            lambda done, total: bar("uploading", done / total if total else 1.0, f"{done:,} of {total:,}"),
            _wait,
        )


def _wait(seconds: float) -> None:
    say(f"The hub does not answer; trying again in {seconds:.0f} s. Ctrl+C ends it, and nothing is lost.")
    time.sleep(seconds)


def _waits(book: CallBook) -> str:
    return f"{sum(waiting(book.log).values()):,}"


def _say_uploaded(book: CallBook, done: Uploaded) -> None:
    say(f"{done.confirmed:,} rows are at the hub, confirmed; {_waits(book)} wait.")
    if done.aside:
        say(f"{done.aside:,} were SET ASIDE: the hub has other content under that version, or takes them for none.")
