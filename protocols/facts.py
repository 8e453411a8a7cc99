"""What triggers may ask in square brackets, of the people heard and of how much the words speak for an alert."""

from collections.abc import Container, Sequence
from dataclasses import replace
from math import sqrt

from protocols.at_risk import minor_at_risk, people_facts
from protocols.heard import Chips, Heard, Person
from protocols.library import Library
from protocols.people import mentions_in
from protocols.phrasebook import could_be, sounds_like
from protocols.said import SaidWord, respelt

__all__ = ["facts_of", "minor_at_risk"]

_SPEAKS = -0.2
"""From here on the words alone raise an alert: a little early, since a danger missed weighs more than a false alert.
Learning from all authors but one and asking that one's lines, 86 % are shown and 10 % of the quiet ones raise one; no
threshold that grows or falls with the length does better."""
_COULD = -0.6
"""Below this they speak so clearly against it that a `maybe` line does not count; times the square root of the number
of words, since in long text more adds up on either side."""


def facts_of(library: Library, said: str, heard: Heard, chips: Chips) -> frozenset[str]:
    """Every fact that holds; a chip outranks what was heard."""
    people = people_facts(_reheard(library, said, heard, chips), chips)
    words = library.words(said)
    unsaid = library.triggers.unsaid(words)
    scores = library.evidence.scores(words, people, unsaid)
    alerts = [guide for guide, kind in zip(library.ids, library.kinds, strict=True) if kind == "overlay"]
    heard_so = [guide for guide in alerts if scores.get(guide, _SPEAKS) > _SPEAKS and 2 * len(unsaid) < len(words)]
    struck = library.triggers.struck(words) if heard_so else {}
    speaks = {sounds_like(guide) for guide in heard_so if _told_by(library, guide, words, struck.get(guide, ()))}
    least = _COULD * sqrt(max(1, len(words)))
    possible = {could_be(guide) for guide in library.ids if scores.get(guide, _SPEAKS) > least}
    return people | speaks | possible


def _told_by(library: Library, guide: str, words: Sequence[SaidWord], struck: Container[int]) -> bool:
    """Whether a word speaks for an alert that its own `not` lines leave in play."""
    counting = [word for at, word in enumerate(words) if at not in struck]
    return bool(library.evidence.telling_words(guide, counting))


def _reheard(library: Library, said: str, heard: Heard, chips: Chips) -> Heard:
    """The people once more from the repaired words, where no minor was heard: `15 yaer old` must not hide a child."""
    if any(person.minor for person in heard.people):
        return heard
    repaired = respelt(said, library.words(said))
    people = tuple(Person(one.role, one.age, one.minor, one.gender) for one in mentions_in(repaired or ""))
    minors = tuple(person for person in people if person.minor)
    if chips.by_person and len(people) != len(heard.people):
        # What was set by hand counts the people as first heard: it must not fall on a child heard only now.
        return replace(heard, people=(*heard.people, *minors))
    return replace(heard, people=people) if minors else heard
