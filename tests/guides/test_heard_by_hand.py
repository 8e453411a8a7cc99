"""What keys set outranks what was heard, for each person apart."""

from datetime import date

from protocols.at_risk import minor_at_risk, people_facts
from protocols.corrected import at_risk_among, corrected, set_by_hand, set_for, with_person, with_role
from protocols.heard import Chips, Heard, Person, PersonChip, hear_people

TODAY = date(2026, 11, 23)
FAMILY = hear_people("mother of 34 with a daughter of 15 and a toddler", TODAY)


def shown(chips: Chips, heard: Heard = FAMILY) -> tuple[Person, ...]:
    return corrected(heard, chips).people


def aged(chips: Chips, nth: int | None, age: int, heard: Heard = FAMILY) -> Chips:
    return with_person(chips, shown(chips, heard), nth, PersonChip(0, age=age, minor=age < 18))


def test_a_mother_a_daughter_and_a_toddler_are_three_people() -> None:
    assert [(one.role, one.age, one.minor) for one in FAMILY.people] == [
        ("at_risk", 34, False),
        ("child", 15, True),
        ("child", None, True),
    ]
    assert minor_at_risk(FAMILY, Chips()) is False


def test_each_persons_age_is_corrected_apart() -> None:
    chips = aged(Chips(), 1, 16)
    assert [one.age for one in shown(chips)] == [34, 16, None]
    chips = aged(chips, None, 35)
    assert [one.age for one in shown(chips)] == [35, 16, None]
    assert set_by_hand(chips, shown(chips)) == {0, 1}
    assert set_for(chips, shown(chips), 1).age == 16


def test_the_duty_follows_whoever_is_said_to_be_at_risk() -> None:
    chips = with_role(Chips(), shown(Chips()), 1, "at_risk")
    assert minor_at_risk(FAMILY, chips) is True
    only_the_daughter = with_role(chips, shown(chips), 0, "other")
    assert [one.role for one in shown(only_the_daughter)] == ["other", "at_risk", "child"]
    assert "minor" in people_facts(corrected(FAMILY, only_the_daughter), only_the_daughter)


def test_what_was_set_for_the_mother_stays_hers_when_the_daughter_is_at_risk() -> None:
    chips = aged(Chips(), None, 36)
    chips = with_role(chips, shown(chips), 0, "other")
    chips = with_role(chips, shown(chips), 1, "at_risk")
    assert [one.age for one in shown(chips)] == [36, 15, None]
    chips = aged(chips, None, 14)
    assert [one.age for one in shown(chips)] == [36, 14, None] and at_risk_among(shown(chips)) == 1


def test_one_adult_set_by_hand_does_not_hide_another_minor_at_risk() -> None:
    heard = Heard((Person("at_risk", 19, False), Person("at_risk", 15, True)))
    assert minor_at_risk(heard, aged(Chips(), None, 20, heard)) is True


def test_a_child_that_only_comes_along_raises_no_duty_when_its_age_is_set() -> None:
    chips = aged(Chips(), 2, 3)
    assert "minor set" not in people_facts(corrected(FAMILY, chips), chips)


def test_how_long_they_can_talk_is_corrected_and_taken_back() -> None:
    heard = hear_people("i have 5 minutes", TODAY)
    assert corrected(heard, Chips()).minutes == 5
    assert corrected(heard, Chips(minutes=2)).minutes == 2
    assert corrected(heard, Chips(minutes=0)).minutes is None
    assert "little time" in people_facts(corrected(Heard(), Chips(minutes=3)), Chips(minutes=3))


def test_setting_twice_changes_nothing_more() -> None:
    chips = aged(with_role(Chips(), shown(Chips()), 1, "at_risk"), 2, 4)
    once = corrected(FAMILY, chips)
    assert corrected(once, chips) == once
