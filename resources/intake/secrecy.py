"""Plain words by which a row asks that its place be kept secret, or that nobody be sent there."""

import re
from collections.abc import Iterator

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
    "confiden",
    "undisclos",
    "secret",
    "unpublish",
    "unlist",
    "withheld",
    "hidden",
    " not ",
    "n't ",
    "n’t ",
    "never",
)
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
    r"\b(?:internal|staff) use only\b|^\W*(?:internal|staff) only\W*$|"
    r"\bno longer (?:in operation|operating|operational|exists?|in business|open|active|in service)\b|"
    r"\bpermanently closed\b|\bclosed permanently\b|"
    r"\b(?:program|agency|service|organi[sz]ation|shelter|facility|clinic|site) (?:is |has |was )?(?:now |been )?"
    r"(?:closed|discontinued|defunct|shut down)\b(?=\W*(?:$|[.!*;]|as of|permanently|in 20|"
    r"since|effective))|\bout of business\b(?! sale)|\bdo-not-refer\b|^\W*(?:closed|inactive|defunct|discontinued)\W*$|"
    r"\((?:closed|inactive|defunct|dnr)\)|^\W*CLOSED\b\s*[-:*]|\s[-*]+\s*CLOSED\W*$",
    re.I | re.M,
)
_ASKING = (
    "do not", "do-not", "not for", " only", "no longer", "clos", "refer", "blacklist", "black list", "business",
    "inactive", "defunct", "discontinued", "shut down", "dnr",
)  # fmt: skip
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
    "email", "lat", "lon", "zip", "state", "key", "ages", "genders", "access",
})  # fmt: skip
_WHERE = ("street", "address", "street2", "city", "zip", "city_state")


def hides_address(text: str) -> bool:
    """Whether a cell that should hold an address says instead, or as well, that it is not to be told."""
    return bool(_CONFIDENTIAL.search(text))


def says_confidential(facts: Facts) -> bool:
    """Whether the address cells, or plain words anywhere in the row, say that the place must not be told."""
    if any(hides_address(text) for name in _WHERE for text in facts.every(name)):
        return True
    return any(_is_secret(value) for name, value in _told(facts) if name not in _WHERE and name != OF_ORGANISATION)


def asks_not_to_refer(facts: Facts, names: str) -> bool:
    """Whether staff wrote "DO NOT REFER", or that the place is closed, into a name, a note or a status."""
    if _asks(names):
        return True
    return any(name not in _NOT_ASKED and (_asks(value.text) or _is_hidden(value)) for name, value in _told(facts))


def _told(facts: Facts) -> Iterator[tuple[str, Value]]:
    for name, values in facts.values.items():
        for value in values:
            yield name, value


def _is_secret(value: Value) -> bool:
    # Looking for plain words first spares a slow search in almost every row.
    plain = value.text.lower()
    if len(plain) < 40 and value.label and _OF_ADDRESS.search(value.label) and _IN_A_CELL.fullmatch(plain):
        return True
    return any(hint in plain for hint in _HINTS) and bool(_SAID_CONFIDENTIAL.search(value.text))


def _asks(text: str) -> bool:
    plain = text.lower()
    return any(hint in plain for hint in _ASKING) and bool(_DO_NOT_REFER.search(text))


def _is_hidden(value: Value) -> bool:
    short = len(value.text) < 40 and bool(value.label)
    return short and bool(_OF_SIGHT.search(value.label)) and bool(_OUT_OF_SIGHT.fullmatch(value.text))
