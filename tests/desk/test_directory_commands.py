"""Finding, noting and upkeep from the command line, as a user would type them."""

import json
from pathlib import Path

import pytest
from test_commands import northline

from console.prepare import prepare
from console.settings import Settings, load_settings


def said(*arguments: str) -> str:
    answered = northline(*arguments)
    assert answered.returncode == 0, answered.stderr
    return answered.stdout


@pytest.fixture
def desk(own_home: Path) -> Settings:
    """A desk of one's own with one partner house."""
    settings = load_settings()
    prepare(settings, lambda stage, done: None)
    said("listing", "add", "--by", "ann", "--yes", "--set", "organisation=Example House", "--set", "kinds=shelter",
         "--set", "phones=crisis:936-555-0101", "--set", "city=Nacogdoches", "--set", "state=TX",
         "--set", "access=wheelchair")  # fmt: skip
    return settings


def house(desk: Settings) -> str:
    return str(json.loads(said("search", "example house", "--json"))["help"][0]["id"])


def test_danger_says_that_no_911_center_is_held_and_the_approved_fallback(settings: Settings) -> None:
    call = "he has a gun, nacogdoches tx"
    answer = json.loads(northline("ask", "-", "--json", said=call, NORTHLINE_DISPATCH_FALLBACK="the duty desk").stdout)
    assert answer["dispatch"]["held"] is None
    assert answer["dispatch"]["note"] == "911 center: none held for Nacogdoches County, TX. Fallback: the duty desk."
    assert "dispatch_fallback in northline.toml" in northline("ask", "-", said=call).stdout


def test_police_are_offered_to_who_asks_and_not_to_who_fears_them(settings: Settings) -> None:
    asked = json.loads(northline("ask", "-", "--json", said="she needs the police in tulsa ok").stdout)
    assert "law_enforcement" in asked["kinds"]
    feared = json.loads(northline("ask", "-", "--json", said="no police please, tulsa ok, needs shelter").stdout)
    assert not any(one["kind"] == "law_enforcement" for one in feared["help"][:3])


def test_immigration_enforcement_is_found_by_its_own_kind_alone_and_named(settings: Settings) -> None:
    found = json.loads(said("find", "immigration_enforcement", "--near", "Miami FL", "--json"))["help"]
    assert found
    assert all("immigration enforcement" in one["why"] for one in found)
    others = json.loads(said("find", "law_enforcement", "--near", "Miami FL", "--json"))["help"]
    assert not any("ICE" in one["name"] for one in others)


def test_a_place_abroad_says_what_is_not_held_and_which_numbers_may_fail(settings: Settings) -> None:
    text = said("find", "shelter", "--near", "Toluca Mexico")
    assert "none held for Mexico" in text
    assert "toll-free: may fail from abroad" in text


def test_who_can_let_a_wheelchair_in_is_said(desk: Settings) -> None:
    found = json.loads(said("find", "shelter", "--near", "Nacogdoches TX", "--access", "wheelchair", "--json"))
    assert found["help"][0]["name"] == "Example House"
    assert found["help"][0]["fit"] == "yes"


def test_beds_outcomes_vetting_and_checks_are_noted_and_shown(desk: Settings) -> None:
    one = house(desk)
    assert "Kept" in said("listing", "beds", one, "--free", "2", "--for", "women", "--by", "ann")
    assert "Kept" in said("listing", "outcome", one, "--went", "well", "--by", "ann")
    assert "Kept" in said("listing", "confirm", one, "--field", "hours", "--by", "ann")
    refused = northline("listing", "vet", one, "--as", "partner", "--by", "ann")
    assert refused.returncode != 0
    assert "give the day" in refused.stderr
    said("listing", "vet", one, "--as", "partner", "--agreed", "2026-01-05", "--contact", "Pat", "--by", "ann")
    shown = said("listing", "show", one)
    for words in ("2 beds free for women", "1 went well", "takes warm transfers (agreed 2026-01-05)", "hours 20"):
        assert words in shown
    assert "Pat" not in shown
    assert "call: Pat" in said("upkeep", "--sheet", "--limit", "5")


def test_doubtful_numbers_are_listed(desk: Settings) -> None:
    due = json.loads(said("upkeep", "--phones", "--limit", "200", "--json"))["due"]
    assert any("films and practice" in " ".join(one["why"]) for one in due if one["name"] == "Example House")


def test_notes_that_wait_are_taken_in(desk: Settings) -> None:
    one = house(desk)
    held = json.loads(said("listing", "show", one, "--json"))
    note = {"what": "wrong", "source": held["source"], "key": held["key"], "at": "2026-11-23T18:00:00+00:00"}
    desk.notes_aside.mkdir()
    path = desk.notes_aside / "77-2026-11-23.observed.jsonl"
    path.write_text(json.dumps({**note, "by": "desk", "said": "rang out"}) + "\n")
    assert "1 files of notes wait" in said("upkeep")
    assert "1 notes taken in" in said("upkeep", "--take")
    assert "rang out" in said("listing", "show", one)
    assert not path.exists()


def test_in_danger_911_itself_comes_last_since_it_reaches_the_dialler_s_city(settings: Settings) -> None:
    call = "motel off i-10 nacadoches tx, 17 yo, he has a gun to her head"
    names = [one["name"] for one in json.loads(northline("ask", "-", "--json", said=call).stdout)["help"]]
    assert [name for name in names if name.startswith("911")] == names[-1:]
