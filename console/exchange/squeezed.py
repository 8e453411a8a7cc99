"""Zstandard with a bound: never more bytes than were signed for, never a larger window than a small desk can hold."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import zstandard

from console.exchange.chains import LONGEST_LINE
from console.exchange.errors import PackRefusedError

WINDOW = 8 << 20
"""The largest window a reader agrees to: what level 19 uses."""

PATCH_MOST = 64 << 20
"""Unpacked bytes of one patch."""

_PIECE = 256 << 10


def squeeze(pieces: Iterable[bytes], target: Path, level: int = 19) -> int:
    """Write `pieces` compressed to `target`; returns how many bytes they were."""
    count = 0
    packer = zstandard.ZstdCompressor(level=level, write_content_size=False, threads=-1)
    with target.open("wb") as out, packer.stream_writer(out, closefd=False) as stream:
        for piece in pieces:
            count += len(piece)
            stream.write(piece)
    return count


def pieces_of(path: Path, most: int) -> Iterator[bytes]:
    """The unpacked bytes of `path`, counted on the way: the size that a frame states of itself binds nobody.

    Raises:
        PackRefusedError: more than `most`, a window too large, or no whole frame.
    """
    try:
        with path.open("rb") as packed:
            _check_frame(packed.read(64), most)
            packed.seek(0)
            yield from _counted(packed, most)
    except zstandard.ZstdError as error:
        raise PackRefusedError(
            f"A pack cannot be unpacked ({error}). Tell the publisher; nothing was changed."
        ) from error


def _check_frame(head: bytes, most: int) -> None:
    frame = zstandard.get_frame_parameters(head)
    stated = frame.content_size
    if frame.window_size > WINDOW or (stated not in (zstandard.CONTENTSIZE_UNKNOWN,) and stated > most):
        raise _too_large(most)


def _counted(packed: io.BufferedReader, most: int) -> Iterator[bytes]:
    unpacker = zstandard.ZstdDecompressor(max_window_size=WINDOW)
    count = 0
    with unpacker.stream_reader(packed, closefd=False) as stream:
        while piece := stream.read(_PIECE):
            count += len(piece)
            if count > most:
                raise _too_large(most)
            yield piece


def lines_of(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Lines, each with its end; one without an end or without measure is refused."""
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in whole)
        if len(rest) > LONGEST_LINE:
            raise _too_large(LONGEST_LINE)
    if rest:
        raise PackRefusedError("A pack ends in the middle of a row. Tell the publisher; nothing was changed.")


def _too_large(most: int) -> PackRefusedError:
    return PackRefusedError(
        f"A pack would unpack to more than the {most:,} bytes it may have. It was not opened; tell the publisher."
    )
