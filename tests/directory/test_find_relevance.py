"""What a specialist would really use: mainly made for the kind, reachable, each number once, and nothing that pads."""

from dataclasses import replace
from pathlib import Path

from listed import OAKVALE, covering, directory_of, find, listed, names

from resources.apt import WEAK, aptness
from resources.find import Want
from resources.listing import Area, Phone

MINOR = Want(ages=(15,), minor=True)


def test_what_a_service_mainly_is_comes_before_a_nearer_side_line(tmp_path: Path) -> None:
    listings = [listed("Learning center", miles=1, kinds=("education", "shelter")), listed("Shelter", miles=9)]
    assert names(find(directory_of(tmp_path, listings))) == ["Shelter", "Learning center"]


def test_a_kind_named_only_third_is_offered_where_nothing_else_is_held(tmp_path: Path) -> None:
    aside = listed("Youth club", miles=1, kinds=("education", "food", "shelter"))
    assert names(find(directory_of(tmp_path, [aside, listed("Shelter", miles=25)]))) == ["Shelter"]
    assert names(find(directory_of(tmp_path / "alone", [aside]))) == ["Youth club"]


def test_an_animal_shelter_is_no_shelter(tmp_path: Path) -> None:
    listings = [listed("Oakvale Animal Services", miles=1), listed("Haven", miles=20)]
    assert names(find(directory_of(tmp_path, listings))) == ["Haven"]


def test_words_for_and_against_are_whole_words_and_count_once() -> None:
    plain = aptness("medical", '["medical"]', "Cathedral Clinic Clinic", "", "", "", 1)
    assert plain == aptness("medical", '["medical"]', "Cathedral Clinic", "", "", "", 1) < 0
    assert aptness("medical", '["medical"]', "The Cat Network", "", "", "", 1) >= WEAK


def test_beyond_75_miles_nobody_stands_before_the_line_made_for_it(tmp_path: Path) -> None:
    listings = [
        listed("Far shelter", miles=90),
        listed("Far side line", miles=90, kinds=("food", "shelter")),
        covering("Runaway line", "country", "US"),
        covering("Second line", "country", "US"),
    ]
    assert names(find(directory_of(tmp_path, listings))) == ["Runaway line", "Second line"]


def test_the_state_s_own_child_protection_comes_before_whoever_is_near(tmp_path: Path) -> None:
    listings = [
        listed("Family center", "child_protection", miles=1),
        covering("State line", "state", "IL", "child_protection"),
    ]
    assert names(find(directory_of(tmp_path, listings), "child_protection")) == ["State line", "Family center"]


def test_for_a_minor_a_youth_shelter_comes_before_a_shelter(tmp_path: Path) -> None:
    directory = directory_of(tmp_path, [listed("Shelter", miles=1), listed("Youth", "youth_shelter", miles=8)])
    assert names(find(directory, want=MINOR)) == ["Youth", "Shelter"]
    assert names(find(directory)) == ["Shelter"]


def test_two_sources_rows_of_one_number_are_shown_once_and_both_stay_held(tmp_path: Path) -> None:
    number = (Phone("+13125550142"),)
    bare = listed("OAKVALE SHELTER", miles=2, phones=number)
    rich = listed("Oakvale Shelter", miles=2, phones=number, about="Beds for forty.", vetting="checked")
    directory = directory_of(tmp_path, [bare, rich])
    assert names(find(directory)) == ["Oakvale Shelter"]
    assert directory.count() == 2


def test_an_extension_is_another_number(tmp_path: Path) -> None:
    listings = [listed(f"Desk {n}", miles=n, phones=(Phone("+13125550142", extension=str(n)),)) for n in (1, 2)]
    assert names(find(directory_of(tmp_path, listings))) == ["Desk 1", "Desk 2"]


def test_a_row_without_a_number_comes_last_on_its_rung(tmp_path: Path) -> None:
    listings = [listed("Mute", miles=1, phones=()), listed("Answers", miles=25)]
    assert names(find(directory_of(tmp_path, listings))) == ["Answers", "Mute"]


def test_who_names_itself_immigration_enforcement_is_held_back_whatever_kind_its_source_gave(tmp_path: Path) -> None:
    agency = listed("Processing Center", "legal", miles=1, organisation="U.S. Immigration and Customs Enforcement")
    directory = directory_of(tmp_path, [agency, listed("Legal Aid", "legal", miles=9)])
    assert names(find(directory, "legal")) == ["Legal Aid"]
    asked = find(directory, "legal", want=Want(asked_immigration=True))
    assert [one.why[0] for one in asked.help if one.listing.service == "Processing Center"] == [
        "immigration enforcement"
    ]


def test_another_set_of_kinds_for_the_same_place_asks_the_file_only_for_what_is_new(tmp_path: Path) -> None:
    directory = directory_of(tmp_path, [listed("Bed", miles=1), listed("Law", "legal", miles=1)])
    find(directory, "shelter", "legal")
    asked: list[str] = []
    directory.shelves[0].connection.set_trace_callback(asked.append)
    assert names(find(directory, "legal", "shelter")) == ["Law", "Bed"]
    assert asked == []


def test_a_listing_that_turns_out_to_be_for_others_gives_way_to_the_next(tmp_path: Path) -> None:
    others = [listed(f"Other county {n}", miles=1 + n / 10, areas=(Area("county", "17043"),)) for n in range(30)]
    found = find(directory_of(tmp_path, [*others, listed("Ours", miles=20)]))
    assert names(found) == ["Ours"]
    assert found.not_fitting


def test_the_same_question_gives_the_same_answer(tmp_path: Path) -> None:
    listings = [listed(f"Shelter {n}", miles=n) for n in range(1, 30)]
    directory = directory_of(tmp_path, listings)
    first = find(directory, limit=5)
    directory.answers.clear()
    assert find(directory, limit=5) == first
    directory.answers.clear()
    directory.seekers.clear()
    assert find(directory, limit=5) == first


def test_the_middle_of_a_state_offers_only_what_is_in_the_state(tmp_path: Path) -> None:
    state = replace(OAKVALE, name="Illinois", kind="state", county="", county_fips="")
    listings = [listed("Inside", miles=30), listed("Outside", miles=10, state="IN")]
    found = find(directory_of(tmp_path, listings), place=state)
    assert [(one.listing.service, one.reach_text) for one in found.help] == [("Inside", "in Oakvale, IL")]
