"""Publishers' keys: one Ed25519 key a person, in a file wrapped by a passphrase and on one printed sheet."""

import os
import re
import sys
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner, Signer, SSlibKey

from console.exchange.errors import PublishError
from console.exchange.records import write_small
from console.exchange.tokens import ENDING, note_token, token_signer
from console.exchange.trust import HOST, fingerprint
from console.keys.asking import Asker
from console.keys.cost import Cost, measured_cost
from console.keys.errors import KeyFaultError
from console.keys.key_file import KeyFile, new_key_file, read_key_file, write_key_file
from console.keys.recovery import new_recovery_key, sheet_rows
from console.vault import without_core_dumps
from resources.durable import settle

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}")

Cost_of = Callable[[], Cost]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs: the name in the metadata, which everybody can read, and the key."""

    name: str
    signer: Signer
    seed: bytes = field(repr=False)
    """The secret half; empty where it lies on a token and cannot leave it."""


class Keyring:
    """The key files at hand: in the publisher's folder of this desk, and on the sticks that were named."""

    def __init__(self, home: Path, sticks: tuple[Path, ...], asker: Asker, cost: Cost_of = measured_cost) -> None:
        without_core_dumps()
        self._own = home / "publish"
        self._host, self._next_host = self._own / "host.key", self._own / "host-next.key"
        self._sticks = sticks
        self._asker = asker
        self._cost = cost
        self._open: dict[str, Person] = {}
        self.sheets: list[str] = []
        self.tries = 1
        """How often a passphrase may be mistyped: a ceremony of five should not end at one slip."""
        self.show: Callable[[Person], None] | None = None
        """Shows a new key's sheet to its owner at once; without it the sheets gather in `sheets`."""

    def has(self, name: str) -> bool:
        """Whether this person's key file is at hand, or the note of a token."""
        return self._file(name).is_file() or self._file(name, ENDING).is_file()

    def person(self, name: str) -> Person:
        """Somebody whose passphrase was given.

        Raises:
            PublishError: no key file of that name, or the passphrase is wrong.
        """
        if name not in self._open:
            if not self.has(name):
                raise PublishError(
                    f"The key of {name} is not here. Put the stick in and name its folder with --keys FOLDER, "
                    f"or restore it from the printed sheet: `northline publish recover {name}`."
                )
            if not self._file(name).is_file():
                self._open[name] = Person(name, token_signer(self._file(name, ENDING), name, self._asker), b"")
                return self._open[name]
            self._open[name] = _person(name, self._seed(name))
        return self._open[name]

    def opened(self, name: str) -> bool:
        """Whether this person was here already: they need not be asked again, and others not at all."""
        return name in self._open

    def _seed(self, name: str) -> bytes:
        for left in reversed(range(self.tries)):
            try:
                held = read_key_file(self._file(name))
                if held.purpose != _purpose(name):
                    raise PublishError(f"{self._file(name).name} is the key of {held.purpose}. Restore the right file.")
                return held.open_with_passphrase(self._asker.passphrase(f"Passphrase of {name}: "))
            except KeyFaultError as error:
                if left:
                    print(f"That did not open the key of {name}. Try again: {left} left.", file=sys.stderr)
                    continue
                raise PublishError(
                    f"The key of {name} did not open: its file is damaged, or the passphrase is wrong. Try again, or "
                    f"restore it from the printed sheet: `northline publish recover {name}`."
                ) from error
        raise AssertionError("the last try returns or raises")

    def new_person(self, name: str) -> Person:
        """Make a key for somebody, and put the printed sheet into `sheets`.

        Raises:
            PublishError: there is one of that name already, or the name cannot be used.
        """
        if not _NAME.fullmatch(name) or name == HOST:
            raise PublishError(f"{name!r} cannot be the name of a signer: letters, digits, spaces, . _ - only.")
        if self.has(name):
            return self.person(name)
        chosen = self._asker.new_passphrase(f"New passphrase for {name}: ")
        self._own.mkdir(mode=0o700, parents=True, exist_ok=True)
        held, seed = new_key_file(_purpose(name), chosen, self._cost(), new_recovery_key()[1])
        self._write(name, held)
        self._open[name] = _person(name, seed)
        if self.show is None:
            self.sheets.extend(sheet(name, seed))
        else:
            self.show(self._open[name])
        return self._open[name]

    def recover(self, name: str) -> Person:
        """Make the key file again from the printed sheet, under a new passphrase."""
        seed = self._asker.recovery_key()
        self._own.mkdir(mode=0o700, parents=True, exist_ok=True)
        cost = self._cost()
        chosen = self._asker.new_passphrase(f"New passphrase for {name}: ")
        held, _ = new_key_file(_purpose(name), chosen, cost, new_recovery_key()[1])
        self._write(name, held.rewrapped(seed, chosen, cost))
        return _person(name, seed)

    def host(self, known: Container[str] | None = None) -> Person | None:
        """The key of this host, which signs daily without anybody there and can change no content.

        A ceremony that was cut off leaves a second one: `known` are the ids of those that count. Where the second one
        does, it takes its place here, or the next ceremony would write over it.
        """
        for path in (self._host, self._next_host):
            try:
                one = _person(HOST, path.read_bytes())
            except FileNotFoundError:
                continue
            except ValueError as error:
                raise PublishError(f"{path} is damaged. Restore it from a back-up of this host.") from error
            if known is None or one.signer.public_key.keyid in known:
                if known is not None and path == self._next_host:
                    self.keep_host()
                return one
        return None

    def new_host(self) -> Person:
        """A fresh key for this host, which counts once `keep_host` was called."""
        self._own.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_small(self._next_host, Ed25519PrivateKey.generate().private_bytes_raw())
        self._next_host.chmod(0o600)
        return _person(HOST, self._next_host.read_bytes())

    def keep_host(self) -> None:
        """The fresh key in the place of the old one."""
        if self._next_host.is_file():
            settle(self._next_host, self._host)

    def note_token(self, name: str, uri: str) -> str:
        """Note that somebody signs with a token from now on; returns the fingerprint of its key.

        Raises:
            PublishError: there is a key of that name already, or no such key on a token.
        """
        if not _NAME.fullmatch(name) or name == HOST or self.has(name):
            raise PublishError(f"{name!r} has a key already, or cannot be the name of a signer. Choose another name.")
        key = note_token(self._new_place() / f"{name}{ENDING}", name, uri, self._asker)
        return fingerprint(key.keyval["public"].encode())

    def _new_place(self) -> Path:
        """New keys go to the first stick named, else to this desk."""
        folder = self._sticks[0] if self._sticks else self._own
        if not self._sticks:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not folder.is_dir():
            raise PublishError(f"{folder} is not there. Is the stick in?")
        return folder

    def _write(self, name: str, held: KeyFile) -> None:
        folder = self._new_place()
        try:
            write_key_file(folder / f"{name}.key", held)
        except KeyFaultError as error:
            raise PublishError(f"{error} In {folder} nothing was changed; then give the command again.") from error

    def _file(self, name: str, ending: str = ".key") -> Path:
        folders = (*self._sticks, self._own)
        found = (one / f"{name}{ending}" for one in folders if (one / f"{name}{ending}").is_file())
        return next(found, self._own / f"{name}{ending}")


def sheet(name: str, seed: bytes) -> Iterator[str]:
    """The printed sheet: whoever holds it can sign as this person."""
    yield f"RECOVERY SHEET of {name}, signer of this publisher"
    yield "Write these four rows on paper, lock the paper away, and clear this screen. They are shown this once."
    yield from (f"  {number}.  {row}" for number, row in enumerate(sheet_rows(seed), 1))
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    yield f"  fingerprint of this key  {fingerprint(public)}"
    yield f"Where the key or its passphrase is lost: northline publish recover {name}"
    yield ""


def sheet_of(person: Person) -> Iterator[str]:
    """The printed sheet of somebody whose passphrase was given. Raises PublishError where the key is on a token."""
    if not person.seed:
        raise PublishError(
            f"The key of {person.name} is on a token, which nothing can copy: there is no sheet. If the token is lost, "
            f"`northline publish retire {person.name} SUCCESSOR`."
        )
    return sheet(person.name, person.seed)


def _purpose(name: str) -> str:
    return f"publisher {name}"


def _person(name: str, seed: bytes) -> Person:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key = SSlibKey.from_crypto(private.public_key())
    key.unrecognized_fields["x-name"] = name
    return Person(name, CryptoSigner(private, key), seed)


def remembered(home: Path) -> Path:
    """The publisher's folder that was named last. Raises PublishError where none was."""
    try:
        return Path((home / "publish" / "folder").read_text("utf-8").strip())
    except OSError as error:
        raise PublishError("Which publisher's folder? Name it: --folder FOLDER, or begin with publish init.") from error


def remember(home: Path, folder: Path) -> None:
    """Remember the publisher's folder for the next commands."""
    (home / "publish").mkdir(mode=0o700, parents=True, exist_ok=True)
    write_small(home / "publish" / "folder", f"{folder}{os.linesep}".encode())
