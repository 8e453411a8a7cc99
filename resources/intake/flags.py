"""The flags by which an organisation asks that a row, a number or an address stay out of sight."""

import re

from resources.intake.facts import Facts
from resources.intake.secrecy import asks_not_to_refer, says_confidential
from resources.intake.values import filled, yes_or_no

_GONE = re.compile(
    r"\b(?:inactive|in-active|deactivated|closed|defunct|suspended|archived|deleted|merged|duplicate|discontinued|terminated|expired|"
    r"out of business|draft|pending|not active|non-?active|retired|obsolete|withdrawn|unpublished|hidden|do not)\b",
    re.I,
)
_NOT_PUBLIC = re.compile(
    r"\b(?:do not|don't|not|never|private|internal|hidden|suppress\w*|exclude\w*|staff only|confidential)\b", re.I
)
_KEPT_IN = re.compile(r"\W*(?:private|internal|restricted|confidential|secret|unlisted|staff only)(?: only)?\W*", re.I)


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
        if _KEPT_IN.fullmatch(text):
            facts.hide("private")
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
    if asks_not_to_refer(facts, names):
        facts.hide("do-not-refer")


def heed_words(parent: Facts) -> None:
    """Heed the words of an agency or a site on its own row, so that its flags pass to whatever hangs on it."""
    apply_words(parent, "")
    parent.sealed = parent.sealed or says_confidential(parent)


def _reason(heading: str, *, negative: bool = False) -> str:
    words = heading.lower()
    if re.search(r"refer|exclude|publish|list|display|show|public|share|available|website|directory", words):
        return "do-not-refer"
    if re.search(r"open|active|closed|operating|inactive|archived|deleted|retired|obsolete", words):
        return "inactive" if negative or "closed" not in words else "closed"
    return "private"
