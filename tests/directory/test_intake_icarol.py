"""iCarol exports: one file of agencies, sites, programs and programs at sites, joined by their numbers."""

from intake_files import accounted, taken, write_csv

PHONES = [
    "Phone1Number",
    "Phone1Name",
    "Phone1Description",
    "Phone1IsPrivate",
    "Phone2Number",
    "Phone2Name",
    "Phone2Description",
    "Phone2IsPrivate",
    "PhoneFax",
    "PhoneFaxDescription",
    "PhoneFaxIsPrivate",
    "PhoneTTY",
    "PhoneTTYIsPrivate",
    "PhoneTollFree",
    "PhoneTollFreeIsPrivate",
    "PhoneNumberHotline",
    "PhoneNumberHotlineIsPrivate",
    "PhoneNumberBusinessLine",
    "PhoneNumberOutOfArea",
    "PhoneNumberAfterHours",
]
HEADINGS = [
    "ResourceAgencyNum",
    "PublicName",
    "AlternateName",
    "TaxonomyLevelName",
    "ParentAgency",
    "ParentAgencyNum",
    "RecordOwner",
    "MailingAttentionName",
    "MailingAddress1",
    "MailingCity",
    "MailingAddressIsPrivate",
    "PhysicalAddress1",
    "PhysicalCity",
    "PhysicalCounty",
    "PhysicalStateProvince",
    "PhysicalPostalCode",
    "PhysicalAddressIsPrivate",
    "Latitude",
    "Longitude",
    "HoursOfOperation",
    *PHONES,
    "EmailAddressMain",
    "WebsiteAddress",
    "AgencyStatus",
    "AgencyDescription",
    "Eligibility",
    "SeniorWorkerName",
    "SeniorWorkerPhoneNumber",
    "MainContactName",
    "ExcludeFromWebsite",
    "DisabilitiesAccess",
    "FeeStructureSource",
    "ApplicationProcess",
    "LanguagesOffered",
    "LastVerifiedOn",
    "LastVerifiedByName",
    "AvailableForReferral",
    "ConnectsToSiteNum",
    "ConnectsToProgramNum",
    "TaxonomyTerms",
    "TaxonomyCodes",
    "Coverage",
    "TemporaryMessage",
    "InternalNotes",
]
AGENCY = {
    "ResourceAgencyNum": "1",
    "PublicName": "Harbor House",
    "TaxonomyLevelName": "Agency",
    "WebsiteAddress": "www.example.org",
    "AgencyStatus": "Active",
    "MainContactName": "Canary Person",
    "Phone1Number": "713-555-0101",
    "Phone1IsPrivate": "No",
}
SITE = {
    "ResourceAgencyNum": "2",
    "PublicName": "North Site",
    "TaxonomyLevelName": "Site",
    "ParentAgencyNum": "1",
    "PhysicalAddress1": "777 Canary Lane",
    "PhysicalCity": "Houston",
    "PhysicalStateProvince": "TX",
    "PhysicalPostalCode": "77999",
    "PhysicalAddressIsPrivate": "Yes",
    "Latitude": "29.7999",
    "Longitude": "-95.3999",
    "HoursOfOperation": "24 hours",
}
PROGRAM = {
    "ResourceAgencyNum": "3",
    "PublicName": "Emergency Shelter",
    "TaxonomyLevelName": "Program",
    "ParentAgencyNum": "1",
    "Eligibility": "Women 18 and older",
    "TaxonomyTerms": "Domestic Violence Shelters",
    "AgencyDescription": "Shelter at 777 Canary Lane for women",
}
AT_SITE = {
    "ResourceAgencyNum": "4",
    "PublicName": "Emergency Shelter - North",
    "TaxonomyLevelName": "ProgramAtSite",
    "ParentAgencyNum": "1",
    "ConnectsToSiteNum": "2",
    "ConnectsToProgramNum": "3",
    "PhoneNumberHotline": "713-555-0199",
    "PhoneTollFree": "800-555-0177",
    "PhoneTollFreeIsPrivate": "True",
    "PhoneFax": "713-555-0155",
    "PhoneTTY": "713-555-0156",
    "PhoneNumberAfterHours": "713-555-0157",
    "PhoneNumberBusinessLine": "713-555-0158",
    "Phone2Number": "713-555-0159",
    "Phone2Name": "Intake",
    "LastVerifiedOn": "2026-03-01",
    "Coverage": "Harris County, TX; Fort Bend County, TX",
    "InternalNotes": "canary internal",
    "SeniorWorkerName": "Canary Worker",
    "SeniorWorkerPhoneNumber": "713-555-0166",
    "LanguagesOffered": "English; Spanish",
    "TemporaryMessage": "Closed for repairs until June",
}
HELD_BACK = {
    "ResourceAgencyNum": "5",
    "PublicName": "Held back",
    "TaxonomyLevelName": "ProgramAtSite",
    "ParentAgencyNum": "1",
    "ConnectsToSiteNum": "2",
    "AvailableForReferral": "No",
    "PhoneNumberHotline": "713-555-0198",
}
ALONE = {
    "ResourceAgencyNum": "6",
    "PublicName": "Lone Agency",
    "TaxonomyLevelName": "Agency",
    "PhysicalCity": "Waco",
    "PhysicalStateProvince": "TX",
    "AgencyStatus": "Inactive",
    "Phone1Number": "254-555-0123",
}
UNDER_ALONE = {
    "ResourceAgencyNum": "7",
    "PublicName": "Its program",
    "TaxonomyLevelName": "Program",
    "ParentAgencyNum": "6",
    "Phone1Number": "254-555-0124",
}


def export(tmp_path, *rows):
    return write_csv(tmp_path / "export.csv", [HEADINGS, *[[row.get(name, "") for name in HEADINGS] for row in rows]])


def test_a_program_at_a_site_gathers_what_program_site_and_agency_say(tmp_path):
    listings, reading = taken(export(tmp_path, AGENCY, SITE, PROGRAM, AT_SITE))
    accounted(reading)
    assert reading.report.rows == 4 and len(listings) == 1
    one = listings[0]
    assert (one.key, one.organisation, one.city) == ("4", "Harbor House", "Houston")
    assert one.kinds[0] == "shelter" and one.languages == ("en", "es") and one.url == "https://www.example.org"
    assert (
        one.hours.known
        and one.verified[0].on.isoformat() == "2026-03-01"
        and one.alert.startswith("Closed for repairs")
    )
    assert {area.code for area in one.areas} == {"48201", "48157"}
    assert {(rule.axis, rule.value) for rule in one.rules} >= {("age", "18-"), ("gender", "female")}


def test_every_number_comes_along_with_its_kind_and_the_private_one_is_marked(tmp_path):
    listings, _ = taken(export(tmp_path, AGENCY, SITE, PROGRAM, AT_SITE))
    found = {phone.number[-4:]: (phone.kind, phone.private) for phone in listings[0].phones}
    assert found == {
        "0199": ("crisis", False),
        "0177": ("toll_free", True),
        "0155": ("fax", False),
        "0156": ("tty", False),
        "0157": ("after_hours", False),
        "0158": ("main", False),
        "0159": ("intake", False),
        "0101": ("main", False),
    }
    assert listings[0].phones[0].kind == "crisis" and listings[0].phones[-1].private


def test_a_private_site_seals_what_is_offered_there_and_people_are_left_out(tmp_path):
    listings, reading = taken(export(tmp_path, AGENCY, SITE, PROGRAM, AT_SITE, HELD_BACK))
    assert all(listing.sealed for listing in listings)
    assert not any(word in repr(listings) for word in ("Canary", "canary", "77999", "29.79", "0166"))
    assert reading.report.files[0].sealed == 2


def test_not_for_referral_and_an_inactive_agency_hide_what_hangs_on_them(tmp_path):
    listings, _ = taken(export(tmp_path, AGENCY, SITE, HELD_BACK, ALONE, UNDER_ALONE))
    found = {listing.service: listing.hidden for listing in listings}
    assert found["Held back"] == "do-not-refer"
    assert found["Its program"] == "inactive"


def test_a_program_whose_parents_are_missing_is_kept_and_says_so(tmp_path):
    orphan = AT_SITE | {"ParentAgencyNum": "99", "ConnectsToSiteNum": "98", "ConnectsToProgramNum": "97"}
    listings, reading = taken(export(tmp_path, orphan, AGENCY))
    accounted(reading)
    assert "Emergency Shelter - North" in {listing.service for listing in listings}
    assert reading.report.files[0].doubts["organisation-missing"] == 1
