"""What stopped a publisher's work half way, in words: which place cannot be used, why, and what to do next."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
from tuf.api.exceptions import StorageError, UnsignedMetadataError

from console.exchange.errors import PublishError
from resources.errors import ResourcesError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_LOCKED = (errno.EROFS, errno.EACCES, errno.EPERM)
_GONE = (errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE)
_NEARLY_NOTHING = 64 << 10
_STORES = (sqlite3.OperationalError, apsw.Error)


@contextmanager
def said_plainly(places: dict[str, Path]) -> Iterator[None]:
    """Whatever a disk does in here ends as a PublishError; `places` names the folders, the desk's last.

    Raises:
        PublishError: a place is full, locked or gone.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, StorageError, *_STORES) as error:
        raise PublishError(_text(error, places)) from error
    except UnsignedMetadataError as error:
        raise PublishError(
            f"A key could not sign ({error.__cause__ or error}). If it is on a token, put that back in and give the "
            "same command again. Nothing was handed out."
        ) from error
    except ResourcesError as error:
        # A store says "sync again" where its disk is full, and here nobody was syncing.
        if not isinstance(error.__cause__, (OSError, *_STORES)):
            raise
        raise PublishError(_text(error.__cause__, places)) from error


def _text(error: Exception, places: dict[str, Path]) -> str:
    name, place = _place(error, places)
    reason, act = _reason(error, place)
    return (
        f"{name} ({place}) {reason}. {act}, then give the same command again. "
        "What is handed out stands whole, as it was or as it was to be."
    )


def _place(error: Exception, places: dict[str, Path]) -> tuple[str, Path]:
    """The place that failed: the one the error names, else the first that cannot be written now."""
    named = str(getattr(error, "filename", None) or "")
    for name, place in places.items():
        if named and Path(named).is_relative_to(place):
            return name, place
    if named:
        return "A folder", Path(named).parent
    if isinstance(error, _STORES):
        return list(places.items())[-1]
    return next(((name, place) for name, place in places.items() if not _usable(place)), next(iter(places.items())))


def _usable(place: Path) -> bool:
    try:
        return os.access(place, os.W_OK) and shutil.disk_usage(place).free > _NEARLY_NOTHING
    except OSError:
        return False


def _reason(error: Exception, place: Path) -> tuple[str, str]:
    number = getattr(error, "errno", None)
    if number in _FULL:
        return "is full", "Make room there"
    if isinstance(error, _STORES):
        return f"cannot be written ({error})", "Make room there, or look at that disk"
    if number in _LOCKED:
        return "cannot be written", "Unlock the stick, or let whoever looks after this computer give you leave to write"
    if number in _GONE or isinstance(error, StorageError) or not place.is_dir():
        named = getattr(error, "filename", None)
        lacks = f" (it lacks {Path(named).name})" if named else ""
        gone = f"is incomplete{lacks}" if place.is_dir() else "is not there any more"
        return gone, "Put the stick back in, or copy the folder again from where it is complete"
    said = os.strerror(number) if number else type(error).__name__
    return f"cannot be used ({said})", "Look at that disk, or name another folder with --folder"
