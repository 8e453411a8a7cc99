"""Files that are broken or meant to harm are refused with a message that says what to do."""

import io
import json
import struct
import zipfile

import pytest
from intake_files import accounted, shared, taken, write_csv, write_kml, write_xlsx, zipped

from resources.errors import IntakeError

GOOD = [["Name", "Phone", "City"], ["Harbor House", "713-555-0101", "Houston"]]


def refused(path, *words):
    with pytest.raises(IntakeError) as caught:
        taken(path)
    assert str(caught.value).endswith((".", "`.")) and all(word in str(caught.value) for word in words)


def test_an_empty_archive_is_refused(tmp_path):
    refused(zipped(tmp_path / "a.zip", {}), "empty")


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"")
    refused(tmp_path / "a.csv", "empty")


def test_a_missing_file_is_refused(tmp_path):
    refused(tmp_path / "none.csv", "does not exist")


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n\x00\x00", b"\x7fELF\x02\x01\x00" * 20, bytes(range(256)) * 20]
)
def test_a_binary_renamed_csv_is_refused(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    refused(tmp_path / "a.csv", "whatever its name says")


def test_a_workbook_renamed_csv_is_read_as_the_workbook_it_is(tmp_path):
    write_xlsx(tmp_path / "a.csv", GOOD)
    listings, _ = taken(tmp_path / "a.csv")
    assert listings[0].organisation == "Harbor House"


def test_an_open_quotation_mark_that_swallows_the_file_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text('Name,Phone,City\nA,713-555-0101,"Houston\nB,713-555-0102,Waco\n')
    refused(tmp_path / "a.csv", "broken CSV")


def test_half_a_file_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("Name,Phone,City\nA,713-555-0101,Houston\nB,713-55")
    refused(tmp_path / "a.csv", "breaks off")


def test_half_a_json_list_is_refused(tmp_path):
    whole = json.dumps([{"name": "A", "phone": "713-555-0101", "city": "Houston"}] * 3)
    (tmp_path / "a.json").write_text(whole[:-20])
    refused(tmp_path / "a.json", "a.json")


def test_json_nested_beyond_reason_is_refused(tmp_path):
    (tmp_path / "a.json").write_text("[" * 200_000)
    refused(tmp_path / "a.json", "a.json")


def test_an_archive_that_unpacks_a_thousandfold_is_refused(tmp_path):
    refused(zipped(tmp_path / "a.zip", {"services.csv": b"name,phone\n" + b"a" * 60_000_000}), "times its size")


def test_a_workbook_that_unpacks_a_thousandfold_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", GOOD)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/big.xml", b" " * 200_000_000)
    refused(path, "times its size")


@pytest.mark.parametrize(
    "name", ["../../etc/services.csv", "/etc/services.csv", "..\\..\\services.csv", "C:/services.csv"]
)
def test_a_path_that_leads_out_of_its_archive_is_refused(tmp_path, name):
    refused(zipped(tmp_path / "a.zip", {name: b"name,phone\nA,713-555-0101\n"}), "leads out")


def test_an_encrypted_archive_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"services.csv": b"name,phone\nA,713-555-0101\n"})
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1  # the flag that says: encrypted
    raw[6] |= 1
    path.write_bytes(bytes(raw))
    refused(path, "encrypted")


def test_an_archive_cut_in_half_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"services.csv": b"name,phone\n" + b"A,713-555-0101\n" * 900})
    path.write_bytes(path.read_bytes()[:60])
    refused(path, "a.zip")


def test_an_archive_whose_content_is_damaged_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"services.csv": b"name,phone\n" + bytes(str(list(range(9000))), "ascii")})
    raw = bytearray(path.read_bytes())
    raw[60:600] = b"\xff" * 540
    path.write_bytes(bytes(raw))
    refused(path, "services.csv")


@pytest.mark.parametrize("dtd", ['<!DOCTYPE kml [<!ENTITY a "aaaa">]>', '<!DOCTYPE kml SYSTEM "file:///etc/passwd">'])
def test_a_map_with_a_document_type_is_refused(tmp_path, dtd):
    (tmp_path / "a.kml").write_text(
        f'<?xml version="1.0"?>{dtd}<kml><Document><Placemark><name>A</name></Placemark></Document></kml>'
    )
    refused(tmp_path / "a.kml", "DTD")


def test_a_document_type_far_down_the_map_is_refused_too(tmp_path):
    (tmp_path / "a.kml").write_text(
        f'<?xml version="1.0"?><!--{"x" * 70_000} <kml> -->\n<!DOCTYPE kml [<!ENTITY a "b">]>'
        "<kml><Placemark><name>&a;</name></Placemark></kml>"
    )
    refused(tmp_path / "a.kml", "a.kml")


def test_a_workbook_with_an_entity_is_refused(tmp_path):
    source, target = io.BytesIO(write_xlsx(tmp_path / "b.xlsx", GOOD).read_bytes()), tmp_path / "a.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/workbook.xml":
                text = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + text
            new.writestr(name, text)
    refused(target, "DTD")


def test_a_map_cut_in_half_is_refused(tmp_path):
    path = write_kml(tmp_path / "a.kml", GOOD)
    path.write_text(path.read_text()[:-60])
    refused(path, "broken XML")


def test_a_map_that_links_elsewhere_is_never_followed(tmp_path):
    (tmp_path / "a.kml").write_text(
        "<kml><Document><NetworkLink><Link><href>file:///etc/passwd</href></Link></NetworkLink>"
        "<Placemark><name>Harbor House</name><Point><coordinates>-95.36,29.76,0</coordinates></Point></Placemark>"
        "</Document></kml>"
    )
    listings, _ = taken(tmp_path / "a.kml")
    assert [listing.organisation for listing in listings] == ["Harbor House"]
    assert (listings[0].lat, listings[0].lon) == (29.76, -95.36)


def test_a_table_without_any_name_is_refused(tmp_path):
    refused(
        write_csv(tmp_path / "a.csv", [["Zip", "Beds"], ["77002", "4"], ["77003", "5"]]),
        "no column that could be a name",
    )


def test_a_folder_of_foreign_tables_is_refused(tmp_path):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "datapackage.json").write_text("{}")
    refused(tmp_path / "package", "HSDS")


def test_a_link_out_of_the_folder_is_not_read(tmp_path):
    outside = write_csv(tmp_path / "outside.csv", GOOD)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "linked.csv").symlink_to(outside)
    refused(folder, "no files")


def test_a_web_page_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("<!doctype html><html><body><table><tr><td>x</td></tr></table></body></html>")
    refused(tmp_path / "a.csv", "a.csv")


def test_formulas_are_text_and_never_run(tmp_path):
    rows = [
        ["Name", "Phone", "City"],
        ['=HYPERLINK("http://x")', "713-555-0101", "Houston"],
        ["Harbor House", "713-555-0102", "Waco"],
    ]
    listings, reading = taken(write_csv(tmp_path / "a.csv", rows))
    accounted(reading)
    assert len(listings) == 2


def test_control_and_bidi_characters_never_reach_a_listing(tmp_path):
    rows = [["Name", "Phone", "City", "Description"]]
    rows.append(
        [
            "Har\x1b[2Jbor \u202eesuoH\u202c\u2066",
            "713-555-0101\x07",
            "Hous\x00ton".replace("\x00", "\x9b31m"),
            "a\x85b\x7f\u061c",
        ]
    )
    listings, _ = taken(write_csv(tmp_path / "a.csv", rows))
    told = repr(listings[0])
    assert not any(ord(character) < 32 or character in "\x7f\x85\x9b\u202e\u2066\u061c" for character in told)
    assert "\\x" not in told and "\\u20" not in told


def test_random_damage_to_a_real_export_gives_a_listing_or_a_refusal_and_nothing_else(tmp_path):
    content = shared("ssc_shelter_collaborative/mapdata.csv").read_bytes()
    for seed in range(60):
        damaged = bytearray(content)
        for step in range(1 + seed % 7):
            place = (seed * 7919 + step * 104729) % len(damaged)
            damaged[place : place + struct.calcsize("h")] = bytes([(seed * 31 + step) % 256])
        path = tmp_path / "a.csv"
        path.write_bytes(bytes(damaged[: len(damaged) - (seed * 37) % 900]))
        try:
            _, reading = taken(path)
        except IntakeError:
            continue
        accounted(reading)
