"""Plain words by which a row asks that its place be kept secret, or that nobody be sent there."""

import re

from resources.intake.facts import Facts, Value

OF_ORGANISATION = "of_organisation"
"""What an agency says of itself: it may ask that nobody be sent there, but its secret place need not be this one."""

_CONFIDENTIAL = re.compile(
    r"confidential|confidencial|undisclosed|not (?:be )?disclosed|unlisted|unpublished|withheld|not published|"
    r"private (?:location|address)|\bsecret[ao]?\b|\brestricted\b|\bredacted\b|\bnot for (?:public|release)|"
    r"\bdo not (?:publish|share|give|disclose|release|list)\b|"
    r"\bcall (?:us )?for (?:the )?(?:address|location|directions)|(?:address|location) (?:is )?"
    r"(?:not (?:public|listed|available|disclosed|given|published)|un(?:listed|disclosed|published|known))\b",
    re.I,
)
_PLACE = r"(?:address|addr\b\.?|locations?|site|whereabouts|direcci[oó]n|ubicaci[oó]n|domicilio)"
_KEPT = (
    r"(?:confidential\b|undisclosed|secret\b|unpublished|unlisted|withheld|hidden|confidencial\b|secret[ao]\b|"
    r"not (?:to )?(?:be )?(?:disclosed?|published?|public|listed?|shared?|given?|released?|for public|made public|"
    r"revealed)|"
    r"never (?:be )?(?:disclosed|published|shared|given|released))"
)
_SAID_CONFIDENTIAL = re.compile(
    # "confidential shelter location", but not "confidential services at our location"
    rf"\b(?:confidential|undisclosed|secret|unpublished|unlisted|hidden)\b,?(?:\s+(?:and\s+)?(?!services?|counsel|at\b|"
    rf"in\b|by\b|testing|support)[\w'-]+,?){{0,2}}\s+(?:{_PLACE}|facility)\b|"
    # "the location of the shelter is confidential", "address must not be shared"
    rf"\b(?:{_PLACE}|safe ?house|facility)(?:\s+(?:of|for|to)\s+(?:the\s+|our\s+|this\s+)?\w+)?[\s:(-]*"
    r"(?:(?:is|are|es|est[aá]|remains?|kept|will|must|should|may|can|cannot|always|strictly|completely|totally|a|held|stays?|"
    rf"and|be)\s+){{0,4}}{_KEPT}|"
    # "do not give the address to callers"
    r"\b(?:do not|don['’]t|never|cannot|can['’]t|must not|should not|not to|no)\s+"
    r"(?:give|share|disclose|reveal|publish|release|tell|provide|print|divulge|list|divulgar|compartir)(?:\s+out)?\s+"
    rf"(?:(?:the|this|our|its|their|any|exact|physical|street|shelter|la|el|su)['’s]*\s+){{0,3}}{_PLACE}|"
    rf"\bkeep\s+(?:(?:the|this|our|its|shelter)\s+){{0,2}}{_PLACE}\s+(?:secret|private|confidential|safe|hidden)",
    re.I,
)
_HINTS = (
    "confiden", "undisclos", "secret", "unpublish", "unlist", "withheld", "hidden", "not be ", "not to", " not pub",
    "not disc", "not list", "not share", "not give", "not rele", "not for", "not made", "not reveal", "not tell",
    "not prov", "not print", "not divulge", "n't ", "n’t ", "never", "keep ", "no divulg", "no compart", "cannot ",
)  # fmt: skip
_SHORTEST_HINTS = (
    "priva", "confiden", "undisclos", "secret", "hidden", "restrict", "unlist", "protect", "not pub", "public", "safe",
    "not disc", "unpublish",
)  # fmt: skip
_OF_ADDRESS = re.compile(r"\b(?:address|location|site|street|where)", re.I)
_IN_A_CELL = re.compile(
    r"\W*(?:strictly |is |yes[,;:-]? ?)?(?:private|confidential|undisclosed|secret|hidden|restricted|unlisted|"
    r"protected|not public|non-?public|safe ?house|not disclosed|unpublished|confidencial|privad[ao])"
    r"(?: (?:location|address|site|facility|only|shelter))?\W*",
    re.I,
)

_DO_NOT_REFER = re.compile(
    r"\bdo not (?:refer|recommend|release)\b|\bdo not (?:publish|list|distribute|give(?: it| this)? out|"
    r"share (?:with|this|publicly))\b(?! (?:(?:the|this|our|its|any|your) )?(?:exact |physical |street )?"
    r"(?:address|addr|location|street|personal|phone|number|name|medic|private|staff|as\b))|"
    r"\bdo not use\b(?=\W*(?:$|[.!*;]))|\bdo not (?:send|direct) (?:any|client|caller|people|famil|surviv)\w*|"
    r"\bno(?:t for)? refer(?:rals?)?\b(?=\W*(?:$|[.!*;]))|\bblack ?listed\b|"
    r"\bnot for (?:public|referral|release|publication)\b(?! (?:address|transport|hous|benefit|assist))|"
    r"\b(?:internal|staff) use only\b|"
    r"\bno longer (?:in operation|operating|operational|exists?|in business|open|active|in service)\b|"
    r"\bpermanently closed\b|\bclosed permanently\b|"
    r"\b(?:program|agency|service|organi[sz]ation|shelter|facility|clinic|site) (?:is |has |was )?(?:now |been )?"
    r"(?:closed|discontinued|defunct|shut down)\b(?=\W*(?:$|[.!*;]|as of|permanently|in 20|"
    r"since|effective))|\bout of business\b(?! sale)|\bdo-not-refer\b|"
    r"\((?:closed|inactive|defunct|dnr)\)|^\W*(?-i:CLOSED)\s*[-*]|\s[-*]+\s*(?-i:CLOSED)\W*$",
    re.I,
)
_ASKING = (
    "do not", "do-not", "not for", "use only", "no longer", "closed", "no refer", "blacklist", "black list",
    "of business", "inactive", "defunct", "discontinued", "shut down", "dnr",
)  # fmt: skip
_WHOLE_CELL = re.compile(
    r"\W*(?:closed|inactive|defunct|discontinued|(?:internal|staff) only|(?:permanently|temporarily) closed)\W*", re.I
)
_NOTED = frozenset({"note", "alert", "internal", "about", "name", "service", "site", "organisation"})
_SENTENCE = re.compile(r"(?<=[.!?;])(?<![Aa]ddr\.)\s+|\n")
_OF_SIGHT = re.compile(
    r"\b(?:privacy|visibility|audience|access|sharing|publication|security|disclosure|confidentiality|distribution)\b",
    re.I,
)
_OUT_OF_SIGHT = re.compile(
    r"\W*(?:private|internal|hidden|confidential|restricted|staff|staff only|internal only|not public|non-?public|"
    r"unlisted|nobody|do not (?:share|publish|list|display))\W*",
    re.I,
)
# What is said of callers, days and papers is no wish of the row as a whole.
_NOT_ASKED = frozenset({
    "populations", "documents", "hours", "headed_hours", "holidays", "languages", "covers", "phones", "cost", "url",
    "email", "lat", "lon", "zip", "state", "key", "ages", "genders", "access", "verified_on", "county_fips", "county",
    "city", "as_of", "kinds", "street_number", "point",
})  # fmt: skip
# Cells that hold a number, a code or a day, and no sentence; those of the address itself are looked at before.
_NO_SENTENCE = frozenset({
    OF_ORGANISATION, "street", "address", "street2", "city", "zip", "city_state", "lat", "lon", "point", "state", "key",
    "verified_on", "as_of", "county_fips", "url", "email", "ages", "genders", "languages", "street_number", "phones",
})  # fmt: skip
_SHORT = 40
_LEAST = len("secret site")
_WHERE = ("street", "address", "street2", "city", "zip", "city_state")


def hides_address(text: str) -> bool:
    """Whether a cell that should hold an address says instead, or as well, that it is not to be told."""
    return bool(_CONFIDENTIAL.search(text))


def says_confidential(facts: Facts) -> bool:
    """Whether the address cells, or plain words anywhere in the row, say that the place must not be told."""
    if any(hides_address(text) for name in _WHERE for text in facts.every(name)):
        return True
    for name, values in facts.values.items():
        if name not in _NO_SENTENCE and any(_is_secret(value) for value in values):
            return True
    return False


def asks_not_to_refer(facts: Facts, names: str) -> bool:
    """Whether staff wrote "DO NOT REFER", or that the place is closed, into a name, a note or a status."""
    if _says(names, _ASKING, _DO_NOT_REFER):
        return True
    for name, values in facts.values.items():
        if name not in _NOT_ASKED and any(_asks(name, value) for value in values):
            return True
    return False


def _is_secret(value: Value) -> bool:
    text = value.text
    if len(text) < _SHORT and value.label and _has(text, _SHORTEST_HINTS) and _OF_ADDRESS.search(value.label):
        return bool(_IN_A_CELL.fullmatch(text)) or _says(text, _HINTS, _SAID_CONFIDENTIAL)
    return len(text) >= _LEAST and _says(text, _HINTS, _SAID_CONFIDENTIAL)


def _asks(name: str, value: Value) -> bool:
    text = value.text
    if len(text) < _SHORT:
        if name in _NOTED and _WHOLE_CELL.fullmatch(text):
            return True
        if value.label and _OUT_OF_SIGHT.fullmatch(text) and _OF_SIGHT.search(value.label):
            return True
    return _says(text, _ASKING, _DO_NOT_REFER)


def _says(text: str, hints: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    # Looking for plain words first spares a slow search in almost every row; no wish runs over the end of a sentence.
    return _has(text, hints) and any(_has(part, hints) and pattern.search(part) for part in _SENTENCE.split(text))


def _has(text: str, hints: tuple[str, ...]) -> bool:
    return any(map(text.lower().__contains__, hints))
