"""Putting parcels at the hub in one transaction, and reading back what it has of them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from console.calls.bodies import KINDS, hub_id
from console.calls.hub import Hub
from console.calls.outbox import Parcel

_SENT = "id uuid, desk uuid, version integer, body_sha256 text"
_READ_BACK = """SELECT kind, replace(id::text, '-', ''), item.number, item.version, encode(item.body_sha256, 'hex')
FROM jsonb_to_recordset(%s::jsonb) AS asked (kind text, id uuid) JOIN northline.item USING (kind, id)"""


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a desk's audit: its number and its hash."""

    seq: int
    own: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Up to which days an office keeps no free text, no values and no tokens any more."""

    made_on: date
    text_until: date
    values_until: date
    tokens_until: date


@dataclass(frozen=True, slots=True)
class Held:
    """What the hub has of one thing: from which desk (by number), which version, with which hash."""

    number: int
    version: int
    sha256: str


def introduce(hub: Hub, desk: str, organisation: str, key_check: bytes | None) -> dict[str, int]:
    """Make the desk known, once; returns the numbers of all desks of this office.

    Raises:
        HubError: the hub is another organisation's, or holds to another key for tokens.
    """
    numbers = _numbers(hub)
    if desk not in numbers:
        hub.ask(
            "INSERT INTO northline.desk (id, organisation, key_check) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            desk, organisation, key_check,
        )  # fmt: skip
        numbers = _numbers(hub)
    return numbers


def put(hub: Hub, parcels: Sequence[Parcel], desk: str, head: Head | None) -> None:
    """Put them all, or none. What the hub has already, or newer, changes nothing there."""
    with hub.changing() as link, link.pipeline():
        for kind in KINDS.values():
            rows = [_row(one) for one in parcels if one.kind == kind.name and one.body]
            if rows:
                link.execute(_insert(kind.name), (_list(rows),))
        gone = [_row(replace(one, body=_WRITE({"kind": one.kind}))) for one in parcels if not one.body]
        if gone:
            link.execute(_GONE, (_list(gone),))
        if head is not None:
            link.execute(
                "INSERT INTO northline.audit_head (desk, seq, own) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                (desk, head.seq, head.own),
            )


def ask_to_forget(hub: Hub, asked: Asked) -> None:
    """Tell the hub how far back this office keeps what: it forgets by its own terms or by these, the stricter."""
    hub.ask(
        "INSERT INTO northline.asked (made_on, text_until, values_until, tokens_until) VALUES (%s, %s, %s, %s) "
        "ON CONFLICT DO NOTHING",
        asked.made_on, asked.text_until, asked.values_until, asked.tokens_until,
    )  # fmt: skip


def read_back(hub: Hub, parcels: Iterable[Parcel]) -> dict[tuple[str, str], Held]:
    """What the hub has of these things, by kind and id there."""
    asked = json.dumps([{"kind": one.kind, "id": hub_id(one.id)} for one in parcels])
    return {(row[0], row[1]): Held(*row[2:]) for row in hub.ask(_READ_BACK, asked)}


def _numbers(hub: Hub) -> dict[str, int]:
    return {row[0]: int(row[1]) for row in hub.ask("SELECT replace(id::text, '-', ''), number FROM northline.desk")}


def _row(one: Parcel) -> str:
    booked: dict[str, Any] = {"id": hub_id(one.id), "desk": one.desk, "version": one.version, "body_sha256": one.sha256}
    if one.sealed is not None:
        booked["sealed"] = one.sealed.hex()
    # The body is JSON already: its columns follow those of the parcel.
    return f"{_WRITE(booked)[:-1]},{one.body[1:]}"


def _list(rows: Sequence[str]) -> str:
    return f"[{','.join(rows)}]"


_WRITE = json.JSONEncoder(separators=(",", ":")).encode


@lru_cache
def _insert(name: str) -> str:
    kind = KINDS[name]
    typed = ", ".join(f"{column} {type_}" for column, type_ in kind.columns.items())
    names = ", ".join(kind.columns)
    sealed = (", sealed", ", decode(sealed, 'hex')", ", sealed text") if kind.sealed else ("", "", "")
    return (
        f"INSERT INTO northline.{kind.name} (id, desk, version, body_sha256, {names}{sealed[0]}) "
        f"SELECT id, desk, version, decode(body_sha256, 'hex'), {names}{sealed[1]} "
        f"FROM jsonb_to_recordset(%s::jsonb) AS sent ({_SENT}, {typed}{sealed[2]})"
    )


_GONE = (
    "INSERT INTO northline.gone (id, desk, version, body_sha256, kind) "
    "SELECT id, desk, version, decode(body_sha256, 'hex'), kind "
    f"FROM jsonb_to_recordset(%s::jsonb) AS sent ({_SENT}, kind text)"
)
