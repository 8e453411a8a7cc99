"""KML and KMZ maps: placemarks with their extended data, and the HTML tables that descriptions hold."""

import re
import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from resources.clean import clean
from resources.errors import IntakeError
from resources.intake.sheet import check_office_file, refuse_dtd
from resources.intake.sources import BROKEN_ARCHIVE, SourceFile
from resources.intake.tables import Row, Table, as_table

_CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]\s*>", re.I | re.S)
_ROW = re.compile(r"<tr\b[^>]*>((?:(?!<tr\b).)*?)</tr\s*>", re.I | re.S)
_LABELLED = re.compile(r"^\s*([A-Z][\w /#&'?()-]{1,40}?)\s*:\s*(\S.*)$", re.M)
_NAME, _POINT, _ABOUT = "Name", "Coordinates", "Description"
_MOST_COLUMNS = 300
_LOOKED_AT = 500


def kml_table(source: SourceFile) -> Table | None:
    """The placemarks of a map as rows of one table; links to other maps are never followed."""
    numbered = enumerate(_records(source), 1)
    ahead = list(islice(numbered, _LOOKED_AT))
    if not ahead:
        raise IntakeError(f"{source.name} is a map without placemarks. Check that it is the right file.")
    columns = list(dict.fromkeys(column for _, record in ahead for column in record))[:_MOST_COLUMNS]

    def rows() -> Iterator[Row]:
        yield 0, columns
        for number, record in chain(ahead, numbered):
            yield number, [record.get(column, "") for column in columns]

    return as_table(source.name, rows())


def _records(source: SourceFile) -> Iterator[dict[str, str]]:
    if source.head(4).startswith(b"PK"):
        check_office_file(source)
        try:
            with source.seekable() as stream, zipfile.ZipFile(stream) as archive:
                for name in archive.namelist():
                    if name.lower().endswith(".kml"):
                        with archive.open(name) as part:
                            yield from _placemarks(part, source.name)
        except BROKEN_ARCHIVE as error:
            raise IntakeError(f"{source.name} is broken and cannot be opened. Export the map again.") from error
        return
    refuse_dtd(source.head(), source.name)
    with source.open_binary() as stream:
        yield from _placemarks(stream, source.name)


def _placemarks(stream: object, name: str) -> Iterator[dict[str, str]]:
    try:
        for _, element in iterparse(stream, forbid_dtd=True):
            if _local(element) == "Placemark":
                yield _record(element)
                element.clear()
    except DefusedXmlException as error:
        raise IntakeError(
            f"{name} brings a document type (DTD) along: it is not taken. Export it without one."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise IntakeError(f"{name} is broken XML ({error}). Export the map again.") from error


def _record(placemark: Element) -> dict[str, str]:
    record: dict[str, str] = {}
    for element in placemark.iter():
        tag, text = _local(element), (element.text or "").strip()
        if tag == "name" and _NAME not in record:
            record[_NAME] = text
        elif tag == "coordinates" and text and _POINT not in record:
            record.update(_point(text))
        elif tag == "address" and text:
            record.setdefault("Full address", text)
        elif tag == "phoneNumber" and text:
            record.setdefault("Phone", text.removeprefix("tel:"))
        elif tag == "Data":
            _put(
                record,
                element.get("name") or "",
                " ".join((each.text or "") for each in element.iter() if _local(each) == "value"),
            )
        elif tag == "SimpleData":
            _put(record, element.get("name") or "", text)
        elif tag == "description":
            _described(record, text)
    return record


def _put(record: dict[str, str], name: str, text: str) -> None:
    name = clean(name)
    if name and text.strip() and name not in record:
        record[name] = text.strip()


def _point(text: str) -> dict[str, str]:
    """Longitude comes first in KML; of an area or a line, the middle of its corners stands for it."""
    corners = [corner.split(",") for corner in text.split() if corner.count(",") >= 1]
    try:
        lon = sum(float(corner[0]) for corner in corners) / len(corners)
        lat = sum(float(corner[1]) for corner in corners) / len(corners)
    except (ValueError, ZeroDivisionError, IndexError):
        return {}
    return {"Latitude": repr(lat), "Longitude": repr(lon), _POINT: ""}


def _described(record: dict[str, str], text: str) -> None:
    """An HTML table of two columns is the record itself; lines such as `Phone: ...` are fields; the rest is prose."""
    pairs = [[clean(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(text)]
    pairs = [pair for pair in pairs if len(pair) == 2 and pair[0] and len(pair[0]) < 80]
    if len(pairs) >= 2:
        for name, value in pairs:
            _put(record, name, value)
        return
    plain = clean(text)
    if len(plain) > 1:
        labelled = _LABELLED.findall(plain)
        for name, value in labelled if len(labelled) >= 2 else ():
            _put(record, name, value)
        _put(record, _ABOUT, plain)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
