"""Which process keeps an unfinished call, told apart from a later one that was given the same number."""

import os
from pathlib import Path


def session_now() -> str:
    """This process: its number, and when it began where the system says so."""
    return f"{os.getpid()} {_began(os.getpid())}".strip()


def lives(session: str) -> bool:
    """Does another process, the one that kept an unfinished call, still run here?"""
    number, _, began = session.partition(" ")
    if not number.isdigit() or session == session_now():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # somebody else's process: it runs
    return not began or began == _began(int(number))


def _began(process: int) -> str:
    """In ticks since the machine started; "" where there is no /proc."""
    try:
        # The name of the program stands in brackets and may hold spaces; the start is the 20th field after it.
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
