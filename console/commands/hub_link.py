"""Reaching the hub for one command: from where the connection and the password may come, and no password in argv."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from console.calls.errors import HubError
from console.calls.hub import Hub, checked_connection
from console.calls.hub_faults import NeedsPasswordError
from console.keys.asking import Asker

ENVIRONMENT = "NORTHLINE_HUB"


def connection_of(arguments: Namespace) -> str:
    """The connection as given (--hub, a file after @, NORTHLINE_HUB, or typed), without a password in it.

    Raises:
        HubError: none is given, or it would show a password or go without TLS.
    """
    said = arguments.hub or os.environ.get(ENVIRONMENT, "")
    if said.startswith("@"):
        try:
            said = Path(said[1:]).expanduser().read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise HubError("The file with the connection cannot be read. Check its path after the @.") from error
    if not said and sys.stdin.isatty():
        said = input("Connection to the hub (such as host=hub.example.org dbname=northline user=office_austin): ")
    if not said.strip():
        raise HubError(f"Say where the hub is: --hub CONNECTION, --hub @FILE, or {ENVIRONMENT} in the environment.")
    return checked_connection(said)


def hub_reached(arguments: Namespace, asker: Asker) -> tuple[Hub, str, str]:
    """The hub, the connection, and the password if one was asked for; libpq's own password file comes first."""
    connection = connection_of(arguments)
    try:
        return Hub(connection), connection, ""
    except NeedsPasswordError:
        password = asker.passphrase("Password at the hub: ")
        return Hub(connection, password), connection, password
