"""What a column heading means: from the words people and programs write above a column to our own field names.

`headings.csv` holds one pattern a row, tried in its order. Flags stand first: a private or do-not-refer flag must never
be taken for the thing that it guards. `heading_words.csv` turns clipped and Spanish words into the plain ones that the
patterns are written in.
"""

import csv
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from itertools import groupby

from resources.intake.guards import guard_for

_VOCABULARY = """
organization organisation agency name number phone telephone address street city state province county zip
code postal latitude longitude description website email hours operation service services program location
site facility provider language languages eligibility category categories type notes url fax contact hotline
coverage area public private
"""
_WORDS = frozenset(_VOCABULARY.split())
_SHORT = frozenset(
    {"org", "web", "id", "lat", "long", "tel", "naics", "descr", "desc", "date", "line", "nbr", "nme", "cd"}
)
_PART = re.compile("|".join(sorted(_WORDS | _SHORT, key=len, reverse=True)))
_GLUED = re.compile(f"(?:{_PART.pattern})+")
_OF_SPANISH = re.compile(r"\b(\w+) (?:de|del)(?: la| el| los| las)? (\w+)\b")
_CUT = (
    "organization", "description", "telephone", "longitude", "eligibility", "facility", "languages", "categories",
    "information", "services",
)  # fmt: skip


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = (files("resources") / "intake" / "headings.csv").read_text("utf-8")
    grouped = groupby(csv.DictReader(text.splitlines()), key=lambda row: (row["group"], row["field"]))
    return tuple((re.compile("|".join(row["pattern"] for row in same)), field) for (_, field), same in grouped)


@lru_cache(maxsize=1)
def _plain_words() -> tuple[dict[str, str], re.Pattern[str]]:
    """Each word or phrase as written -> in plain English, and the pattern that finds the phrases."""
    text = (files("resources") / "intake" / "heading_words.csv").read_text("utf-8")
    plain = {row["written"]: row["plain"] for row in csv.DictReader(text.splitlines())}
    phrases = sorted((written for written in plain if " " in written), key=len, reverse=True)
    return plain, re.compile(rf"\b(?:{'|'.join(phrases)})\b")


@lru_cache(maxsize=8192)
def field_for(heading: str) -> str:
    """Our field for a column heading, or "" where its words say nothing we know."""
    words = plain_heading(heading)
    if guard := guard_for(words):
        return guard
    for pattern, field in _rules():
        if words and pattern.search(words):
            return field
    return ""


@lru_cache(maxsize=8192)
def plain_heading(heading: str) -> str:
    """A heading as plain words: `PhysicalPostalCode`, `phone_number` and `PHONE NUMBER:` come out alike."""
    text = unicodedata.normalize("NFKD", heading.replace("#", " # ").replace("&", " and "))
    text = "".join(character for character in text if not unicodedata.combining(character))
    if not re.fullmatch(r"[^a-z]*", text):
        text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = re.sub(r"(?<=[A-Za-z]{3})(?=\d)|(?<=\d)(?=[A-Za-z]{3})", " ", text)
    words = " ".join(_whole(word) for word in re.sub(r"[^\w#]+|_", " ", text.lower()).split())
    plain, phrases = _plain_words()
    words = phrases.sub(lambda found: plain[found[0]], words)
    # "nombre de la agencia" is the agency's name: what stands behind belongs in front.
    return _OF_SPANISH.sub(r"\2 \1", words)


def _whole(word: str) -> str:
    plain, _ = _plain_words()
    if word in plain:
        return plain[word]
    if word not in _WORDS and _GLUED.fullmatch(word):
        return " ".join(plain.get(part, part) for part in _PART.findall(word))
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
