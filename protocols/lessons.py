"""What the calls beside the guides teach about the alerts, reckoned whenever guides are compiled."""

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from pathlib import Path

from protocols.at_risk import people_facts
from protocols.evidence import UNSAID, pieces_of, signs_of
from protocols.families import Families
from protocols.guide import Guide
from protocols.heard import Chips, hear_who
from protocols.said import words_of
from protocols.spelling import Speller
from protocols.teaching import Call, Heading, Lesson, learn, read_calls
from protocols.triggers import TriggerBook
from protocols.wordlists import WordLists

_UNHURRIED = ("U3", "U4")
_HALVED = 4
"""Words of a quiet call from which its first half is learned from as well."""

_IMAGINED_ON = date(2026, 11, 1)
"""The birth years in the calls are of that time."""


def lesson(
    folders: Iterable[Path],
    guides: Sequence[Guide],
    lists: WordLists,
    families: Families,
    speller: Speller,
    book: TriggerBook,
) -> Lesson:
    """The weights learned from every `calls/*.txt` of the folders; empty where there are no calls or no alerts."""
    alerts = sorted(guide.id for guide in guides if guide.is_alert)
    calls = read_calls(folders)
    if not calls or not alerts:
        return Lesson((), (), {})
    calls += [call for guide in guides for call in _phrases_as_calls(guide)]
    calls += [call for whole in calls for call in _half_typed(whole)]
    known: dict[str, list[str]] = {}
    return learn([_heading(call, lists, families, speller, book, known) for call in calls], alerts)


def _half_typed(call: Call) -> Iterator[Call]:
    """A quiet call while it is being typed: few words are no reason for alarm, that would come and go with each key."""
    words = call.said.split()
    if not call.expected and len(words) >= _HALVED:
        yield Call(call.expected, " ".join(words[: len(words) // 2]))


def _phrases_as_calls(guide: Guide) -> Iterator[Call]:
    """What callers say in an alert needs it; what they say where nothing presses, and no crime is known, needs none."""
    if guide.is_alert or guide.urgency in _UNHURRIED:
        for phrases in guide.phrases.values():
            yield from (Call(frozenset([guide.id] if guide.is_alert else ()), phrase) for phrase in phrases)


def _heading(
    call: Call,
    lists: WordLists,
    families: Families,
    speller: Speller,
    book: TriggerBook,
    known: dict[str, list[str]],
) -> Heading:
    """One call as learning sees it; `known` holds the pieces of words met before."""
    words = words_of(call.said, lists.short_forms, speller.repair)
    people = people_facts(hear_who(call.said, _IMAGINED_ON), Chips())
    unsaid = book.unsaid(words)
    signs = signs_of(words, families, people | {UNSAID} if unsaid else people, unsaid)
    meant = dict.fromkeys(word.meant for word in words)
    known.update((word, pieces_of(word)) for word in meant if word not in known)
    return Heading(signs, [piece for word in meant for piece in known[word]], call.expected)


def worth_repairing_to(folders: Iterable[Path], families: Families, real: Set[str], lists: WordLists) -> set[str]:
    """The words a slip may be repaired to besides those of the guides: words of families, and of calls if everyday."""
    said = {word.text for call in read_calls(folders) for word in words_of(call.said, lists.short_forms)}
    return {word for word in families.whole if word.isalpha()} | (said & real)
