"""Headings that guard: a column by which a row, a number or an address is asked to stay out of sight.

People word them in more ways than a list can hold, so they are told by what they speak of and what they ask. A mistake
here shows a shelter's street to whoever calls: in doubt, a heading guards.
"""

import re

_PHONE = re.compile(r"\b(?:phones?|telephone|fax|tty|line|number|hotline|toll free|after hours|out of area)\b")
_MAIL = re.compile(r"\be ?mail\b")
_POSTAL = re.compile(r"\b(?:mail|mailing|postal|billing)\b")
_PERSON = re.compile(r"\b(?:worker|contact|person|director|name)\b")
_NOTE = re.compile(r"\b(?:notes?|comments?|remarks?|instructions?|policy)\b")
_ADDRESS = re.compile(
    r"\b(?:address(?:es)?|street|locations?|site|physical|whereabouts|map|coordinates|geo ?location)\b"
)
# A web site is no site, and "exclude from site" speaks of the listing.
_WEB = re.compile(r"\b(?:web ?sites?|web|(?:from|on|in|to) (?:the |our )?(?:web ?)?site)\b")
_SECRET = re.compile(
    r"\b(?:private|privacy|confidential(?:ity)?|secret|hidden|hides?|hiding|sealed|undisclosed|restricted|suppress\w*|"
    r"mask(?:ed)?|redact(?:ed)?|withh[eo]ld|unlisted|unpublished|non ?public|protected|secured?)\b|"
    r"\b(?:not|never|cannot|don t)\b.{0,12}\b(?:public\w*|publish\w*|list(?:ed)?|show[ns]?|display(?:ed)?|share[d]?|"
    r"disclosed?|released?|given?|printe?d?|referr?e?d?)\b"
)
_LEFT_BLANK = re.compile(
    r"\b(?:blank (?:if|when|for)|unless|if not|omit if|skip if)\b.*\b(?:confidential|private|secret)\b"
)
_SAFE_HOUSE = re.compile(r"\b(?:safe ?house|secure (?:location|site|facility))\b")
_CALLED_CONFIDENTIALLY = re.compile(
    r"\bconfidential (?:\w+ )?(?:hot ?line|help ?line|crisis|support|text|phone|line)\b"
)

_ASKS = (
    r"(?:refer|publish|list|display|share|show|use|give|release|call|contact|disclose|print|recommend|send|include|post|"
    r"distribute|advertise)"
)
_TO_WHOM = (
    r"(?: (?:to|from|in|on|with|for|by|at|of|the|our|your|this|it|out|any|anyone|web|website|site|directory|online|"
    r"public|publicly|clients?|callers?|search(?:es)?|results?|app|portal|guide|database|listings?|records?|entry|agency|"
    r"program|service|resource|business|operation|facing|only|use|flag|information|data))*"
)
_HIDES = re.compile(
    r"(?:(?:is|are|please|mark(?:ed)?|flag(?:ged)?|currently|permanently|temporarily|record|listing|agency|program|"
    r"service|resource|site|location|facility|organization|this|now) )*"
    rf"(?:(?:do not|don t|never) {_ASKS}|no referrals?|dnr|exclude[ds]?|suppress(?:ed)?|hid(?:e|den)|blocked?|"
    r"black ?list(?:ed)?|"
    r"banned|deleted?|archived?|private|unlisted|draft|internal|closed|inactive|retired|obsolete|duplicate|"
    r"discontinued|suspended|terminated|defunct|deactivated|no longer (?:in service|operating|active|open|exists?|"
    r"available|in operation|in business)|out of (?:business|service)|restricted|staff only|removed|"
    r"confidential (?:listing|record|entry)|"
    r"withdrawn|not (?:public|active|operating|open|published|listed|available|for (?:public|referral|release)))"
    + _TO_WHOM
)
_SHOWS = re.compile(
    r"(?:(?:is|are|can|may|should|ok|okay|currently|still|now|this|be|it|we|you|to|in|accepts?|accepting|allows?|"
    r"approved|web|publicly|available|clear(?:ed)?|safe|your|the|record|listing|agency|program|service|resource|"
    r"site|location|facility|organization|actively) )*"
    r"(?:(?:refer|list|listed|publish|published|public|shared?|displayed?|show|shown|visible|active|open|operating|"
    r"operational|operation|live(?! in\b)|enabled|approved|referr?able|searchable)"
    r"|referrals? (?:allowed|accepted|ok|okay)|(?:accepts?|accepting|takes?|taking) (?:new )?referrals?)" + _TO_WHOM
)


def guard_for(words: str) -> str:
    """The flag that a heading in plain words sets on an address, a number or a mail address, or ""."""
    told = _WEB.sub(" ", words)
    if _NOTE.search(told) or not (_SECRET.search(told) or _SAFE_HOUSE.search(told)):
        return ""
    if _LEFT_BLANK.search(told):
        return "street" if _ADDRESS.search(told) else ""
    if _PHONE.search(told):
        return "" if _CALLED_CONFIDENTIALLY.search(told) else "phone_private"
    if _MAIL.search(told):
        return "email_private"
    if _POSTAL.search(told) or _PERSON.search(told):
        return ""
    return "sealed" if _ADDRESS.search(told) or _SAFE_HOUSE.search(told) else ""


def flag_for(words: str) -> str:
    """hide or show for a heading that asks so where its cells are all yes or no, else ""."""
    bare = re.sub(r"\s+", " ", words).strip()
    if _HIDES.fullmatch(bare):
        return "hide"
    return "show" if _SHOWS.fullmatch(bare) else ""
