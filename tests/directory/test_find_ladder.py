"""From near to county, state and nation: who is offered where, and what the screen says of it."""

from dataclasses import replace
from pathlib import Path

from listed import ALWAYS, NIGHT, OAKVALE, OFFICE, TOLUCA, covering, directory_of, find, listed, names

from resources.find import Want
from resources.listing import Area, Phone

LADDER = [
    covering("Nation", "country", "US"),
    covering("State", "state", "IL"),
    covering("County", "county", "17031"),
    listed("Near", miles=4),
]


def test_help_comes_near_first_then_county_state_and_nation(tmp_path: Path) -> None:
    found = find(directory_of(tmp_path, LADDER))
    assert [(one.listing.service, one.reach, one.reach_text) for one in found.help] == [
        ("Near", "near", "4 mi"),
        ("County", "county", "covers Cook County, IL"),
        ("State", "state", "all of Illinois"),
        ("Nation", "national", "national"),
    ]


def test_who_covers_the_county_comes_before_somebody_a_hundred_miles_away(tmp_path: Path) -> None:
    found = find(directory_of(tmp_path, [listed("Far", miles=120), *LADDER[:3]]))
    assert names(found) == ["County", "State", "Nation"]


def test_where_only_the_nation_answers_somebody_made_for_it_far_away_is_named_too_and_said_to_be_far(
    tmp_path: Path,
) -> None:
    listings = [
        listed("Far", miles=120),
        listed("Far and something else first", miles=110, kinds=("education", "shelter")),
        LADDER[0],
    ]
    found = find(directory_of(tmp_path, listings))
    assert [(one.listing.service, one.reach, one.reach_text) for one in found.help] == [
        ("Nation", "national", "national"),
        ("Far", "state", "far: 120 mi, Oakvale, IL"),
    ]


def test_beyond_two_hundred_miles_nobody_is_near(tmp_path: Path) -> None:
    assert names(find(directory_of(tmp_path, [listed("Too far", miles=230), LADDER[0]]))) == ["Nation"]


def test_a_kind_that_is_not_held_is_said_and_the_national_lines_answer(tmp_path: Path) -> None:
    line = covering("Line", "country", "US", "crisis_line")
    found = find(directory_of(tmp_path, [line]), "legal")
    assert names(found) == ["Line"]
    assert found.notes == ("Legal help: none held for here",)


def test_without_a_place_the_national_lines_answer(tmp_path: Path) -> None:
    found = find(directory_of(tmp_path, LADDER), place=None)
    assert names(found) == ["Nation"]
    assert "No place yet" in found.notes[0]


def test_an_area_that_leaves_the_caller_out_is_a_no_with_its_reason(tmp_path: Path) -> None:
    next_county = listed("Next county", miles=2, areas=(Area("county", "17043"),))
    found = find(directory_of(tmp_path, [next_county, LADDER[0]]))
    assert names(found) == ["Nation"]
    assert [(one.listing.service, one.why) for one in found.not_fitting] == [
        ("Next county", ("covers county 17043 (IL) only",))
    ]


def test_an_area_smaller_than_what_is_known_is_not_a_no(tmp_path: Path) -> None:
    somewhere_in_illinois = replace(OAKVALE, kind="area", county="", county_fips="")
    found = find(directory_of(tmp_path, [listed("One county", miles=2, areas=(Area("county", "17043"),))]),
                 place=somewhere_in_illinois)  # fmt: skip
    assert names(found) == ["One county"]


def test_distance_is_along_the_ellipsoid_and_rough_points_say_so(tmp_path: Path) -> None:
    found = find(directory_of(tmp_path, [listed("A", miles=10), listed("B", miles=20, precision="zip")]))
    assert found.help[0].distance_km is not None
    assert abs(found.help[0].distance_km - 16.1) < 0.05
    assert [one.reach_text for one in found.help] == ["10 mi", "~20 mi"]


def test_the_nearer_and_the_open_come_first(tmp_path: Path) -> None:
    listings = [
        listed("Closed at 2", miles=2, hours=NIGHT),
        listed("Open at 4", miles=4, hours=ALWAYS),
        listed("Unknown at 5", miles=5),
        listed("Open at 25", miles=25, hours=OFFICE),
    ]
    found = find(directory_of(tmp_path, listings))
    assert names(found) == ["Open at 4", "Unknown at 5", "Closed at 2", "Open at 25"]
    assert [one.opening.state for one in found.help] == ["open", "unknown", "closed", "open"]


def test_a_partner_comes_before_a_stranger_at_the_same_distance(tmp_path: Path) -> None:
    listings = [listed("Stranger", miles=4), listed("Partner", miles=4, vetting="partner")]
    assert names(find(directory_of(tmp_path, listings)))[0] == "Partner"


def test_past_outcomes_move_a_listing(tmp_path: Path) -> None:
    directory = directory_of(tmp_path, [listed("Refused", miles=4), listed("Helped", miles=5)])
    ids = {one.listing.service: one.listing.id for one in find(directory).help}
    assert names(find(directory, outcomes={ids["Refused"]: 0.0, ids["Helped"]: 1.0})) == ["Helped", "Refused"]


def test_every_wanted_kind_has_something_and_crisis_lines_lead(tmp_path: Path) -> None:
    listings = [listed(f"Shelter {n}", miles=n) for n in range(1, 15)]
    listings += [listed("Lawyer", "legal", miles=20), covering("Line", "country", "US", "crisis_line")]
    found = find(directory_of(tmp_path, listings), "shelter", "legal", "crisis_line", limit=6)
    assert names(found) == ["Line", "Shelter 1", "Lawyer", "Shelter 2", "Shelter 3", "Shelter 4"]


def test_a_listing_of_two_wanted_kinds_stands_once(tmp_path: Path) -> None:
    both = listed("Both", miles=1, kinds=("shelter", "legal"))
    assert names(find(directory_of(tmp_path, [both]), "shelter", "legal")) == ["Both"]


def test_a_listing_with_neither_point_nor_area_is_offered_as_area_not_said(tmp_path: Path) -> None:
    found = find(directory_of(tmp_path, [listed("Unsaid", state="IL"), listed("Elsewhere", state="TX")]))
    assert [(one.listing.service, one.reach, one.reach_text) for one in found.help] == [
        ("Unsaid", "state", "Illinois; area not said")
    ]


def test_a_whole_state_is_answered_with_what_lies_in_it(tmp_path: Path) -> None:
    illinois = replace(OAKVALE, name="Illinois", kind="state", county="", county_fips="", lat=40.1, lon=-89.2)
    over_the_border = listed("Gary", miles=10, city="Gary", state="IN")
    found = find(directory_of(tmp_path, [*LADDER, over_the_border]), place=illinois)
    assert [(one.listing.service, one.reach, one.reach_text, one.distance_km) for one in found.help] == [
        ("State", "state", "all of Illinois", None),
        ("Near", "state", "in Oakvale, IL", None),
        ("Nation", "national", "national", None),
    ]


def test_a_place_abroad_never_gets_us_shelters_as_near(tmp_path: Path) -> None:
    next_door = listed("US shelter", lat=TOLUCA.lat, lon=TOLUCA.lon, precision="exact")
    theirs = listed("Refugio", lat=TOLUCA.lat, lon=TOLUCA.lon + 0.05, precision="exact", country="MX")
    found = find(directory_of(tmp_path, [next_door, theirs, LADDER[0]]), place=TOLUCA)
    assert names(found) == ["Refugio", "Nation"]
    assert any("toll-free numbers may fail from abroad" in note for note in found.notes)
    alone = find(directory_of(tmp_path, [next_door, LADDER[0]]), place=TOLUCA)
    assert names(alone) == ["Nation"]
    assert "Shelter: none held for Mexico, US lines shown" in alone.notes


def test_a_short_code_is_not_offered_abroad(tmp_path: Path) -> None:
    code = covering("988", "country", "US", "crisis_line", phones=(Phone("988", "crisis"),))
    found = find(
        directory_of(tmp_path, [code, covering("Line", "country", "US", "crisis_line")]), "crisis_line", place=TOLUCA
    )
    assert names(found) == ["Line"]
    assert found.not_fitting[0].why == ("988 works inside the US only",)


def test_what_must_not_be_shown_is_found_by_no_question(tmp_path: Path) -> None:
    kept = [
        listed("Do not refer", miles=1, refer=False),
        listed("Hidden", miles=1, hidden="excluded by its source"),
        listed("Closed", miles=1, status="closed"),
        covering("Inactive", "state", "IL", status="Inactive"),
        listed("Private", miles=2, phones=(Phone("+13125550101", private=True), Phone("+13125550102"))),
    ]
    found = find(directory_of(tmp_path, kept))
    assert names(found) == ["Private"]
    assert [phone.number for phone in found.help[0].listing.phones] == ["+13125550102"]
    assert not found.not_fitting


def test_a_sealed_listing_gives_its_town_and_no_distance(tmp_path: Path) -> None:
    safe = listed("Safe house", miles=3, sealed=True, street="12 Secret St", zip="60699", city="Oakvale")
    found = find(directory_of(tmp_path, [safe]))
    one = found.help[0]
    assert (one.reach_text, one.distance_km) == ("in Oakvale, exact place sealed", None)
    assert (one.listing.street, one.listing.zip) == ("", "")
    assert (one.listing.lat, one.listing.lon) == (round(safe.lat or 0, 1), round(safe.lon or 0, 1))
    assert b"Secret" not in (tmp_path / "directory-0.db").read_bytes()


def test_dozens_that_do_not_fit_do_not_hide_the_one_that_does(tmp_path: Path) -> None:
    from resources.listing import Rule

    women = [listed(f"Women {n}", miles=0.5 + n / 100, rules=(Rule("gender", "female"),)) for n in range(150)]
    found = find(directory_of(tmp_path, [*women, listed("Men", miles=9, rules=(Rule("gender", "male"),))]),
                 want=Want(gender="male"))  # fmt: skip
    assert names(found) == ["Men"]
    assert found.not_fitting
