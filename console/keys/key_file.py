"""The key file: one data key, wrapped by a passphrase and by a recovery key, and never there in clear."""

import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from console.keys.cost import Cost, passphrase_key
from console.keys.errors import KeyFaultError
from console.keys.recovery import SealedKey, open_sealed, seal_to
from resources.durable import settle, sync_folder

_FORMAT = "northline key 1"
_LARGEST = 16_384


@dataclass(frozen=True, slots=True)
class PassphraseWrap:
    """The data key as the passphrase opens it."""

    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Everything a key file says; `purpose` names the file that the key opens, `key_id` the key itself."""

    purpose: str
    key_id: str
    passphrase: PassphraseWrap
    recovery: SealedKey

    @property
    def bound(self) -> bytes:
        """What both wrappings are bound to: a wrapping copied into the key file of another store opens nothing."""
        return f"{_FORMAT}\0{self.purpose}\0{self.key_id}".encode()

    def open_with_passphrase(self, passphrase: str) -> bytes:
        """The data key.

        Raises:
            KeyFaultError: the passphrase is wrong.
        """
        wrap = self.passphrase
        try:
            key = passphrase_key(passphrase, wrap.salt, wrap.cost)
            return AESGCM(key).decrypt(wrap.nonce, wrap.wrapped, self.bound)
        except InvalidTag as error:
            raise KeyFaultError(
                "The passphrase is wrong. Try again, or use the recovery sheet: `northline seal recover`."
            ) from error

    def open_with_recovery(self, private: bytes) -> bytes:
        """The data key, by the private half of the recovery key; raises KeyFaultError where it is another one."""
        return open_sealed(private, self.recovery, self.bound)

    def rewrapped(self, key: bytes, passphrase: str, cost: Cost) -> "KeyFile":
        """The same data key under another passphrase."""
        return replace(self, passphrase=_wrap(key, passphrase, cost, self.bound))


def new_key_file(purpose: str, passphrase: str, cost: Cost, recovery_public: bytes) -> tuple[KeyFile, bytes]:
    """A fresh data key, wrapped twice, and the key itself."""
    key = AESGCM.generate_key(256)
    empty = KeyFile(purpose, os.urandom(8).hex(), PassphraseWrap(cost, b"", b"", b""), SealedKey(b"", b"", b""))
    recovery = seal_to(recovery_public, key, empty.bound)
    return replace(empty.rewrapped(key, passphrase, cost), recovery=recovery), key


def _wrap(key: bytes, passphrase: str, cost: Cost, bound: bytes) -> PassphraseWrap:
    salt, nonce = os.urandom(16), os.urandom(12)
    return PassphraseWrap(cost, salt, nonce, AESGCM(passphrase_key(passphrase, salt, cost)).encrypt(nonce, key, bound))


def write_key_file(path: Path, held: KeyFile) -> None:
    """Put the key file on disk whole: beside its place, synced, renamed.

    Raises:
        KeyFaultError: the folder cannot be written; whatever stood before still stands.
    """
    making = path.with_name(path.name + ".new")
    try:
        making.unlink(missing_ok=True)
        handle = os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(_text_of(held))
        settle(making, path)
    except OSError as error:
        raise KeyFaultError(
            f"{path.name} cannot be written ({error.strerror}). Make room or get leave to write."
        ) from error


def replace_key_file(path: Path, held: KeyFile, passphrase: str, key: bytes) -> None:
    """Put a rewrapped key file in place of the old, which goes only once the new one has opened from disk.

    Raises:
        KeyFaultError: the new file does not open; the old one stands again.
    """
    old = old_of(path)
    try:
        old.unlink(missing_ok=True)
        os.link(path, old)
    except OSError as error:
        raise KeyFaultError(f"{path.name} cannot be changed ({error.strerror}). Nothing was changed.") from error
    write_key_file(path, held)
    try:
        proved = read_key_file(path).open_with_passphrase(passphrase) == key
    except KeyFaultError:
        proved = False
    if not proved:
        old.replace(path)
        raise KeyFaultError(f"The new {path.name} did not open when it was read back. The old passphrase still holds.")
    old.unlink()
    sync_folder(path.parent)


def old_of(path: Path) -> Path:
    """Where the old key file stands while a passphrase is changed; left over where the power went in between."""
    return path.with_name(path.name + ".old")


def read_key_file(path: Path) -> KeyFile:
    """The key file at `path`.

    Raises:
        KeyFaultError: it is missing, damaged, or not ours.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise KeyFaultError(
            f"{path.name} is not there. Run `northline seal setup`, or restore it from a back-up."
        ) from error
    except OSError as error:
        raise KeyFaultError(
            f"{path.name} cannot be read ({error.strerror}). Check who owns the data folder."
        ) from error
    try:
        held = json.loads(raw.decode("utf-8"))
        check = held.pop("check")
        if held["format"] != _FORMAT or check != _check(held):
            raise ValueError
        read = _read(held)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFaultError(f"{path.name} is damaged, or no key file of ours. Restore it from a back-up.") from error
    if not read.passphrase.cost.plausible:
        raise KeyFaultError(f"{path.name} asks for an unlock of an unlikely cost. Restore it from a back-up.")
    return read


def _text_of(held: KeyFile) -> str:
    wrap, recovery = held.passphrase, held.recovery
    table: dict[str, Any] = {
        "format": _FORMAT,
        "purpose": held.purpose,
        "key_id": held.key_id,
        "passphrase": {
            "kind": "argon2id, AES-256-GCM",
            "memory_kib": wrap.cost.memory_kib,
            "passes": wrap.cost.passes,
            **{name: getattr(wrap, name).hex() for name in ("salt", "nonce", "wrapped")},
        },
        "recovery": {
            "kind": "X25519, HKDF-SHA256, AES-256-GCM",
            **{name: getattr(recovery, name).hex() for name in ("public", "ephemeral", "wrapped")},
        },
    }
    return json.dumps({**table, "check": _check(table)}, indent=1) + "\n"


def _read(held: dict[str, Any]) -> KeyFile:
    wrap, recovery = held["passphrase"], held["recovery"]
    cost = Cost(int(wrap["memory_kib"]), int(wrap["passes"]))
    salt, nonce, wrapped = (bytes.fromhex(wrap[name]) for name in ("salt", "nonce", "wrapped"))
    public, ephemeral, sealed = (bytes.fromhex(recovery[name]) for name in ("public", "ephemeral", "wrapped"))
    if [len(each) for each in (salt, nonce, wrapped, public, ephemeral, sealed)] != [16, 12, 48, 32, 32, 48]:
        raise ValueError
    return KeyFile(
        str(held["purpose"]),
        str(held["key_id"]),
        PassphraseWrap(cost, salt, nonce, wrapped),
        SealedKey(public, ephemeral, sealed),
    )


def _check(held: dict[str, Any]) -> str:
    """Tells damage from a wrong passphrase; what keeps others from changing the file are the wrappings."""
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:16]
