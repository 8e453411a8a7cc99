"""Written consent: given for one scope, until a day, on a form; withdrawn at any time; without a row there is none."""

from dataclasses import replace
from datetime import date, timedelta

from console.calls.book import CallBook, new_id
from console.calls.errors import CallsError
from console.calls.log import CallLog
from console.calls.record import Consent, Situation, checked
from resources.clean import safe

AT_MOST = timedelta(days=366)
"""Longest that one consent may run: it is to be given anew rather than to last for ever."""

_LONGEST = 100


def give_consent(book: CallBook, situation: Situation, scope: str, days: tuple[date, date], form: str) -> Consent:
    """Record a written consent, good from the first of `days` to the day before the second.

    Raises:
        CallsError: the scope is none, the days run backwards or too long, or no form is named.
    """
    given_on, expires_on = days
    if not given_on < expires_on <= given_on + AT_MOST:
        raise CallsError("A consent ends after it begins, and within a year. Check the two dates; nothing was kept.")
    paper = safe(form).strip()[:_LONGEST]
    if not any(sign.isalnum() for sign in paper):
        raise CallsError(
            "Say where the signed form is, such as: cabinet 2, form 118. What was only said is no release."
        )
    consent = checked(Consent(new_id(), situation.id, scope, given_on, expires_on, paper))
    book.log.keep(consent)
    book.note("consent add", situation.id, scope)
    return consent


def withdraw_consent(book: CallBook, situation: Situation, scope: str, on: date) -> int:
    """Withdraw what stands for that scope, from today; returns how many that were."""
    standing = [one for one in consents(book.log, situation.id) if one.scope == scope and _ahead(one, on)]
    if standing:
        book.log.keep(*(replace(one, withdrawn_on=on) for one in standing))
        book.note("consent withdraw", situation.id, scope)
    return len(standing)


def consents(log: CallLog, situation: str) -> list[Consent]:
    """Every consent ever given for a situation, the latest first."""
    return list(log.rows(Consent, "situation = ? ORDER BY given_on DESC, id", situation))


def _ahead(consent: Consent, on: date) -> bool:
    return consent.withdrawn_on is None and on < consent.expires_on
