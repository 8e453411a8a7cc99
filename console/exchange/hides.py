"""Numbers taken away at once: one signer suffices to hide, and only the directory's two can show again."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from console.errors import ConsoleError
from console.exchange.errors import PackRefusedError, UnreachableError
from console.exchange.records import Places, write_json_file
from console.exchange.sources import Source, fetch
from console.exchange.trust import HIDE, foreign_text
from console.exchange.trusted import Offer, Trusted
from resources.clean import safe
from resources.errors import StoreError
from resources.withdrawn import FILE

MOST = 256 << 10
"""Bytes of the list; hundreds of numbers fit."""

LIST = "list.json"


@dataclass(frozen=True, slots=True)
class Hide:
    """One thing taken away: a number as dialled or `id:` and a listing's id; by whom, why, and since when."""

    thing: str
    by: str
    why: str
    on: str

    @property
    def name(self) -> str:
        """What the directory's signers name when they show it again."""
        return f"{self.thing}@{self.on}"


def written(hides: list[Hide]) -> bytes:
    """The list as it is signed."""
    return (json.dumps({"hidden": [asdict(one) for one in hides]}, ensure_ascii=False, indent=1) + "\n").encode()


def read_hides(raw: bytes) -> list[Hide]:
    """The list as it was signed. Raises PackRefusedError where it is none."""
    try:
        return [_hide(one) for one in json.loads(raw)["hidden"]]
    except (ValueError, TypeError, KeyError) as error:
        raise PackRefusedError(foreign_text(HIDE, "its list cannot be read")) from error


def _hide(said: dict[str, Any]) -> Hide:
    return Hide(*(safe(str(said[name]))[:200] for name in ("thing", "by", "why", "on")))


def held_hides(home: Path) -> list[Hide]:
    """What is taken away on this desk now."""
    try:
        return read_hides((home / FILE).read_bytes())
    except (OSError, PackRefusedError):
        return []


def take_in(places: Places, trusted: Trusted, source: Source, faults: dict[str, ConsoleError | StoreError]) -> int:
    """Take numbers away as signed; what was once taken away stays so until the directory's signers settle it.

    Returns how many things are newly hidden here. A fault of this list never stops the directory.
    """
    held = held_hides(places.home)
    known = {one.name for one in held}
    try:
        offers = trusted.role(HIDE).offers
        offered = _fetched(places, source, offers[0]) if offers else []
    except (PackRefusedError, UnreachableError) as error:
        faults[HIDE] = error
        offered = []
    try:
        settled = {str(one) for one in trusted.role("directory").said.get("x-settled", ())}
    except (PackRefusedError, UnreachableError):
        settled = set()
    fresh = [one for one in offered if one.name not in known]
    now = [one for one in [*held, *fresh] if one.name not in settled]
    if now != held:
        write_json_file(places.home / FILE, {"hidden": [asdict(one) for one in now]})
    return sum(one.name not in settled for one in fresh)


def _fetched(places: Places, source: Source, offer: Offer) -> list[Hide]:
    kept = places.folder / "hide.json"
    said = kept.read_bytes() if kept.is_file() else b""
    if hashed(said) != offer.sha256:
        if offer.length > MOST:
            raise PackRefusedError(foreign_text(HIDE, "its list is larger than it may be"))
        part = fetch(source, offer.path, places.parts / f"{offer.sha256}.part", offer.length, offer.sha256, _unseen)
        said = part.read_bytes()
        read_hides(said)
        part.replace(kept)
    return read_hides(said)


def hashed(raw: bytes) -> str:
    """The hash by which a list is known."""
    import hashlib

    return hashlib.sha256(raw).hexdigest()


def _unseen(have: int, total: int) -> None:
    """So small a list needs no bar."""
