"""What was understood of the people in a call: who they are, what they speak, who is calling."""

from dataclasses import dataclass


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
class Chips:
    """What the specialist set by hand; None leaves a thing as heard. Chips outrank whatever was heard."""

    age: int | None = None
    minor: bool | None = None
    gender: str | None = None
    language: str | None = None
    caller: str | None = None
    not_guides: frozenset[str] = frozenset()
    dismissed: frozenset[str] = frozenset()
    chosen: tuple[str, ...] = ()
