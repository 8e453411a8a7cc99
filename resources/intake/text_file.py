"""A text file opened in the encoding that it has, and refused where it is no text."""

import codecs
import io
from dataclasses import dataclass
from typing import TextIO

from resources.errors import IntakeError
from resources.intake.sources import SourceFile

_BINARY = {
    b"PK\x03\x04": "an archive or Office document", b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old or encrypted Office document",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"\x7fELF": "a program",
    b"MZ": "a program",
    b"SQLite format 3": "a database", b"\x1f\x8b": "a compressed file", b"PAR1": "a Parquet file",
    b"Rar!": "an archive", b"7z\xbc\xaf": "an archive",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to read a text: its codec, and whether its double quotes come in pairs."""

    codec: str
    quotes_paired: bool
    ends_line: bool


def binary_kind(head: bytes) -> str:
    """What a file is that starts with these bytes, "" where it may be text."""
    for magic, what in _BINARY.items():
        if head.startswith(magic) and not (magic == b"MZ" and b"\x00" not in head):
            return what
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""
    controls = sum(byte < 9 or 13 < byte < 27 for byte in head[:4096])
    return "no text" if b"\x00" in head or controls > len(head[:4096]) // 20 + 2 else ""


def encoding_of(source: SourceFile) -> Encoding:
    """Read the file through once: UTF-8 where all of it is, else Windows-1252; refuse what is not text."""
    head = source.head()
    what = binary_kind(head)
    if what:
        raise IntakeError(f"{source.name} is {what}, whatever its name says. Export it as CSV, XLSX or HSDS.")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", True, True)
    decoder = codecs.getincrementaldecoder("utf-8")()
    codec, quotes, last = "utf-8-sig", 0, b""
    with source.open_binary() as stream:
        while chunk := stream.read(1 << 20):
            quotes += chunk.count(b'"')
            last = chunk[-1:]
            if codec == "utf-8-sig":
                codec = _still_utf8(decoder, chunk)
    return Encoding(codec, quotes % 2 == 0, last in (b"\n", b"\r", b""))


def _still_utf8(decoder: codecs.IncrementalDecoder, chunk: bytes) -> str:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def open_text(source: SourceFile, encoding: Encoding) -> TextIO:
    """The decoded text; bytes that Windows-1252 leaves out become replacement marks, never an error."""
    return io.TextIOWrapper(source.open_binary(), encoding=encoding.codec, errors="replace", newline="")
