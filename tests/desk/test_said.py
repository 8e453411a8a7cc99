"""Whole calls as they are typed, one a line in said_tune.txt and said_check.txt; anyone can add a line."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.desk import Answer, CallChips, Desk
from console.opening import open_desk
from console.settings import load_settings

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
OUTSIDE = {"MX": "MX", "CAN": "CA"}


@dataclass(frozen=True)
class Case:
    """One call and what its answer should hold."""

    place: str
    guides: frozenset[str]
    alerts: frozenset[str]
    maybe: frozenset[str]
    age: int | None
    language: str | None
    said: str


def cases(name: str) -> Iterator[Case]:
    for line in (HERE / name).read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        place, guides, alerts, age, language, said = line.split(" | ", 5)
        named = [alert.strip() for alert in alerts.split(",") if alert.strip() not in ("", "none")]
        yield Case(
            place="" if place == "none" else place,
            guides=frozenset(g.strip() for g in guides.split(",") if g.strip() != "none"),
            alerts=frozenset(a for a in named if not a.endswith("?")),
            maybe=frozenset(a.rstrip("?") for a in named),
            age=int(age) if age.isdigit() else None,
            language=None if language == "-" else language,
            said=said,
        )


@pytest.fixture(scope="module")
def desk(prepared_home: Path, places_db: Path) -> Desk:
    return open_desk(load_settings({"NORTHLINE_HOME": str(prepared_home), "NORTHLINE_PLACES": str(places_db)}))


def answered(desk: Desk, name: str) -> list[tuple[Case, Answer]]:
    return [(case, desk.answer(case.said, CallChips(), NOW, finished=True)) for case in cases(name)]


def place_is_right(case: Case, answer: Answer) -> bool:
    if not answer.places or not case.place:
        return not answer.places and not case.place
    place = answer.places[0].place
    name, _, region = case.place.rpartition(", ")
    country = OUTSIDE.get(region)
    here = place.country == country if country else place.state == region
    return here and plain(name) in (plain(place.name), plain(place.county))


def plain(name: str) -> str:
    """A name without its accents and without the word that says what kind of place it is."""
    letters = unicodedata.normalize("NFKD", name.lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.removesuffix(" county").removesuffix(" reservation")


def guide_is_right(case: Case, answer: Answer) -> bool:
    shown = {match.guide.id for match in answer.guides} | {alert.guide.id for alert in answer.alerts}
    return not case.guides or not shown.isdisjoint(case.guides)


def alerts_are_shown(case: Case, answer: Answer) -> bool:
    return case.alerts <= {alert.guide.id for alert in answer.alerts}


def no_false_alert(case: Case, answer: Answer) -> bool:
    return {alert.guide.id for alert in answer.alerts} <= case.maybe


def age_is_right(case: Case, answer: Answer) -> bool:
    return case.age is None or case.age in [person.age for person in answer.heard.people]


def language_is_right(case: Case, answer: Answer) -> bool:
    return case.language is None or case.language == answer.heard.language


CHECKS = {
    "place first": (place_is_right, 0.90),
    "guide in three or alert": (guide_is_right, 0.85),
    "every alert shown": (alerts_are_shown, 0.90),
    "no false alert": (no_false_alert, 0.90),
    "age": (age_is_right, 0.95),
    "language": (language_is_right, 0.95),
}

NOT_YET = {
    ("place first", "said_check.txt"),
    ("age", "said_check.txt"),
    ("language", "said_check.txt"),
}
"""What is known to fall short of its bar; the bar stays, and every run tells the share that is reached."""


@pytest.mark.parametrize("name", ["said_tune.txt", "said_check.txt"])
@pytest.mark.parametrize("check", list(CHECKS))
def test_whole_calls_are_understood(desk: Desk, name: str, check: str) -> None:
    right, bar = CHECKS[check]
    missed = [case.said for case, answer in answered(desk, name) if not right(case, answer)]
    total = len(list(cases(name)))
    share = 1 - len(missed) / total
    shown = "" if "check" in name else "\n".join(missed)
    if share < bar and (check, name) in NOT_YET:
        pytest.xfail(f"{check}: {share:.1%}, wanted {bar:.0%}")
    assert share >= bar, f"{check}: {share:.1%} of {total}\n{shown}"


def test_there_are_at_least_150_whole_calls() -> None:
    assert sum(len(list(cases(name))) for name in ("said_tune.txt", "said_check.txt")) >= 150


def test_every_answer_offers_somebody_to_call(desk: Desk) -> None:
    for _, answer in answered(desk, "said_tune.txt"):
        assert answer.help
