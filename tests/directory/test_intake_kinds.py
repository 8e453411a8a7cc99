"""Which kinds of help a listing is given from its names and its taxonomy, the main one first."""

import pytest

from resources.intake.kind_words import kinds_of, kinds_told
from resources.kinds import KINDS

MAIN = (
    ("Overnight Shelter", "Harbor House", ("Homeless Shelter", "Meals"), "shelter"),
    ("Food Pantry", "Harbor House Shelter", ("Food Pantries",), "food"),
    ("Women's Clinic", "Bayou Health", ("Community Clinics", "Medical Appointments Transportation"), "medical"),
    ("Medical Transportation", "Bayou Health", ("Medical Appointments Transportation",), "transport"),
    ("Outpatient Program", "Bayou Recovery", ("Alcohol Use Disorder Counseling", "Detoxification"), "substance_use"),
    ("Bayou Police Department", "City of Bayou", ("Municipal Police",), "law_enforcement"),
    ("North District", "Bayou Police Department", (), "law_enforcement"),
    ("Police Athletic League", "Bayou Police Department", ("Youth Development",), "other"),
    ("Teen Court", "Bayou County Sheriff's Office", ("Youth Courts",), "legal"),
    ("Tax Preparation", "Bayou Farmworker Council", ("VITA Program Sites",), "other"),
    ("After School Club", "Bayou Learning", ("Extended Child Care", "Elementary School Students"), "education"),
    ("Wage Claims", "State Department of Labor", ("Labor Standards and Practices",), "labor_agency"),
    ("Bayou Legal Aid", "Bayou Legal Aid", ("General Legal Aid", "Citizenship Education"), "legal"),
    ("Family Violence Program", "Harbor House", ("Domestic Violence Issues",), "safety_planning"),
    ("Crisis Line", "Harbor House", ("Crisis Intervention Hotlines/Helplines",), "crisis_line"),
    ("Complaint Hotline", "State Insurance Office", ("Consumer Complaints",), "information"),
    ("Talk to Someone", "Harbor House", ("Individual Counseling", "Group Counseling"), "counseling"),
    ("Mortgage Help", "Bayou Homes", ("Mortgage Delinquency and Default Counseling",), "housing"),
    ("Runaway Program", "Bayou Youth", ("Runaway/Youth Shelters",), "youth_shelter"),
    ("Clean Clothes", "Harbor House", ("Clothing",), "clothing"),
    ("Animal Shelter", "Bayou County", (), "other"),
)


@pytest.mark.parametrize(("service", "organisation", "terms", "kind"), MAIN)
def test_the_first_kind_is_what_the_listing_mainly_is(
    service: str, organisation: str, terms: tuple[str, ...], kind: str
) -> None:
    assert kinds_of(terms, (service, organisation))[0] == kind


@pytest.mark.parametrize(
    ("service", "organisation", "terms", "kind"),
    [
        ("After School Club", "Bayou Kids", ("Children and Youth With Disabilities/Health Conditions",), "medical"),
        ("Neighborhood Office", "City of Bayou", ("Community Action/Social Advocacy Groups",), "safety_planning"),
        ("Parent Group", "Bayou Schools", ("Individual Advocacy",), "safety_planning"),
        ("Summer Camp", "Bayou Kids", ("Summer Camps", "Homeless Youth"), "youth_shelter"),
        ("Food Pantry", "Bayou Kids", ("Food Pantries", "Homeless People"), "housing"),
        ("Benefits Office", "Bayou County", ("Social Security Survivors Insurance",), "safety_planning"),
        ("Help Desk", "Bayou", ("Domestic Violence Volunteer Opportunities",), "safety_planning"),
        ("Transport", "Bayou", ("Medical Appointments Transportation",), "medical"),
        ("Police Athletic League", "Bayou Police Department", ("Youth Development",), "law_enforcement"),
        ("Community Meals", "Bayou Crisis Line", ("Congregate Meals",), "crisis_line"),
    ],
)
def test_whom_it_serves_and_who_runs_it_is_no_kind_of_help(
    service: str, organisation: str, terms: tuple[str, ...], kind: str
) -> None:
    assert kind not in kinds_of(terms, (service, organisation))


def test_a_description_alone_never_makes_a_crisis_line_or_police() -> None:
    assert kinds_told("Discounted phone service. Ask for the Lifeline program or call the hotline.") == ("other",)
    assert kinds_told("Works with police and the sheriff on child abuse.") == ()
    assert kinds_told("A food pantry and clothing closet.") == ("food", "clothing")


def test_a_house_that_does_many_things_keeps_them_all() -> None:
    terms = ("Emergency Shelter", "Food Pantries", "Individual Counseling", "General Legal Aid")
    assert set(kinds_of(terms, ("Harbor House", "Harbor House"))) == {"shelter", "food", "counseling", "legal"}


def test_nothing_said_is_other_help() -> None:
    assert kinds_of((), ("Puerta Abierta", "Puerta Abierta")) == ("other",)
    assert kinds_of((), ("Puerta Abierta", "Puerta Abierta"), ("food",)) == ("food",)


def test_every_word_names_a_kind_or_is_passed_over() -> None:
    from resources.intake.kind_words import _crosswalk

    assert {word.kind for word in _crosswalk()[0].values()} <= {*KINDS, ""}
