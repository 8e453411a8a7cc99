"""The next generation as a draft: what this desk holds, against what was published, as one patch and one whole copy."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tuf.api.metadata import Metadata, TargetFile, Targets

from console.exchange import guide_files
from console.exchange.chains import DIRECTORY, Chain, content_hash, written_from
from console.exchange.errors import PublishError
from console.exchange.guide_files import WORDS
from console.exchange.patches import make_patch
from console.exchange.records import Places, Record, read_record
from console.exchange.repository import Repository, in_days, moment
from console.exchange.squeezed import squeeze
from console.exchange.switching import in_use
from console.exchange.trust import MOST_PATCHES
from console.part import Progress
from resources.edits import REPORTED
from resources.listing import Listing
from resources.rows import guarded, row_of
from resources.store import Directory
from resources.withdrawn import Withdrawn

AGAIN = timedelta(days=30)
"""How long before they run out signatures are asked for again, though nothing changed."""

FULL_LEVEL, PATCH_LEVEL = 19, 19
"""How hard a whole copy and a patch are pressed: every desk fetches patches, so they are worth the minute."""


@dataclass(frozen=True, slots=True)
class Built:
    """A draft that waits for signatures; no `patch` where it is the first generation, or the columns changed."""

    chain: str
    generation: int
    patch: int
    full: int
    expires: datetime | None = None
    """Where nothing changed: when the signatures of the generation that stands run out, unless signed again."""


def publishable(listings: Iterable[Listing]) -> Iterator[Listing]:
    """What may leave: no confidential place, no private number, no internal name, no report of this desk alone."""
    for listing in listings:
        if listing.sealed:
            continue
        phones = tuple(phone for phone in listing.phones if not phone.private)
        checked = tuple(replace(one, by="") for one in listing.verified)
        alert = listing.alert.partition(" · ")[2] if listing.alert.startswith(REPORTED) else listing.alert
        yield replace(listing, phones=phones, verified=checked, alert=alert)


def all_listings(directory: Directory) -> Iterator[Listing]:
    """Everything held here, what was hidden at once too: desks go on hiding it, and it can be shown again."""
    directory.withdrawn = Withdrawn()
    for shelf in directory.shelves:
        shelf.remembered.clear()
    return directory.listings()


def directory_rows(listings: Iterable[Listing], target: Path) -> Path:
    """Listings as rows of the chain, in a database of their own."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(DIRECTORY.make)
        connection.execute("BEGIN")
        statement = DIRECTORY.insert.replace("INSERT", "INSERT OR REPLACE", 1)
        connection.executemany(statement, (row_of(guarded(one)) for one in publishable(listings)))
        connection.execute("COMMIT")
    return target


def require_newest(repository: Repository, places: Places, chain: Chain) -> Record | None:
    """The record of what is published, which this desk must hold: else others' corrections would be undone.

    Raises:
        PublishError: this desk is behind.
    """
    published = newest(repository.read(chain.name).signed)
    held = read_record(places, chain.name)
    if published and (held is None or held.generation != published):
        raise PublishError(
            f"Generation {published} of the {chain.name} is published, and this desk holds "
            f"{held.generation if held else 'none'}. Run `northline sync {repository.folder}` first."
        )
    return held if published else None


def newest(signed: Targets) -> int:
    """The newest generation a role signed for."""
    return max((int(_custom(target)["to"]) for target in signed.targets.values()), default=0)


def build(
    repository: Repository, places: Places, chain: Chain, rows: Path, progress: Progress, settled: Iterable[str] = ()
) -> Built | None:
    """Write the draft of the next generation from `rows`; None where nothing changed and the signatures last.

    Raises:
        PublishError: this desk does not hold the newest generation, or the patch did not prove.
    """
    held = require_newest(repository, places, chain)
    old: Targets = repository.read(chain.name).signed
    shown = tuple(settled)
    with closing(sqlite3.connect(rows)) as connection:
        content = content_hash(chain, connection)
        count = int(connection.execute(f"SELECT count(*) FROM {chain.table}").fetchone()[0])
        if not count:
            raise PublishError(f"There are no {chain.what} to publish here.")
        if held and held.content == content and not shown:
            return _signed_again(repository, chain, old)
        generation = newest(old) + 1
        said = {"to": generation, "content": content, "rows": count, "shape": chain.shape}
        with TemporaryDirectory(dir=places.home) as aside:
            full = Path(aside) / "full"
            raw = squeeze(_told(written_from(chain, connection), count, progress), full, FULL_LEVEL)
            targets = {f"{chain.name}/full.zst": _taken(repository, chain, "full.zst", full, {**said, "raw": raw})}
            patch = _patch(repository, places, chain, held, rows, said, Path(aside), progress) if held else None
    if patch is not None:
        targets[patch.path] = patch
    kept = _kept(old, chain, generation) if patch is not None else {}
    known = set(old.unrecognized_fields.get("x-settled", ()))
    signed = Targets(
        old.version + 1, expires=in_days(repository.constitution().rules[chain.name].days), targets={**kept, **targets},
        unrecognized_fields={"x-built": moment(), "x-settled": sorted(known | set(shown))},
    )  # fmt: skip
    repository.keep_draft(chain.name, Metadata(signed))
    return Built(chain.name, generation, patch.length if patch else 0, targets[f"{chain.name}/full.zst"].length)


def _signed_again(repository: Repository, chain: Chain, old: Targets) -> Built | None:
    """Where signatures run out soon, a draft of what stands already: without it desks would take in nothing new."""
    if old.expires - datetime.now(UTC) > AGAIN:
        repository.drop_draft(chain.name)  # what an earlier draft would have changed was taken back
        return None
    again = Targets(
        old.version + 1, expires=in_days(repository.constitution().rules[chain.name].days), targets=old.targets,
        unrecognized_fields=old.unrecognized_fields,
    )  # fmt: skip
    repository.keep_draft(chain.name, Metadata(again))
    return Built(chain.name, newest(old), 0, 0, old.expires)


def _told(lines: Iterable[bytes], count: int, progress: Progress) -> Iterator[bytes]:
    """The lines as they come, with how far they are."""
    for number, line in enumerate(lines):
        if number % 500 == 0:
            progress("Packing", number / (count + 1))
        yield line
    progress("Packing", 1.0)


def base_of(places: Places, chain: Chain, held: Record, aside: Path) -> Path:
    """The rows of the generation in use, as a database with the chain's table."""
    if chain is DIRECTORY:
        return in_use(places, chain.name)
    return guide_files.base_rows(places, held, aside)


def _patch(
    repository: Repository, places: Places, chain: Chain, held: Record, rows: Path, said: dict[str, Any], aside: Path,
    progress: Progress,
) -> TargetFile | None:  # fmt: skip
    """The patch, proved on a copy of the old rows before anybody is asked to sign it."""
    from console.exchange.staging import Packs, Wanted, stage

    base = base_of(places, chain, held, aside / "base")
    with closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True)) as connection:
        if content_hash(chain, connection) != held.content:
            raise PublishError(
                f"The {chain.name} on this desk is not as it was published. Run `northline sync --full`."
            )
    name = f"p-{held.generation}-{said['to']}.zst"
    packed = aside / name
    raw = squeeze([make_patch(base, rows, chain)], packed, PATCH_LEVEL)
    wanted = Wanted(said["to"], said["content"], said["rows"])
    stage(chain, base, Packs((packed,)), wanted, aside / "proof", progress, indexed=False)
    more = {**said, "from": held.generation, "base": held.content, "raw": raw}
    return _taken(repository, chain, name, packed, more)


def _kept(old: Targets, chain: Chain, generation: int) -> dict[str, TargetFile]:
    """The patches that a desk a fortnight behind still needs."""
    return {
        path: target
        for path, target in old.targets.items()
        if "from" in _custom(target)
        and int(_custom(target)["from"]) > generation - MOST_PATCHES - 1
        and _custom(target).get("shape") == chain.shape
    }


def _taken(repository: Repository, chain: Chain, name: str, packed: Path, said: dict[str, Any]) -> TargetFile:
    """Put a file under its hash into the draft, and say what it is."""
    from console.exchange.records import write_small

    raw = packed.read_bytes()
    sha256 = hashlib.sha256(raw).hexdigest()
    folder = repository.draft / "targets" / chain.name
    folder.mkdir(parents=True, exist_ok=True)
    write_small(folder / f"{sha256}.{name}", raw)
    return TargetFile(len(raw), {"sha256": sha256}, f"{chain.name}/{name}", {"custom": said})


def _custom(target: TargetFile) -> dict[str, Any]:
    return target.unrecognized_fields.get("custom") or {}


def guide_rows(shipped: Path, own: Path, target: Path, *, signed: bool) -> Path:
    """The guides that are live on this desk, in one folder's form: an own text in place of the shipped one."""
    from protocols.live import gather_live

    with TemporaryDirectory() as aside:
        texts: dict[str, str] = {}
        for layer in gather_live(shipped, own, Path(aside) / "live", training=False, signed=signed):
            for name, text in guide_files.rows_in(layer):
                both = name == WORDS and name in texts
                texts[_apart(name, texts)] = merged_lists(texts[name], text) if both else text
        if astray := [name for name, text in texts.items() if not guide_files.readable(name, text)]:
            raise PublishError(
                f"{', '.join(sorted(astray))} cannot be read as a guide, and would vanish from every desk. "
                "`northline check` says what is wrong; put it right, then build again."
            )
        rows = sorted(texts.items(), key=lambda row: row[0].encode())
        return guide_files.write_rows(rows, target)


def merged_lists(shipped: str, own: str) -> str:
    """Two files of word lists as one: a list of the second replaces the first's of that name."""
    lists: dict[str, str] = {}
    for text in (shipped, own):
        for number, part in enumerate(f"\n{text}".split("\n## ")):
            lists[part.partition("\n")[0].strip() if number else ""] = part
    return "\n## ".join(lists.values()).removeprefix("\n")


def _apart(name: str, texts: dict[str, str]) -> str:
    """Calls to learn from add up; a guide of the same name replaces the earlier one."""
    return f"calls/own-{name.removeprefix('calls/')}" if name.startswith("calls/") and name in texts else name
