"""What a publisher says now, as far as its signatures prove it: The Update Framework does the proving."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    ExpiredMetadataError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Metadata, Root, TargetFile, Targets
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

from console.exchange import trust
from console.exchange.errors import PackRefusedError, UnreachableError
from console.exchange.records import Places, State, write_small
from console.exchange.sources import Absent, Source

ROOT_MOST, SMALL_MOST, ROLE_MOST = 64 << 10, 16 << 10, 512 << 10
"""Bytes of a root, of a timestamp or snapshot, and of a role's list: more is refused unread."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One file that a role signed for: its path at the source, length, hash, and what the role says of it."""

    path: str
    length: int
    sha256: str
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Signed:
    """What one role says now, and who signed it."""

    version: int
    signers: tuple[str, ...]
    offers: tuple[Offer, ...]
    said: dict[str, Any]
    expires: datetime


class _Carrier(FetcherInterface):
    """Brings metadata from a source, and remembers which file was asked for last."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.role = "timestamp"

    def _fetch(self, url: str) -> Iterator[bytes]:
        name = url.rpartition("/")[2]
        self.role = name.removesuffix(".json").rpartition(".")[2]
        most = {"root": ROOT_MOST, "timestamp": SMALL_MOST, "snapshot": SMALL_MOST}.get(self.role, ROLE_MOST)
        try:
            return iter((self.source.small(f"metadata/{name}", most),))
        except Absent as absent:
            if self.role == "timestamp":
                raise UnreachableError(
                    f"{self.source.name} holds no publisher's files, or not all of them ({absent} for metadata/{name})."
                    " Check the address or the stick; if it is right, tell whoever copies the folder there."
                ) from absent
            raise DownloadHTTPError(name, 404) from None


class Trusted:
    """One look at a publisher. `role` gives what each role says, once its signatures were proved.

    Raises:
        PackRefusedError: what is offered is forged, old, mixed or cut short.
        UnreachableError: the source cannot be read.
    """

    def __init__(self, places: Places, source: Source, state: State, now: datetime | None = None) -> None:
        self._places = places
        self._now = now or datetime.now(UTC)
        self._carrier = _Carrier(source)
        config = UpdaterConfig(
            root_max_length=ROOT_MOST, timestamp_max_length=SMALL_MOST, snapshot_max_length=SMALL_MOST,
            targets_max_length=ROLE_MOST, max_delegations=8,
        )  # fmt: skip
        places.metadata.mkdir(parents=True, exist_ok=True)
        self._updater = self._proved(
            lambda: Updater(
                str(places.metadata),
                "metadata",
                fetcher=self._carrier,
                config=config,
                bootstrap=places.root.read_bytes(),
            )
        )
        self._proved(self._updater.refresh)
        stamp = Metadata.from_file(str(places.metadata / "timestamp.json")).signed
        self.timestamp = stamp.version
        self.issued = trust.parse_time(stamp.unrecognized_fields.get("x-issued"))
        if self.timestamp < state.timestamp or (state.issued_at and self.issued and self.issued < state.issued_at):
            raise PackRefusedError(trust.older_text("timestamp"))
        self._targets: Metadata[Targets] = Metadata.from_file(str(places.metadata / "targets.json"))
        root: Metadata[Root] = Metadata.from_file(str(places.metadata / "root.json"))
        self.expiries = {"root": root.signed.expires, "targets": self._targets.signed.expires}

    def role(self, name: str) -> Signed:
        """What a role says now."""
        self._proved(lambda: self._updater.get_targetinfo(f"{name}/any"))
        delegated = self._targets.signed.delegations
        if delegated is None or delegated.roles is None or name not in delegated.roles:
            raise PackRefusedError(trust.foreign_text(name, "the publisher has no such role"))
        held: Metadata[Targets] = Metadata.from_file(str(self._places.metadata / f"{name}.json"))
        result = self._targets.signed.get_verification_result(name, held.signed_bytes, held.signatures)
        if not result.verified:
            raise PackRefusedError(trust.unsigned_text(name))
        signers = tuple(
            sorted(str(key.unrecognized_fields.get("x-name", key.keyid[:8])) for key in result.signed.values())
        )
        offers = tuple(_offer(target) for target in held.signed.targets.values())
        return Signed(held.signed.version, signers, offers, held.signed.unrecognized_fields, held.signed.expires)

    def _proved(self, ask: Any) -> Any:  # noqa: ANN401
        try:
            return ask()
        except UnreachableError:
            raise
        except ExpiredMetadataError as error:
            raise PackRefusedError(trust.expired_text(self._role_in(error), self._now)) from error
        except UnsignedMetadataError as error:
            raise PackRefusedError(trust.unsigned_text(self._role_in(error))) from error
        except BadVersionNumberError as error:
            raise PackRefusedError(trust.older_text(self._carrier.role)) from error
        except DownloadHTTPError as error:
            raise PackRefusedError(trust.foreign_text(self._carrier.role, "a signed file is missing")) from error
        except DownloadError as error:
            if isinstance(error.__cause__, UnreachableError):
                raise error.__cause__ from error
            raise PackRefusedError(trust.foreign_text(self._carrier.role, "it is larger than it may be")) from error
        except (RepositoryError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise PackRefusedError(trust.foreign_text(self._carrier.role, "it does not fit together")) from error

    def _role_in(self, error: Exception) -> str:
        named = str(error).split(" ", 1)[0].removesuffix(".json")
        return (
            named
            if named in ("root", "timestamp", "snapshot", "targets", "directory", "guides", "hide")
            else self._carrier.role
        )

    def settle(self) -> None:
        """Write to disk what was proved: the library renames files without waiting for the disk."""
        for path in self._places.metadata.rglob("*.json"):
            with suppress(OSError):
                handle = os.open(path, os.O_RDONLY)
                os.fsync(handle)
                os.close(handle)


def _offer(target: TargetFile) -> Offer:
    folder, _, name = target.path.rpartition("/")
    sha256 = target.hashes["sha256"]
    return Offer(
        f"targets/{folder}/{sha256}.{name}", target.length, sha256, target.unrecognized_fields.get("custom") or {}
    )


def first_root(source: Source) -> tuple[bytes, str, str]:
    """The publisher's first root as offered, its fingerprint, and whose keys it names; nothing is trusted yet."""
    try:
        raw = source.small("metadata/1.root.json", ROOT_MOST)
        held: Metadata[Root] = Metadata[Root].from_bytes(raw)
        held.signed.verify_delegate(Root.type, held.signed_bytes, held.signatures)
        names = [
            str(held.signed.keys[one].unrecognized_fields.get("x-name", one[:8]))
            for one in held.signed.roles["root"].keyids
        ]
    except Absent as error:
        raise UnreachableError(
            f"{source.name} holds no publisher's files ({error} for metadata/1.root.json). Check the address or the "
            "stick; if it is right, tell whoever copies the folder there."
        ) from error
    except (RepositoryError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise PackRefusedError(trust.foreign_text("root", "it is not signed by its own keys")) from error
    return raw, trust.fingerprint(held.signed_bytes), ", ".join(sorted(names))


def pin_root(places: Places, raw: bytes) -> None:
    """Trust this publisher from now on."""
    places.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_small(places.root, raw)
