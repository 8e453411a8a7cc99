"""Going back to the generation before, with a line in an audit that shows every later change to it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from console.audit import AuditLog
from console.exchange.records import Places, write_small
from console.exchange.switching import roll_back
from console.vault import who

AUDIT = "packs-audit.jsonl"


class _PlainHead:
    """Where the last line is remembered: a desk without sealed addresses has no encrypted place for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def head(self) -> str:
        path = self._folder / "audit.head"
        return path.read_text("utf-8") if path.is_file() else ""

    def set_head(self, line: str) -> None:
        write_small(self._folder / "audit.head", line.encode())

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        handle = os.open(self._folder / "audit.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            with suppress(ImportError):
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def roll_back_noted(places: Places, chain: str, by: str, why: str) -> tuple[int, int]:
    """Go back on this desk alone; the audit line is on disk first. Says from which generation to which."""
    log = AuditLog(places.home / AUDIT, _PlainHead(places.folder))
    log.note(who(by), "rollback", chain, why)
    return roll_back(places, chain)
