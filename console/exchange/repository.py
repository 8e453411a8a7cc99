"""The publisher's folder: signed metadata and content as static files, and the draft that people sign."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Signed, Snapshot, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from console.exchange import handout
from console.exchange.errors import PublishError
from console.exchange.keyring import Person
from console.exchange.records import write_small
from console.exchange.trust import CONSTITUTIONS, Constitution

_WRITTEN = JSONSerializer(compact=True)
T = TypeVar("T", bound=Signed)


class Repository:
    """A publisher's folder. What is in `metadata` and `targets` is for everybody; `draft` is for those who sign."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.metadata = folder / "metadata"
        self.targets = folder / "targets"
        self.draft = folder / "draft"
        self._fresh: dict[str, Metadata[Any]] = {}

    @property
    def begun(self) -> bool:
        """Whether a publisher was set up here."""
        return (self.metadata / "1.root.json").is_file()

    def require(self) -> None:
        """Raise PublishError where nothing was set up, or the stick with it is not in."""
        if not self.folder.is_dir():
            raise PublishError(f"{self.folder} is not there. Put the stick in, or name the folder: --folder FOLDER.")
        if not self.begun:
            raise PublishError(f"{self.folder} holds no publisher yet. Begin with `northline publish init`.")

    def make(self) -> None:
        """Make the folders."""
        for folder in (self.metadata, self.targets, self.draft):
            folder.mkdir(parents=True, exist_ok=True)

    def version(self, role: str) -> int:
        """The newest version of a role, 0 before the first."""
        name = re.compile(rf"(\d+)\.{role}\.json")
        names = [*self._fresh, *(path.name for path in self.metadata.glob(f"*.{role}.json"))]
        found = [name.fullmatch(one) for one in names]
        return max((int(match[1]) for match in found if match), default=0)

    def read(self, role: str) -> "Metadata[Any]":
        """What a role says now. Raises PublishError where it is damaged, OSError where it cannot be read."""
        name = "timestamp.json" if role == "timestamp" else f"{self.version(role)}.{role}.json"
        return self._fresh.get(name) or _read(self.metadata / name)

    def drafted(self, role: str) -> "Metadata[Targets] | None":
        """What a role is to say next, as far as it is signed; None too where exactly this was handed out."""
        path = self.draft / f"{role}.json"
        held = _read(path) if path.is_file() else None
        return None if held is None or held.signed == self.read(role).signed else held

    def keep_draft(self, role: str, held: "Metadata[Targets]") -> None:
        """Put a draft where the others who sign find it."""
        self.draft.mkdir(parents=True, exist_ok=True)
        write_small(self.draft / f"{role}.json", held.to_bytes(_WRITTEN))

    def drop_draft(self, role: str) -> None:
        """Let nobody sign it any more."""
        (self.draft / f"{role}.json").unlink(missing_ok=True)

    def put(self, role: str, held: "Metadata[Any]") -> None:
        """Signed metadata for the next hand-out: from here on this object reads it, everybody else does not."""
        self._fresh["timestamp.json" if role == "timestamp" else f"{held.signed.version}.{role}.json"] = held

    def hand_out(self) -> None:
        """Everything that was put, where everybody reads it: all of it or nothing."""
        fresh, self._fresh = self._fresh, {}
        files = {name: held.to_bytes(_WRITTEN) for name, held in fresh.items()}
        handout.hand_out(self.metadata, self.draft, files)

    def finish(self) -> bool:
        """Finish a hand-out that was cut off; False where there is none."""
        return handout.finish(self.metadata, self.draft)

    def constitution(self) -> Constitution:
        """Whether this publisher is two people or a full one."""
        held: Metadata[Root] = self.read("root")
        return CONSTITUTIONS[str(held.signed.unrecognized_fields.get("x-constitution", "full"))]

    def names(self, role: str) -> dict[str, str]:
        """Who may sign a role: key ids with names."""
        root: Root = self.read("root").signed
        if role in root.roles:
            keys, ids = root.keys, root.roles[role].keyids
        else:
            delegated = self.read("targets").signed.delegations
            keys, ids = delegated.keys, delegated.roles[role].keyids
        return {one: str(keys[one].unrecognized_fields.get("x-name", one[:8])) for one in ids}

    def seal(self, by: Person, roles: tuple[str, ...]) -> None:
        """Say what stands now: a snapshot of every role's version, and the timestamp over it."""
        rules = self.constitution().rules
        number = self.version("snapshot") + 1
        meta = {f"{role}.json": MetaFile(self.version(role)) for role in ("targets", *roles)}
        snapshot = Metadata(Snapshot(number, expires=in_days(rules["snapshot"].days), meta=meta))
        snapshot.sign(by.signer)
        self.put("snapshot", snapshot)
        self.stamp(by)

    def stamp(self, by: Person) -> None:
        """Say that this is still the newest, as of now."""
        rules = self.constitution().rules
        number = self.read("timestamp").signed.version + 1 if (self.metadata / "timestamp.json").is_file() else 1
        stamped = Timestamp(
            number, expires=in_days(rules["timestamp"].days), snapshot_meta=MetaFile(self.version("snapshot")),
            unrecognized_fields={"x-issued": moment()},
        )  # fmt: skip
        held = Metadata(stamped)
        held.sign(by.signer)
        self.put("timestamp", held)


def in_days(days: int) -> datetime:
    """So many days from now, in whole seconds as signatures say it."""
    return (datetime.now(UTC) + timedelta(days=days)).replace(microsecond=0)


def moment() -> str:
    """This moment as it is signed."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _read(path: Path) -> "Metadata[Any]":
    try:
        return Metadata.from_bytes(path.read_bytes())
    except (RepositoryError, ValueError) as error:
        raise PublishError(
            f"{path} cannot be read. Copy the publisher's folder again from where it is complete."
        ) from error
