"""A signer's key on a hardware token, which it never leaves; every desk checks its signatures like any other."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from securesystemslib.exceptions import UnsupportedLibraryError
from securesystemslib.signer import HSMSigner, Key, Signer, SSlibKey

from console.exchange.errors import PublishError
from console.exchange.records import write_json_file
from console.keys.asking import Asker

ENDING = ".token"
PROOF = b"northline asks whether this token can sign"


def note_token(path: Path, name: str, uri: str, asker: Asker) -> SSlibKey:
    """Find the key of `uri` (hsm:[NUMBER][?label=LABEL]) on the token that is in, and note where it is.

    Raises:
        PublishError: there is no such key, or what reads tokens is not installed.
    """
    parts = urlsplit(uri)
    if parts.scheme != HSMSigner.SCHEME or not (parts.path or "2").isdigit():
        raise PublishError(
            f"{uri!r} names no key on a token. Write hsm: or hsm:2, or with several tokens in hsm:2?label=LABEL."
        )
    label = dict(parse_qsl(parts.query)).get("label")
    try:
        found, key = HSMSigner.import_(int(parts.path or HSMSigner.SCHEME_KEYID), label, _Pin(name, asker))
    except (ValueError, RuntimeError, AssertionError, UnsupportedLibraryError) as error:
        raise _refused(name, error) from error
    write_json_file(path, {"name": name, "uri": found, "keyid": key.keyid, "key": key.to_dict()})
    return key


def token_signer(path: Path, name: str, asker: Asker) -> Signer:
    """The key behind a noted token, once it has signed a proof: a wrong PIN shows before a ceremony, not within it.

    Raises:
        PublishError: the token is not in, the PIN is wrong, or the note is another's.
    """
    try:
        said: dict[str, Any] = json.loads(path.read_bytes())
        key = Key.from_dict(said["keyid"], {**said["key"], "x-name": name})
        if said["name"] != name:
            raise PublishError(f"{path.name} is the token of {said['name']}. Restore the right file.")
        uri = str(said["uri"])
    except (ValueError, KeyError, TypeError) as error:
        raise PublishError(f"{path} is damaged. Make it again: `northline publish token {name} hsm:`.") from error
    try:
        signer = Signer.from_priv_key_uri(uri, key, _Pin(name, asker))
        key.verify_signature(signer.sign(PROOF), PROOF)
    except PublishError:
        raise
    except Exception as error:  # each kind of token fails with errors of its own
        raise _refused(name, error) from error
    return signer


class _Pin:
    """Asks for the PIN once: a ceremony signs several times, and three wrong PINs lock a token."""

    def __init__(self, name: str, asker: Asker) -> None:
        self._name, self._asker = name, asker
        self._said: str | None = None

    def __call__(self, what: str) -> str:
        if self._said is None:
            self._said = self._asker.passphrase(f"{what.upper()} of {self._name}'s token: ")
        return self._said


def _refused(name: str, error: Exception) -> PublishError:
    said = str(error) or type(error).__name__
    if isinstance(error, UnsupportedLibraryError):
        return PublishError(
            f"What reads tokens is not installed here ({said}). In Northline's environment: pip install python-pkcs11; "
            "then set PYKCS11LIB to the module that came with the token. Or use a key file: leave the token out."
        )
    if "PYKCS11LIB" in said:
        return PublishError(
            "Which module reads this token? Set PYKCS11LIB to it, such as /usr/lib/x86_64-linux-gnu/libykcs11.so."
        )
    if "Pin" in type(error).__name__:
        return PublishError(
            f"The token of {name} refuses the PIN ({said}). After three wrong ones it locks itself: look before you "
            "try again. Nothing was signed."
        )
    return PublishError(
        f"The token of {name} cannot be used ({said}). Put it in, alone or by its label, and try again."
    )
