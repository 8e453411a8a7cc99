"""Opening the call book for one command: under whose name, and with the passphrase from where it may come."""

import getpass
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from console.calls.book import CallBook, book_opened
from console.calls.files import CallFiles
from console.calls.ring import read_rings
from console.calls.window import here
from console.keys.asking import Asker
from console.settings import load_settings


@contextmanager
def opened_book(arguments: Namespace) -> Iterator[CallBook]:
    """The call book, opened by the person of `--as`, or of this account's name.

    Raises:
        CallsError: no log is set up, or nobody of that name may open it.
        KeyFaultError: the passphrase is wrong.
    """
    home, name = load_settings().home, person_of(arguments)
    require_book(home)
    with book_opened(home, name, Asker(arguments.passphrase_fd).passphrase(f"Passphrase of {name}: ")) as book:
        yield book


def person_of(arguments: Namespace) -> str:
    """Who works: `--as NAME`, else the name of the account."""
    return str(arguments.person or getpass.getuser())


def require_book(home: Path) -> None:
    """Raise CallsError where no call log is set up, before anybody is asked for a secret."""
    read_rings(CallFiles(home).ring)


def today() -> date:
    """The day by the desk's own clock, which on a shared host is not the machine's."""
    return datetime.now(here(load_settings().time_zone)).date()


def say(text: str) -> None:
    """A line for the person, not for the pipe."""
    print(text, file=sys.stderr)
