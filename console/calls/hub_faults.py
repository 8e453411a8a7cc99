"""What the hub refuses, or why it cannot be reached, in our own words and never with a row in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from console.calls.errors import HubError


class UnreachableError(HubError):
    """The hub cannot be reached at this moment, or has no room; trying again may help."""


class NeedsPasswordError(HubError):
    """The server asks for a password."""


class RefusedRowError(HubError):
    """The server takes one of the rows for none."""


_OTHER = (
    "The hub refused (PostgreSQL's code {}). Nothing is lost: everything waits at this desk. "
    "Tell the hub's administrator."
)
_ROW = "The hub takes one of the rows for none. It is set aside; tell whoever looks after Northline."
_REFUSED = {
    "NL001": "The hub belongs to another organisation: one hub is one legal organisation. Nothing was sent.",
    "NL002": "This desk's key for tokens is not its organisation's. Take the right one: `northline hub key take`.",
    "NL003": "The hub does not know this desk yet. Run `northline hub upload` again.",
    "NL004": "The hub opens nothing without a reason: say in a few words why.",
    "NL005": "The hub shows nothing without a line of the audit that stands. Ask again.",
    "42501": "The hub does not allow that to this role. `northline hub roles` says who may do what.",
    "3F000": "That database is no hub. Its administrator sets it up with `northline hub init`.",
    "42P01": "That database is no hub, or an older one. Its administrator runs `northline hub init`.",
    "42883": "That hub is an older one. Its administrator runs `northline hub init`.",
}
_AT_ONCE = {
    "28P01": "The hub refuses the password. Ask its administrator for a new one, then run `northline hub join`.",
    "28000": "The hub does not let this role in from here. Check the user and pg_hba.conf (see console/deploy/hub.md).",
    "3D000": "The hub's server has no such database. Check dbname in the connection.",
    "42501": "The hub does not let this role into its database. Its administrator runs `northline hub office add`.",
}


@contextmanager
def hub_faults() -> Iterator[None]:
    """Say in our own words what the hub refused or why it cannot be reached; never with a row in it.

    Raises:
        UnreachableError: waiting may help.
        RefusedRowError: one row is the reason; without it the others go.
        HubError: it will not.
    """
    psycopg = psycopg_here()
    try:
        yield
    except psycopg.OperationalError as error:
        raise _unreachable(error.sqlstate or "", str(error)) from None
    except psycopg.Error as error:
        if (error.sqlstate or "")[:2] in ("22", "23"):
            raise RefusedRowError(_ROW) from None
        raise HubError(_REFUSED.get(error.sqlstate or "", _OTHER.format(error.sqlstate or "none"))) from None


def psycopg_here() -> Any:  # noqa: ANN401 - a library that a desk without a hub does not have
    """psycopg. Raises HubError where it is not installed."""
    try:
        import psycopg
        import psycopg.conninfo
    except ImportError as error:
        raise HubError(
            "The hub needs psycopg, which is not installed here. Install it with: pip install 'northline[hub]'"
        ) from error
    return psycopg


def _unreachable(state: str, text: str) -> HubError:
    if state in _AT_ONCE:
        return HubError(_AT_ONCE[state])
    if "no password supplied" in text:
        return NeedsPasswordError("The hub wants a password, and none was given.")
    if "password authentication failed" in text:
        return HubError(_AT_ONCE["28P01"])
    if "no pg_hba.conf entry" in text or "certificate authentication failed" in text:
        return HubError(_AT_ONCE["28000"])
    if "does not exist" in text and "database" in text:
        return HubError(_AT_ONCE["3D000"])
    if "permission denied for database" in text:
        return HubError(_AT_ONCE["42501"])
    if any(word in text for word in ("SSL", "certificate", "TLS")):
        return HubError(
            "The hub's TLS does not prove who answers: its certificate, sslrootcert or the host name is wrong. "
            "Nothing was sent; see console/deploy/hub.md."
        )
    if state in ("53100", "53200", "53300", "53400"):
        full = "its disk is full" if state == "53100" else "it has too much to do"
        return UnreachableError(f"The hub cannot take anything in: {full}. Everything waits at this desk.")
    return UnreachableError("The hub cannot be reached. Everything waits at this desk, and goes out when it answers.")
