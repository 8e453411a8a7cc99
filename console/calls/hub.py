"""The hub as one connection to its PostgreSQL: over TLS or on this machine, and every refusal in our own words."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from console.calls.errors import HubError
from console.calls.hub_faults import hub_faults, psycopg_here
from console.calls.log import CallLog
from console.calls.outbox import desk_id

if TYPE_CHECKING:
    from psycopg import Connection

HUB_VERSION = 2
_LOCAL = ("", "localhost", "127.0.0.1", "::1")
_PROVES = ("verify-full", "verify-ca")
_PATIENT = {
    "connect_timeout": "5", "keepalives_idle": "15", "keepalives_interval": "5", "tcp_user_timeout": "20000",
    "application_name": "northline", "options": "-c statement_timeout=60000 -c lock_timeout=10000",
}  # fmt: skip
_FACT = "hub"


@dataclass(frozen=True, slots=True)
class Joined:
    """What a desk knows of the hub it belongs to; it stands in the encrypted log, the password with it."""

    connection: str
    password: str
    hub: str
    organisation: str
    office: str
    sealing_key: str

    @property
    def public(self) -> bytes:
        """The key that notes and values are sealed to."""
        return bytes.fromhex(self.sealing_key)


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a hub says of itself."""

    hub: str
    organisation: str
    sealing_key: str
    version: int


def joined(log: CallLog) -> Joined | None:
    """The hub this desk belongs to, or nothing."""
    found = log.fact(_FACT)
    return Joined(**json.loads(found)) if found else None


def require_joined(log: CallLog) -> Joined:
    """The same. Raises HubError where the desk belongs to none."""
    known = joined(log)
    if known is None:
        raise HubError("This desk belongs to no hub. `northline hub join` lets it join one.")
    return known


def remember(log: CallLog, known: Joined) -> None:
    """From now on every change waits for this hub."""
    with log.changing():
        desk_id(log)
        log.set_fact(_FACT, json.dumps(asdict(known)).encode())


def checked_connection(text: str) -> str:
    """A connection as PostgreSQL's tools write it, without a password; to another machine it is made to prove itself.

    Raises:
        HubError: it cannot be read, or would go over a network without TLS that proves who answers.
    """
    conninfo = psycopg_here().conninfo
    try:
        parts = {str(name): str(value) for name, value in conninfo.conninfo_to_dict(text.strip()).items()}
    except psycopg_here().Error as error:
        raise HubError(
            "That is no connection. Write it like: host=hub.example.org dbname=northline user=office_austin"
        ) from error
    if parts.get("password"):
        raise HubError("Leave the password out of the connection: it is asked for, and never stands in a command.")
    if "service" not in parts and not _local(parts):
        mode = parts.setdefault("sslmode", "verify-full")
        if mode not in _PROVES:
            raise HubError(
                f"sslmode={mode} does not prove who answers. Use sslmode=verify-full with sslrootcert=FILE, or an SSH "
                "tunnel to localhost (see console/deploy/hub.md)."
            )
    return str(conninfo.make_conninfo(**parts))


def _local(parts: Mapping[str, str]) -> bool:
    """Does the connection stay on this machine: a socket, a tunnel, the server itself?"""
    hosts = (parts.get("hostaddr") or parts.get("host") or os.environ.get("PGHOST", "")).split(",")
    return all(host in _LOCAL or host.startswith("/") for host in hosts)


class Hub:
    """One connection; close it with `with`. Statements run under `hub_faults`."""

    def __init__(self, connection: str, password: str = "") -> None:
        with hub_faults():
            extra: dict[str, Any] = {"password": password} if password else {}
            given = psycopg_here().conninfo.conninfo_to_dict(connection)
            patient = {name: value for name, value in _PATIENT.items() if name not in given}
            self.link: Connection[tuple[Any, ...]] = psycopg_here().connect(
                connection, autocommit=True, **patient, **extra
            )
        info = self.link.info
        said = {"host": info.host, **info.get_parameters()}
        if not _local(said) and not (self.link.pgconn.ssl_in_use and said.get("sslmode") in _PROVES):
            self.close()
            raise HubError("The hub answered without proving who it is. Nothing was sent; see console/deploy/hub.md.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection; a transaction that is open is rolled back by the server."""
        self.link.close()

    def ask(self, statement: str, *bound: object) -> list[tuple[Any, ...]]:
        """The rows of our own SQL, in a transaction of its own where none is open."""
        with hub_faults():
            done = self.link.execute(statement, bound or None)
            return done.fetchall() if done.description else []

    @contextmanager
    def changing(self) -> Iterator["Connection[tuple[Any, ...]]"]:
        """One transaction, committed at the end or rolled back."""
        with hub_faults(), self.link.transaction():
            yield self.link

    def greeting(self) -> Greeting:
        """What the hub says of itself.

        Raises:
            HubError: it is not set up, or of another version.
        """
        with self.changing() as link:
            if not link.execute("SELECT to_regclass('northline.hub')").fetchone() == ("northline.hub",):
                raise HubError("That database is no hub. Its administrator sets it up with `northline hub init`.")
            found = link.execute(
                "SELECT replace(id::text, '-', ''), organisation, encode(sealing_key, 'hex'), version "
                "FROM northline.hub"
            ).fetchone()
        if found is None:
            raise HubError("The hub is set up by half. Its administrator runs `northline hub init` again.")
        greeting = Greeting(*found)
        if greeting.version != HUB_VERSION:
            older = greeting.version < HUB_VERSION
            raise HubError(
                f"The hub has version {greeting.version}, this Northline works with {HUB_VERSION}. "
                + ("Its administrator runs `northline hub init` again." if older else "Update Northline here.")
            )
        return greeting
