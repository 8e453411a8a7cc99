"""A sync that dies at a step of its own or of chance, and what must be true of a desk after it."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from publisher import take_in

from console.exchange.chains import DIRECTORY, content_hash
from console.exchange.records import Places, read_record
from console.exchange.switching import in_use
from resources.store import open_directory


def killed(places: Places, where: str, step: int) -> bool:
    """Sync in a process of its own, killed at its `step`th write to disk or rename; False where it came to its end."""
    child = os.fork()
    if child == 0:
        count, fsync, put = 0, os.fsync, Path.replace

        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*said: Any) -> Any:
                nonlocal count
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*said)

            return call

        os.fsync, Path.replace = counted(fsync), counted(put)  # type: ignore[method-assign]
        try:
            take_in(places, where)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def killed_after(places: Places, where: str, seconds: float) -> None:
    """Sync in a process of its own, killed when so much time has gone, if it still runs."""
    child = os.fork()
    if child == 0:
        try:
            take_in(places, where)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def proved(places: Places) -> int:
    """The generation in use, once its content was compared with what was signed and a session could open it."""
    record = read_record(places, "directory")
    assert record is not None
    with closing(sqlite3.connect(f"file:{in_use(places, 'directory')}?mode=ro", uri=True)) as connection:
        assert content_hash(DIRECTORY, connection) == record.content
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert open_directory(places.pointer("directory"), None).count() == record.rows
    return record.generation
