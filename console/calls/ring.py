"""The key ring: the data key of the call log, sealed to each person who may open it and to the recovery sheet."""

import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from console.calls.errors import CallsError
from console.keys.recovery import SealedKey, open_sealed, seal_to
from resources.cipher import KEY_BYTES
from resources.durable import settle

_FORMAT = "northline call keys 1"
_LARGEST = 1 << 20
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Ring:
    """One data key, sealed once for each holder by public key. `id` names the key and tells nothing of it."""

    id: str
    recovery: SealedKey
    people: dict[str, SealedKey]
    tokens: bytes = b""

    def token_key(self, key: bytes) -> bytes:
        """The organisation's key for tokens, which lies here wrapped under the data key, and never in the log.

        Raises:
            CallsError: it was wrapped under another data key, or is damaged.
        """
        try:
            return AESGCM(_wrapping(key, self.id)).decrypt(self.tokens[:_NONCE], self.tokens[_NONCE:], self.bound())
        except InvalidTag as error:
            raise CallsError(
                "calls.keys holds the key for tokens of another log. Restore calls.db and calls.keys together."
            ) from error

    def with_token_key(self, key: bytes, tokens: bytes) -> "Ring":
        """The same ring with the organisation's key for tokens wrapped under the data key `key`."""
        nonce = os.urandom(_NONCE)
        wrapped = AESGCM(_wrapping(key, self.id)).encrypt(nonce, tokens, self.bound())
        return replace(self, tokens=nonce + wrapped)

    def bound(self) -> bytes:
        """What every sealing is bound to: one copied from another log opens nothing."""
        return f"{_FORMAT}\0{self.id}".encode()

    def key_for(self, name: str, private: bytes) -> bytes:
        """The data key, for a person of that name. Raises KeyFaultError where the private half is another's."""
        return open_sealed(private, self.people[name], self.bound())

    def key_by_recovery(self, private: bytes) -> bytes:
        """The data key, by the recovery sheet. Raises KeyFaultError where it is another sheet."""
        return open_sealed(private, self.recovery, self.bound())

    def with_person(self, name: str, public: bytes, key: bytes) -> "Ring":
        """The same ring, which one more person may open."""
        return replace(self, people={**self.people, name: seal_to(public, key, self.bound())})


def new_ring(key: bytes, recovery_public: bytes, people: dict[str, bytes], tokens: bytes) -> Ring:
    """A ring for a fresh data key; `people` are the public halves by name, `tokens` the key for tokens."""
    ring = Ring(os.urandom(8).hex(), SealedKey(b"", b"", b""), {}).with_token_key(key, tokens)
    ring = replace(ring, recovery=seal_to(recovery_public, key, ring.bound()))
    for name, public in people.items():
        ring = ring.with_person(name, public, key)
    return ring


def fresh_key() -> bytes:
    """A new data key."""
    return os.urandom(KEY_BYTES)


@dataclass(frozen=True, slots=True)
class Rings:
    """What `calls.keys` says: the ring in use, and while the log is being written under a new key that one too."""

    current: Ring
    coming: Ring | None = None

    def names(self) -> tuple[str, ...]:
        """Who may open the log, in order of name."""
        return tuple(sorted(self.current.people))


def write_rings(path: Path, rings: Rings) -> None:
    """Put the ring file on disk whole: beside its place, synced, renamed.

    Raises:
        CallsError: the folder cannot be written; what stood before still stands.
    """
    table: dict[str, Any] = {"format": _FORMAT, "current": _ring_table(rings.current)}
    table["coming"] = _ring_table(rings.coming) if rings.coming else None
    making = path.with_name(path.name + ".new")
    try:
        making.unlink(missing_ok=True)
        with os.fdopen(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as stream:
            stream.write(json.dumps({**table, "check": _check(table)}, indent=1) + "\n")
        settle(making, path)
    except OSError as error:
        raise CallsError(
            f"{path.name} cannot be written ({error.strerror}). Make room; nothing was changed."
        ) from error


def read_rings(path: Path) -> Rings:
    """The ring file at `path`.

    Raises:
        CallsError: it is missing, damaged, or not ours.
    """
    try:
        with path.open("rb") as stream:
            held = json.loads(stream.read(_LARGEST).decode("utf-8"))
        check = held.pop("check")
        if held["format"] != _FORMAT or check != _check(held):
            raise ValueError
        return Rings(_ring(held["current"]), _ring(held["coming"]) if held["coming"] else None)
    except FileNotFoundError as error:
        raise CallsError(
            f"{path.name} is not there. Run `northline calls setup`, or restore calls.db, calls.keys and the folder "
            "calls-people together from one back-up."
        ) from error
    except OSError as error:
        raise CallsError(f"{path.name} cannot be read ({error.strerror}). Check who owns the data folder.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CallsError(f"{path.name} is damaged, or not ours. Restore it from a back-up.") from error


def _wrapping(key: bytes, id: str) -> bytes:
    return HKDF(SHA256(), 32, salt=id.encode(), info=b"northline token key v1").derive(key)


def _ring_table(ring: Ring) -> dict[str, Any]:
    people = {name: _sealed_table(sealed) for name, sealed in ring.people.items()}
    return {"id": ring.id, "recovery": _sealed_table(ring.recovery), "people": people, "tokens": ring.tokens.hex()}


def _ring(held: dict[str, Any]) -> Ring:
    people = {str(name): _sealed(each) for name, each in held["people"].items()}
    return Ring(str(held["id"]), _sealed(held["recovery"]), people, bytes.fromhex(held["tokens"]))


def _sealed_table(sealed: SealedKey) -> dict[str, str]:
    return {name: getattr(sealed, name).hex() for name in ("public", "ephemeral", "wrapped")}


def _sealed(held: dict[str, str]) -> SealedKey:
    public, ephemeral, wrapped = (bytes.fromhex(held[name]) for name in ("public", "ephemeral", "wrapped"))
    if [len(public), len(ephemeral), len(wrapped)] != [32, 32, 48]:
        raise ValueError
    return SealedKey(public, ephemeral, wrapped)


def _check(held: dict[str, Any]) -> str:
    """Tells damage; what keeps others from changing the file are the sealings."""
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:16]
