"""Which column is which of our fields: by its heading, checked against its values, or as staff once settled it."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from resources.errors import IntakeError
from resources.intake.guards import flag_for
from resources.intake.headers import field_for, legend, plain_heading
from resources.intake.sniff import fits, guess_field, is_identifier
from resources.intake.template import NAMES as TEMPLATE_NAMES
from resources.intake.values import filled, yes_or_no

# These may come from several columns; of any other field, the first column that fits is the one.
_MANY = frozenset({
    "about", "access", "address_public", "ages", "alert", "alternate_name", "as_of", "cost", "covers",
    "day_hours", "directions", "documents", "email", "email_private", "genders", "hide", "holidays", "hours",
    "how_to_apply", "ignore", "internal", "kinds", "languages", "lat", "lon", "mailing", "name", "note",
    "person", "phone_ext", "phone_label", "phone_private", "populations", "same", "sealed", "show",
    "source_url", "status", "street", "street2", "url", "verified_on",
})  # fmt: skip
_NAMES = frozenset({"name", "organisation", "service", "site"})


@dataclass(frozen=True, slots=True)
class Mapping:
    """Headings and the fields that staff chose for them; a heading not named here is guessed."""

    chosen: dict[str, str] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """Write it where the next import of the same source can find it."""
        path.write_text(json.dumps({"columns": self.chosen}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def load_mapping(path: Path) -> Mapping:
    """A mapping that `Mapping.save` wrote."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return Mapping({str(heading): str(name) for heading, name in read["columns"].items()})
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        message = f"{path.name} is not a saved column mapping. Run `northline import --map` to write a new one."
        raise IntakeError(message) from error


@dataclass(slots=True)
class Columns:
    """The mapping of one table: a field for every column ("" where none), and what did not fit."""

    headings: tuple[str, ...]
    fields: list[str]
    misfits: list[str] = field(default_factory=list)

    def named(self) -> dict[str, str]:
        """Heading -> field, for the report; columns that are read and dropped say so."""
        return {
            heading: _public(name)
            for heading, name in zip(self.headings, self.fields, strict=True)
            if heading and name and name != "ignore"
        }

    def unmapped(self) -> list[str]:
        """Headings whose values are kept as they are, or passed over."""
        return [
            heading
            for heading, name in zip(self.headings, self.fields, strict=True)
            if heading and name in ("", "ignore")
        ]


def _public(name: str) -> str:
    return (
        f"{name} (dropped)" if name in ("person", "internal", "mailing") else name.replace("template_phones", "phones")
    )


def is_template(headings: Sequence[str]) -> bool:
    """Whether a table has the columns of our own template."""
    return len(set(TEMPLATE_NAMES) & {heading.strip().lower() for heading in headings}) >= 20


def map_columns(headings: Sequence[str], sample: Sequence[Sequence[str]], mapping: Mapping | None = None) -> Columns:
    """A field for each column: what staff chose, else the heading where the values bear it out, else the values."""
    columns = Columns(tuple(headings), [""] * len(headings))
    chosen = mapping.chosen if mapping else {}
    template = is_template(headings)
    taken: set[str] = set()
    for index, heading in enumerate(headings):
        values = [row[index] for row in sample if index < len(row) and row[index].strip()]
        if heading in chosen:
            name = chosen[heading]
        elif template and heading.strip().lower() in TEMPLATE_NAMES:
            name = _template_field(heading.strip().lower())
        else:
            name = _flag(heading, values) or field_for(heading)
            if name and not fits(name, values) and not legend(heading):
                columns.misfits.append(heading)
                name = guess_field(values, taken, known=True)
        name = _settled(name, values, taken)
        columns.fields[index] = name
        if values or not sample:
            taken.add(name.partition(":")[0])
    _fill_by_values(columns, sample, taken)
    _promote(columns, taken)
    return columns


def _flag(heading: str, values: Sequence[str]) -> str:
    """The flag that a heading is where its cells answer it with yes and no, or "" where its words alone decide."""
    told = [value for value in values if filled(value) or value.strip() == "-"]
    known = field_for(heading)
    if known == "address_public" and guess_field(told, set(), known=True) in ("street", "address"):
        return "address"  # the address to display, and no question
    answered = [yes_or_no(value) is not None for value in told]
    return flag_for(plain_heading(re.sub(r"\(.*?\)", "", heading))) if answered and all(answered) else ""


def _template_field(name: str) -> str:
    return {"phones": "template_phones", "sealed": "sealed", "refer": "show"}.get(name, name)


def _settled(name: str, values: Sequence[str], taken: set[str]) -> str:
    """Resolve headings that mean different things in different tables, and second claims on one field."""
    if name == "location":
        guessed = guess_field(values, set(), known=False)
        name = {"street": "address", "address": "address", "point": "point"}.get(guessed, "site")
    if name == "site" and guess_field(values, set(), known=False) in ("street", "address"):
        name = "" if "street" in taken or "address" in taken else "street"
    base = name.partition(":")[0]
    if base in taken and base != "phones" and base not in _MANY:
        return ""
    return name


def _fill_by_values(columns: Columns, sample: Sequence[Sequence[str]], taken: set[str]) -> None:
    for index, heading in enumerate(columns.headings):
        if columns.fields[index] or heading in columns.misfits:
            continue
        values = [row[index] for row in sample if index < len(row) and row[index].strip()]
        if plain_heading(heading).startswith(("is ", "are ", "does ", "do ", "can ", "has ")):
            continue
        nameless = not taken & _NAMES
        # An id that only some rows have would tell two of them apart and the others not.
        if "key" not in taken and len(values) == len(sample) and is_identifier(heading, values):
            columns.fields[index] = "key"
            taken.add("key")
            continue
        columns.fields[index] = guess_field(values, taken, known=bool(heading) and not nameless)
        taken.add(columns.fields[index])


def _promote(columns: Columns, taken: set[str]) -> None:
    """Give the table a name, and a place where a mailing address is the only address it has."""
    if "mailing" in taken and not set(columns.fields) & {"street", "address", "city", "zip"}:
        for index, heading in enumerate(columns.headings):
            if columns.fields[index] == "mailing":
                bare = re.sub(r"\b(?:mailing|mail|billing) |\bpostal (?!code)", "", plain_heading(heading))
                columns.fields[index] = field_for(bare) or "street"
    if not taken & (_NAMES - {"site"}):
        for wanted in ("site", "alternate_name"):
            if wanted in taken and "location_id" not in columns.fields:
                columns.fields[columns.fields.index(wanted)] = "name"
                return
