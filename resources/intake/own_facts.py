"""What a listing says that HSDS has no column for, carried along as attributes of a taxonomy of our own."""

import json
from collections.abc import Mapping
from dataclasses import replace

from resources.listing import Listing
from resources.rows import COLUMNS, row_of, value_of

VOCABULARY = "northline"
_PREFIX = f"{VOCABULARY}:"
# Where a place is must come back as it left, whatever gazetteer the reader has.
_ALWAYS = frozenset({"lat", "lon", "precision", "timezone", "county_fips", "state", "country"})
_NEVER = frozenset({"id", "source"})
# Intake reads a literal \\n as a line break, so no backslash travels as itself.
_BACKSLASH, _STAND_IN = "\\", "\u29f5"
# Cleaned text never needs an escape by number: one that comes back was put there to smuggle a control character in.
_SMUGGLED = f"{_STAND_IN}u"


def term_name(column: str) -> str:
    """The name of the taxonomy term that carries a column."""
    return f"{_PREFIX}{column}"


def own_facts(listing: Listing, rebuilt: Listing | str) -> dict[str, str]:
    """Term name -> value for each field that HSDS alone would bring back differently."""
    told = row_of(listing)
    again = row_of(rebuilt) if isinstance(rebuilt, Listing) else [None] * len(COLUMNS)
    return {
        term_name(column): json.dumps(told[index], ensure_ascii=False).replace(_BACKSLASH, _STAND_IN)
        for index, column in enumerate(COLUMNS)
        if column not in _NEVER and (column in _ALWAYS or told[index] != again[index])
    }


def is_own(name: str) -> bool:
    """Whether a taxonomy term is one of ours."""
    return name.startswith(_PREFIX)


def restored(listing: Listing, own: Mapping[str, str]) -> Listing:
    """The listing with its own facts put back; what is sealed or hidden without them stays so."""
    values: dict[str, object] = {}
    for name, text in own.items():
        column = name.removeprefix(_PREFIX)
        if column not in COLUMNS or column in _NEVER or _SMUGGLED in text:
            continue
        try:
            values[column] = value_of(column, json.loads(text.replace(_STAND_IN, _BACKSLASH)))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue  # edited by hand beyond reading: the columns of HSDS stand
    whole = replace(listing, **values)  # type: ignore[arg-type]
    if listing.hidden and not whole.hidden:
        whole = replace(whole, hidden=listing.hidden, refer=False)
    if listing.sealed and not whole.sealed:
        whole = replace(whole, sealed=True, street="", zip="", lat=None, lon=None, precision="none")
    return whole
