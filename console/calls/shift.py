"""The shift: everything owed to callers at this moment, whose it is, and the handover from one person to the next."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from console.calls.book import CallBook
from console.calls.cards import Card, open_cards
from console.calls.codes import OUTCOME
from console.calls.dues import Due, done, owed
from console.calls.errors import CallsError
from console.calls.holds import Hold, holds
from console.calls.log import CallLog, sql
from console.calls.record import Referral
from console.calls.retention import Terms, days_late

MOST_SHOWN = 50
UNCONFIRMED = timedelta(days=14)
"""How long a warm hand-off waits for somebody to hear that it arrived."""

_FACT = "shift"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who accepted the shift, and when; nobody yet where both are empty."""

    person: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A referral of which nobody knows what became; `card` is the only way to call whoever it was given to."""

    referral: Referral
    since: date
    card: Card | None


@dataclass(frozen=True, slots=True)
class Shift:
    """What is owed. `follow_ups` are the oldest, `open_referrals` counts all, `late` is days past the purge."""

    owner: Owner
    call_backs: tuple[Card, ...]
    hand_offs: tuple[FollowUp, ...]
    transfers: tuple[Due, ...]
    reports: tuple[Due, ...]
    follow_ups: tuple[FollowUp, ...]
    open_referrals: int
    holds: tuple[Hold, ...]
    late: int | None

    @property
    def empty(self) -> bool:
        """Is nothing owed?"""
        return not (self.call_backs or self.hand_offs or self.transfers or self.reports or self.follow_ups)


def shift(log: CallLog, terms: Terms, today: date) -> Shift:
    """The shift as it stands; opens no card."""
    dues, cards = owed(log), open_cards(log)
    return Shift(
        owner=owner(log),
        call_backs=tuple(cards),
        hand_offs=tuple(_hand_offs(log, today)),
        transfers=tuple(due for due in dues if due.kind == "transfer"),
        reports=tuple(due for due in dues if due.kind == "report"),
        follow_ups=tuple(_follow_ups(log, cards)),
        open_referrals=int(log.ask("SELECT count(*) FROM referral WHERE outcome IN ('offered', 'unknown')")[0][0]),
        holds=tuple(holds(log)),
        late=days_late(log, terms, today),
    )


def owner(log: CallLog) -> Owner:
    """Whose shift it is."""
    held = log.fact(_FACT)
    if held is None:
        return Owner()
    said = json.loads(held)
    return Owner(said["person"], datetime.fromisoformat(said["since"]))


def accept(book: CallBook, now: datetime) -> Owner:
    """Take the shift over: everything open is this person's from now on. Whoever had it before can take it back so."""
    before, made = owner(book.log), Owner(book.person, now)
    with book.log.changing():
        cards, dues = open_cards(book.log), owed(book.log)
        book.log.keep(*(replace(card, owner=book.person) for card in cards))
        book.log.keep(*(replace(due, owner=book.person) for due in dues))
        book.log.set_fact(_FACT, json.dumps({"person": made.person, "since": now.isoformat()}).encode())
    book.note("accept shift", f"{len(cards)} call-backs, {len(dues)} others", f"from {before.person or 'nobody'}")
    return made


def close_referral(book: CallBook, referral: Referral, outcome: str, spoken_consent: bool | None = None) -> Referral:
    """What became of a referral; `spoken_consent` where a warm transfer was agreed to aloud by all three.

    Raises:
        CallsError: no such outcome.
    """
    if outcome not in OUTCOME:
        raise CallsError(f"A referral ends with {', '.join(OUTCOME)}. Nothing was changed.")
    spoken = referral.spoken_consent if spoken_consent is None else spoken_consent
    closed = replace(referral, outcome=outcome, spoken_consent=spoken)
    book.log.keep(closed)
    return closed


def confirm_hand_off(book: CallBook, referral: Referral, service: str, now: datetime, *, spoken: bool) -> Due:
    """The caller arrived where they were handed to; `spoken` where all three agreed to it aloud."""
    if spoken:
        book.log.keep(replace(referral, spoken_consent=True))
    # It bears the referral's own id: one hand-off is confirmed once, and a slip makes it owed again.
    return done(book, Due(referral.id, "transfer", referral.signal, "", now, service, "", book.person), "", now.date())


def _hand_offs(log: CallLog, today: date) -> list[FollowUp]:
    first = today - UNCONFIRMED
    found = []
    for id, since in log.ask(sql("hand_off.sql"), first.replace(day=1).isoformat(), first.isoformat()):
        if (referral := log.one(Referral, id)) is not None:
            found.append(FollowUp(referral, date.fromisoformat(since), None))
    return found


def _follow_ups(log: CallLog, cards: list[Card]) -> list[FollowUp]:
    by_call = {card.signal: card for card in cards if card.signal}
    by_case = {case: card for signal, card in by_call.items() if (case := _case_of(log, signal))}
    found = []
    for id, since, case in log.ask(sql("follow_up.sql"), MOST_SHOWN):
        if (referral := log.one(Referral, id)) is not None:
            card = by_call.get(referral.signal) or by_case.get(referral.situation or case)
            found.append(FollowUp(referral, date.fromisoformat(since), card))
    return found


def _case_of(log: CallLog, signal: str) -> str:
    found = log.ask("SELECT situation FROM signal WHERE id = ?", signal)
    return str(found[0][0]) if found else ""
