"""The commands that back the call log up and put a back-up in its place."""

from argparse import Namespace
from pathlib import Path

from console.calls.backup import back_up, check_manifest, restore
from console.calls.book import book_of
from console.calls.people import open_key
from console.calls.retention import purge, terms_of
from console.commands.call_book import opened_book, person_of, say, today
from console.keys.asking import Asker
from console.progress import Bar
from console.settings import load_settings


def backup(arguments: Namespace) -> int:
    """Write a back-up into a new folder, and prove it."""
    with opened_book(arguments) as book, Bar() as bar:
        proved = back_up(book, Path(arguments.folder), today(), bar)
    say(f"Backed up and proved: {proved.calls:,} calls, {proved.audit_lines:,} lines of audit. It opens by the same "
        "passphrases. What is purged here stays in it: keep no back-up longer than the record itself.")  # fmt: skip
    return 0


def bring_back(arguments: Namespace) -> int:
    """Put a back-up in the place of the log, and purge what has ended since."""
    settings, name, folder = load_settings(), person_of(arguments), Path(arguments.folder)
    made_on = check_manifest(folder)
    passphrase = Asker(arguments.passphrase_fd).passphrase(f"Passphrase of {name} on {made_on}: ")
    with Bar() as bar:
        proved = restore(settings.home, folder, name, passphrase, replace=arguments.replace, progress=bar)
        with book_of(settings.home, name, open_key(settings.home, name, passphrase)) as book:
            book.note("restore", folder.name, f"made on {made_on}")
            gone = purge(book, terms_of(settings), today(), bar)
    say(f"Restored as of {made_on}: {proved.calls:,} calls. {'; '.join(gone.lines()) or 'Nothing had ended since'}. "
        "Whoever was removed after that day may open it again: remove them again.")  # fmt: skip
    return 0
