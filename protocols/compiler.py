"""Guides into one compiled library file: a bad guide is left out or keeps its last good version, never more."""

import json
import sqlite3
from array import array
from collections.abc import Iterator, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from protocols.errors import LibraryError
from protocols.everyday import everyday_words
from protocols.families import read_families
from protocols.fault import Fault
from protocols.grams import weigh
from protocols.guide import Guide
from protocols.lessons import lesson, worth_repairing_to
from protocols.pattern import read_pattern
from protocols.phrasebook import lay_out
from protocols.ranking import Grams, reckon
from protocols.reader import read_file
from protocols.said import words_of
from protocols.shelf import FORMAT, from_json, to_json
from protocols.spelling import Speller
from protocols.telling import weigh_features
from protocols.triggers import TriggerBook
from protocols.unchanged import TAUGHT_FROM, keep_standing, taught_from
from protocols.wordlists import FILE, WordLists, read_lists
from resources.durable import settle


@dataclass(frozen=True, slots=True)
class _Shelved:
    """A guide on its way into the library; `kept` where the last good version stands in for a faulty file."""

    guide: Guide
    kept: bool = False


def compile_library(folders: Sequence[Path], target: Path) -> tuple[Fault, ...]:
    """Compile the guides of the folders into `target`; a later folder's guide replaces an earlier one's.

    Every fault comes back and is stored in the file too, so that the screen can tell.
    """
    lists = read_lists(folders)
    faults = list(lists.faults)
    shelved = _shelve(folders, target, faults)
    if not shelved:
        raise LibraryError("No guide could be read, so no library was made. Run 'northline check' to see the faults.")
    fresh = target.with_name(target.name + ".new")
    fresh.unlink(missing_ok=True)
    try:
        _write(fresh, target, folders, sorted(shelved.values(), key=lambda one: one.guide.id), lists, faults)
        settle(fresh, target)
    except (OSError, sqlite3.Error) as trouble:
        fresh.unlink(missing_ok=True)
        raise LibraryError(
            f"The guides were not compiled: {trouble}. The library that stood before still works."
        ) from trouble
    return tuple(faults)


def _write(
    fresh: Path,
    target: Path,
    folders: Sequence[Path],
    shelved: Sequence[_Shelved],
    lists: WordLists,
    faults: Sequence[Fault],
) -> None:
    """A whole library, or where only steps and the like changed, the standing one with the guides' text replaced."""
    guides = [one.guide for one in shelved]
    fingerprint = taught_from(folders, guides, lists)
    kept = keep_standing(target, fresh, fingerprint)
    with closing(sqlite3.connect(fresh)) as db, db:
        if kept:
            db.execute("DELETE FROM guide")
            db.execute("DELETE FROM fault")
        else:
            db.executescript((files("protocols") / "sql" / "library.sql").read_text(encoding="utf-8"))
        _shelve_into(db, shelved, faults)
        if not kept:
            vocabulary = _vocabulary(guides, lists)
            _fill(db, guides, lists, vocabulary)
            _teach(db, folders, guides, lists, vocabulary)
            db.execute("INSERT INTO meta VALUES (?, ?)", (TAUGHT_FROM, fingerprint))


def guide_files(folder: Path) -> list[Path]:
    """The guide files of a folder in order of name; the word lists are no guide."""
    return sorted(path for path in folder.glob("*.md") if path.name not in (FILE, "README.md"))


def _shelve(folders: Sequence[Path], target: Path, faults: list[Fault]) -> dict[str, _Shelved]:
    shelved: dict[str, _Shelved] = {}
    before = _last_good(target)
    for folder in folders:
        for path in guide_files(folder):
            reading = read_file(path)
            faults.extend(reading.faults)
            if reading.guide is not None:
                shelved[reading.guide.id] = _Shelved(reading.guide)
            elif path.stem in before:
                shelved[path.stem] = _Shelved(before[path.stem], kept=True)
    return shelved


def _last_good(target: Path) -> dict[str, Guide]:
    """The guides of the library that stands now, if one does and can be read."""
    if not target.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True)) as db:
            if db.execute("SELECT value FROM meta WHERE name = 'format'").fetchone() != (FORMAT,):
                return {}
            return {guide: from_json(body) for guide, body in db.execute("SELECT id, body FROM guide")}
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        return {}


def _shelve_into(db: sqlite3.Connection, shelved: Sequence[_Shelved], faults: Sequence[Fault]) -> None:
    rows = ((place, one.guide.id, one.guide.kind, to_json(one.guide), one.kept) for place, one in enumerate(shelved))
    db.executemany("INSERT INTO guide VALUES (?, ?, ?, ?, ?)", rows)
    db.executemany(
        "INSERT INTO fault VALUES (?, ?, ?, ?, ?)", ((f.file, f.line, f.message, f.fix, f.severity) for f in faults)
    )


def _fill(db: sqlite3.Connection, guides: Sequence[Guide], lists: WordLists, vocabulary: Set[str]) -> None:
    db.executemany("INSERT INTO phrase (guide, words) VALUES (?, ?)", _phrases(guides, lists))
    texts = [" ".join([guide.title, *_all_phrases(guide), *guide.signs]) for guide in guides]
    grams = weigh([[word.text for word in words_of(text, lists.short_forms)] for text in texts])
    db.executemany(
        "INSERT INTO gram VALUES (?, ?, ?, ?)",
        (
            (piece, weight, places.tobytes(), shares.tobytes())
            for piece, (weight, places, shares) in sorted(grams.items())
        ),
    )
    db.executemany("INSERT INTO feature VALUES (?, ?)", _features(guides, lists))
    db.executemany("INSERT INTO meta VALUES (?, ?)", _meta(guides, lists))
    db.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", _reckoned(db, len(guides), vocabulary, grams))
    db.execute("INSERT INTO phrase (phrase) VALUES ('optimize')")


def _teach(
    db: sqlite3.Connection, folders: Sequence[Path], guides: Sequence[Guide], lists: WordLists, known: Set[str]
) -> None:
    """The words that are right or worth repairing to, and what calls teach about alerts."""
    real = everyday_words() | lists.real
    families = read_families(folders)
    vocabulary = known | worth_repairing_to(folders, families, real, lists)
    layout = lay_out({guide.id: guide.triggers for guide in guides}, lists.phrases)
    moods = TriggerBook(lay_out({}, lists.phrases), lists.small)
    learned = lesson(folders, guides, lists, families, Speller(vocabulary, real.__contains__), moods)
    db.executemany("INSERT INTO real_word VALUES (?)", ((word,) for word in sorted(real)))
    rows = ((sign, array("f", weights).tobytes()) for sign, weights in sorted(learned.weights.items()))
    db.executemany("INSERT INTO sign VALUES (?, ?)", rows)
    told = {
        "layout": json.dumps(layout, ensure_ascii=False, separators=(",", ":")),
        "vocabulary": " ".join(sorted(vocabulary)),
        "families": json.dumps([dict(families.whole), dict(families.starts)]),
        "learned": json.dumps([learned.names, learned.biases]),
    }
    db.executemany("INSERT INTO meta VALUES (?, ?)", told.items())


def _all_phrases(guide: Guide) -> list[str]:
    return [phrase for lines in guide.phrases.values() for phrase in lines]


def _folded(text: str, lists: WordLists) -> str:
    return " ".join(word.text for word in words_of(text, lists.short_forms))


def _phrases(guides: Sequence[Guide], lists: WordLists) -> Iterator[tuple[int, str]]:
    for place, guide in enumerate(guides):
        for phrase in _all_phrases(guide):
            yield place, _folded(phrase, lists)


def _reckoned(
    db: sqlite3.Connection, guides: int, vocabulary: Set[str], grams: Grams
) -> list[tuple[str, bytes, bytes, bytes]]:
    """What each known word says for each guide, so that a key only adds up."""
    weights = {word: reckon(db, word, guides, grams) for word in sorted(vocabulary) if len(word) > 1}
    return [(word, one.letters.tobytes(), one.phrases.tobytes(), one.scores.tobytes()) for word, one in weights.items()]


def _features(guides: Sequence[Guide], lists: WordLists) -> Iterator[tuple[str, bytes]]:
    """What words and pairs of words tell; the title counts twice."""
    lines = [
        [
            [word.text for word in words_of(text, lists.short_forms)]
            for text in (*_all_phrases(guide), *guide.signs, guide.title, guide.title)
        ]
        for guide in guides
    ]
    for feature, weights in sorted(weigh_features(lines).items()):
        yield feature, weights.tobytes()


def _meta(guides: Sequence[Guide], lists: WordLists) -> Iterator[tuple[str, str]]:
    yield "format", FORMAT
    yield "short forms", json.dumps(dict(lists.short_forms))
    yield "place names", " ".join(sorted(lists.places))
    yield "small words", " ".join(sorted(lists.small))


def _vocabulary(guides: Sequence[Guide], lists: WordLists) -> set[str]:
    """Every word a guide or a list knows: what misspelt words are repaired to."""
    texts = [text for guide in guides for text in (guide.title, *_all_phrases(guide), *guide.signs)]
    words = {word.text for text in texts for word in words_of(text, lists.short_forms)}
    terms = [term for guide in guides for trigger in guide.triggers for term in read_pattern(trigger.pattern)]
    atoms = [atom.phrase for term in terms for part in term for atom in part]
    phrases = [*atoms, *(phrase for group in lists.phrases.values() for phrase in group)]
    words |= {
        choice for phrase in phrases for element in phrase for choice in element.choices if not choice.endswith("*")
    }
    return {word for word in words if word.isalpha()}
