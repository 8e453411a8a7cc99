"""Setting up a hub: its groups, its tables in steps, its offices and its staff; for the server's administrator."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from console.calls.errors import HubError
from console.calls.hub import HUB_VERSION, Hub
from console.calls.log import sql

if TYPE_CHECKING:
    from psycopg import Connection

STEPS = ("hub_1.sql", "hub_2.sql")
"""Version 1 of the hub is the first file, version 2 the second. A released file is never changed."""

OFFICE = "office"
DUTIES = ("analyst", "opener", "retention", "auditor")
"""What a person may do at the hub; each is a group, and nobody is in the owner's."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}\Z")
_OLDEST_SERVER = 140_000


@dataclass(frozen=True, slots=True)
class Member:
    """One who may log in: an office or a person, by role name, with the group they are in."""

    role: str
    group: str


def set_up(hub: Hub, organisation: str, sealing_key: bytes, upto: int = HUB_VERSION) -> int:
    """Make the hub, or bring it to this version; returns the version it had. All of it stands, or nothing new.

    Raises:
        HubError: another organisation's hub, a newer one, or an administrator who may not.
    """
    _fit(hub)
    with hub.changing() as link:
        link.execute(sql("hub_groups.sql"))
    with as_owner(hub) as link:
        had = _version(link)
        _refuse_other(link, had, organisation)
        for number in range(had, upto):
            link.execute(sql(STEPS[number]))
            if number == 0:
                link.execute(
                    "INSERT INTO northline.hub (id, organisation, sealing_key, version) VALUES (%s, %s, %s, 0)",
                    (uuid4(), organisation, sealing_key),
                )
            link.execute("UPDATE northline.hub SET version = %s", (number + 1,))
    return had


def version_there(hub: Hub) -> int:
    """The version of the hub in that database; 0 where there is none."""
    with hub.changing() as link:
        if link.execute("SELECT to_regclass('northline.hub')").fetchone() == (None,):
            return 0
    with as_owner(hub) as link:
        return _version(link)


def add_member(hub: Hub, group: str, name: str, *, by_certificate: bool = False) -> str:
    """Let an office or a person in; returns their password, shown once, or "" where a client certificate proves them.

    Raises:
        HubError: a name that cannot be one, or one that is there already.
    """
    role = role_of(group, name)
    if any(member.role == role for member in members(hub)):
        raise HubError(f"{role} is there already. Remove it first where it needs a new password.")
    password = "" if by_certificate else secrets.token_urlsafe(24)
    with hub.changing() as link:
        flags = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
        link.execute(f'CREATE ROLE "{role}" {flags} IN ROLE northline_{group}')
        if password:
            # Only the proof that SCRAM checks goes to the server, and into its logs.
            proof = link.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
            link.execute(f"ALTER ROLE \"{role}\" PASSWORD '{proof}'")
    return password


def remove_member(hub: Hub, group: str, name: str) -> None:
    """Shut an office or a person out, and end their sessions; what an office sent stays.

    Raises:
        HubError: nobody of that name is in.
    """
    role = role_of(group, name)
    if not any(member.role == role for member in members(hub)):
        raise HubError(
            f"There is no {role}. `northline hub {'office' if group == OFFICE else 'staff'} list` says who is."
        )
    with hub.changing() as link:
        link.execute(f'ALTER ROLE "{role}" NOLOGIN')
        link.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (role,))
        link.execute(f'DROP ROLE "{role}"')


def members(hub: Hub) -> list[Member]:
    """Everybody who may log in to the hub."""
    found = hub.ask(
        "SELECT m.rolname, substr(g.rolname, 11) FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid "
        "JOIN pg_roles m ON m.oid = a.member WHERE g.rolname LIKE 'northline\\_%%' AND m.rolcanlogin "
        "AND NOT m.rolsuper AND g.rolname <> 'northline_owner' ORDER BY 1"
    )
    return [Member(str(role), str(group)) for role, group in found]


def role_of(group: str, name: str) -> str:
    """The role an office or a person logs in as. Raises HubError for a name that cannot be one."""
    if not _NAME.match(name):
        raise HubError("A name at the hub has small letters, digits and _, at most 31, such as austin or b_reyes.")
    return f"{group}_{name}"


def set_term(hub: Hub, what: str, days: int) -> None:
    """How many days the hub keeps `text`, `values` or `tokens`."""
    with as_owner(hub) as link:
        link.execute("UPDATE northline.term SET days = %s WHERE what = %s", (days, what))


@contextmanager
def as_owner(hub: Hub) -> Iterator["Connection[tuple[Any, ...]]"]:
    """One transaction as the owner of the tables, whom nobody can log in as."""
    with hub.changing() as link:
        link.execute("SET LOCAL ROLE northline_owner")
        yield link


def bypassing(hub: Hub) -> list[str]:
    """The roles of the server that no rule by row holds: its superusers, and whoever has BYPASSRLS."""
    found = hub.ask("SELECT rolname FROM pg_roles WHERE (rolbypassrls OR rolsuper) AND rolcanlogin ORDER BY 1")
    return [str(row[0]) for row in found]


def _fit(hub: Hub) -> None:
    if hub.link.info.server_version < _OLDEST_SERVER:
        raise HubError("The hub needs PostgreSQL 14 or later.")
    superuser = hub.ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if superuser != [(True,)]:
        raise HubError("A hub is set up by a superuser of its PostgreSQL, such as postgres on the server itself.")


def _version(link: "Connection[tuple[Any, ...]]") -> int:
    there = link.execute("SELECT to_regclass('northline.hub') IS NOT NULL").fetchone()
    if there != (True,):
        return 0
    found = link.execute("SELECT version FROM northline.hub").fetchone()
    return int(found[0]) if found else 0


def _refuse_other(link: "Connection[tuple[Any, ...]]", had: int, organisation: str) -> None:
    if not had:
        return
    if had > HUB_VERSION:
        raise HubError(f"That hub has version {had}, made by a newer Northline. Update this one; nothing was changed.")
    found = link.execute("SELECT organisation FROM northline.hub").fetchone()
    if found != (organisation,):
        raise HubError("That hub belongs to another organisation: one hub is one legal organisation.")
