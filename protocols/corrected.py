"""What was heard, with what the specialist set by hand put in its place."""

from dataclasses import replace

from protocols.heard import Chips, Heard, Person

ADULT = 18


def corrected(heard: Heard, chips: Chips) -> Heard:
    """Chips outrank whatever was heard. Age, minor and gender are those of the person at risk."""
    return replace(
        heard,
        people=_people(heard, chips),
        language=chips.language or heard.language,
        caller=chips.caller or heard.caller,
    )


def _people(heard: Heard, chips: Chips) -> tuple[Person, ...]:
    if chips.age is None and chips.minor is None and chips.gender is None:
        return heard.people
    people = list(heard.people) or [Person("at_risk")]
    which = _at_risk(people)
    if which is None:
        people.append(Person("at_risk"))
        which = len(people) - 1
    person = people[which]
    if chips.minor is not None:
        # An age that contradicts the key is dropped rather than shown beside it.
        agrees = person.age is not None and (person.age < ADULT) == chips.minor
        person = replace(person, minor=chips.minor, age=person.age if agrees else None)
    if chips.age is not None:
        person = replace(person, age=chips.age, minor=chips.age < ADULT)
    people[which] = replace(person, gender=chips.gender or person.gender)
    return tuple(people)


def _at_risk(people: list[Person]) -> int | None:
    for role in ("at_risk", "child", "caller"):
        for number, person in enumerate(people):
            if person.role == role:
                return number
    return None
