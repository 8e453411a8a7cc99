"""The recovery key: a public half that wraps, and a private half that exists on one sheet of paper."""

import base64
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from console.keys.errors import KeyFaultError

_ROWS, _ROW_BYTES, _CHECK_BYTES = 4, 8, 2
# A single-use key never wraps twice, so its nonce may stand still.
_NONCE = b"\0" * 12
_MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B", "9": "G"})


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A data key that only the private half of `public` opens."""

    public: bytes
    ephemeral: bytes
    wrapped: bytes


def new_recovery_key() -> tuple[bytes, bytes]:
    """A fresh pair: the private half, to be printed and forgotten, and the public half."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_half(private: bytes) -> bytes:
    """The public half that belongs to a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, key: bytes, bound: bytes) -> SealedKey:
    """Wrap `key` so that only the holder of the private half opens it, and only together with `bound`."""
    try:
        once = X25519PrivateKey.generate()
        shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as error:
        raise KeyFaultError(
            "That recovery public key cannot be used. Copy its 64 digits again from the sheet."
        ) from error
    ephemeral = once.public_key().public_bytes_raw()
    return SealedKey(public, ephemeral, AESGCM(_mixed(shared, ephemeral, public)).encrypt(_NONCE, key, bound))


def open_sealed(private: bytes, sealed: SealedKey, bound: bytes) -> bytes:
    """The data key again.

    Raises:
        KeyFaultError: the recovery key is another one.
    """
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(sealed.ephemeral))
    try:
        return AESGCM(_mixed(shared, sealed.ephemeral, sealed.public)).decrypt(_NONCE, sealed.wrapped, bound)
    except InvalidTag as error:
        raise KeyFaultError(
            "That recovery key belongs to another file. Look for the sheet that was printed at `northline seal setup` "
            f"for the public key {sealed.public.hex()}."
        ) from error


def _mixed(shared: bytes, ephemeral: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=ephemeral + public, info=b"northline recovery v1").derive(shared)


def sheet_rows(private: bytes) -> list[str]:
    """The private half as four rows of four groups, each row with a check of its own against slips of the pen."""
    rows = []
    for number in range(_ROWS):
        part = private[number * _ROW_BYTES : (number + 1) * _ROW_BYTES]
        letters = base64.b32encode(part + _check(number, part)).decode()
        rows.append(" ".join(letters[at : at + 4] for at in range(0, len(letters), 4)))
    return rows


def read_sheet(rows: list[str]) -> bytes:
    """The private half from its rows as typed, with or without spaces, in any case.

    Raises:
        KeyFaultError: a row has a slip; the message says which.
    """
    text = re.sub(r"[^A-Z0-9]", "", "".join(rows).upper()).translate(_MISREAD)
    if len(text) != 64:
        raise KeyFaultError(f"A recovery key has 64 letters in four rows; these are {len(text)}. Type all four rows.")
    return b"".join(read_row(number, text[number * 16 : (number + 1) * 16]) for number in range(_ROWS))


def read_row(number: int, row: str) -> bytes:
    """One row (0 to 3) of the sheet.

    Raises:
        KeyFaultError: it has a slip.
    """
    letters = re.sub(r"[^A-Z0-9]", "", row.upper()).translate(_MISREAD)
    try:
        decoded = base64.b32decode(letters)
    except ValueError:
        decoded = b""
    part, check = decoded[:_ROW_BYTES], decoded[_ROW_BYTES:]
    if len(decoded) != _ROW_BYTES + _CHECK_BYTES or check != _check(number, part):
        raise KeyFaultError(
            f"Row {number + 1} of the recovery key has a slip. Compare it with the sheet, letter by letter."
        )
    return part


def _check(number: int, part: bytes) -> bytes:
    return hashlib.sha256(bytes([number]) + part).digest()[:_CHECK_BYTES]
