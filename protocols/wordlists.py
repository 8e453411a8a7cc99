"""The named word lists that triggers refer to, read from the file `words.md` beside the guides."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from protocols.fault import Fault
from protocols.pattern import PatternError, Phrase, read_pattern
from protocols.plain import fold, plain

FILE = "words.md"
SHORT_FORMS = "short forms"
SMALL_WORDS = "small words"
REAL_WORDS = "real words"
PLACES = "place names"
NO = "no"
BREAKS = "new thought"
LONG_AGO = "long ago"
TODAY = "today"
STORY = "only a story"
IN_COURT = "told in court"
MOODS = (NO, BREAKS, LONG_AGO, TODAY, STORY, IN_COURT)
"""The lists that say whether a thing was said as a fact of now."""

_FORM = re.compile(r"(\S+)\s*=\s*(.+)")
_BARE_LISTS = (SHORT_FORMS, SMALL_WORDS, REAL_WORDS, PLACES)


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists by name; `short_forms` are written out (`bf` = boyfriend), `small` may stand between any two words."""

    phrases: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    short_forms: Mapping[str, str] = field(default_factory=dict)
    small: frozenset[str] = frozenset()
    real: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()


def read_lists(folders: Sequence[Path]) -> WordLists:
    """The lists of every folder together; a list in a later folder replaces the earlier one of that name."""
    raw: dict[str, list[tuple[str, int, str]]] = {}
    faults: list[Fault] = []
    for folder in folders:
        path = folder / FILE
        if path.is_file():
            try:
                text = path.read_bytes().decode("utf-8-sig")
            except (OSError, UnicodeDecodeError):
                faults.append(Fault(FILE, 0, "Not read.", "Save the file as UTF-8 plain text."))
                continue
            raw.update(_raw_lists(plain(text)))
    return _built(raw, faults)


def _raw_lists(text: str) -> dict[str, list[tuple[str, int, str]]]:
    lists: dict[str, list[tuple[str, int, str]]] = {}
    current: list[tuple[str, int, str]] = []
    for line, content in enumerate(text.split("\n"), start=1):
        if content.startswith("## "):
            current = lists.setdefault(content[3:].strip(), [])
        elif content.startswith("- "):
            current.extend((FILE, line, entry.strip()) for entry in content[2:].split(",") if entry.strip())
    return lists


def _built(raw: Mapping[str, list[tuple[str, int, str]]], faults: list[Fault]) -> WordLists:
    phrases = {}
    for name, entries in raw.items():
        if name not in _BARE_LISTS:
            phrases[listed(name)] = tuple(_phrases(entries, faults))
    bare = {name: frozenset(fold(entry) for _, _, entry in raw.get(name, ())) for name in _BARE_LISTS}
    forms = [_FORM.fullmatch(entry) for _, _, entry in raw.get(SHORT_FORMS, ())]
    short = {fold(form[1]): fold(form[2]) for form in forms if form}
    return WordLists(phrases, short, bare[SMALL_WORDS], bare[REAL_WORDS], bare[PLACES], tuple(faults))


def _phrases(entries: list[tuple[str, int, str]], faults: list[Fault]) -> list[Phrase]:
    found: list[Phrase] = []
    for file, line, entry in entries:
        try:
            terms = read_pattern(entry)
        except PatternError as trouble:
            faults.append(Fault(file, line, f"Unreadable entry: {trouble}", "See 'Triggers' in protocols/README.md."))
            continue
        found += [atom.phrase for term in terms for part in term for atom in part if atom.phrase]
    return found


def listed(name: str) -> str:
    """A list's name as triggers write it: `only a story` is `{only-a-story}`."""
    return name.replace(" ", "-")
