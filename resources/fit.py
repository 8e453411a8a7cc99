"""Whether a listing serves the people in a call: yes, no or unknown, and what made it so."""

import re
from dataclasses import dataclass
from functools import lru_cache

from resources.gist import facts_of
from resources.listing import Listing, Rule
from resources.want import Want

OPEN_TO_ALL = frozenset({
    "crisis_line", "dispatch", "law_enforcement", "child_protection", "adult_protection", "interpreter", "information",
    "consulate", "labor_agency", "image_removal", "immigration_enforcement",
})  # fmt: skip
"""Kinds that turn nobody away for age or gender: what is not recorded there is not in doubt."""

_OLDEST = 130
_LANGUAGES = {
    "en": "English", "es": "Spanish", "zh": "Chinese", "vi": "Vietnamese", "ko": "Korean", "ru": "Russian",
    "ar": "Arabic", "pt": "Portuguese", "fr": "French", "ht": "Haitian Creole", "tl": "Tagalog", "hi": "Hindi",
    "so": "Somali", "am": "Amharic", "uk": "Ukrainian", "th": "Thai", "ja": "Japanese", "pl": "Polish", "fa": "Farsi",
    "ur": "Urdu", "ase": "sign language",
}  # fmt: skip
_ACCESS_WORDS = {
    "wheelchair": ("wheelchair", "ramp", "elevator", "ada", "step-free", "accessible"),
    "deaf": ("deaf", "tty", "tdd", "asl", "sign language", "hearing"),
    "blind": ("blind", "braille", "visual", "large print"),
}  # fmt: skip
_NOT = re.compile(r"\b(?:not|no|without|inaccessible)\b")
_GENDER_WORDS = {"female": "women and girls", "male": "men and boys", "other": "all genders"}


@dataclass(frozen=True, slots=True)
class Fit:
    """A verdict (yes, no or unknown) with its reasons."""

    verdict: str
    why: tuple[str, ...] = ()


def first_fit(gist: str, open_to_all: bool, want: Want) -> str:
    """The verdict that a gist alone allows: the same as `fit_of` gives for the whole listing."""
    rules, languages = facts_of(gist)
    return together(rules, languages, open_to_all, want).verdict


def fit_of(listing: Listing, want: Want, kind: str = "") -> Fit:
    """Whether a listing serves the people a call is about, as the `kind` that it is wanted for."""
    open_to_all = all(one in OPEN_TO_ALL for one in ((kind,) if kind else listing.kinds))
    return together(listing.rules, listing.languages, open_to_all, want)


@lru_cache(maxsize=8192)
def together(rules: tuple[Rule, ...], languages: tuple[str, ...], open_to_all: bool, want: Want) -> Fit:
    """What rules and languages say together of the people wanted for: worked out once for all listings alike."""
    axes = [_age(rules, open_to_all, want), _gender(rules, open_to_all, want), _language(languages, want)]
    axes += [_access(rules, open_to_all, need) for need in want.access]
    asked = [axis for axis in axes if axis is not None]
    why = tuple(reason for axis in asked for reason in axis.why)
    verdicts = {axis.verdict for axis in asked}
    if "no" in verdicts:
        return Fit("no", tuple(reason for axis in asked if axis.verdict == "no" for reason in axis.why))
    if not asked or "unknown" in verdicts:
        return Fit("unknown", why)
    return Fit("yes", why)


def _age(rules: tuple[Rule, ...], open_to_all: bool, want: Want) -> Fit | None:
    """One verdict for everybody whose age is known; somebody of age may bring a child that the rule does not name."""
    ages = [rule for rule in rules if rule.axis == "age"]
    people = [(age, age) for age in want.ages]
    if not people and want.minor is not None:
        people = [(0, 17)] if want.minor else [(18, _OLDEST)]
    if not people or (open_to_all and not ages):
        return None
    if not ages:
        return Fit("unknown", ("ages not recorded",))
    words = "ages " + ", ".join(_age_words(rule) for rule in ages)
    verdicts = {_serves_age(ages, youngest, oldest) for youngest, oldest in people}
    if len(verdicts) == 1:
        return Fit(verdicts.pop(), (words,))
    return Fit("unknown", (f"{words}: ask for everybody",))


def _serves_age(ages: list[Rule], youngest: int, oldest: int) -> str:
    """Year by year: served, refused, outside what is served, or not spoken of; unknown where years differ."""
    served = [_years(rule.value) for rule in ages if rule.verdict == "yes"]
    refused = [_years(rule.value) for rule in ages if rule.verdict != "yes"]
    verdicts = set()
    for age in range(youngest, oldest + 1):
        if any(low <= age <= high for low, high in refused):
            verdicts.add("no")
        elif any(low <= age <= high for low, high in served):
            verdicts.add("yes")
        else:
            verdicts.add("no" if served else "unknown")
    return verdicts.pop() if len(verdicts) == 1 else "unknown"


def _years(value: str) -> tuple[int, int]:
    """ "12-17", "18-", "-17" and "21" as years, both ends included; what cannot be read is every age."""
    low, dash, high = value.strip().partition("-")
    if not dash:
        high = low
    try:
        return (int(low) if low.strip() else 0, int(high) if high.strip() else _OLDEST)
    except ValueError:
        return (0, _OLDEST)


def _age_words(rule: Rule) -> str:
    low, high = _years(rule.value)
    words = f"{low} and over" if high == _OLDEST else f"up to {high}" if low == 0 else f"{low}-{high}"
    return words if rule.verdict == "yes" else f"not {words}"


def _gender(rules: tuple[Rule, ...], open_to_all: bool, want: Want) -> Fit | None:
    genders = [rule for rule in rules if rule.axis == "gender"]
    if not want.gender or (open_to_all and not genders):
        return None
    served = {rule.value for rule in genders if rule.verdict == "yes"}
    refused = {rule.value for rule in genders if rule.verdict == "no"}
    if want.gender in refused:
        return Fit("no", (f"not for {_GENDER_WORDS.get(want.gender, want.gender)}",))
    if not served:
        return Fit("unknown", ("genders not recorded",))
    words = "for " + ", ".join(_GENDER_WORDS.get(value, value) for value in sorted(served))
    if want.gender in served:
        return Fit("yes", (words,))
    # Somebody outside female and male is for the people there to answer, never for a column.
    return Fit("no" if want.gender in ("female", "male") else "unknown", (words,))


def _access(rules: tuple[Rule, ...], open_to_all: bool, need: str) -> Fit | None:
    """A way in that is not spoken of is unknown, never no; only a rule that refuses it says no."""
    said = [rule for rule in rules if rule.axis == "access"]
    if open_to_all and not said:
        return None
    words = _ACCESS_WORDS.get(need.casefold(), (need.casefold(),))
    meant = [rule for rule in said if any(re.search(rf"\b{re.escape(word)}", rule.value.casefold()) for word in words)]
    if not meant:
        return Fit("unknown", (f"{need} access not recorded",))
    # A refusal in the source's own words ("not wheelchair accessible") is a no whatever its column said.
    refused = [rule for rule in meant if rule.verdict == "no" or _NOT.search(rule.value.casefold())]
    return Fit("no", (f"no {need} access",)) if refused else Fit("yes", (f"{need} access",))


def _language(languages: tuple[str, ...], want: Want) -> Fit | None:
    """A language that is not listed is unknown, never no: most places can call an interpreter."""
    if not want.language or (want.language == "en" and not languages):
        return None
    name = _LANGUAGES.get(want.language, want.language)
    spoken = {language.casefold() for language in languages}
    if want.language in spoken or name.casefold() in spoken:
        return Fit("yes", (f"speaks {name}",))
    return Fit("unknown", (f"{name} not listed" if languages else "languages not recorded",))
