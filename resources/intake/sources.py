"""The files behind a path: one file, a folder, or an archive that is opened with care."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from resources.errors import IntakeError

BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
"""What reading a damaged archive raises."""

MOST_UNPACKED = 200_000_000
MOST_RATIO = 100
MOST_FILES = 2_000
MOST_PLAIN = 2_000_000_000
# A small file may well pack a hundredfold; a ratio only means harm beyond this size.
RATIO_COUNTS_FROM = 5_000_000
_IN_MEMORY = 16_000_000


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read; `name` is how the report calls it, `open_binary` opens it again from its start.

    `packed` says that `size` is that of the compressed file.
    """

    name: str
    size: int
    open_binary: Callable[[], BinaryIO]
    packed: bool = False

    @property
    def suffix(self) -> str:
        """The lower-case ending of the name, a hint only."""
        return PurePosixPath(self.name).suffix.lower()

    def head(self, size: int = 65536) -> bytes:
        """The first bytes, by which the kind is told."""
        with self.open_binary() as stream:
            return stream.read(size)

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """The file as one that can be read back and forth, as archives need."""
        with self.open_binary() as stream:
            if stream.seekable() and not isinstance(stream, _Counted):
                yield stream
                return
            with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
                while chunk := stream.read(1 << 20):
                    copy.write(chunk)
                copy.seek(0)
                yield cast(BinaryIO, copy)


def source_files(path: Path) -> list[SourceFile]:
    """Every file behind `path`, in order; raises where an archive is empty, encrypted, broken or a bomb."""
    if not path.exists():
        raise IntakeError(f"{path.name} does not exist. Check the path.")
    if path.is_dir():
        files = [_plain(each, str(each.relative_to(path))) for each in _walk(path)]
    elif zipfile.is_zipfile(path) and not _is_document(path):
        files = _unzipped(path)
    else:
        files = [_plain(path, path.name)]
    if not files:
        raise IntakeError(f"{path.name} holds no files. Export it again, or pick the right folder.")
    return files


def _walk(folder: Path) -> list[Path]:
    # A link could lead out of the folder: only what lies in it is read.
    found = [each for each in sorted(folder.rglob("*")) if each.is_file() and not each.is_symlink()]
    found = [
        each for each in found if not any(part.startswith((".", "__MACOSX")) for part in each.relative_to(folder).parts)
    ]
    if len(found) > MOST_FILES:
        raise IntakeError(f"{folder.name} holds more than {MOST_FILES:,} files. Pick the folder of one directory.")
    return found


def _plain(path: Path, name: str) -> SourceFile:
    size = path.stat().st_size
    if size > MOST_PLAIN:
        raise IntakeError(f"{name} is larger than {MOST_PLAIN // 1_000_000:,} MB. Split it, or export fewer columns.")
    if path.open("rb").read(2) == b"\x1f\x8b":
        return SourceFile(name.removesuffix(".gz"), size, lambda: _gunzipped(path, size, name), packed=True)
    return SourceFile(name, size, lambda: path.open("rb"))


def _gunzipped(path: Path, size: int, name: str) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Counted(cast(IO[bytes], gzip.open(path, "rb")), size, name)))


def _is_document(path: Path) -> bool:
    """XLSX, DOCX and KMZ are archives too, each read as one document."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (*BROKEN_ARCHIVE, OSError) as error:
        raise IntakeError(f"{path.name} is a broken archive. Export or download it again.") from error
    if "[Content_Types].xml" in names:
        return True
    return any(name.lower().endswith(".kml") for name in names) and not any(
        name.lower().endswith(".csv") for name in names
    )


def check_archive(archive: zipfile.ZipFile, name: str, most: int = MOST_UNPACKED) -> None:
    """Refuse an archive that is encrypted, climbs out of its folder, or unpacks to far more than it is."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if not entries:
        raise IntakeError(f"{name} is an empty archive. Export it again.")
    if len(entries) > MOST_FILES:
        raise IntakeError(f"{name} holds more than {MOST_FILES:,} files. It is not taken.")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise IntakeError(f"{name} is encrypted. Save it without a password and import it again.")
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0]:
            raise IntakeError(f"{name} holds a path that leads out of it ({entry.filename[:60]!r}). It is not taken.")
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if unpacked > most or (unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * max(packed, 1)):
        raise IntakeError(
            f"{name} unpacks to {unpacked // 1_000_000:,} MB, {unpacked // max(packed, 1)} times its size: over "
            f"{most // 1_000_000} MB or {MOST_RATIO} times is not taken. Unpack it yourself and import the folder."
        )


def _unzipped(path: Path) -> list[SourceFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, path.name)
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (*BROKEN_ARCHIVE, OSError) as error:
        raise IntakeError(f"{path.name} is a broken archive. Export or download it again.") from error
    wanted = [
        e for e in entries if not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(e.filename).parts)
    ]
    return [_member(path, entry) for entry in sorted(wanted, key=lambda entry: entry.filename)]


def _member(path: Path, entry: zipfile.ZipInfo) -> SourceFile:
    def open_member() -> BinaryIO:
        try:
            stream = zipfile.ZipFile(path).open(entry)  # noqa: SIM115 (the caller closes it)
        except BROKEN_ARCHIVE as error:
            raise IntakeError(
                f"{entry.filename} in {path.name} cannot be unpacked. Zip it again the plain way."
            ) from error
        return cast(BinaryIO, io.BufferedReader(_Counted(stream, entry.compress_size, entry.filename)))

    return SourceFile(entry.filename, entry.file_size, open_member)


class _Counted(io.RawIOBase):
    """A stream that stops when it has given more than its packed size can honestly hold."""

    def __init__(self, stream: IO[bytes], packed: int, name: str) -> None:
        super().__init__()
        self._stream, self._name, self._given = stream, name, 0
        self._most = min(MOST_UNPACKED, max(RATIO_COUNTS_FROM, MOST_RATIO * packed))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        try:
            chunk = self._stream.read(len(buffer))
        except (*BROKEN_ARCHIVE, OSError) as error:
            raise IntakeError(f"{self._name} is broken inside its archive. Download or export it again.") from error
        self._given += len(chunk)
        if self._given > self._most:
            raise IntakeError(
                f"{self._name} unpacks to over {self._most // 1_000_000} MB: it is not taken. Unpack it yourself."
            )
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._stream.close()
        super().close()
