"""What a draft would change on every desk, read from the files that will be signed and not from anybody's word."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tuf.api.metadata import TargetFile

from console.exchange.building import base_of, newest, require_newest
from console.exchange.chains import CHAINS, DIRECTORY, Chain
from console.exchange.errors import PublishError
from console.exchange.records import Changes, Places
from console.exchange.repository import Repository
from console.exchange.staging import Packs, Wanted, stage
from resources.clean import safe
from resources.listing import Hours, Phone
from resources.rows import COLUMNS, listing_of

WATCHED = ("phones", "hours", "hidden", "refer", "status")
"""Fields of a listing of which every change is shown to whoever signs."""


@dataclass(frozen=True, slots=True)
class Review:
    """A draft in words: counts, and a line for each change that could send somebody astray."""

    chain: str
    generation: int
    changes: Changes
    lines: tuple[str, ...]


def review(repository: Repository, places: Places, chain: Chain) -> Review | None:
    """Stage the draft's own files on what this desk holds, prove them, and compare; None where there is no draft.

    Raises:
        PublishError: the draft is incomplete, or holds what may not leave.
        PackRefusedError: its files are not what it says.
    """
    held = repository.drafted(chain.name)
    if held is None:
        return None
    record = require_newest(repository, places, chain)
    generation = newest(held.signed)
    with TemporaryDirectory(dir=places.home) as folder:
        aside = Path(folder)
        base = base_of(places, chain, record, aside / "base") if record else None
        full = held.signed.targets[f"{chain.name}/full.zst"]
        said = full.unrecognized_fields["custom"]
        packs = Packs(full=_file(repository, full), unpacked=int(said["raw"]))
        wanted = Wanted(generation, said["content"], int(said["rows"]))
        changes = stage(chain, base, packs, wanted, aside / "next", _quiet, indexed=False)
        patch = held.signed.targets.get(f"{chain.name}/p-{record.generation}-{generation}.zst") if record else None
        if patch is not None:
            stage(chain, base, Packs((_file(repository, patch),)), wanted, aside / "patched", _quiet, indexed=False)
        return Review(chain.name, generation, changes, tuple(_compare(chain, base, aside / "next")))


def _file(repository: Repository, target: TargetFile) -> Path:
    folder, _, name = target.path.rpartition("/")
    path = repository.draft / "targets" / folder / f"{target.hashes['sha256']}.{name}"
    if not path.is_file():  # a draft that only signs again names what was handed out before
        path = repository.targets / folder / path.name
    try:
        target.verify_length_and_hashes(path.read_bytes())
    except OSError as error:
        raise PublishError(f"The draft is incomplete: {path.name} is missing. Build it again.") from error
    return path


def _compare(chain: Chain, base: Path | None, after: Path) -> list[str]:
    with closing(sqlite3.connect(after)) as connection:
        connection.execute("ATTACH ? AS base", (str(base) if base else ":memory:",))
        if base is None:
            connection.execute(chain.make.replace("CREATE TABLE ", "CREATE TABLE base.", 1))
        lines = _guide_lines(connection) if chain is not DIRECTORY else list(_listing_lines(connection))
    return [safe(line) for line in lines]


def _guide_lines(connection: sqlite3.Connection) -> list[str]:
    return [f"{what}: {path}" for what, path in connection.execute(_sql("changed_guides.sql"))]


def _sql(name: str) -> str:
    return (files("console.exchange") / "sql" / name).read_text("utf-8")


def _listing_lines(connection: sqlite3.Connection) -> Any:  # noqa: ANN401
    columns = ", ".join(f"a.{column}" for column in COLUMNS)
    _refuse_confidential(connection)
    for row in connection.execute(
        f"SELECT {columns} FROM main.listing AS a WHERE a.id NOT IN (SELECT id FROM base.listing) ORDER BY a.id"
    ):
        one = listing_of(row)
        yield f"new      {one.id} {one.service} ({one.organisation}): {_said(one.phones)}"
    for row in connection.execute(
        f"SELECT {columns} FROM base.listing AS a WHERE a.id NOT IN (SELECT id FROM main.listing) ORDER BY a.id"
    ):
        one = listing_of(row)
        yield f"removed  {one.id} {one.service} ({one.organisation})"
    both = ", ".join(f"{side}.{column}" for side in "ab" for column in COLUMNS)
    changed = " OR ".join(f"a.{name} IS NOT b.{name}" for name in WATCHED)
    for row in connection.execute(
        f"SELECT {both} FROM main.listing AS a JOIN base.listing AS b USING (id) WHERE {changed} ORDER BY a.id"
    ):
        now, before = listing_of(row[: len(COLUMNS)]), listing_of(row[len(COLUMNS) :])
        for name in WATCHED:
            old, new = getattr(before, name), getattr(now, name)
            if old != new:
                yield f"{name:<8} {now.id} {now.service} ({now.organisation}): {_said(old)} -> {_said(new)}"


def _refuse_confidential(connection: sqlite3.Connection) -> None:
    held = connection.execute("SELECT id, phones FROM main.listing WHERE sealed").fetchone()
    private = connection.execute(_sql("private_number.sql")).fetchone()
    if held or private:
        raise PublishError(
            f"Listing {(held or private)[0]} is confidential or has a private number, and a general pack may carry "
            "neither. Do not sign; build the draft again."
        )


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_said(one) for one in value) or "no number"
    if isinstance(value, Phone):
        return f"{value.number or value.raw} ({value.kind})"
    if isinstance(value, Hours):
        return value.text or f"{len(value.spans)} times of opening"
    return str(value) if value != "" else "nothing"


def _quiet(stage: str, done: float) -> None:
    """Whoever reviews reads the result."""


def drafts(repository: Repository) -> tuple[Chain, ...]:
    """The chains that have a draft."""
    return tuple(chain for chain in CHAINS.values() if repository.drafted(chain.name) is not None)


def signed_by(repository: Repository, chain: str) -> tuple[str, ...]:
    """Who signed a draft so far."""
    held = repository.drafted(chain)
    names = repository.names(chain)
    return tuple(sorted(names.get(one, one[:8]) for one in held.signatures)) if held else ()
