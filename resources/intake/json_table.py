"""JSON whose objects are plain records (GeoJSON, open-data portals) as the rows of a table."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from resources.intake.json_items import json_items
from resources.intake.sources import SourceFile
from resources.intake.tables import Row, Table, as_table

_LOOKED_AT = 500
_DEEPEST = 3


def object_table(source: SourceFile) -> Table | None:
    """The objects of a file as rows; nested objects become columns of their own."""
    items = ((number, _flat(item)) for number, item in json_items(source))
    ahead = list(islice(items, _LOOKED_AT))
    columns = list(dict.fromkeys(column for _, record in ahead for column in record))

    def rows() -> Iterator[Row]:
        yield 0, columns
        for number, record in chain(ahead, items):
            yield number, [record.get(column, "") for column in columns]

    return as_table(source.name, rows()) if columns else None


def _flat(item: Mapping[str, object], prefix: str = "", depth: int = 0) -> dict[str, str]:
    record: dict[str, str] = {}
    for name, value in item.items():
        if name == "geometry" and isinstance(value, Mapping):
            record.update(_point(value))
        elif name in ("properties", "attributes", "fields") and isinstance(value, Mapping):
            record.update(_flat(value, prefix, depth + 1))
        elif isinstance(value, Mapping) and depth < _DEEPEST:
            record.update(_flat(value, f"{prefix}{name} ", depth + 1))
        elif isinstance(value, list):
            record[f"{prefix}{name}"] = "; ".join(str(each) for each in value if not isinstance(each, Mapping | list))
        elif value is not None:
            record[f"{prefix}{name}"] = ("Yes" if value else "No") if isinstance(value, bool) else str(value)
    return record


def _point(geometry: Mapping[str, object]) -> dict[str, str]:
    place = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(place, list) and len(place) >= 2:
        return {"longitude": str(place[0]), "latitude": str(place[1])}
    return {}
