"""The compiled guides, opened read-only: small in memory, and ready in milliseconds."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from protocols.errors import LibraryError
from protocols.evidence import Evidence
from protocols.families import Families
from protocols.fault import Fault
from protocols.guide import Guide
from protocols.ranking import Ranker
from protocols.said import SaidWord, words_of
from protocols.shelf import FORMAT, from_json
from protocols.spelling import Speller
from protocols.triggers import TriggerBook

_SHELF_KB = 256
_REAL = "SELECT 1 FROM real_word WHERE word = ?"


@dataclass
class Library:
    """All guides of one compiled file. `faults` tells what was wrong when it was compiled."""

    db: sqlite3.Connection
    ids: tuple[str, ...]
    kinds: tuple[str, ...]
    kept: frozenset[str]
    faults: tuple[Fault, ...]
    short_forms: Mapping[str, str]
    triggers: TriggerBook
    speller: Speller
    ranker: Ranker
    evidence: Evidence
    aside: frozenset[str]
    _guides: dict[str, Guide] = field(default_factory=dict)
    stood: tuple[str, Sequence[float]] = ("", ())
    _words: dict[str, tuple[SaidWord, ...]] = field(default_factory=dict)
    _fired: tuple[str, frozenset[str], Mapping[str, tuple[str, ...]]] = ("", frozenset(), MappingProxyType({}))

    def guide(self, guide_id: str) -> Guide | None:
        """One guide, read when first asked for; None where there is none of that id."""
        if guide_id not in self._guides:
            row = self.db.execute("SELECT body FROM guide WHERE id = ?", (guide_id,)).fetchone()
            if row is None:
                return None
            self._guides[guide_id] = from_json(row[0])
        return self._guides[guide_id]

    def guides(self) -> tuple[Guide, ...]:
        """Every guide, in order of id."""
        return tuple(guide for guide in map(self.guide, self.ids) if guide is not None)

    def words(self, said: str) -> tuple[SaidWord, ...]:
        """What was said as words, spelling repaired; remembered within a key, whole and without the word begun."""
        if said not in self._words:
            if len(self._words) > 1:
                self._words.pop(next(iter(self._words)))
            self._words[said] = words_of(said, self.short_forms, self.speller.repair)
        return self._words[said]

    def fired(self, said: str, facts: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
        """The guides whose triggers hold, and why; asked once a key for alerts and ranking together."""
        if self._fired[:2] != (said, facts):
            self._fired = (said, facts, self.triggers.fired(self.words(said), facts))
        return self._fired[2]

    def telling_words(self, place: int, said: str, asked: Sequence[str]) -> tuple[str, ...]:
        """The words of what was said that speak for a guide; where none does, the one whose letters are nearest."""
        meant = list(dict.fromkeys(word.meant for word in self.words(said)))
        return self.ranker.telling_words(place, meant) or self.ranker.nearest_word(place, asked)

    def forget(self) -> None:
        """Drop what is remembered of what was said; call it when a call is cleared."""
        self.stood = ("", ())
        self._words.clear()
        self._fired = ("", frozenset(), {})
        self.speller.forget()
        self.ranker.forget()
        self.evidence.forget()
        self.triggers.forget()

    def close(self) -> None:
        """Close the file."""
        self.db.close()


def open_library(path: Path) -> Library:
    """Open a compiled library; raises LibraryError where there is none, or it is damaged or of another version."""
    if not path.is_file():
        raise LibraryError(f"There are no compiled guides at {path}. Run 'northline setup' to make them.")
    try:
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        db.execute(f"PRAGMA cache_size = -{_SHELF_KB}")
        meta = dict(db.execute("SELECT name, value FROM meta"))
        if meta.get("format") != FORMAT:
            raise LibraryError(
                "The compiled guides are of another version. Run 'northline setup' to compile them again."
            )
        return _library(db, meta)
    except (sqlite3.Error, ValueError, KeyError) as trouble:
        raise LibraryError(
            f"The compiled guides are damaged ({trouble}). Run 'northline setup' to compile them again."
        ) from trouble


def _library(db: sqlite3.Connection, meta: Mapping[str, str]) -> Library:
    rows = db.execute("SELECT id, kind, kept FROM guide ORDER BY place").fetchall()
    return Library(
        db,
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        frozenset(row[0] for row in rows if row[2]),
        tuple(Fault(*row) for row in db.execute("SELECT file, line, message, fix, severity FROM fault")),
        json.loads(meta["short forms"]),
        TriggerBook(json.loads(meta["layout"]), frozenset(meta["small words"].split())),
        Speller(meta["vocabulary"].split(), lambda word: db.execute(_REAL, (word,)).fetchone() is not None),
        Ranker(db, len(rows), [0, *(row[0] for row in db.execute("SELECT guide FROM phrase ORDER BY rowid"))]),
        Evidence(db, Families(*json.loads(meta["families"])), *json.loads(meta["learned"])),
        frozenset(meta["place names"].split()),
    )
