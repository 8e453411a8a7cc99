"""HSDS packages of 3.0 and 1.1: what leaves comes back equal, and what is private never leaves."""

import csv
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_files import real, taken

from resources.clean import clean
from resources.errors import IntakeError
from resources.intake.export_hsds import export_hsds
from resources.listing import Area, Hours, HoursException, Listing, Phone, Rule, Span, Verified

FULL = Listing(
    source="x",
    key="k-1",
    service="Night Shelter",
    organisation="Harbor House",
    kinds=("shelter", "food"),
    site="North",
    street="1 Main Street, Suite 2",
    city="Houston",
    state="TX",
    zip="77002",
    county_fips="48201",
    lat=29.76,
    lon=-95.36,
    precision="exact",
    timezone="America/Chicago",
    phones=(
        Phone("+17135550101", "crisis", "7", ("es",), "24 hours", "713-555-0101 x7"),
        Phone("233733", "text", raw="233733"),
        Phone("", "main", raw="call 555-0199 or so"),
    ),
    hours=Hours(
        True,
        (Span(0, 540, 1020), Span(4, 1140, 1860), Span(5, 0, 1440), Span(6, 360, 1440)),
        (HoursException(date(2026, 12, 25), date(2026, 12, 26), True, note="holiday"),),
        "as the door says\nand more",
    ),
    rules=(
        Rule("age", "18-"),
        Rule("gender", "male", "no", "women only"),
        Rule("documents", "ID", "no"),
        Rule("access", "wheelchair"),
    ),
    areas=(Area("county", "48201"), Area("zip", "77002"), Area("text", "Greater Houston")),
    languages=("en", "es", "quc"),
    about='Line one\nLine "two" \\ with a backslash; <not html>',
    how_to_apply="Call first",
    fees="free",
    url="https://example.org/",
    email="help@example.org",
    note="A note",
    alert="Full this week",
    vetting="partner",
    virtual=False,
    verified=(Verified("all", date(2026, 5, 31), "shift lead", "phone"), Verified("phone", date(2026, 6, 1))),
    source_name="Practice",
    source_url="https://example.org/s",
    as_of="2026-05",
    confidence="A-",
    extra=(("Beds", "12"),),
)


def round_trip(listings, folder, version):
    export_hsds(listings, folder, version)
    return taken(folder, source="x")


@pytest.mark.parametrize("version", ["3.0", "1.1"])
def test_a_listing_with_everything_comes_back_equal(version, tmp_path):
    bare = Listing(
        "x", "k-2", "Line", "Harbor House", ("crisis_line",), phones=(Phone("+17135550102", raw="713-555-0102"),)
    )
    back, reading = round_trip([FULL, bare], tmp_path / "out", version)
    assert back == [FULL, bare]
    assert all(file.refused == 0 or file.file == "taxonomies.csv" for file in reading.report.files)


@pytest.mark.parametrize("version", ["3.0", "1.1"])
@pytest.mark.parametrize(
    "name", ["hsds11_sample_datapackage", "ohana_charmcare_baltimore", "ssc_shelter_collaborative"]
)
def test_real_directories_come_back_equal(name, version, tmp_path):
    listings = real(name)[0][:600]
    shown = [replace(each, site="") if each.sealed else each for each in listings if not each.hidden]
    back, _ = round_trip(listings, tmp_path / "out", version)
    assert {each.key: each for each in back} == {each.key: each for each in shown}


texts = st.text(alphabet=st.sampled_from("abcdé \n\"'\\,;:1-<>&"), max_size=30).map(
    lambda text: clean(" ".join(text.split()))
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(about=texts, note=texts, fees=texts, kind=st.sampled_from(["crisis", "main", "tty", "fax", "text", "intake"]))
def test_any_words_come_back_as_they_left(tmp_path_factory, about, note, fees, kind):
    one = replace(FULL, about=about, note=note, fees=fees, phones=(Phone("+17135550101", kind, raw="713-555-0101"),))
    assert round_trip([one], tmp_path_factory.mktemp("out") / "package", "3.0")[0] == [one]


@pytest.mark.parametrize("version", ["3.0", "1.1"])
def test_hidden_rows_private_numbers_and_sealed_addresses_never_leave(version, tmp_path):
    hidden = replace(FULL, key="canary-hidden", hidden="do-not-refer", refer=False)
    sealed = replace(
        FULL,
        key="s",
        sealed=True,
        street="9 Canary Lane",
        zip="77999",
        lat=29.79991,
        lon=-95.39991,
        extra=(("Address", "9 Canary Lane"),),
    )
    private = replace(FULL, key="p", phones=(Phone("+17135550177", private=True, raw="713-555-0177"), *FULL.phones))
    export_hsds([hidden, sealed, private], tmp_path / "out", version)
    told = "".join(each.read_text() for each in (tmp_path / "out").iterdir())
    assert not any(word in told for word in ("canary-hidden", "Canary", "77999", "29.7999", "0177"))


@pytest.mark.parametrize("version", ["3.0", "1.1"])
def test_the_package_keeps_the_rules_that_it_states(version, tmp_path):
    export_hsds([FULL], tmp_path / "out", version)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    for resource in package["resources"]:
        with (tmp_path / "out" / resource["path"]).open(newline="") as file:
            rows = list(csv.DictReader(file))
        fields = resource["schema"]["fields"]
        assert not rows or list(rows[0]) == [field["name"] for field in fields]
        for field in fields:
            assert not field["constraints"]["required"] or all(row[field["name"]] for row in rows), (
                resource["name"],
                field["name"],
            )
        assert len({row["id"] for row in rows}) == len(rows)


def test_a_control_character_cannot_be_smuggled_in_as_an_own_fact(tmp_path):
    export_hsds([FULL], tmp_path / "out", "3.0")
    path = tmp_path / "out" / "attributes.csv"
    path.write_text(path.read_text().replace("A note", "A\u29f5u001b[2J note"))
    listing = taken(tmp_path / "out", source="x")[0][0]
    assert "\x1b" not in repr(listing) and "\\x1b" not in repr(listing)


def test_a_folder_that_exists_and_a_version_that_does_not_are_refused(tmp_path):
    with pytest.raises(IntakeError, match="exists already"):
        export_hsds([FULL], tmp_path, "3.0")
    with pytest.raises(IntakeError, match="is not known"):
        export_hsds([FULL], tmp_path / "out", "9")
