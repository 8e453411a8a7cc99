"""What every publisher's command begins with: the folder, the keys at hand, and words for a disk that fails."""

import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path

from console.exchange.errors import PublishError
from console.exchange.halted import said_plainly
from console.exchange.keyring import Keyring, remember, remembered
from console.exchange.repository import Repository
from console.keys.asking import Asker
from console.settings import load_settings

Work = Callable[[Namespace], int]


def publishing(work: Work) -> Work:
    """A publisher's command, in which a full, locked or missing disk is said in words."""

    @wraps(work)
    def run(arguments: Namespace) -> int:
        home = load_settings().home
        places = {f"The stick {one.name}": one for one in _sticks(arguments)}
        with suppress(PublishError):
            places["The publisher's folder"] = _folder(arguments, home)
        with said_plainly({**places, "The data folder": home}):
            return work(arguments)

    return run


def repository_of(arguments: Namespace) -> Repository:
    """The publisher's folder that was named, or the one of last time; a hand-out that was cut off is finished first.

    Raises:
        PublishError: it is not there, or nothing was set up in it.
    """
    home = load_settings().home
    repository = Repository(_folder(arguments, home))
    repository.require()
    if repository.finish():
        said = "The last command was cut off while handing out. It is finished now: copy the folder out."
        print(said, file=sys.stderr)
    if getattr(arguments, "folder", ""):
        remember(home, repository.folder)
    return repository


def keyring_of(arguments: Namespace) -> Keyring:
    """The keys of this desk and of the sticks that were named."""
    keyring = Keyring(load_settings().home, _sticks(arguments), Asker(arguments.passphrase_fd))
    keyring.tries = 3 if arguments.passphrase_fd is None and sys.stdin.isatty() else 1
    return keyring


def _folder(arguments: Namespace, home: Path) -> Path:
    named = getattr(arguments, "folder", "")
    return Path(named).expanduser().absolute() if named else remembered(home)


def _sticks(arguments: Namespace) -> tuple[Path, ...]:
    return tuple(Path(one).expanduser().absolute() for one in getattr(arguments, "keys", None) or ())
