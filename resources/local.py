"""The desk's own directory: what a source says is compared with what is held, and applied whole or not at all."""

from collections.abc import Iterable
from dataclasses import replace

from resources import derive
from resources.changes import Diff
from resources.derive import Progress
from resources.generation import stage
from resources.ledger import now_text
from resources.listing import Listing
from resources.reckon import CHANGES, reckon
from resources.rows import SELECT
from resources.upkept import Upkept


class LocalStore(Upkept):
    """`local.db`: imports, edits by hand (see `Edits` and `Upkept`), and undo of both (see `Ledger`).

    Raises:
        StoreError: the file is cut short, not ours, or its folder cannot be written.
    """

    def diff(
        self, source: str, listings: Iterable[Listing], file_sha256: str = "", progress: Progress | None = None
    ) -> Diff:
        """What `apply` would change, without changing anything."""
        with self.transaction(keep=False):
            return self._reckon(source, listings, file_sha256, progress)

    def apply(
        self, source: str, listings: Iterable[Listing], file_sha256: str = "", progress: Progress | None = None,
        by: str = "import",
    ) -> Diff:  # fmt: skip
        """Take in everything that one source says, in one transaction; the same file again changes nothing."""
        with self.transaction():
            diff = self._reckon(source, listings, file_sha256, progress)
            if not diff.nothing or self._any_delta():
                number = self.begin_change(by, "import", source)
                self._carry_out(number, source, progress)
            if self.file_of(source) != file_sha256 or not diff.nothing:
                self.connection.execute(
                    "INSERT OR REPLACE INTO source_file VALUES (?, ?, ?, (SELECT count(*) FROM incoming))",
                    (source, file_sha256, now_text()),
                )
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return diff

    def _reckon(self, source: str, listings: Iterable[Listing], file_sha256: str, progress: Progress | None) -> Diff:
        named = (one if one.source == source else replace(one, source=source) for one in listings)
        stage(self.connection, named, progress, hashes=True)
        return reckon(self.connection, source, bool(file_sha256) and self.file_of(source) == file_sha256)

    def _carry_out(self, number: int, source: str, progress: Progress | None) -> None:
        run = self.connection.execute
        run("INSERT INTO history SELECT ?, id, '', NULL, NULL FROM fresh", (number,))
        run(
            "INSERT INTO history SELECT ?, listing, field, old, new FROM delta WHERE field NOT LIKE 'conflict.%'",
            (number,),
        )
        run(
            "INSERT OR REPLACE INTO conflict SELECT listing, substr(field, 10), old, new, ? FROM delta"
            " WHERE field LIKE 'conflict.%'",
            (now_text(),),
        )
        run(f"INSERT INTO touched SELECT DISTINCT listing FROM delta WHERE {CHANGES}")
        derive.unindex(self.connection)
        self.set_fields("delta", "new")
        run(
            f"INSERT INTO listing ({SELECT}) SELECT {SELECT} FROM incoming"
            " WHERE id IN (SELECT id FROM fresh) ORDER BY id"
        )
        run(
            "INSERT INTO held (id, source, record_hash) SELECT id, ?, record_hash FROM incoming_hash"
            " WHERE id IN (SELECT id FROM fresh) ORDER BY id",
            (source,),
        )
        run("INSERT OR IGNORE INTO touched SELECT id FROM fresh")
        derive.index(self.connection, progress)

    def _any_delta(self) -> bool:
        return self.connection.execute("SELECT 1 FROM delta LIMIT 1").fetchone() is not None
