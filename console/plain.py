"""An answer as plain text: for pipes, screen readers, braille, and terminals that cannot show the screen."""

from collections import Counter
from collections.abc import Iterable, Iterator

from console.desk import Answer
from console.shapes import verified_on
from protocols.guide import Alert, Guide, GuideMatch
from protocols.heard import Heard, Person
from resources.clean import safe
from resources.dial import first_phone, spoken
from resources.dispatch import Dispatch
from resources.find import Help
from resources.listing import Listing
from resources.naming import listing_name
from resources.places.place import HeardPlace, Place
from resources.vetting import vetting_text

WHO = {
    "self": "calls for self",
    "child": "a child is calling",
    "third_party": "third party",
    "professional": "professional",
}
REACH = {"near": "near", "county": "county", "state": "state", "national": "national"}
FIT = {"yes": "fits", "no": "does not fit", "unknown": "fit not known"}
NOT_SURE = "not sure: ask for the town, the county or the ZIP code"


def answer_lines(answer: Answer) -> Iterator[str]:
    """Everything the screen shows, most urgent first, one fact a line."""
    yield f"HEARD   {heard_text(answer.heard)}"
    yield from place_lines(answer.places)
    for alert in answer.alerts:
        yield f"ALERT   {alert_text(alert)}"
    if answer.dispatch is not None:
        yield safe(f"911     {dispatch_text(answer.dispatch)}")
    for match in answer.guides:
        yield f"GUIDE   {guide_text(match)}"
    if not answer.guides:
        yield "GUIDE   none fits so far"
    yield from step_lines(answer)
    yield from help_lines(answer.help)
    if answer.not_fitting:
        yield f"        {len(answer.not_fitting)} more listings do not fit:"
        yield from unfit_lines(answer.not_fitting[:3])
    yield from (f"NOTE    {safe(note)}" for note in answer.notes)


def unfit_lines(found: Iterable[Help]) -> Iterator[str]:
    """Listings that do not fit, each with its reason."""
    yield from (safe(f"        - {listing_name(one.listing)}: {'; '.join(one.why)}") for one in found)


def step_lines(answer: Answer) -> Iterator[str]:
    """The steps of the alerts and of the guide that fits best; of the others, how many and how to see them."""
    held = [alert.guide for alert in answer.alerts] + [match.guide for match in answer.guides]
    drafts = {guide.id: guide for guide in held}
    first = {guide.id for guide in held[: len(answer.alerts) + 1]}
    shown = [step for step in answer.steps if step.guide in first]
    for number, one in enumerate(shown, 1):
        mark = draft_mark(drafts.get(one.guide))
        yield safe(f"STEP {number:>2} {one.step.verb}: {one.step.text}  [{one.guide}{mark}]")
        for language, words in one.step.say.items():
            if language != "en":
                yield safe(f"        {language}: {words}")
    for guide, count in Counter(step.guide for step in answer.steps if step.guide not in first).items():
        yield f"        {count} more steps in {guide}: northline guides show {guide}"


def heard_text(heard: Heard) -> str:
    """The people, the language and who is calling, in one line."""
    parts = [person_text(person) for person in heard.people]
    parts += [f"speaks {heard.language}"] if heard.language else []
    parts += [WHO[heard.caller]] if heard.caller in WHO else []
    parts += [f"{heard.minutes} minutes to talk"] if heard.minutes is not None else []
    return " | ".join(parts) or "nothing yet about people or language"


def person_text(person: Person) -> str:
    """One person: role, age, whether a minor, gender; unknown age is said."""
    age = "age not known" if person.age is None else f"age {person.age}"
    minor = {True: " = MINOR", False: ", adult", None: ""}[person.minor]
    gender = f", {person.gender}" if person.gender else ""
    return f"{person.role.replace('_', ' ')}: {age}{minor}{gender}"


def place_lines(places: Iterable[HeardPlace]) -> Iterator[str]:
    """The places that were heard, best first, or that none is sure."""
    places = tuple(places)
    if not places:
        yield f"PLACE   {NOT_SURE}"
    for number, heard in enumerate(places):
        yield f"{'PLACE   ' if number == 0 else '     or '}{place_text(heard.place)}  ({safe(heard.why)})"


def place_text(place: Place) -> str:
    """A place with its county and state, which are always shown: 5,281 town names exist in several states."""
    county = f", {place.county}" if place.county and place.county != place.name else ""
    state = f", {place.state}" if place.state and place.kind != "state" else ""
    country = f", {place.country}" if place.country != "US" else ""
    return safe(f"{place.name}{county}{state}{country}")


def alert_text(alert: Alert) -> str:
    """An alert and what made it so."""
    return safe(f"{alert.guide.title} [{alert.guide.id}{draft_mark(alert.guide)}]: {', '.join(alert.why)}")


def dispatch_text(dispatch: Dispatch) -> str:
    """The place's own 911 center, or that none is held and what was approved instead."""
    phone = first_phone(dispatch.held.listing.phones) if dispatch.held else None
    return f"{spoken(phone)}  {dispatch.note}" if phone else dispatch.note


def guide_text(match: GuideMatch) -> str:
    """A guide, how urgent it is, and the words that matched."""
    guide = match.guide
    return safe(f"{guide.title} [{guide.id}, {guide.urgency}{draft_mark(guide)}]: {', '.join(match.why)}")


def guide_lines(guide: Guide) -> Iterator[str]:
    """One guide in full, as the screen walks it."""
    approved = (
        f"approved by {guide.approved_by} on {guide.approved_on}"
        if guide.status == "approved"
        else "DRAFT: no practitioner has approved it"
    )
    yield safe(f"{guide.title} [{guide.id}, {guide.kind}, {guide.urgency}] version {guide.version}, {approved}")
    for number, step in enumerate(guide.steps, 1):
        branches = "".join(f" If {branch.condition} -> {branch.guide}." for branch in step.branches)
        yield safe(f"  {number}. {step.verb}: {step.text}{branches}")
        yield from (safe(f"     {code}: {words}") for code, words in step.say.items() if code != "en")
    yield from (safe(f"  refer: {line.kind}; {line.eligibility}") for line in guide.refer)
    for state, lines in guide.states.items():
        yield from (safe(f"  states, {state}: {line}") for line in lines)
    yield from (safe(f"  source: {source}") for source in guide.sources)


def draft_mark(guide: Guide | None) -> str:
    """ ", DRAFT" unless a practitioner approved the guide."""
    return "" if guide is not None and guide.status == "approved" else ", DRAFT"


def help_lines(found: Iterable[Help]) -> Iterator[str]:
    """Listings that can be offered: who, number, reach, whether open, then source and age."""
    for number, one in enumerate(found, 1):
        listing = one.listing
        phone = first_phone(listing.phones)
        number_text = spoken(phone) if phone else "no number held"
        yield safe(f"HELP {number:>2} {listing_name(listing)}: {number_text} | {one.reach_text} | {one.opening.text}")
        fit = f"{FIT[one.fit]}" + (f" ({'; '.join(one.why)})" if one.why else "")
        yield safe(f"        {REACH[one.reach]} | {fit} | {source_text(listing)}")
        if listing.alert:
            yield safe(f"        CAUTION {listing.alert}")


def source_text(listing: Listing) -> str:
    """Where the facts came from, and when somebody last verified them."""
    checked = verified_on(listing)
    dated = f", as of {listing.as_of}" if listing.as_of else ""
    vetted = "" if listing.vetting == "unvetted" else f"; {vetting_text(listing)}"
    return f"source: {listing.source_name or listing.source}{dated}; " + (
        f"verified {checked}{vetted}" if checked else f"not verified by us{vetted}"
    )


def listing_lines(listing: Listing) -> Iterator[str]:
    """One listing in full."""
    yield safe(f"{listing_name(listing)}  [{', '.join(listing.kinds)}]")
    for phone in listing.phones:
        if not phone.private:
            yield safe(f"  phone ({phone.kind}): {spoken(phone)} {phone.note}".rstrip())
    where = "address sealed" if listing.sealed else listing.street
    town = ", ".join(part for part in (listing.city, listing.state, listing.zip) if part)
    facts = {
        "where": ", ".join(part for part in (where, town) if part),
        "hours": listing.hours.text or ("" if listing.hours.known else "not known"),
        "serves": "; ".join(
            f"{r.axis}: {'' if r.verdict == 'yes' else 'not '}{r.value} {r.note}".strip() for r in listing.rules
        ),
        "covers": ", ".join(area.code for area in listing.areas),
        "languages": ", ".join(listing.languages),
        "about": listing.about,
        "to apply": listing.how_to_apply,
        "fees": listing.fees,
        "site": listing.url,
        "note": listing.note,
        "caution": listing.alert,
        "vetting": vetting_text(listing),
        "source": f"{source_text(listing)[8:]} {listing.source_url}".strip(),
    }
    yield from (safe(f"  {name}: {value}") for name, value in facts.items() if value)
