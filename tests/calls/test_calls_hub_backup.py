"""The hub's back-up as console/deploy/hub.md says it: PostgreSQL's own tools, into an empty server."""

import os
import subprocess
from dataclasses import replace
from pathlib import Path

from hub_server import ORGANISATION, Server, TestHub
from open_log import a_case, opened

from console.calls import hub_admin
from console.calls.hub import Hub, remember
from console.calls.hub_upload import Uploader
from console.calls.hub_verify import verify


def tool(server: Server, *command: str) -> None:
    """One of PostgreSQL's tools, as the administrator of that server."""
    environment = {**os.environ, "PGHOST": str(server.folder), "PGUSER": "postgres"}
    subprocess.run([str(server.tools / command[0]), *command[1:]], env=environment, check=True, capture_output=True)


def test_a_hub_restored_from_its_dump_is_the_same_hub_and_every_desk_can_prove_it(tmp_path: Path) -> None:
    first, second = Server(), Server()
    try:
        hub = TestHub(first)
        with opened(tmp_path / "desk") as book:
            known = hub.join(book.log, "austin")
            a_case(book)
            Uploader(book.log, known, False).run(lambda done, total: None)
            tool(first, "pg_dump", "--format=custom", f"--file={tmp_path}/hub.dump", "postgres")
            tool(first, "pg_dumpall", "--roles-only", "--no-role-passwords", f"--file={tmp_path}/roles.sql")
            roles = (tmp_path / "roles.sql").read_text().replace("CREATE ROLE postgres;", "")
            (tmp_path / "roles.sql").write_text(roles)
            tool(second, "psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={tmp_path}/roles.sql", "postgres")
            tool(second, "createdb", "northline")
            tool(second, "pg_restore", "--dbname=northline", "--exit-on-error", f"{tmp_path}/hub.dump")
            with Hub(second.admin.replace("dbname=postgres", "dbname=northline")) as admin:
                assert hub_admin.set_up(admin, ORGANISATION, bytes(32)) == 2
                hub_admin.remove_member(admin, "office", "austin")
                password = hub_admin.add_member(admin, "office", "austin")
            connection = second.connection("office_austin", "northline")
            moved = replace(known, connection=connection, password=password)
            remember(book.log, moved)
            with Hub(connection, password) as office:
                found = verify(book.log, office, book.audit())
                assert (found.agree, found.faults) == (2, ())
            a_case(book, case="d" * 32, call="b" * 32)
            assert Uploader(book.log, moved, False).run(lambda done, total: None).confirmed == 2
    finally:
        first.stop()
        second.stop()
