"""Whom a listing serves, read from words: ages, genders, and coverage."""

import re
from functools import lru_cache

from resources.intake.values import STATES, fips_code, state_code, zip_code
from resources.listing import Area, Rule

_AGES = (
    re.compile(r"\bages?\s*:?\s*(?P<from>\d{1,2})\s*(?:-|to|through|thru|–)\s*(?P<to>\d{1,2})\b", re.I),
    re.compile(r"\b(?P<from>\d{1,2})\s*(?:-|to|through|–)\s*(?P<to>\d{1,2})\s*(?:years|yrs|y/?o\b)", re.I),
    re.compile(
        r"\b(?:ages?\s*:?\s*)?(?P<from>\d{1,2})\s*(?:years?(?: of age| old)?|yrs?)?\s*"
        r"(?:\+|(?:and|or|&)\s*(?:older|over|above|up))",
        re.I,
    ),
    re.compile(r"\b(?:over|at least)\s+(?:age\s+)?(?P<from>\d{1,2})\s*years?\s*(?:old|of age)?", re.I),
    re.compile(
        r"\b(?:ages?\s*:?\s*)?(?P<to>\d{1,2})\s*(?:years?(?: of age| old)?|yrs?)?\s*(?:and|or|&)\s*(?:younger|under)\b",
        re.I,
    ),
)
_BARE_AGES = re.compile(r"(?P<from>\d{1,3})?\s*(?:-|to|–)\s*(?P<to>\d{1,3})?")
_WOMEN = re.compile(r"\b(?:women|woman|girls|female|females|mothers|ladies)\b", re.I)
_MEN = re.compile(r"\b(?:men|man|boys|male|males|fathers)\b", re.I)
_OTHER = re.compile(
    r"\b(?:transgender|trans|non-?binary|gender non-?conforming|all genders|any gender|everyone)\b", re.I
)
_ONLY = re.compile(r"\b(?:only|homeless|single|pregnant|battered|adult)\b.{0,20}$|^\s*(?:women|men|girls|boys)\b", re.I)
_NATIONWIDE = re.compile(r"\b(?:nation ?wide|national|united states|u\.?s\.?a?\.?|all states|entire country)\b", re.I)
_STATEWIDE = re.compile(r"\b(?:state ?wide|entire state|all of the state|all counties)\b", re.I)
_COUNTY = re.compile(r"^(?P<name>[\w .'’-]+?)\s+(?:county|parish|borough|census area|municipio)s?$", re.I)


@lru_cache(maxsize=16384)
def age_rules(text: str) -> tuple[Rule, ...]:
    """Ages as rules (`18-`, `12-17`), only from words that cannot mean anything else."""
    bare = _BARE_AGES.fullmatch(text.strip())
    found = (
        [bare]
        if bare and (bare["from"] or bare["to"])
        else [match for form in _AGES for match in [form.search(text)] if match]
    )
    rules = []
    for match in found[:1]:
        groups = match.groupdict()
        low, high = groups.get("from") or "", groups.get("to") or ""
        if low and high and int(low) > int(high):
            continue
        rules.append(Rule("age", f"{low or ''}-{high if high and int(high) < 100 else ''}", "yes", text[:160]))
    return tuple(rules)


@lru_cache(maxsize=16384)
def gender_rules(text: str) -> tuple[Rule, ...]:
    """Genders that a short cell names (`M/F`, `Women and children`); a missing one stays unknown."""
    letters = set(re.findall(r"\b[mfy]\b", text.lower()))
    words = {"female": bool(_WOMEN.search(text)) or "f" in letters, "male": bool(_MEN.search(text)) or "m" in letters,
             "other": bool(_OTHER.search(text))}  # fmt: skip
    return tuple(Rule("gender", name, "yes", text[:160]) for name, named in words.items() if named)


def eligibility_rules(text: str) -> tuple[Rule, ...]:
    """What an eligibility text says for sure; its own words come along as the note."""
    if not text:
        return ()
    rules = list(age_rules(text))
    women, men = bool(_WOMEN.search(text)), bool(_MEN.search(text))
    if women != men and _ONLY.search(text[:60]):
        rules.append(Rule("gender", "female" if women else "male", "yes", text[:160]))
    rules.append(Rule("population", text[:400]))
    return tuple(rules)


@lru_cache(maxsize=16384)
def areas(text: str, state: str = "") -> tuple[Area, ...]:
    """What a coverage text names; a county by name stays text, since only places know its digits."""
    found: list[Area] = []
    for part in re.split(r"[;\n|]|,(?!\s*[A-Z]{2}\b(?!\s*\d))", text):
        found.extend(_area(part.strip(" .\t"), state))
    return tuple(dict.fromkeys(found))


def _area(part: str, state: str) -> list[Area]:
    if not part:
        return []
    if part.lower().startswith("zip:"):
        return [Area("zip", zip_code(part[4:]))] if zip_code(part[4:]) else [Area("text", part)]
    if state_code(part) and (len(part) > 2 or part.isupper()):
        return [Area("state", state_code(part))]
    if _NATIONWIDE.fullmatch(part) or part.upper() == "US":
        return [Area("country", "US")]
    if fips_code(part):
        return [Area("county", fips_code(part))]
    if _STATEWIDE.search(part):
        named = next((code for name, code in STATES.items() if name in part.lower()), state)
        return [Area("state", named)] if named else [Area("text", part)]
    if _NATIONWIDE.search(part) and len(part) < 40:
        return [Area("country", "US")]
    return [Area("text", part[:300])]


def county_name(part: str) -> str:
    """The bare name in `Cook County`, or ""."""
    found = _COUNTY.match(part.split(",", maxsplit=1)[0].strip())
    return found["name"] if found else ""
