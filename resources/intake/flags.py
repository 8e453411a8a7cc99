"""The flags by which an organisation asks that a row, a number or an address stay out of sight."""

import re

from resources.intake.facts import Facts
from resources.intake.values import filled, yes_or_no

_GONE = re.compile(
    r"\b(?:inactive|in-active|deactivated|closed|defunct|suspended|archived|deleted|merged|duplicate|discontinued|terminated|expired|"
    r"out of business|draft|pending|not active|non-?active|retired|obsolete|withdrawn|unpublished|hidden|do not)\b",
    re.I,
)
_NOT_PUBLIC = re.compile(
    r"\b(?:do not|don't|not|never|private|internal|hidden|suppress\w*|exclude\w*|staff only|confidential)\b", re.I
)
_DO_NOT_REFER = re.compile(
    r"\bdo not (?:refer|publish|list|release)\b|\bnot for (?:public|referral|release|publication)\b|"
    r"\b(?:internal|staff) use only\b|"
    r"\bno longer (?:in operation|operating|exists?|in business)\b|\bpermanently closed\b|\bdo-not-refer\b",
    re.I,
)


def apply_flag(facts: Facts, field: str, heading: str, text: str) -> None:
    """Take one flag cell at its most careful reading: what is no plain no (or yes) counts as a wish to be hidden."""
    text = text.strip()
    answer = yes_or_no(text)
    if field in ("show", "address_public"):
        # Here an empty cell says nothing, a no hides, and so does any sentence that is not a yes.
        wishes = answer is False or (
            answer is None and bool(filled(text)) and (field == "address_public" or _NOT_PUBLIC.search(text))
        )
        if wishes and field == "show":
            facts.hide(_reason(heading, negative=True))
        facts.sealed = facts.sealed or (bool(wishes) and field == "address_public")
        return
    if field == "status":
        if answer is False or _GONE.search(text):
            facts.hide("closed" if re.search("closed", text, re.I) else "inactive")
        facts.add("status", text)
        return
    if not filled(text) or answer is False:
        return
    if field == "hide":
        facts.hide(_reason(heading))
    elif field == "sealed":
        facts.sealed = True
    elif field == "email_private":
        facts.add("email_private", "yes")


def is_private(text: str) -> bool:
    """Whether the private flag beside a number is set."""
    return bool(filled(text.strip())) and yes_or_no(text) is not False


def apply_words(facts: Facts, names: str) -> None:
    """Heed "DO NOT REFER" where staff wrote it into a name, a note or a status."""
    told = (names, *facts.every("note"), *facts.every("alert"), *(text[:400] for text in facts.every("about")))
    if any(_may_ask(text) and _DO_NOT_REFER.search(text) for text in told):
        facts.hide("do-not-refer")


def _may_ask(text: str) -> bool:
    # Looking for plain words first spares a slow search in almost every row.
    plain = text.lower()
    return any(hint in plain for hint in ("do not", "do-not", "not for", "use only", "no longer", "permanently"))


def _reason(heading: str, *, negative: bool = False) -> str:
    words = heading.lower()
    if re.search(r"refer|exclude|publish|list|display|show|public|share|available|website|directory", words):
        return "do-not-refer"
    if re.search(r"open|active|closed|operating|inactive|archived|deleted|retired|obsolete", words):
        return "inactive" if negative or "closed" not in words else "closed"
    return "private"
