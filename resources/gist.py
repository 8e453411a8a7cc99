"""The few facts of a listing that a first ranking needs, as one short text that many listings share."""

import json
import re
from functools import lru_cache
from typing import NamedTuple

from resources.listing import Rule

POLICE_KINDS = frozenset({"law_enforcement", "dispatch"})
"""Kinds that belong to a town or a county, whoever is nearest."""

COVERS = "A"
"""Marks a listing that says by code which area it covers."""


_IMMIGRATION = re.compile(
    r"immigration (?:and|&) customs enforcement|border patrol|customs and border|homeland security investigations"
    r"|enforcement and removal|immigration enforcement|\bhsi\b|\bice\b(?=.*\b(?:detention|field|office|investigations))"
)


@lru_cache(maxsize=4096)
def enforces_immigration(name: str) -> bool:
    """Whether an agency's name says that it enforces immigration law, whatever kind of help its source calls it."""
    return _IMMIGRATION.search(name.casefold()) is not None


class Whose(NamedTuple):
    """Where a listing is, and whether it is police: of which county, and whether it enforces immigration law."""

    state: str
    country: str
    county: str
    police: bool
    immigration: bool


def whose(state: str, country: str, county: str, kinds: str, name: str) -> str:
    """The second half of a gist, after "#"; a county stands there only for police, who differ by it."""
    enforces = "immigration_enforcement" in kinds or enforces_immigration(name)
    police = enforces or any(kind in kinds for kind in POLICE_KINDS)
    return f"#{state};{country};{county if police else ''};{'P' if police else ''}{'I' if enforces else ''}"


@lru_cache(maxsize=4096)
def whose_of(text: str) -> Whose:
    """What the second half of a gist says."""
    state, country, county, marks = text.split(";", 3) if text else ("", "US", "", "")
    return Whose(state, country, county, "P" in marks, "I" in marks)


_CODED = {"country", "state", "county", "zip"}


def gist(rules: str, languages: str, areas: str) -> str:
    """The ages, genders and languages that a row records, and whether it says which area it covers."""
    if not rules and not areas and not languages:
        return ""
    facts = {
        f"{_AXES[axis]}{verdict[:1]}{value.replace('|', ' ').replace('#', ' ')}"
        for axis, value, verdict, _ in json.loads(rules or "[]")
        if axis in _AXES
    }
    facts |= {f"l{language.replace('#', ' ')}" for language in json.loads(languages or "[]")}
    if any(level in _CODED for level, _ in json.loads(areas or "[]")):
        facts.add(COVERS)
    return "|".join(sorted(facts))


_AXES = {"age": "a", "gender": "g", "access": "x"}
_LETTERS = {letter: axis for axis, letter in _AXES.items()}
_VERDICTS = {"y": "yes", "n": "no"}


@lru_cache(maxsize=4096)
def facts_of(text: str) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """The rules and the languages that a gist holds."""
    rules: list[Rule] = []
    languages: list[str] = []
    for fact in text.split("|") if text else ():
        if fact[0] == "l":
            languages.append(fact[1:])
        elif fact != COVERS:
            rules.append(Rule(_LETTERS[fact[0]], fact[2:], _VERDICTS.get(fact[1], fact[1])))
    return tuple(rules), tuple(languages)


def town_code(city: str, state: str) -> str:
    """One spelling for a town's name: "St. Louis" and "SAINT LOUIS" in MO are the same."""
    words = re.sub(r"[^a-z ]", "", city.casefold().replace("-", " ")).split()
    words = [_SHORT.get(word, word) for word in words]
    return f"{state} {''.join(words)}" if words and state else ""


_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "the": "", "city": "", "town": "", "of": ""}


def seat_code(name: str, state: str) -> str:
    """The county that a sheriff's name gives away ("NACOGDOCHES COUNTY SHERIFF'S OFFICE"), or ""."""
    if "sheriff" not in name.casefold():
        return ""
    found = re.search(r"([\w .'-]+?) (?:county|parish|borough)\b", name.casefold())
    return county_code(found.group(1), state) if found else ""


def county_code(name: str, state: str) -> str:
    """One spelling for a county's name, with or without the word County."""
    bare = re.sub(r"\b(county|parish|borough|census area|municipality|municipio)\b", "", name.casefold())
    return town_code(bare, state)
