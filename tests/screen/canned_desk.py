# ruff: noqa: E501, PTH100, PTH120  (pathlib would come before the paint; a table of invented answers reads better in long lines)
"""A desk with invented answers, to see and test the screen without any store: `python tests/screen/canned_desk.py`."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

from console import boot

if __name__ == "__main__" and (sentence := boot.open_screen()) is not None:
    sys.exit(sentence)

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from console.desk import Answer, CallChips, DeskStatus, GuideStep, Past
from console.listing_work import Preview
from protocols.guide import Alert, Branch, Guide, GuideMatch, Step
from protocols.heard import Heard, Person
from resources.changes import Entry
from resources.listing import Hours, Listing, Phone, Rule, Span, Verified
from resources.places.place import HeardPlace, Place
from resources.want import Help, Opening

PLACES = (
    Place(1, "Nacogdoches", "city", "Nacogdoches County", "48347", "TX", "US", 31.6, -94.65, 32000, "America/Chicago", "txed"),
    Place(2, "Natchitoches", "city", "Natchitoches Parish", "22069", "LA", "US", 31.76, -93.08, 18000, "America/Chicago", "lawd"),
    Place(3, "Nacogdoches County", "county", "Nacogdoches County", "48347", "TX", "US", 31.6, -94.6, 64000, "America/Chicago", "txed"),
    Place(4, "Houston", "city", "Harris County", "48201", "TX", "US", 29.76, -95.36, 2300000, "America/Chicago", "txsd"),
    Place(5, "Miami", "city", "Miami-Dade County", "12086", "FL", "US", 25.76, -80.19, 450000, "America/New_York", "flsd"),
)  # fmt: skip


def guide(id: str, title: str, kind: str, urgency: str, steps: tuple[Step, ...], status: str = "draft") -> Guide:
    """A guide with nothing but what the screen shows."""
    return Guide(
        id=id, title=title, kind=kind, urgency=urgency, needs=(), version="0.1", status=status, owner="", approved_by="",
        approved_on="", review_by="", languages=("en", "es"), phrases={}, triggers=(), signs=(), steps=steps, refer=(),
        states={}, sources=(),
    )  # fmt: skip


def said(english: str, spanish: str = "", verb: str = "Say", *branches: Branch) -> Step:
    """A step with its words."""
    return Step(verb, english, {"en": english, "es": spanish} if spanish else {}, branches)


DANGER = guide("immediate-danger", "Immediate danger", "overlay", "U0", (
    said("Ask only what can be answered with yes or no, and keep the line open.", verb="Do"),
    said("Can you get out of that room right now without being seen?", "¿Puede salir de ese cuarto ahora sin que la vean?", "Ask"),
    said("I will stay on the line with you while help is on its way.", "Me quedo en la línea con usted mientras llega ayuda."),
    said("Transfer to the dispatch center of the caller's own county, not of this office.", verb="Do"),
    said("Tell the supervisor on call now.", verb="Do"),
), "approved")  # fmt: skip
MINOR = guide("minor-sex", "Minor in commercial sex (under 18)", "situation", "U1", (
    said("Before you give names: if someone under 18 is being harmed, I may have to report it.",
         "Antes de que me dé nombres: si le hacen daño a alguien menor de 18 años, tal vez tenga que reportarlo."),
    said("Is the young person safe at this moment?", "¿Está a salvo esa persona joven en este momento?", "Ask",
         Branch("no", "immediate-danger"), Branch("the child is calling", "child-calling")),
    said("How old are they?", "¿Cuántos años tiene?", "Ask", Branch("18 or over", "adult-sex-pimp")),
    said("None of this is the young person's fault.", "Nada de esto es culpa de esa persona joven."),
    said("Under 18 and sex for anything of value is trafficking; no force, fraud or coercion need be shown.", verb="Check"),
    said("Supervisor first; then police and child protection, with only what they need.", verb="Report"),
))  # fmt: skip
WAGES = guide("wage-dispute", "Wage dispute", "not_trafficking", "U3", (
    said("Are you free to leave that job?", "¿Puede dejar ese trabajo cuando quiera?", "Ask", Branch("no", "minor-sex")),
    said("Have there been threats, or have your papers been taken?", "¿Ha habido amenazas o le quitaron sus papeles?", "Ask"),
    said("State labor agency; keep every pay stub.", verb="Refer"),
), "approved")  # fmt: skip
MODE_TITLES = {"line-dropped": "The line dropped", "yes-no-only": "Yes or no only", "child-calling": "A child is calling",
               "warm-transfer": "Warm transfer"}  # fmt: skip
MODES = {
    id: guide(id, title, "mode", "U1", (
        said(f"First line of {title.lower()}.", f"Primera línea: {title.lower()}."),
        said("Second line, for the specialist alone.", verb="Do"),
    ))
    for id, title in MODE_TITLES.items()
}  # fmt: skip
GUIDES = {one.id: one for one in (DANGER, MINOR, WAGES, *MODES.values())}

WEEK = Hours(known=True, spans=tuple(Span(day, 8 * 60, 17 * 60) for day in range(5)))
ROUND = Hours(known=True, spans=tuple(Span(day, 0, 1440) for day in range(7)))
NAMES = (
    ("Fictional Pines Youth Shelter", "youth_shelter", ROUND, "2.1 mi"), ("Example County Sheriff Dispatch", "dispatch", ROUND, "county"),
    ("Invented House", "shelter", ROUND, "4 mi"), ("Made-Up Legal Clinic", "legal", WEEK, "11 mi"),
    ("Sample Child Advocacy Center", "counseling", WEEK, "18 mi"), ("Pretend Hospital Exam Nurse", "medical", ROUND, "21 mi"),
    ("Nowhere State Trafficking Line", "crisis_line", ROUND, "covers TX"), ("Imaginary National Line", "crisis_line", ROUND, "national"),
    ("Not A Real Interpreter Line", "interpreter", Hours(text="by appointment"), "national"),
)  # fmt: skip


def listing(number: int, town: str = "") -> Listing:
    """The nth invented listing, as it stands for one town."""
    name, kind, hours, _ = NAMES[number % len(NAMES)]
    return Listing(
        source="invented for tests", key=str(number), service=f"{name}{' of ' + town if town else ''}", organisation="Nobody",
        kinds=(kind,), id=number + 1, city=town, state="TX", timezone="America/Chicago",
        phones=(Phone(f"+1936555{100 + number:04d}", "crisis"), Phone(f"+1936555{150 + number:04d}", "main", "12", ("es",))),
        hours=hours, rules=(Rule("age", "12-17"),), verified=(Verified("phone", date(2026, 10, number + 1), "test"),),
        about="This service is invented.", languages=("en", "es"),
    )  # fmt: skip


def helps(place: Place | None, text: str) -> tuple[Help, ...]:
    """Nine listings, another order for every few words, so that typing changes many cells."""
    if place is None and not text:
        return ()
    start = len(text.split()) % 3
    order = [*range(start, len(NAMES)), *range(start)]
    town = place.name if place else ""
    found = []
    for number in order:
        opening = Opening("open", "open to 17:00") if number % 3 else Opening("unknown", "hours not known")
        reach = NAMES[number][3]
        fit = ("yes", "unknown", "no")[number % 3]
        found.append(
            Help(listing(number, town), "near", reach, 3.0 + number, opening, fit, ("serves 12-17", "speaks Spanish"))
        )
    return tuple(found)


class CannedDesk:
    """Answers from a handful of words."""

    def __init__(self, *, training: bool = True) -> None:
        self.status = DeskStatus("Invented Hotline", "Sam, 936-555-0199", "directory 3 days old", training, ())
        self.reports: list[tuple[str, int]] = []

    def answer(self, said: str, chips: CallChips, now: datetime) -> Answer:
        """What the words say, in the crudest way."""
        text = said.lower()
        places = [p for p in PLACES if any(len(w) >= 3 and p.name.lower().startswith(w[:5]) for w in text.split())]
        if chips.place is not None:
            places = [chips.place, *[p for p in places if p.id != chips.place.id]]
        age = chips.people.age or next((int(n) for n in re.findall(r"\b(\d\d?) ?yo?\b", text)), None)
        minor = chips.people.minor if chips.people.minor is not None else (age < 18 if age else None)
        people = (
            (Person("at_risk", age, minor, chips.people.gender),)
            if age or minor is not None or chips.people.gender
            else ()
        )
        language = chips.people.language or ("es" if "spanish" in text else None)
        heard = Heard(people, language, chips.people.caller or ("third_party" if "her" in text.split() else None))
        alerts = [Alert(DANGER, ("wont let her leave",))] if re.search("wont let|gun|locked", text) else []
        alerts = [a for a in alerts if a.guide.id not in chips.people.dismissed]
        matched = ([MINOR] if minor else []) + ([WAGES] if re.search("wage|pay|boss", text) else [])
        guides = tuple(GuideMatch(g, 0.8, ("words",)) for g in matched if g.id not in chips.people.not_guides)
        steps = tuple(
            GuideStep(g.id, s) for g in [*(a.guide for a in alerts), *(m.guide for m in guides)] for s in g.steps
        )
        return Answer(
            said, heard, tuple(HeardPlace(p, 0.9, "name") for p in places), tuple(alerts), guides, steps,
            ("shelter", "law_enforcement", "legal"), helps(places[0] if places else None, text), 0.2,
        )  # fmt: skip

    def listing(self, listing_id: int, /) -> Listing | None:
        """One invented listing."""
        return listing(listing_id - 1) if 0 < listing_id <= len(NAMES) else None

    def guide(self, guide_id: str, /) -> Guide | None:
        """One invented guide."""
        return GUIDES.get(guide_id)

    def note_beds(self, listing_id: int, free: int, population: str = "", /) -> None:
        """Noted for the test."""
        self.reports.append((f"{free} free {population}".strip(), listing_id))

    def note_outcome(self, listing_id: int, went: str, /) -> None:
        """Noted for the test."""
        self.reports.append((went, listing_id))

    def search(self, text: str, place: Place | None, now: datetime, /) -> tuple[Help, ...]:
        """The invented listings whose names hold the words."""
        return tuple(one for one in helps(place, "x") if text.lower() in one.listing.service.lower())

    def immigration(self, place: Place | None, now: datetime, /) -> tuple[Help, ...]:
        """Nobody enforces anything here."""
        return ()

    def past(self, listing_id: int, now: datetime, /) -> Past:
        """One change, and beds seen."""
        changes = (Entry("2026-11-20T10:00:00+00:00", "Sam", "edit", "phones", None, None),)
        return Past(("2 beds free, seen 1 h ago",), "3 given; 2 went well, 0 badly", changes)

    def preview(self, listing_id: int, changed: Mapping[str, str], by: str, /) -> Preview:
        """What would change, in words."""
        old = listing(max(0, listing_id - 1))
        return Preview(old, old, tuple(f"{name}: -> {text}" for name, text in changed.items()), ("a doubt",))

    def keep(self, made: Preview, by: str, /) -> str:
        """Noted for the test."""
        self.reports.append((f"kept by {by}: {made.changes}", made.old.id))
        return made.old.service

    def take_back(self) -> str:
        """Noted for the test."""
        return "Undone: edit."

    def forget(self) -> None:
        """Noted for the test."""
        self.reports.append(("forgot", 0))

    def confirm(self, listing_id: int, /) -> None:
        """Noted for the test."""
        self.reports.append(("confirmed", listing_id))

    def report_wrong(self, listing_id: int, /) -> None:
        """Noted for the test."""
        self.reports.append(("wrong", listing_id))


def spoilt(desk: CannedDesk, text: str) -> CannedDesk:
    """The same desk with `text` in every field that an outsider could have written."""
    real = desk.answer

    def answer(said: str, chips: CallChips, now: datetime) -> Answer:
        found = real(said, chips, now)
        places = tuple(HeardPlace(replace(h.place, name=text, county=text), 0.9, text) for h in found.places)
        bad = spoilt_listing(text)
        return replace(
            found, places=places, help=tuple(replace(h, listing=bad, reach_text=text, why=(text,)) for h in found.help),
            alerts=tuple(Alert(replace(a.guide, title=text), (text,)) for a in found.alerts), notes=(text,),
            guides=tuple(replace(m, guide=replace(m.guide, title=text)) for m in found.guides),
            steps=tuple(GuideStep(s.guide, Step("Ask", text, {"es": text}, (Branch(text, text),))) for s in found.steps),
        )  # fmt: skip

    desk.answer = answer  # type: ignore[method-assign]
    desk.listing = lambda listing_id, /: spoilt_listing(text)  # type: ignore[method-assign]
    desk.status = replace(desk.status, organisation=text, directory=text, on_call=text, faults=(text,))
    return desk


def spoilt_listing(text: str) -> Listing:
    """A listing that says `text` wherever it can."""
    return Listing(
        source=text, key="1", service=text, organisation=text + "!", kinds=(text,), id=1, street=text, city=text, alert=text,
        phones=(Phone("", "main", "", (text,), text, text), Phone("+19365550100", "main", text, (text,), text)),
        hours=Hours(text=text), rules=(Rule(text, text, text, text),), about=text, how_to_apply=text, fees=text, url=text,
        email=text, note=text, languages=(text,), verified=(Verified(text, date(2026, 1, 1), text, text),), as_of=text,
    )  # fmt: skip


if __name__ == "__main__":
    from console.settings import load_settings
    from console.ui.app import run_console

    desk = CannedDesk()
    if len(sys.argv) > 2 and sys.argv[1] == "--hostile":
        desk = spoilt(desk, sys.argv[2].encode().decode("unicode_escape"))
    sys.exit(run_console(desk, load_settings()))
