"""What was understood of the people in a call: who they are, what they speak, who is calling."""

import re
from dataclasses import dataclass, replace
from datetime import date

from protocols.callers import caller_in, minutes_in
from protocols.languages import language_in
from protocols.people import mentions_in
from protocols.plain import fold
from protocols.said import MOST


@dataclass(frozen=True, slots=True)
class Person:
    """One person in the call. `role` is caller, at_risk, child or other; None means not known, never no."""

    role: str
    age: int | None = None
    minor: bool | None = None
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The people, the language spoken (ISO 639), who is calling (self, child, third_party, professional), danger words.

    `minutes` is how long the caller can talk, where they said so.
    """

    people: tuple[Person, ...] = ()
    language: str | None = None
    caller: str | None = None
    words: tuple[str, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class PersonChip:
    """What the specialist set by hand for one person, the `nth` heard from 0; None leaves a thing as heard."""

    nth: int
    role: str | None = None
    age: int | None = None
    minor: bool | None = None
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Chips:
    """What the specialist set by hand; None leaves a thing as heard. Chips outrank whatever was heard.

    `age`, `minor` and `gender` are those of the person at risk; `by_person` holds those of the others, and roles.
    `minutes` 0 says that nothing ends the call soon.
    """

    age: int | None = None
    minor: bool | None = None
    gender: str | None = None
    language: str | None = None
    caller: str | None = None
    not_guides: frozenset[str] = frozenset()
    dismissed: frozenset[str] = frozenset()
    chosen: tuple[str, ...] = ()
    minutes: int | None = None
    by_person: tuple[PersonChip, ...] = ()


_DANGER_WORDS = re.compile(
    r"\b(?:guns?|pistol|kni(?:fe|ves)|weapons?|armed|stab\w*|strangl\w*|chok\w*|bleeding|overdos\w*|suicid\w*|locked"
    r" in|captive|hostage"
    r"|kidnap\w*|ransom|escaped|hiding|whisper\w*|beat(?:en|ing)?|rap(?:e|ed|ing)|kill\w*|pistola|cuchillo|armas?"
    r"|encerrad[ao]s?"
    r"|secuestrad[ao]s?|rescate|sangr\w+|golpea\w*|matar\w*|suicid\w*|escondid[ao]s?|amenaza\w*|threat\w*)\b"
)
_DENIED = re.compile(
    r"\b(?:no|not|without|never|denies|dont|doesnt|sin|ni|nunca)\s+(?:(?!but |and |y |pero )\w+\s+){0,2}$"
)


def hear_people(said: str, today: date | None = None) -> Heard:
    """What was said of the people in the call; `today` is needed only to turn a birth year into an age."""
    folded = fold(said[:MOST])
    return replace(_who(folded, today), language=language_in(folded), words=_danger_words(folded))


def hear_who(said: str, today: date | None = None) -> Heard:
    """Only the people, who is calling and how long they can talk: all that alerts ask."""
    return _who(fold(said[:MOST]), today)


def _who(folded: str, today: date | None) -> Heard:
    people = tuple(Person(one.role, one.age, one.minor, one.gender) for one in mentions_in(folded, today))
    return Heard(people, None, caller_in(folded), (), minutes_in(folded))


def _danger_words(folded: str) -> tuple[str, ...]:
    """The words of danger that stand out, each once; those denied (`no weapons`) are left out."""
    found = (match for match in _DANGER_WORDS.finditer(folded) if not _DENIED.search(folded[: match.start()]))
    return tuple(dict.fromkeys(match[0] for match in found))
