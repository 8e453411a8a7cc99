"""What can be wrong with an installation, looked at one by one, each with what to do about it."""

import os
import shutil
import sqlite3
import sys
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import packages_distributions
from importlib.util import find_spec

from console.prepare import places_path
from console.settings import Settings
from protocols.errors import ProtocolsError
from protocols.library import open_library
from resources.errors import ResourcesError
from resources.places.index import open_places
from resources.store import open_directory

OURS = ("console", "protocols", "resources")
ROOM_MB = 300
BACK_UP_DAYS = 31


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do when it is not."""

    what: str
    well: bool
    says: str
    do: str = ""


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Look at everything; nothing is changed and nothing leaves the machine."""
    return (*_python(), *_folder(settings), *_stores(settings), *_calls(settings), *_terminal())


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", sys.version_info >= (3, 11), version, "Install Python 3.11 or later.")
    owners = {name: sorted(set(packages_distributions().get(name, []))) for name in OURS}
    strangers = [f"{name} by {', '.join(who)}" for name, who in owners.items() if set(who) - {"northline"}]
    yield Finding(
        "package names",
        not strangers,
        "; ".join(strangers) or "nobody else uses ours",
        "Install Northline into an environment of its own (pipx, uv tool, or a new venv).",
    )
    options = {row[0] for row in sqlite3.connect(":memory:").execute("pragma compile_options")}
    yield Finding(
        "SQLite full-text search", "ENABLE_FTS5" in options, sqlite3.sqlite_version, "Use a Python with FTS5."
    )
    compiled = any(find_spec(f"rapidfuzz.distance.{core}") for core in ("metrics_cpp", "metrics_cpp_avx2"))
    slow = "Reinstall rapidfuzz: without its compiled core it is 54 times slower."
    yield Finding("rapidfuzz", compiled, "compiled" if compiled else "not compiled", slow)
    yield Finding(
        "time zones", "America/Chicago" in zoneinfo.available_timezones(), "IANA zones found", "Install tzdata."
    )


def _folder(settings: Settings) -> Iterator[Finding]:
    home = settings.home
    yield Finding("data folder", home.is_dir(), str(home), "Run: northline setup")
    if not home.is_dir():
        return
    yield Finding("may write there", os.access(home, os.W_OK), "", "Set NORTHLINE_HOME to a folder you may write to.")
    free = shutil.disk_usage(home).free // 1_000_000
    yield Finding("room", free >= ROOM_MB, f"{free} MB free", f"Free at least {ROOM_MB} MB.")
    private = home.stat().st_mode & 0o077 == 0
    yield Finding(
        "private", private, "only you can read it" if private else "others can read it", f"Run: chmod 700 {home}"
    )


def _stores(settings: Settings) -> Iterator[Finding]:
    try:
        open_places(places_path(settings)).close()
        yield Finding("places", True, "open")
    except ResourcesError as error:
        yield Finding("places", False, str(error), "Delete it and run: northline setup")
    try:
        library = open_library(settings.guides_db)
        yield Finding(
            "guides", not library.faults, "; ".join(map(str, library.faults)) or "open", "Run: northline check"
        )
    except ProtocolsError as error:
        yield Finding("guides", False, str(error), "Delete it and run: northline setup")
    try:
        directory = open_directory(settings.directory_db, settings.local_db if settings.local_db.is_file() else None)
        says = "; ".join(directory.faults) or f"{directory.count()} listings"
        yield Finding("directory", not directory.faults, says, "Run: northline setup")
    except ResourcesError as error:
        yield Finding("directory", False, str(error), "Run: northline setup")


def _calls(settings: Settings) -> Iterator[Finding]:
    """The call log as far as it can be looked at without a passphrase; nothing where none is set up."""
    from console.calls.errors import CallsError
    from console.calls.files import CallFiles
    from console.calls.ring import read_rings
    from resources.cipher import require_encrypted

    files = CallFiles(settings.home)
    if not files.log.exists() and not files.ring.exists():
        return
    try:
        names = read_rings(files.ring).names()
        require_encrypted(files.log)
        yield Finding("call log", True, f"encrypted; {len(names)} may open it: {', '.join(names)}")
    except (CallsError, ResourcesError) as error:
        yield Finding("call log", False, str(error), "Restore it: northline calls restore FOLDER")
    made = settings.home / "calls.backed-up"
    try:
        day = date.fromisoformat(made.read_text("utf-8").strip())
    except (OSError, ValueError):
        day = date.min
    said = "never" if day == date.min else f"on {day}"
    recent = (date.today() - day).days <= BACK_UP_DAYS
    yield Finding("call log backed up", recent, said, "Run: northline calls backup FOLDER, on another disk")


def _terminal() -> Iterator[Finding]:
    term = os.environ.get("TERM", "")
    yield Finding("terminal", term not in ("", "dumb", "unknown"), term or "none", "Use northline talk, or set TERM.")
    encoding = sys.stdout.encoding or "unknown"
    plain = encoding.lower().replace("-", "") == "utf8"
    yield Finding("text encoding", True, encoding if plain else f"{encoding}: letters are shown without their marks")
