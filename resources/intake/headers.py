"""What a column heading means: from the words people and programs write above a column to our own field names.

`headings.csv` holds one pattern a row, tried in its order. Flags stand first: a private or do-not-refer flag must never
be taken for the thing that it guards.
"""

import csv
import re
from functools import lru_cache
from importlib.resources import files
from itertools import groupby

_VOCABULARY = """
organization organisation agency name number phone telephone address street city state province county zip
code postal latitude longitude description website email hours operation service services program location
site facility provider language languages eligibility category categories type notes url fax contact hotline
coverage area public private
"""
_WORDS = frozenset(_VOCABULARY.split())
_SHORT = frozenset({"org", "web", "id", "lat", "long", "tel", "naics", "descr", "desc", "date", "line", "nbr"})
_PART = re.compile("|".join(sorted(_WORDS | _SHORT, key=len, reverse=True)))
_GLUED = re.compile(f"(?:{_PART.pattern})+")
_ABBREVIATED = {
    "phys": "physical", "addr": "address", "svc": "service", "svcs": "services", "elig": "eligibility", "hrs": "hours",
    "docs": "documents", "lang": "language", "langs": "languages", "ph": "phone", "phn": "phone", "loc": "location",
    "organisation": "organization", "programme": "program", "descr": "description",
}  # fmt: skip
_CUT = (
    "organization", "description", "telephone", "longitude", "eligibility", "facility", "languages", "categories",
    "information", "services",
)  # fmt: skip


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = (files("resources") / "intake" / "headings.csv").read_text("utf-8")
    grouped = groupby(csv.DictReader(text.splitlines()), key=lambda row: (row["group"], row["field"]))
    return tuple((re.compile("|".join(row["pattern"] for row in same)), field) for (_, field), same in grouped)


@lru_cache(maxsize=8192)
def field_for(heading: str) -> str:
    """Our field for a column heading, or "" where its words say nothing we know."""
    words = plain_heading(heading)
    for pattern, field in _rules():
        if words and pattern.search(words):
            return field
    return ""


@lru_cache(maxsize=8192)
def plain_heading(heading: str) -> str:
    """A heading as plain words: `PhysicalPostalCode`, `phone_number` and `PHONE NUMBER:` come out alike."""
    text = heading.replace("#", " # ").replace("&", " and ")
    if not re.fullmatch(r"[^a-z]*", text):
        text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = re.sub(r"(?<=[A-Za-z]{3})(?=\d)|(?<=\d)(?=[A-Za-z]{3})", " ", text)
    words = [_whole(word) for word in re.sub(r"[^\w#]+|_", " ", text.lower()).split()]
    return " ".join(words)


def _whole(word: str) -> str:
    if word in _ABBREVIATED:
        return _ABBREVIATED[word]
    if word not in _WORDS and _GLUED.fullmatch(word):
        return " ".join(_PART.findall(word))
    # Shapefiles cut every name to ten letters: Organizati, Descriptio.
    if word in _WORDS:
        return word
    whole = [full for full in _CUT if 6 <= len(word) < len(full) and full.startswith(word)]
    return whole[0] if whole else word


@lru_cache(maxsize=2048)
def legend(heading: str) -> dict[str, str]:
    """A heading that explains its codes, as in `Type (shelter=1, family shelter = 3)`: code -> words."""
    pairs = re.findall(r"([A-Za-z][A-Za-z /-]*?)\s*=\s*(\d{1,2})\b", heading)
    return {code: words.strip() for words, code in pairs} if len(pairs) > 1 else {}
