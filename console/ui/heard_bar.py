"""What was heard, as chips: the place with its county and state, the people, the language, who calls."""

from collections.abc import Iterator

from console.desk import Answer, CallChips
from console.ui.contact import Contact
from console.ui.fit import cut
from console.ui.opening import HEARD_NOTHING
from console.ui.rows import Row, Span, row
from protocols.corrected import set_by_hand
from protocols.heard import Person
from protocols.language_names import language_name
from resources.places.place import Place

MOST_ROWS = 2

CALLERS = {
    "self": "calls for self",
    "child": "a child calls",
    "third_party": "third party",
    "professional": "professional",
}
GENDERS = {"female": "F", "male": "M", "other": "other gender"}
ROLES = {"caller": "caller", "at_risk": "at risk", "child": "child", "other": "other"}


def heard_rows(answer: Answer | None, contact: Contact, width: int) -> list[Row]:
    """The chips, in a second row where one is too short; a chip set by hand carries a star."""
    if answer is None or (not answer.said and contact.empty):
        return [row(HEARD_NOTHING)]
    rows: list[list[Span]] = [[]]
    room = width
    for text, style in _chips(answer, contact.chips, contact.person, short=width < 100):
        shown = (cut(f" {text} ", width), style)
        if rows[-1] and len(shown[0]) > room and len(rows) < MOST_ROWS:
            rows.append([])
            room = width
        rows[-1] += [shown, (" ", "plain")]
        room -= len(shown[0]) + 1
    return [tuple(spans) for spans in rows]


def _chips(answer: Answer, chips: CallChips, chosen: int | None, *, short: bool) -> Iterator[Span]:
    if answer.places:
        text = place_text(answer.places[0].place)
        text = text.replace(" County ", " Co. ").replace(" Parish ", " Par. ") if short else text
        yield f"{text}{'*' if chips.place else _sure(answer)}", "chip"
    else:
        yield "Place not sure: ask town, county, ZIP", "draft"
    people = answer.heard.people
    by_hand = set_by_hand(chips.people, people)
    for number, person in enumerate(people):
        text = person_text(person, with_role=len(people) > 1 or person.role != "at_risk")
        picked = "> " if number == chosen and len(people) > 1 else ""
        yield f"{picked}{text}{'*' if number in by_hand else ''}", "draft" if person.minor else "chip"
    if not people:
        yield "age ?", "plain"
    spoken, caller = answer.heard.language, answer.heard.caller
    if spoken:
        yield f"{language_name(spoken)}{'*' if chips.people.language else ''}", "chip"
    if caller:
        yield f"{CALLERS.get(caller, caller)}{'*' if chips.people.caller else ''}", "chip"
    if chips.access:
        yield f"needs {', '.join(chips.access)}*", "chip"
    if answer.heard.minutes is not None:
        yield f"{answer.heard.minutes} min to talk{'*' if chips.people.minutes else ''}", "draft"


def _sure(answer: Answer) -> str:
    more = len(answer.places) - 1
    return f" ?{more + 1}" if more else ""


def place_text(place: Place) -> str:
    """A place with county and state, which are always shown: town names repeat across states."""
    county = f", {place.county}" if place.county and place.county != place.name else ""
    state = f" {place.state}" if place.state and place.kind != "state" else ""
    country = f" {place.country}" if place.country not in ("", "US") else ""
    return f"{place.name}{county}{state}{country}"


def person_text(person: Person, *, with_role: bool) -> str:
    """Role where it says something, age and whether under 18; "age ?" where nobody said."""
    parts = [ROLES.get(person.role, person.role)] if with_role else []
    if person.age is not None:
        parts.append(f"age {person.age}")
    elif person.minor is None:
        parts.append("age ?")
    parts += ["MINOR"] if person.minor else ["adult"] if person.minor is False else []
    parts += [GENDERS.get(person.gender, person.gender)] if person.gender else []
    return " ".join(parts)


def other_places(answer: Answer | None, contact: Contact) -> str:
    """The other places it could be, for the notice line."""
    if answer is None or len(answer.places) < 2 or contact.chips.place:
        return ""
    names = "; ".join(place_text(heard.place) for heard in answer.places[1:4])
    return f"or: {names}   (Ctrl+O)"
