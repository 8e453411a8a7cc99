"""Tokens: what an identifier becomes under the organisation's key, so that two calls can be tied without its value.

A token is no anonymisation: whoever holds the key can find every telephone number again. It never leaves the
organisation, and the key never lies in the log or at the hub.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

import phonenumbers

from console.calls.errors import CallsError
from protocols.plain import fold
from resources.clean import safe

_LONGEST = 200
_SHORTEST_FOLDED = 5
_ALIKE = str.maketrans("OQIJLSBZG", "001115826")
_FIRM = frozenset(["llc", "inc", "corp", "co", "ltd", "the", "and", "of", "spa"])


@dataclass(frozen=True, slots=True)
class Tokens:
    """`exact` is one for one identifier, however it is written; `folds` are shared by those one sign apart."""

    exact: str
    folds: tuple[str, ...]


def tokens_of(key: bytes, kind: str, value: str) -> Tokens:
    """The tokens of an identifier.

    Raises:
        CallsError: it is none of that kind; the message never repeats it.
    """
    normal = normal_of(kind, value)
    return Tokens(_hash(key, f"{kind}\0{normal}"), tuple(_hash(key, f"~{kind}\0{one}") for one in _folds(kind, normal)))


def normal_of(kind: str, value: str) -> str:
    """One way of writing it: E.164, a plate's letters and digits, a handle without its sign, a host, plain words.

    Raises:
        CallsError: nothing of that kind is left of it.
    """
    if kind not in _NORMAL:
        raise CallsError(f"An identifier is one of: {', '.join(_NORMAL)}.")
    normal = _NORMAL[kind](safe(value).strip()[:_LONGEST])
    if not normal:
        raise CallsError(f"That is no {kind} that could be found again. Check it; nothing was kept.")
    return normal


def key_check(key: bytes) -> bytes:
    """Tells two keys apart without telling either."""
    return hmac.digest(key, b"northline token key check", "sha256")[:8]


def _hash(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(), hashlib.sha256).hex()


def _phone(value: str) -> str:
    try:
        number = phonenumbers.parse(value, "US")
    except phonenumbers.NumberParseException:
        return ""
    # Numbers made for practice and drama are possible without being valid, and must be found as well.
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if _possible(number) else ""


def _possible(number: phonenumbers.PhoneNumber) -> bool:
    return phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE


def _plate(value: str) -> str:
    plate = re.sub(r"[^A-Z0-9]", "", fold(value).upper())
    return plate if 2 <= len(plate) <= 10 else ""


def _handle(value: str) -> str:
    last = value.strip("/ ").rsplit("/", 1)[-1]
    return re.sub(r"[^a-z0-9]", "", fold(last.lstrip("@")))


def _website(value: str) -> str:
    host = urlsplit(value if "//" in value else f"//{value}").hostname or ""
    host = host.removeprefix("www.")
    return host if "." in host else ""


def _words(value: str) -> str:
    words = [word for word in re.findall(r"[a-z0-9]+", fold(value)) if word not in _FIRM]
    return " ".join(sorted(words))


_NORMAL: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"phone": _phone, "plate": _plate, "handle": _handle, "website": _website, "business": _words, "alias": _words}
)


def _folds(kind: str, normal: str) -> list[str]:
    """The identifier with each sign left out in turn, look-alikes taken for one: what a slip or a mishearing keeps."""
    signs = re.sub(r"[^A-Z0-9]", "", normal.upper()).translate(_ALIKE) if kind != "phone" else normal.lstrip("+")
    # Country and area are said aloud and looked up; a slip lies in the number itself.
    begin = len(signs) - 7 if kind == "phone" and len(signs) > 7 else 0
    whole = [signs] if kind != "phone" else []
    if len(signs) < _SHORTEST_FOLDED:
        return whole
    return [*whole, *(f"{signs[:at]}?{signs[at + 1 :]}" for at in range(begin, len(signs)))]
