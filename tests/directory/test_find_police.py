"""Police: whose they are before how near they are, and never in front of a caller who did not ask."""

from dataclasses import replace
from pathlib import Path

from listed import OAKVALE, covering, directory_of, find, listed, names

from resources.find import Want
from resources.listing import Listing

DANGER = Want(danger=True)


def police(name: str, miles: float, city: str = "Oakvale", county: str = "17031") -> Listing:
    return listed(name, "law_enforcement", miles, organisation=name, city=city, county_fips=county)


FORCES = [
    police("Elmwood Police Department", 1, city="Elmwood", county="17043"),
    police("Oakvale College Campus Police", 1.5),
    police("Oakvale Police Department", 6),
    police("Cook County Sheriffs Office / Cook County Jail", 22, city="Chicago"),
    police("DuPage County Sheriffs Office", 3, city="Wheaton", county="17043"),
    police("Pinetown Police Department", 8, city="Pinetown"),
]


def test_the_town_s_own_force_and_the_county_sheriff_come_before_nearer_ones(tmp_path: Path) -> None:
    found = find(directory_of(tmp_path, FORCES), "law_enforcement", want=DANGER)
    assert names(found)[:3] == [
        "Oakvale Police Department",
        "Cook County Sheriffs Office / Cook County Jail",
        "Pinetown Police Department",
    ]
    assert found.help[0].reach_text == "6 mi, Oakvale's own"
    assert found.help[1].reach_text == "covers Cook County, IL"


def test_saint_and_st_are_one_town(tmp_path: Path) -> None:
    place = replace(OAKVALE, name="St. Anne", county="", county_fips="")
    own = police("SAINT ANNE POLICE DEPARTMENT", 9, city="SAINT ANNE")
    found = find(directory_of(tmp_path, [FORCES[0], own]), "law_enforcement", place=place, want=DANGER)
    assert names(found)[0] == "SAINT ANNE POLICE DEPARTMENT"


def others(count: int) -> list[Listing]:
    return [listed(f"Shelter {n}", miles=10 + n) for n in range(count)]


def test_police_are_not_among_the_first_three_unless_somebody_is_in_danger(tmp_path: Path) -> None:
    directory = directory_of(tmp_path, [*FORCES, *others(4)])
    calm = find(directory, "law_enforcement", "shelter")
    assert [one.kind for one in calm.help[:4]] == ["shelter", "shelter", "shelter", "law_enforcement"]
    for want in (DANGER, Want(minor=True), Want(ages=(15,)), Want(asked_police=True)):
        assert find(directory, "law_enforcement", "shelter", want=want).help[0].kind == "law_enforcement"


def test_where_too_little_else_is_held_national_lines_stand_before_police(tmp_path: Path) -> None:
    lines = [covering(f"Line {n}", "country", "US", "crisis_line") for n in range(3)]
    found = find(directory_of(tmp_path, [*FORCES, *lines, *others(1)]), "law_enforcement", "shelter")
    assert not any(one.kind == "law_enforcement" for one in found.help[:3])
    assert len(found.help) > 3


def test_police_of_another_name_are_police_still(tmp_path: Path) -> None:
    tips = covering("FBI tip line", "country", "US", "information", kinds=("information", "law_enforcement"))
    found = find(directory_of(tmp_path, [tips, *others(3)]), "information", "shelter")
    assert names(found).index("FBI tip line") == 3


def test_where_nothing_else_is_held_at_all_police_answer(tmp_path: Path) -> None:
    assert names(find(directory_of(tmp_path, FORCES), "law_enforcement"))[0] == "Oakvale Police Department"


def test_immigration_enforcement_is_only_offered_when_asked_for_and_is_named(tmp_path: Path) -> None:
    agents = covering("HSI tip line", "country", "US", kinds=("law_enforcement", "immigration_enforcement"))
    directory = directory_of(tmp_path, [agents, *FORCES, *others(3)])
    for kinds in (("law_enforcement",), ("immigration_enforcement", "shelter"), ("shelter", "law_enforcement")):
        for want in (DANGER, Want(asked_police=True), Want()):
            found = find(directory, *kinds, want=want)
            assert "HSI tip line" not in [one.listing.service for one in (*found.help, *found.not_fitting)]
    asked = find(directory, "immigration_enforcement", want=Want(asked_immigration=True))
    assert names(asked)[0] == "HSI tip line"
    assert asked.help[0].why[0] == "immigration enforcement"


def test_a_longer_town_s_force_and_the_fbi_are_never_the_town_s_own(tmp_path: Path) -> None:
    forces = [
        police("Oakvale Gardens Police Department", 1),
        police("FBI Oakvale", 1),
        police("Oakvale Police Athletic League", 1),
        police("City of Oakvale - Police Department", 6),
    ]
    found = find(directory_of(tmp_path, forces), "law_enforcement", want=DANGER)
    assert names(found)[0] == "City of Oakvale - Police Department"
    assert [one.listing.service for one in found.help if "own" in one.reach_text] == [names(found)[0]]
