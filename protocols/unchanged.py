"""What a standing library still tells rightly when guides are compiled again, where nothing it learned from changed."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from protocols.everyday import counts_of_words
from protocols.guide import Guide
from protocols.shelf import FORMAT
from protocols.wordlists import WordLists

TAUGHT_FROM = "taught from"
"""The entry of the library's meta that holds the fingerprint of all it was reckoned and learned from."""


def taught_from(folders: Iterable[Path], guides: Sequence[Guide], lists: WordLists) -> str:
    """A fingerprint of all that ranking and alerts are learned from; steps, referrals and states are not in it."""
    fingerprint = hashlib.sha256()
    for part in _parts(folders, guides, lists):
        fingerprint.update(b"%d:" % len(part))
        fingerprint.update(part)
    return fingerprint.hexdigest()


def _parts(folders: Iterable[Path], guides: Sequence[Guide], lists: WordLists) -> Iterator[bytes]:
    yield FORMAT.encode()
    # Learning done by other code is other learning, whether or not somebody remembered to raise the format.
    for source in sorted(files("protocols").iterdir(), key=lambda entry: entry.name):
        if source.name.endswith(".py"):
            yield source.read_bytes()
    yield from counts_of_words()
    sets = sorted(lists.real), sorted(lists.places), sorted(lists.small)
    yield repr((sorted(lists.short_forms.items()), sorted(lists.phrases.items()), *sets)).encode()
    for guide in guides:
        triggers = [(one.clause, one.pattern) for one in guide.triggers]
        words = guide.title, sorted(guide.phrases.items()), guide.signs, triggers
        yield repr((guide.id, guide.kind, guide.urgency, *words)).encode()
    for folder in folders:
        for path in sorted((folder / "calls").glob("*.txt")):
            yield path.name.encode()
            yield path.read_bytes()


def keep_standing(target: Path, fresh: Path, fingerprint: str) -> bool:
    """Copy the standing library to `fresh` if it was taught from the very same; False if it was not, or is damaged."""
    if not target.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{target.resolve().as_uri()}?mode=ro", uri=True)) as db:
            if db.execute("SELECT value FROM meta WHERE name = ?", (TAUGHT_FROM,)).fetchone() != (fingerprint,):
                return False
            if db.execute("PRAGMA quick_check").fetchone() != ("ok",):
                return False
    except sqlite3.Error:
        return False
    shutil.copyfile(target, fresh)
    return True
