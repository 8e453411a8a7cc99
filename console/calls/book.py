"""The call book: the log opened by one person for one errand or one session, with its audit and its outbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from console.audit import Audit, AuditLog
from console.calls.files import CallFiles
from console.calls.log import CallLog
from console.calls.people import open_key, token_key
from console.vault import who, without_core_dumps


@dataclass(frozen=True, slots=True)
class CallBook:
    """An opened call log; `book_opened` makes one. `person` unlocked it, and stands in the audit."""

    files: CallFiles
    log: CallLog
    person: str
    key: bytes = field(default=b"", repr=False)
    _tokens: list[bytes] = field(default_factory=list, repr=False)

    def token_key(self) -> bytes:
        """The organisation's key for tokens: it lies beside the log, never in it; read once while the book is open."""
        if not self._tokens:
            self._tokens.append(token_key(self.files.home, self.key))
        return self._tokens[0]

    def note(self, action: str, thing: str, reason: str) -> None:
        """Write one line into the audit: ids only, never content. It is on disk when this returns."""
        AuditLog(self.files.audit, self.log).note(who(self.person), action, thing, reason)

    def audit(self) -> Audit:
        """The audit, checked to its last line."""
        return AuditLog(self.files.audit, self.log).audit()


def new_id() -> str:
    """A random id that tells neither when nor where."""
    return uuid4().hex


@contextmanager
def book_opened(home: Path, person: str, passphrase: str) -> Iterator[CallBook]:
    """The call book for as long as the errand takes; afterwards the file is closed and the key let go.

    Raises:
        CallsError: no log is set up, or the person may not open it.
        KeyFaultError: the passphrase is wrong.
        StoreError: the log is damaged, plain, or of another key.
    """
    without_core_dumps()
    with book_of(home, person, open_key(home, person, passphrase)) as book:
        yield book


@contextmanager
def book_of(home: Path, person: str, key: bytes) -> Iterator[CallBook]:
    """The same with the data key at hand."""
    files = CallFiles(home)
    with CallLog(files.log, key) as log:
        yield CallBook(files, log, person, key)
