"""Where a pack comes from: a folder or stick, or a web address; a fetch that was cut goes on where it stopped."""

import errno
import hashlib
import http.client
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Protocol

from console.errors import DataFolderError
from console.exchange.errors import PackRefusedError, UnreachableError
from console.exchange.trust import foreign_text

TIMEOUT = 20.0
PIECE = 4096
MOST_FAILURES, WORTH = 200, 250
"""A line that broke off so often is given up, unless each try was worth that many bytes."""
ENOUGH = 100
"""Bytes that make a try count as progress: a server that drips a few of them does not hold a desk for hours."""

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
            raise self._absent() from error
        except OSError as error:
            raise self._unreadable(path, error) from error
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
        except (FileNotFoundError, NotADirectoryError) as error:
            raise self._absent() from error
        except OSError as error:
            raise self._unreadable(path, error) from error

    def _unreadable(self, path: str, error: OSError) -> UnreachableError:
        return UnreachableError(
            f"{self._folder / path} cannot be read ({error.strerror}). Is the stick still in? If that goes on, copy "
            "the folder to another one. The directory held here goes on working."
        )

    def _absent(self) -> Exception:
        """One file is missing, or with it everything."""
        if (self._folder / "metadata").is_dir():
            return Absent("it is not there")
        return UnreachableError(
            f"{self._folder} is not there, or no publisher's folder: it has no metadata in it. Is the stick in?"
        )

    def close(self) -> None:
        """Nothing is held open."""


def source_of(where: str, timeout: float = TIMEOUT) -> Source:
    """The source behind what was typed: a web address or a folder."""
    if "://" in where:
        from console.exchange.web import WebSource

        return WebSource(where, timeout)
    return FolderSource(Path(where).expanduser().absolute())


def fetch(source: Source, path: str, part: Path, length: int, sha256: str, watch: Watch) -> Path:
    """Bring a file whose length and hash are signed to `part`, going on where an earlier try stopped.

    Raises:
        PackRefusedError: it is longer or other than signed; what was fetched is deleted.
        UnreachableError: the line broke too often; what was fetched is kept.
        DataFolderError: this desk's own disk is full.
    """
    failures, silent, first = 0, 0, _size(part)
    last: Exception = EOFError()
    while (have := _size(part)) < length:
        try:
            _append(source, path, part, have, length, watch)
        except Absent as error:
            raise PackRefusedError(foreign_text(path, "a file that was signed is missing")) from error
        except (OSError, http.client.HTTPException) as error:
            failures, last = failures + 1, error
            if is_final(error):
                break
        else:
            if _size(part) < length:
                raise PackRefusedError(foreign_text(path, "it is cut short"))
        silent = 0 if _size(part) >= min(have + ENOUGH, length) else silent + 1
        if silent > 8 or (failures >= MOST_FAILURES and _size(part) - first < failures * WORTH):
            break
        if silent:
            pause(silent)
    if _size(part) < length:
        raise UnreachableError(
            f"{source.name} broke off too often: {why(last)}. {_size(part):,} of {length:,} bytes are here and kept. "
            "Sync again when that is mended, or bring a stick."
        )
    if _size(part) > length or _hash(part) != sha256:
        part.unlink()
        raise PackRefusedError(foreign_text(path, "its bytes are other than those signed"))
    return part


def _append(source: Source, path: str, part: Path, have: int, length: int, watch: Watch) -> None:
    with _kept(part, have) as stream:
        for at, piece in source.pieces(path, have):
            if at + len(piece) > length:
                stream.close()
                part.unlink(missing_ok=True)
                raise PackRefusedError(foreign_text(path, "it does not end where it should"))
            try:
                if stream.tell() != at:
                    stream.truncate(at)
                    stream.seek(at)
                if stream.write(piece) < len(piece):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            except OSError as error:
                raise _no_room(part, error) from error
            watch(at + len(piece), length)


def _kept(part: Path, have: int) -> FileIO:
    try:
        return FileIO(part, "r+" if have else "w")
    except OSError as error:
        raise _no_room(part, error) from error


def _no_room(part: Path, error: OSError) -> DataFolderError:
    """This desk's disk failed and not the source's: trying again would not help."""
    return DataFolderError(
        f"{part.parent} cannot be written ({error.strerror}). Make room on this computer, or get leave to write, then "
        "sync again; what was fetched is kept, and the directory held here goes on working."
    )


def why(error: Exception) -> str:
    """What broke the line, and who can mend it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"its certificate does not prove who it is ({error.verify_message}). This computer's clock says "
            f"{datetime.now(UTC):%d %b %Y}: set it where that is wrong. On a guest network, sign in with a browser "
            "first. Otherwise whoever runs that server must renew the certificate"
        )
    if isinstance(error, ssl.SSLError):
        return "it does not speak https as it should: whoever runs that server must look"
    if isinstance(error, socket.gaierror):
        return "this network does not know that name. Check the address, and that this computer is online"
    if isinstance(error, ConnectionRefusedError):
        return "nothing answers there: whoever runs that server must start it"
    if isinstance(error, TimeoutError):
        return "it did not answer in time: the line is bad, or whoever runs that server must look"
    if isinstance(error, http.client.HTTPException) and "answers" in str(error):
        return str(error)
    if "Tunnel connection failed" in str(error):
        said = str(error).partition(":")[2].strip()
        return f"the proxy refuses ({said}): whoever looks after https_proxy on this computer must put it right"
    return "the line breaks off"


def is_final(error: Exception) -> bool:
    """Whether trying again at once is of no use."""
    return isinstance(error, ssl.SSLCertVerificationError)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _hash(path: Path) -> str:
    with suppress(OSError), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""


def pause(tried: int) -> None:
    """Wait, longer each time."""
    time.sleep(min(0.1 * 2**tried, 5))
