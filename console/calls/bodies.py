"""What of a kept thing goes to the hub: its structured columns, written one way, and what is sealed beside them."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from console.calls.log import CallLog

_ID = re.compile(r"[0-9a-f]{32}\Z")
_HERE = ("victim", "unknown")
"""Whoever's identifier it may be a victim's stays at the desk."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: its columns at the hub with their types there, and where the desk has them.

    `select` gives the id, the columns, and what is to be sealed; `key` is asked for the first part of the ids.
    """

    name: str
    columns: Mapping[str, str]
    select: str
    key: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class Body:
    """What one thing says, as canonical JSON; `plain` is a note, or the box that holds an identifier."""

    text: str
    plain: bytes | None = None


def _kind(name: str, columns: str, source: str = "", key: str = "id", *, sealed: bool = False) -> Kind:
    typed = dict(column.split(" ") for column in columns.split(", "))
    select = source or f"SELECT id, {', '.join(typed)} FROM {name} WHERE true"
    return Kind(name, MappingProxyType(typed), select, key, sealed)


_MENTIONED = f"role NOT IN {_HERE}"
_ALL = (
    _kind(
        "situation",
        "first_month date, trafficking_type text, venue text, isic text, controls text[], recruitment text, "
        "relationship text, minors text, gender_band text, victims text, status text, state text, county text, "
        "place_confidence integer, place_type text",
    ),
    _kind(
        "signal",
        "day date, hour_band smallint, channel text, language text, duration_s integer, signal_type text, caller text, "
        "how_heard text, county text, state text, situation uuid, protocol text, protocol_version text, "
        "disposition text, first_help_s integer, finished boolean",
    ),
    _kind(
        "referral",
        "signal uuid, listing bigint, kind text, made_month date, outcome text, situation uuid, spoken_consent boolean",
    ),
    _kind(
        "entity",
        "kind text, token text, last_month date, folds text[]",
        "SELECT id, kind, token, last_month, (SELECT group_concat(token) FROM fold WHERE entity = entity.id), value "
        f"FROM entity WHERE EXISTS (SELECT 1 FROM mention WHERE mention.entity = entity.id AND {_MENTIONED})",
        sealed=True,
    ),
    _kind(
        "mention",
        "situation uuid, entity uuid, role text, heard_exactly boolean, month date",
        "SELECT entity || '.' || situation || '.' || role, situation, entity, role, heard_exactly, month "
        f"FROM mention WHERE {_MENTIONED}",
        "entity",
    ),
    _kind("consent", "situation uuid, scope text, given_on date, expires_on date, withdrawn_on date"),
    _kind("hold", "situation uuid, since date, lifted date"),
    _kind(
        "narrative", "expires_on date", "SELECT signal, expires_on, text FROM note WHERE true", "signal", sealed=True
    ),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
"""In the order in which they are put at the hub."""


def hub_id(id: str) -> str:
    """The id of a thing at the hub: its own where it is one of ours, else one made from it."""
    return id if _ID.match(id) else hashlib.sha256(id.encode()).hexdigest()[:32]


def bodies(log: CallLog, kind: Kind, ids: Iterable[str]) -> dict[str, Body]:
    """What these things say now, by id; one that is gone, or may not leave, is not among them."""
    asked = frozenset(ids)
    keys = {id.partition(".")[0] for id in asked}
    found = log.ask(f"{kind.select} AND {kind.key} IN ({', '.join('?' * len(keys))})", *keys)
    return {str(row[0]): _body(kind, row) for row in found if str(row[0]) in asked}


def digest(body: Body, box: bytes | None) -> str:
    """The hash that names this content: of the columns and of the box as it is sent."""
    return hashlib.sha256(body.text.encode() + b"\0" + (box or b"")).hexdigest()


def gone_digest(kind: str, id: str, version: int) -> str:
    """The same of the word that a thing is no more."""
    return hashlib.sha256(f"gone\0{kind}\0{id}\0{version}".encode()).hexdigest()


def canonical(kind: Kind, said: Mapping[str, Any]) -> str:
    """The columns as canonical JSON: one way of writing them, so that two sides can compare hashes."""
    return _WRITE({name: said[name] for name in kind.columns})


def _body(kind: Kind, row: tuple[Any, ...]) -> Body:
    said = dict(zip(kind.columns, row[1:], strict=False))
    for name, make in _made(kind.name):
        said[name] = make(said[name])
    plain = row[-1] if kind.sealed else None
    return Body(_WRITE(said), plain.encode() if isinstance(plain, str) else plain)


_WRITE = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode
_MADE: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "uuid": lambda value: hub_id(value) if value else None,
        "boolean": bool,
        "text[]": lambda value: sorted(value.split(",")) if value else [],
    }
)


@lru_cache
def _made(kind: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The columns that are not at the hub as SQLite has them."""
    return tuple((name, _MADE[typed]) for name, typed in KINDS[kind].columns.items() if typed in _MADE)
