"""Where a pack comes from: a folder or stick, or a web address; a fetch that was cut goes on where it stopped."""

import hashlib
import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

from console.exchange.errors import PackRefusedError, UnreachableError
from console.exchange.trust import foreign_text

TIMEOUT = 20.0
PIECE = 4096
MOST_FAILURES = 200
METADATA_TRIES, FEW_TRIES = 30, 2
"""How often a small file is asked for again: where nothing ever came, somebody at a desk should hear of it soon."""


Watch = Callable[[int, int], None]
"""Told how many bytes are here, and how many there will be."""


class Absent(Exception):  # noqa: N818 - an answer, no fault: the source has no such file
    """The source does not hold that file."""


class Source(Protocol):
    """Something that holds a publisher's files."""

    name: str
    received: int

    def small(self, path: str, most: int) -> bytes:
        """A whole small file, of which at most `most` + 1 bytes are read. Raises Absent or UnreachableError."""

    def pieces(self, path: str, start: int) -> Iterator[tuple[int, bytes]]:
        """The bytes of a file from `start` on, or from 0 where that cannot be; each piece with its place."""

    def close(self) -> None:
        """Let go of it."""


class FolderSource:
    """A folder: a stick, a shared drive, or what rsync brought."""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        self.received = 0
        self._folder = folder

    def small(self, path: str, most: int) -> bytes:
        """A whole small file."""
        try:
            with (self._folder / path).open("rb") as stream:
                read = stream.read(most + 1)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            if not (self._folder / "metadata").is_dir():
                raise UnreachableError(
                    f"{self._folder} is not there, or no publisher's folder: it has no metadata in it. Is the stick in?"
                ) from error
            raise Absent from error
        except OSError as error:
            raise UnreachableError(f"{self._folder / path} cannot be read ({error.strerror}).") from error
        self.received += len(read)
        return read

    def pieces(self, path: str, start: int) -> Iterator[tuple[int, bytes]]:
        """The bytes of a file from `start` on."""
        try:
            with (self._folder / path).open("rb") as stream:
                stream.seek(start)
                while piece := stream.read(64 * PIECE):
                    self.received += len(piece)
                    yield start, piece
                    start += len(piece)
        except FileNotFoundError as error:
            raise Absent from error

    def close(self) -> None:
        """Nothing is held open."""


class WebSource:
    """A static web server, over one kept connection."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UnreachableError(f"{url} is no web address. Write it as https://HOST/FOLDER, or name a folder.")
        self.name = url.rstrip("/")
        self.received = 0
        self._base = parts.path.rstrip("/")
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._connect = partial(kind, parts.hostname, parts.port, timeout=timeout)
        self._line: http.client.HTTPConnection | None = None

    def small(self, path: str, most: int) -> bytes:
        """A whole small file; a cut is tried again from the start."""
        for tried in range(METADATA_TRIES):
            try:
                answer = self._ask(path, {})
                if answer.status != 200:
                    answer.read(PIECE)
                    self._refuse(answer.status, path)
                read = answer.read(most + 1)
                if len(read) > most:
                    self._drop()
                elif answer.length:
                    raise http.client.IncompleteRead(read, answer.length)
                self.received += len(read)
                return read
            except (OSError, http.client.HTTPException):
                self._drop()
                if not self.received and tried >= FEW_TRIES:
                    break
                _pause(tried)
        raise self._lost()

    def pieces(self, path: str, start: int) -> Iterator[tuple[int, bytes]]:
        """The bytes of a file from `start` on, where the server can do that, else from its beginning."""
        answer = self._ask(path, {"Range": f"bytes={start}-"} if start else {})
        if answer.status == 206 and (answer.headers.get("Content-Range") or "").startswith(f"bytes {start}-"):
            at = start
        elif answer.status == 200:
            at = 0
        else:
            self._drop()
            self._refuse(answer.status, path)
        try:
            while piece := answer.read1(PIECE):
                self.received += len(piece)
                yield at, piece
                at += len(piece)
        finally:
            if not answer.isclosed():
                self._drop()
        if answer.length:
            self._drop()
            raise http.client.IncompleteRead(b"", answer.length)

    def _ask(self, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        if self._line is None:
            self._line = self._connect()
        try:
            self._line.putrequest("GET", f"{self._base}/{quote(path)}", skip_accept_encoding=True)
            for name, value in headers.items():
                self._line.putheader(name, value)
            self._line.endheaders()
            return self._line.getresponse()
        except (OSError, http.client.HTTPException):
            self._drop()
            raise

    def _refuse(self, status: int, path: str) -> None:
        if status in (403, 404):
            raise Absent
        if status >= 500 or status in (408, 429):
            raise http.client.HTTPException(f"status {status}")
        raise UnreachableError(f"{self.name} answered {status} for {path}. Check the address, or tell whoever runs it.")

    def _lost(self) -> UnreachableError:
        return UnreachableError(
            f"{self.name} cannot be reached. What was fetched is kept, and the directory held here goes on working; "
            "sync again when the line is back, or bring a stick."
        )

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def close(self) -> None:
        """Hang up."""
        self._drop()


def source_of(where: str, timeout: float = TIMEOUT) -> Source:
    """The source behind what was typed: a web address or a folder."""
    return WebSource(where, timeout) if "://" in where else FolderSource(Path(where).expanduser().absolute())


def fetch(source: Source, path: str, part: Path, length: int, sha256: str, watch: Watch) -> Path:
    """Bring a file whose length and hash are signed to `part`, going on where an earlier try stopped.

    Raises:
        PackRefusedError: it is longer or other than signed; what was fetched is deleted.
        UnreachableError: the line broke too often; what was fetched is kept.
    """
    failures = silent = 0
    while (have := _size(part)) < length:
        try:
            _append(source, path, part, have, length, watch)
        except Absent as error:
            raise PackRefusedError(foreign_text(path, "a file that was signed is missing")) from error
        except (OSError, http.client.HTTPException) as error:
            if isinstance(error, OSError) and error.errno == 28:
                raise
            failures += 1
        else:
            if _size(part) < length:
                raise PackRefusedError(foreign_text(path, "it is cut short"))
        silent = 0 if _size(part) > have else silent + 1
        if failures >= MOST_FAILURES or (silent > 8):
            raise UnreachableError(
                f"{source.name} broke off too often: {_size(part):,} of {length:,} bytes are here and kept. Sync again."
            )
        if silent:
            _pause(silent)
    if _size(part) > length or _hash(part) != sha256:
        part.unlink()
        raise PackRefusedError(foreign_text(path, "its bytes are other than those signed"))
    return part


def _append(source: Source, path: str, part: Path, have: int, length: int, watch: Watch) -> None:
    with part.open("r+b" if have else "wb", buffering=0) as stream:
        for at, piece in source.pieces(path, have):
            if at + len(piece) > length:
                stream.close()
                part.unlink(missing_ok=True)
                raise PackRefusedError(foreign_text(path, "it does not end where it should"))
            if stream.tell() != at:
                stream.truncate(at)
                stream.seek(at)
            stream.write(piece)
            watch(at + len(piece), length)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _hash(path: Path) -> str:
    with suppress(OSError), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""


def _pause(tried: int) -> None:
    time.sleep(min(0.1 * 2**tried, 5))
