"""What was heard, with what the specialist set by hand put in its place."""

from collections.abc import Sequence
from dataclasses import replace

from protocols.heard import Chips, Heard, Person, PersonChip

ADULT = 18


def corrected(heard: Heard, chips: Chips) -> Heard:
    """Chips outrank whatever was heard. Age, minor and gender are those of the person at risk."""
    return replace(
        heard,
        people=_people(heard, chips),
        language=chips.language or heard.language,
        caller=chips.caller or heard.caller,
        minutes=heard.minutes if chips.minutes is None else chips.minutes or None,
    )


def at_risk_among(people: Sequence[Person]) -> int | None:
    """Which of these people the call is about: whoever is at risk, else a child, else the caller."""
    for role in ("at_risk", "child", "caller"):
        for number, person in enumerate(people):
            if person.role == role:
                return number
    return None


def with_person(chips: Chips, people: Sequence[Person], nth: int | None, chip: PersonChip) -> Chips:
    """The chips with age, minor and gender set for one of the people shown; None is the person at risk."""
    at_risk = at_risk_among(people)
    if nth is not None and nth != at_risk:
        role = _chip(chips, nth).role
        return replace(chips, by_person=_put(chips.by_person, replace(chip, nth=nth, role=role)))
    # What was set for this person before it was the one at risk must not outrank what is set now.
    kept = [replace(one, age=None, minor=None, gender=None) if one.nth == at_risk else one for one in chips.by_person]
    return replace(chips, age=chip.age, minor=chip.minor, gender=chip.gender, by_person=tuple(kept))


def set_for(chips: Chips, people: Sequence[Person], nth: int | None) -> PersonChip:
    """What is set by hand for one of the people shown; None is the person at risk."""
    at_risk = at_risk_among(people)
    if nth is not None and nth != at_risk:
        return _chip(chips, nth)
    earlier = _chip(chips, at_risk if at_risk is not None else 0)
    main = Chips(chips.age, chips.minor, chips.gender)
    if main == Chips():
        return earlier
    return replace(earlier, age=main.age, minor=main.minor, gender=main.gender)


def set_by_hand(chips: Chips, people: Sequence[Person]) -> frozenset[int]:
    """Which of the people shown carry something that was set by hand."""
    at_risk = at_risk_among(people)
    main = (chips.age, chips.minor, chips.gender) != (None, None, None)
    others = {chip.nth for chip in chips.by_person if chip != PersonChip(chip.nth)}
    return frozenset(others | ({at_risk} if main and at_risk is not None else set()))


def with_role(chips: Chips, people: Sequence[Person], nth: int | None, role: str | None) -> Chips:
    """The chips with another role for one of the people shown; what was set for whoever is at risk stays theirs."""
    at_risk = at_risk_among(people)
    by_person = chips.by_person
    if at_risk is not None:
        by_person = _put(by_person, replace(set_for(chips, people, at_risk), nth=at_risk))
    one = nth if nth is not None else at_risk
    if one is None or one >= len(people):
        return chips
    free = replace(chips, age=None, minor=None, gender=None, by_person=by_person)
    return replace(free, by_person=_put(by_person, replace(_chip(free, one), role=role)))


def _chip(chips: Chips, nth: int) -> PersonChip:
    return next((chip for chip in chips.by_person if chip.nth == nth), PersonChip(nth))


def _put(by_person: tuple[PersonChip, ...], chip: PersonChip) -> tuple[PersonChip, ...]:
    others = [one for one in by_person if one.nth != chip.nth]
    return tuple(sorted((*others, chip), key=lambda one: one.nth))


def _people(heard: Heard, chips: Chips) -> tuple[Person, ...]:
    people = list(heard.people)
    for chip in chips.by_person:
        if chip.nth < len(people):
            people[chip.nth] = replace(people[chip.nth], role=chip.role or people[chip.nth].role)
    if (chips.age, chips.minor, chips.gender) != (None, None, None):
        which = at_risk_among(people)
        if which is None:
            people.append(Person("at_risk"))
            which = len(people) - 1
        people[which] = _set(people[which], PersonChip(which, None, chips.age, chips.minor, chips.gender))
    for chip in chips.by_person:
        if chip.nth < len(people):
            people[chip.nth] = _set(people[chip.nth], chip)
    return tuple(people)


def _set(person: Person, chip: PersonChip) -> Person:
    if chip.minor is not None:
        # An age that contradicts the key is dropped rather than shown beside it.
        agrees = person.age is not None and (person.age < ADULT) == chip.minor
        person = replace(person, minor=chip.minor, age=person.age if agrees else None)
    if chip.age is not None:
        person = replace(person, age=chip.age, minor=chip.age < ADULT)
    return replace(person, gender=chip.gender or person.gender)
