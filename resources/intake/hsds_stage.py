"""The tables of one HSDS package, laid side by side in a temporary file so that any size can be joined."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from resources.clean import clean
from resources.intake.hsds_roles import Role

_ROW = "file, row, id, service_id, location_id, organization_id, sal_id, link_id, cells"
_LINKED = {
    "service": "service_id", "location": "location_id", "organisation": "organization_id", "at_location": "sal_id",
}  # fmt: skip
_BATCH = 2000

Staged = tuple[int, int, dict[str, str]]


class Stage:
    """One table of rows a role, with the ids by which HSDS joins them."""

    def __init__(self) -> None:
        # An empty name is SQLite's own temporary file: private, bounded in memory, gone when closed.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000; PRAGMA temp_store=FILE"
        )
        self._roles: set[str] = set()
        self._filled: set[tuple[str, str]] = set()

    def close(self) -> None:
        """Drop everything."""
        self._db.close()

    def has(self, role: str) -> bool:
        """Whether the package holds such a table."""
        return role in self._roles

    def load(self, file: int, role: Role, rows: Iterable[tuple[int, list[str]]]) -> int:
        """Take in the rows of one table; the number of them."""
        self._make(role.name)
        count, batch = 0, []
        for number, cells in rows:
            record = {
                name: text for name, cell in zip(role.columns, cells, strict=False) if name and (text := clean(cell))
            }
            batch.append((file, number, *_ids(record), json.dumps(record, ensure_ascii=False)))
            count += 1
            if len(batch) >= _BATCH:
                self._insert(role.name, batch)
                batch.clear()
        self._insert(role.name, batch)
        return count

    def ready(self) -> None:
        """Index what was loaded."""
        for role in self._roles:
            for column in ("id", "service_id", "location_id", "organization_id", "sal_id", "link_id"):
                if self._db.execute(f"SELECT 1 FROM {role} WHERE {column} != '' LIMIT 1").fetchone():
                    self._db.execute(f"CREATE INDEX {role}_{column} ON {role}({column})")
                    self._filled.add((role, column))

    def rows(self, role: str) -> Iterator[Staged]:
        """Every row of a role in the order of its files."""
        if role not in self._roles:
            return
        cursor = self._db.cursor()
        for file, row, cells in cursor.execute(f"SELECT file, row, cells FROM {role} ORDER BY rowid"):
            yield file, row, json.loads(cells)

    def count(self, role: str) -> int:
        """How many rows a role has."""
        return int(self._db.execute(f"SELECT count(*) FROM {role}").fetchone()[0]) if role in self._roles else 0

    def where(self, role: str, **ids: str) -> list[dict[str, str]]:
        """Rows of a role with any of these ids; a row that also names another service or location stays out."""
        # A column that is empty throughout has no index: asking for it would read the whole table.
        wanted = {column: value for column, value in ids.items() if value and (role, column) in self._filled}
        if role not in self._roles or not wanted:
            return []
        test = " OR ".join(f"{column} = ?" for column in wanted)
        columns = ", ".join(ids)
        query = f"SELECT cells, {columns} FROM {role} WHERE {test} ORDER BY rowid"
        return [
            json.loads(found[0])
            for found in self._db.execute(query, tuple(wanted.values()))
            if all(mine in ("", asked) for mine, asked in zip(found[1:], ids.values(), strict=True))
        ]

    def one(self, role: str, key: str) -> dict[str, str]:
        """The row of a role with this id, or an empty one."""
        if role not in self._roles or not key:
            return {}
        found = self._db.execute(f"SELECT cells FROM {role} WHERE id = ? LIMIT 1", (key,)).fetchone()
        return json.loads(found[0]) if found else {}

    def exists(self, role: str, **ids: str) -> bool:
        """Whether any row of a role has these ids."""
        if role not in self._roles or not all((role, column) in self._filled for column in ids):
            return False
        test = " AND ".join(f"{column} = ?" for column in ids)
        return (
            self._db.execute(f"SELECT 1 FROM {role} WHERE {test} LIMIT 1", tuple(ids.values())).fetchone() is not None
        )

    def orphans(self, role: str) -> Iterator[tuple[int, int]]:
        """File and row of each row whose ids lead nowhere."""
        tests = [
            f"{column} IN (SELECT id FROM {parent} WHERE id != '')"
            for parent, column in _LINKED.items()
            if parent in self._roles
        ]
        linked = (*_LINKED, "contact", "phone")
        tests.extend(
            f"link_id IN (SELECT id FROM {parent} WHERE id != '')" for parent in linked if parent in self._roles
        )
        yield from self._db.execute(f"SELECT file, row FROM {role} WHERE NOT ({' OR '.join(tests)}) ORDER BY rowid")

    def _make(self, role: str) -> None:
        if role not in self._roles:
            self._db.execute(f"CREATE TABLE {role} ({_ROW})")
            self._roles.add(role)

    def _insert(self, role: str, batch: list[tuple[object, ...]]) -> None:
        self._db.execute("BEGIN")
        self._db.executemany(f"INSERT INTO {role} VALUES (?,?,?,?,?,?,?,?,?)", batch)
        self._db.execute("COMMIT")


def _ids(record: dict[str, str]) -> tuple[str, ...]:
    sal = record.get("service_at_location_id", "") or record.get("service_at_locations_id", "")
    link = next((record[name] for name in ("link_id", "contact_id", "phone_id", "resource_id") if record.get(name)), "")
    return (
        record.get("id", ""), record.get("service_id", ""), record.get("location_id", ""),
        record.get("organization_id", "") or record.get("organisation_id", ""), sal, link,
    )  # fmt: skip
