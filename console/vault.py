"""The vault: the sealed addresses with their key and their audit, opened for one errand at a time."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from console.audit import Audit, AuditLog, read_audit
from console.errors import DataFolderError
from console.keys.cost import measured_cost
from console.keys.errors import KeyFaultError
from console.keys.key_file import KeyFile, new_key_file, old_of, read_key_file, replace_key_file, write_key_file
from resources.sealed import ExactAddress, SealedStore, make_sealed

PURPOSE = "sealed.db"
OFTEN, WITHIN = 10, timedelta(hours=1)
"""More look-ups than this within that time are worth a question."""


@dataclass(frozen=True, slots=True)
class VaultFiles:
    """Where the vault lies in the data folder."""

    home: Path

    @property
    def store(self) -> Path:
        """The encrypted addresses."""
        return self.home / "sealed.db"

    @property
    def key(self) -> Path:
        """Their key, wrapped."""
        return self.home / "sealed.key"

    @property
    def audit(self) -> Path:
        """Who looked, in plain lines."""
        return self.home / "audit.jsonl"


class Vault:
    """An opened vault; `vault_opened` makes one."""

    def __init__(self, files: VaultFiles, store: SealedStore) -> None:
        self._store = store
        self._log = AuditLog(files.audit, store)

    def reveal(self, listing: int, role: str, reason: str) -> ExactAddress | None:
        """The exact address of one listing, or nothing where none is kept; the audit line is on disk first."""
        self._log.note(who(role), "open", str(listing), reason)
        return self._store.address(listing)

    def keep(self, addresses: dict[int, ExactAddress], source: str) -> int:
        """Keep what one import brought; returns how many addresses are new or changed."""
        if not addresses:
            return 0
        self._log.note(who("import"), "keep", f"{len(addresses)} listings", "import --sealed")
        return self._store.keep(addresses, source, date.today().isoformat())

    def forget(self, listings: Sequence[int], role: str, reason: str) -> int:
        """Forget the exact addresses of these listings, the audit line first; returns how many there were."""
        self._log.note(who(role), "forget", f"{len(listings)} listings", reason)
        return self._store.forget(listings)

    def keep_code(self, service: str, code: str, role: str, reason: str) -> None:
        """Keep the access code of a service, the audit line first."""
        self._log.note(who(role), "keep code", service, reason)
        self._store.keep_code(service, code, date.today().isoformat())

    def reveal_code(self, service: str, role: str, reason: str) -> str:
        """The access code of a service, "" where none is kept; the audit line is on disk first."""
        self._log.note(who(role), "open code", service, reason)
        return self._store.code(service)

    def held(self) -> tuple[int, ...]:
        """The listings of which an exact address is kept; which they are is no secret, where they are is."""
        return self._store.held()

    def note(self, action: str, reason: str) -> None:
        """Write a line about the vault itself into the audit."""
        self._log.note(who("keeper"), action, "sealed.key", reason)

    def audit(self) -> Audit:
        """The audit, checked to its last line."""
        return self._log.audit()


def who(role: str) -> str:
    """The role as given and the account as the machine knows it: the one is a claim, the other is not."""
    with suppress(ImportError, KeyError):
        import pwd

        return f"{role} ({pwd.getpwuid(os.getuid()).pw_name})"
    return role


@contextmanager
def vault_opened(home: Path, passphrase: str) -> Iterator[Vault]:
    """The vault for one errand; afterwards the file is closed and the key let go.

    Raises:
        KeyFaultError: the passphrase is wrong, or the key file is missing or damaged.
        StoreError: the sealed file is missing, damaged, plain, or of another key.
    """
    files = VaultFiles(home)
    key = _key_of(files).open_with_passphrase(passphrase)
    # A new passphrase was proved when it was set: a copy under the old one, left by a power cut, must not stay.
    old_of(files.key).unlink(missing_ok=True)
    with _opened(files, key) as vault:
        yield vault


@contextmanager
def _opened(files: VaultFiles, key: bytes) -> Iterator[Vault]:
    without_core_dumps()
    with SealedStore(files.store, key) as store:
        yield Vault(files, store)


def set_up(home: Path, passphrase: str, recovery_public: bytes) -> KeyFile:
    """Make the key and the empty sealed file.

    Raises:
        KeyFaultError: there is a vault already.
        StoreError: this machine's library would write plain text.
    """
    files = VaultFiles(home)
    refuse_second(home)
    _make_folder(home)
    held, key = new_key_file(PURPOSE, passphrase, measured_cost(), recovery_public)
    making = files.store.with_name("sealed.db.new")
    making.unlink(missing_ok=True)
    make_sealed(making, key)
    write_key_file(files.key, held)
    making.replace(files.store)
    with _opened(files, key) as vault:
        vault.note("setup", f"key {held.key_id}")
    return held


def require_vault(home: Path) -> None:
    """Raise KeyFaultError where nothing is set up or the key file is damaged, before anybody is asked for a secret."""
    _key_of(VaultFiles(home))


def refuse_second(home: Path) -> None:
    """Refuse to make a second vault over a first: its addresses could never be opened again."""
    files = VaultFiles(home)
    if files.key.exists() and files.store.exists():
        raise KeyFaultError("Sealed addresses are set up already. `northline seal passphrase` changes the passphrase.")
    for path in (files.store, files.key):
        if path.exists():
            raise KeyFaultError(
                f"There is a {path.name} without its other half. Restore sealed.db and sealed.key together from one "
                f"back-up; if there is none, move {path.name} away and begin again."
            )


def change_passphrase(home: Path, old: str, new: str) -> None:
    """Wrap the same key under another passphrase; no address is written anew."""
    files = VaultFiles(home)
    held = _key_of(files)
    _rewrap(files, held, held.open_with_passphrase(old), new, "passphrase")


def recover(home: Path, private: bytes, new: str) -> None:
    """Set a new passphrase with the recovery key; the recovery sheet stays valid."""
    files = VaultFiles(home)
    held = _key_of(files)
    _rewrap(files, held, held.open_with_recovery(private), new, "recover")


def check_recovery(home: Path, private: bytes) -> None:
    """Raise KeyFaultError unless this recovery key opens the vault, before anybody thinks of a new passphrase."""
    _key_of(VaultFiles(home)).open_with_recovery(private)


def read_lines(home: Path) -> Audit:
    """The audit without a key: all but a cut at its end is seen."""
    return read_audit(VaultFiles(home).audit)


def looks_often(audit: Audit, now: datetime | None = None) -> int:
    """How many addresses were opened within the last hour, where that is more than the work explains; else 0."""
    since = ((now or datetime.now(UTC)) - WITHIN).isoformat(timespec="seconds")
    looks = sum(1 for line in audit.lines if line.action == "open" and line.time >= since)
    return looks if looks > OFTEN else 0


def without_core_dumps() -> None:
    """A crash must not write the key to disk; systems without core dumps have no such limit to set."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _key_of(files: VaultFiles) -> KeyFile:
    without_core_dumps()
    held = read_key_file(files.key)
    if held.purpose != PURPOSE:
        raise KeyFaultError(
            f"{files.key.name} opens {held.purpose}, not the sealed addresses. Restore the right key file."
        )
    return held


def _rewrap(files: VaultFiles, held: KeyFile, key: bytes, new: str, action: str) -> None:
    with _opened(files, key) as vault:
        replace_key_file(files.key, held.rewrapped(key, new, measured_cost()), new, key)
        vault.note(action, f"key {held.key_id}")


def _make_folder(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderError(
            f"{home} cannot be made ({error.strerror}). Set NORTHLINE_HOME to another folder."
        ) from error
