"""Real exports, dirt and all: every row accounted for, and the same again the second time."""

from collections import Counter
from dataclasses import replace

import pytest
from intake_files import accounted, real, shared, taken

from resources.intake.duplicates import propose_twins

EXPORTS = {
    "hsds_miami_211": 4089,
    "ohana_charmcare_baltimore": 1876,
    "ilao_legal_aid_illinois": 430,
    "hsds11_sample_datapackage": 13,
    "hifld_national/hospital-data-cms.csv": 4826,
    "ssc_shelter_collaborative/mapdata.csv": 210,
    "shelters_xlsx_4cities/shelter_addresses.xlsx": 122,
    "kml/redcross_shelters_tuscaloosa.kml": 80,
    "kml/hawaii_aina_orgs_arcgis.kml": 264,
    "hsds3_spec_examples/service_full.json": 1,
    "hsds3_spec_examples/organization_full.json": 1,
    "hsds3_spec_examples/service_at_location_full.json": 1,
    "hsds3_spec_examples/service_list.json": 1,
    "hsds3_spec_examples/location.json": 1,
    "hsds3_spec_examples/tabular.json": 1,
}


@pytest.mark.parametrize("name", EXPORTS)
def test_every_row_is_kept_or_refused_with_a_reason(name):
    listings, reading = real(name)
    accounted(reading)
    services = [
        file for file in reading.report.files if "service" in file.file.rpartition("/")[2]
    ] or reading.report.files
    assert max(sum(file.rows for file in reading.report.files), 0) >= EXPORTS[name]
    assert sum(file.kept for file in services) >= 0.97 * EXPORTS[name] or EXPORTS[name] < 20
    assert listings and len({listing.key for listing in listings}) == len(listings)


def test_miami_accounts_for_its_services_its_orphans_and_its_contradictions():
    listings, reading = real("hsds_miami_211")
    files = {file.file: file for file in reading.report.files}
    services = files["services.csv"]
    assert services.rows == 4089 and services.kept >= 4080
    assert services.doubts["organisation-missing"] == 447
    assert [found.reason for found in files["eligibility.csv"].refusals()] == ["no-parent"] * 2244
    assert 240 <= services.doubts["hours-disagree"] <= 260
    disagreeing = [listing for listing in listings if "the schedule says" in listing.hours.text]
    assert disagreeing and not any(listing.hours.known for listing in disagreeing)
    assert sum(listing.hours.known for listing in listings) >= 2150
    assert sum(any(phone.number for phone in listing.phones) for listing in listings) >= 4060
    assert not any("\\n" in listing.about or "###" in listing.about or "GÇ" in listing.about for listing in listings)


def test_every_police_row_is_a_listing_of_its_kind():
    listings, reading = real("hifld_national/Local_Law_Enforcement_Locations.csv")
    accounted(reading)
    assert len(listings) == 23611
    kinds = Counter(listing.kinds for listing in listings)
    assert kinds["law_enforcement",] >= 23000
    prisons = [listing for listing in listings if listing.service.endswith("STATE PRISON")]
    assert prisons and not any("law_enforcement" in listing.kinds for listing in prisons)
    assert sum(bool(listing.phones) and bool(listing.phones[0].number) for listing in listings) >= 0.999 * 23611
    assert sum(bool(listing.county_fips) for listing in listings) >= 0.99 * 23611


def test_closed_hospitals_are_kept_and_hidden():
    listings, _ = real("hifld_national/Hospitals.csv")
    assert sum(listing.hidden == "closed" for listing in listings) == 132
    assert all("-999" not in repr(listing.extra) for listing in listings)


def test_the_four_confidential_homes_of_baltimore_are_sealed():
    listings, _ = real("ohana_charmcare_baltimore")
    sealed = [listing for listing in listings if listing.sealed]
    assert len(sealed) == 4
    assert all(listing.city and not listing.street and listing.lat is None for listing in sealed)


@pytest.mark.parametrize("name", ["ohana_charmcare_baltimore", "ilao_legal_aid_illinois", "shelters_xlsx_4cities"])
def test_the_same_files_give_the_same_listings_again(name):
    assert taken(shared(name), source="x")[0] == real(name)[0]


def test_twins_of_two_registers_are_proposed_and_merged_by_nobody():
    medicare, _ = real("hifld_national/hospital-data-cms.csv")
    register = [replace(each, source="y") for each in real("hifld_national/Hospitals.csv")[0]]
    twins = list(propose_twins([*medicare, *register]))
    found = {twin.first for twin in twins if twin.first[0] != twin.second[0]}
    assert len(found) >= 0.85 * len(medicare)
    assert all(twin.why for twin in twins)


def test_one_name_in_many_towns_is_no_twin():
    listings, _ = real("hifld_national/Local_Law_Enforcement_Locations.csv")
    places = {(listing.source, listing.key): listing for listing in listings}
    for twin in propose_twins([listing for listing in listings if listing.service == "CLINTON POLICE DEPARTMENT"]):
        assert (
            places[twin.first].city == places[twin.second].city
            and places[twin.first].state == places[twin.second].state
        )
