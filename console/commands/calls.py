"""The commands for the call log itself: set up, who may open it, joining, leaving, passphrases."""

from argparse import Namespace
from collections.abc import Iterator

from console.calls import people as keys
from console.calls.book import book_of
from console.calls.files import CallFiles
from console.calls.ring import read_rings
from console.commands.answers import write_json, write_lines
from console.commands.call_book import person_of, require_book, say
from console.keys.asking import Asker
from console.keys.recovery import new_recovery_key, sheet_rows
from console.settings import load_settings


def setup(arguments: Namespace) -> int:
    """Make the call log and let the first person in; print the recovery sheet once."""
    home, name = load_settings().home, person_of(arguments)
    keys.refuse_second(home)
    CallFiles(home).person(name)
    private, public = new_recovery_key()
    say(f"This passphrase is {name}'s own; it opens the call log under that name.")
    chosen = Asker(arguments.passphrase_fd).new_passphrase()
    keys.set_up(home, name, chosen, public)
    with book_of(home, name, keys.open_key(home, name, chosen)) as book:
        book.note("setup", name, "first person")
    write_lines(_sheet(private, public))
    say(f"The call log is set up, and {name} may open it. `northline calls join NAME` lets the next person in.")
    return 0


def people(arguments: Namespace) -> int:
    """Say who may open the call log."""
    names = read_rings(CallFiles(load_settings().home).ring).names()
    if arguments.json:
        write_json({"people": list(names)})
    else:
        write_lines(names)
    return 0


def join(arguments: Namespace) -> int:
    """Let one more person in, who types a passphrase of their own."""
    home, name = load_settings().home, person_of(arguments)
    require_book(home)
    CallFiles(home).person(arguments.name)
    asker = Asker(arguments.passphrase_fd)
    key = keys.open_key(home, name, asker.passphrase(f"Passphrase of {name}: "))
    keys.join(home, key, arguments.name, asker.new_passphrase(f"New passphrase, typed by {arguments.name}: "))
    with book_of(home, name, key) as book:
        book.note("join", arguments.name, "")
    say(f"{arguments.name} may open the call log from now on.")
    return 0


def remove(arguments: Namespace) -> int:
    """Shut a leaver out: the whole log is written anew under a fresh key."""
    home, name = load_settings().home, person_of(arguments)
    require_book(home)
    passphrase = Asker(arguments.passphrase_fd).passphrase(f"Passphrase of {name}: ")
    keys.remove(home, keys.open_key(home, name, passphrase), arguments.name)
    with book_of(home, name, keys.open_key(home, name, passphrase)) as book:
        book.note("remove", arguments.name, "")
    say(f"{arguments.name} is shut out: the log stands under a new key. A back-up from before still opens to them.")
    return 0


def passphrase(arguments: Namespace) -> int:
    """Change one's own passphrase."""
    home, name = load_settings().home, person_of(arguments)
    require_book(home)
    asker = Asker(arguments.passphrase_fd)
    keys.change_passphrase(home, name, asker.passphrase("Passphrase that holds now: "), asker.new_passphrase())
    say("The passphrase is changed; the old one opens nothing any more.")
    return 0


def recover(arguments: Namespace) -> int:
    """Let a person in with the recovery sheet, under a new passphrase."""
    home, name = load_settings().home, person_of(arguments)
    require_book(home)
    asker = Asker(arguments.passphrase_fd)
    private = asker.recovery_key()
    chosen = asker.new_passphrase()
    keys.recover(home, name, private, chosen)
    with book_of(home, name, keys.open_key(home, name, chosen)) as book:
        book.note("recover", name, "recovery sheet")
    say(f"{name} may open the call log again. Put the recovery sheet back where it is locked away.")
    return 0


def _sheet(private: bytes, public: bytes) -> Iterator[str]:
    yield "RECOVERY SHEET for the call log of this desk"
    yield "Write these four rows down on paper, lock them away, and clear this screen. They are shown this once."
    yield "Whoever holds them can open every call kept, with the files of this desk in hand."
    yield ""
    yield from (f"  {number}.  {row}" for number, row in enumerate(sheet_rows(private), 1))
    yield ""
    yield f"  public key  {public.hex()}"
    yield "Where everybody's passphrase is lost: northline calls recover"
