"""Who may open the call log: each under their own name; joining and removing a leaver are one deed each."""

from collections.abc import Callable
from pathlib import Path

from console.calls.errors import CallsError
from console.calls.files import CallFiles
from console.calls.log import make_log
from console.calls.ring import Ring, Rings, fresh_key, new_ring, read_rings, write_rings
from console.keys.cost import measured_cost
from console.keys.key_file import new_key_file, read_key_file, replace_key_file, write_key_file
from console.keys.recovery import public_half
from resources.cipher import cipher_faults, open_cipher
from resources.errors import StoreError


def set_up(home: Path, name: str, passphrase: str, recovery_public: bytes) -> None:
    """Make the log, its key, and the first person.

    Raises:
        CallsError: there is a log already, or half of one.
        StoreError: this machine's library would write plain text.
    """
    files = CallFiles(home)
    refuse_second(home)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = fresh_key()
    public = _new_person(files, name, passphrase, recovery_public)
    making = files.log.with_name("calls.db.new")
    making.unlink(missing_ok=True)
    make_log(making, key)
    write_rings(files.ring, Rings(new_ring(key, recovery_public, {name: public}, fresh_key())))
    making.replace(files.log)


def refuse_second(home: Path) -> None:
    """Refuse to make a second log over a first: its calls could never be opened again."""
    files = CallFiles(home)
    if files.log.exists() and files.ring.exists():
        raise CallsError("The call log is set up already. `northline calls join NAME` lets one more person in.")
    for path in (files.log, files.ring):
        if path.exists():
            raise CallsError(
                f"There is a {path.name} without its other half. Restore calls.db, calls.keys and calls-people "
                f"together from one back-up; if there is none, move {path.name} away and begin again."
            )


def call_people(home: Path) -> int | None:
    """How many people may open the call log of this desk; None where there is none.

    Raises:
        CallsError: the key ring is damaged.
    """
    ring = CallFiles(home).ring
    return len(read_rings(ring).names()) if ring.exists() else None


def open_key(home: Path, name: str, passphrase: str) -> bytes:
    """The data key of the log, for one person.

    Raises:
        CallsError: nobody of that name may open it, or no log is set up.
        KeyFaultError: the passphrase is wrong.
    """
    files = CallFiles(home)
    rings = read_rings(files.ring)
    if name not in (rings.coming or rings.current).people:
        raise CallsError(
            "Nobody of that name may open the call log. `northline calls people` lists who may; one of them lets you "
            "in with `northline calls join`."
        )
    private = read_key_file(files.person(name)).open_with_passphrase(passphrase)
    return _standing_key(files, rings, lambda ring: ring.key_for(name, private))


def join(home: Path, key: bytes, name: str, passphrase: str) -> None:
    """Let one more person in; `key` shows that somebody who may open the log does it.

    Raises:
        CallsError: somebody of that name may open it already.
    """
    files = CallFiles(home)
    rings = read_rings(files.ring)
    if name in rings.current.people:
        raise CallsError("Somebody of that name may open the call log already. Choose another name.")
    public = _new_person(files, name, passphrase, rings.current.recovery.public)
    write_rings(files.ring, Rings(rings.current.with_person(name, public, key)))


def remove(home: Path, key: bytes, name: str) -> None:
    """Shut a leaver out: the log is written anew under a key that was never sealed to them.

    Raises:
        CallsError: nobody has that name, or nobody would be left.
    """
    files = CallFiles(home)
    rings = read_rings(files.ring)
    left = {other: sealed.public for other, sealed in rings.current.people.items() if other != name}
    if len(left) == len(rings.current.people):
        raise CallsError("Nobody of that name may open the call log. `northline calls people` lists who may.")
    if not left:
        raise CallsError("Nobody would be left who can open the call log. Let another person in first.")
    coming = fresh_key()
    ring = new_ring(coming, rings.current.recovery.public, left, rings.current.token_key(key))
    write_rings(files.ring, Rings(rings.current, ring))
    _rewrite(files.log, key, coming)
    write_rings(files.ring, Rings(ring))
    files.person(name).unlink(missing_ok=True)


def token_key(home: Path, key: bytes) -> bytes:
    """The organisation's key for tokens, for whoever holds the data key."""
    return read_rings(CallFiles(home).ring).current.token_key(key)


def take_token_key(home: Path, key: bytes, tokens: bytes) -> None:
    """Use another key for tokens from now on; whoever does so sees first that no token stands yet."""
    path = CallFiles(home).ring
    write_rings(path, Rings(read_rings(path).current.with_token_key(key, tokens)))


def change_passphrase(home: Path, name: str, old: str, new: str) -> None:
    """Wrap a person's own key under another passphrase; nothing else is touched."""
    path = CallFiles(home).person(name)
    held = read_key_file(path)
    key = held.open_with_passphrase(old)
    replace_key_file(path, held.rewrapped(key, new, measured_cost()), new, key)


def recover(home: Path, name: str, private: bytes, new: str) -> None:
    """Let a person in with the recovery sheet: their old key file, if any, opens nothing any more."""
    files = CallFiles(home)
    rings = read_rings(files.ring)
    key = _standing_key(files, rings, lambda ring: ring.key_by_recovery(private))
    public = _new_person(files, name, new, rings.current.recovery.public)
    write_rings(files.ring, Rings(read_rings(files.ring).current.with_person(name, public, key)))


def _new_person(files: CallFiles, name: str, passphrase: str, recovery_public: bytes) -> bytes:
    """Write a person's key file; returns their public half. What the file wraps is a private key of their own."""
    files.people.mkdir(mode=0o700, parents=True, exist_ok=True)
    held, private = new_key_file(f"calls.db {name}", passphrase, measured_cost(), recovery_public)
    write_key_file(files.person(name), held)
    return public_half(private)


def _standing_key(files: CallFiles, rings: Rings, opened: Callable[[Ring], bytes]) -> bytes:
    """The key that opens the log as it stands: a change of key may have been cut short between its two files."""
    if rings.coming is None:
        return opened(rings.current)
    # Whoever is being shut out holds no sealing in the ring to come, and is not let in while it is undecided.
    coming = opened(rings.coming)
    if _opens(files.log, coming):
        write_rings(files.ring, Rings(rings.coming))
        return coming
    current = opened(rings.current)
    write_rings(files.ring, Rings(rings.current))
    return current


def _opens(path: Path, key: bytes) -> bool:
    try:
        open_cipher(path, key, prove_all=False).close()
    except StoreError:
        return False
    return True


def _rewrite(path: Path, key: bytes, coming: bytes) -> None:
    """Write every page anew under another key, in one transaction: a crash leaves the old key or the new one."""
    with cipher_faults(path.name):
        connection = open_cipher(path, key, prove_all=False)
        try:
            # A rekey in WAL mode leaves pages of the old key in the journal file.
            if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
                raise CallsError("The call log is open elsewhere. Close every session, and remove the person then.")
            connection.execute(f"PRAGMA rekey = \"x'{coming.hex()}'\"")
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
