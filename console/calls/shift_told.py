"""The shift in words and as JSON: overdue first, said in words, each time where the caller is and here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from console.calls.cards import Card, SafeContact
from console.calls.codes import CHANNEL, OUTCOME, VOICEMAIL
from console.calls.dues import Due
from console.calls.named import SHOWN
from console.calls.shift import FollowUp, Shift
from resources.clean import safe

NO_CARD = "no card: ask the service, never the caller"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the shift; `id` and `kind` (card, hand_off, transfer, report, referral) of one thing owed."""

    text: str
    id: str = ""
    kind: str = ""
    late: bool = False

    @property
    def head(self) -> bool:
        """Is it the heading of a group?"""
        return not self.kind and self.text.isupper()


@dataclass(frozen=True, slots=True)
class Told:
    """How a shift is told: at which moment, in which zone here, who is on call, and what a listing is called."""

    now: datetime
    here: ZoneInfo
    on_call: str
    name_of: Callable[[int], str]


def shift_lines(held: Shift, told: Told) -> Iterator[Line]:
    """Everything owed, a line each; what is overdue stands first in its group."""
    yield Line(_owner_line(held, told))
    yield Line(f"On call: {told.on_call or 'not set - see on_call.csv in console/README.md'}.")
    if held.late is not None:
        yield Line(purge_text(held.late), late=True)
    if held.empty:
        yield Line("Nothing is owed.")
    for head, lines in (
        ("CALL BACK", [_card_line(card, told) for card in held.call_backs]),
        ("TRANSFERS TO CONFIRM", [*_hand_off_lines(held, told), *(_due_line(due, told) for due in held.transfers)]),
        ("REPORTS DUE", [_due_line(due, told) for due in held.reports]),
        ("FOLLOW UP", [_follow_up_line(one, told) for one in held.follow_ups]),
    ):
        if lines:
            yield Line(head)
            yield from lines
    if (more := held.open_referrals - len(held.follow_ups)) > 0:
        yield Line(f"and {more:,} more referrals without an outcome, after these.")
    for hold in held.holds:
        yield Line(f"LEGAL HOLD on {hold.situation[:SHOWN]} since {hold.since}: nothing of it is deleted.")


def purge_text(late: int | None) -> str:
    """That the purge is overdue; nothing where it is not."""
    return "" if late is None else f"RETENTION: the purge is {_days(late)}. northline calls purge"


def shift_shape(held: Shift, told: Told) -> dict[str, Any]:
    """The same for programs; times are in UTC."""
    return {
        "owner": held.owner.person,
        "since": held.owner.since.isoformat() if held.owner.since else None,
        "on_call": told.on_call,
        "call_backs": [_card_shape(card, told) for card in held.call_backs],
        "hand_offs": [_follow_up_shape(one, told) for one in held.hand_offs],
        "transfers": [_due_shape(due, told) for due in held.transfers],
        "reports": [_due_shape(due, told) for due in held.reports],
        "follow_ups": [_follow_up_shape(one, told) for one in held.follow_ups],
        "open_referrals": held.open_referrals,
        "holds": [{"situation": one.situation, "since": one.since.isoformat()} for one in held.holds],
        "purge_days_late": held.late,
    }


def time_left(now: datetime, due: datetime, opens: datetime | None = None) -> str:
    """How long there is, in words that need no colour."""
    if now >= due:
        return f"OVERDUE by {_long(now - due)}"
    if opens is not None and now < opens:
        return f"in {_long(opens - now)}"
    return f"{'NOW, ' if opens is not None else ''}{_long(due - now)} left"


def window_text(opens: datetime, due: datetime, zone: str, here: ZoneInfo) -> str:
    """A span in the caller's own time, and in ours where that differs."""
    there = ZoneInfo(zone)
    said = f"{_span(opens, due, there)} there ({zone.rpartition('/')[2].replace('_', ' ')})"
    same = opens.astimezone(there).utcoffset() == opens.astimezone(here).utcoffset()
    return f"{said}, same here" if same else f"{said}, {_span(opens, due, here)} here"


def contact_lines(said: SafeContact) -> Iterator[str]:
    """What an opened card says."""
    yield f"{CHANNEL[said.channel]}: {said.contact}"
    yield f"who may answer: {said.answers or 'not said - ask nothing, say nothing, until you know who it is'}"
    yield f"voicemail: {VOICEMAIL[said.voicemail]}"
    yield f"safe word: {said.safe_word or 'none agreed'}"
    if said.note:
        yield f"note: {said.note}"


def _owner_line(held: Shift, told: Told) -> str:
    if held.owner.since is None:
        return "SHIFT of nobody yet: accept it."
    return f"SHIFT of {held.owner.person}, since {held.owner.since.astimezone(told.here):%a %d %b %H:%M}."


def _card_line(card: Card, told: Told) -> Line:
    left = time_left(told.now, card.due, card.opens)
    when = window_text(card.opens, card.due, card.zone, told.here)
    text = f"{card.id[:SHOWN]}  {left}: {when}; {card.owner}; card goes {card.expires_on}"
    return Line(text, card.id, "card", told.now >= card.due)


def _due_line(due: Due, told: Told) -> Line:
    left, by = time_left(told.now, due.deadline), due.deadline.astimezone(told.here)
    rule = f"; rule {due.rule.partition(' (')[0]}" if due.rule else ""
    text = f"{due.id[:SHOWN]}  {left}: {safe(due.agency)}, by {by:%a %d %b %H:%M}; {due.owner}{safe(rule)}"
    return Line(text, due.id, due.kind, told.now >= due.deadline)


def _hand_off_lines(held: Shift, told: Told) -> Iterator[Line]:
    for one in held.hand_offs:
        name = safe(told.name_of(one.referral.listing))
        text = f"{one.referral.id[:SHOWN]}  handed over {one.since}: {name}; ask the service whether they arrived"
        yield Line(text, one.referral.id, "hand_off")


def _follow_up_line(one: FollowUp, told: Told) -> Line:
    how = f"call back only by card {one.card.id[:SHOWN]}" if one.card else NO_CARD
    name = safe(told.name_of(one.referral.listing))
    text = f"{one.referral.id[:SHOWN]}  {OUTCOME[one.referral.outcome]} {one.since}: {name}; {how}"
    return Line(text, one.referral.id, "referral")


def _card_shape(card: Card, told: Told) -> dict[str, Any]:
    return {
        "id": card.id,
        "opens": card.opens.isoformat(),
        "due": card.due.isoformat(),
        "zone": card.zone,
        "left": time_left(told.now, card.due, card.opens),
        "overdue": told.now >= card.due,
        "owner": card.owner,
        "expires_on": card.expires_on.isoformat(),
    }


def _due_shape(due: Due, told: Told) -> dict[str, Any]:
    return {
        "id": due.id,
        "rule": due.rule,
        "deadline": due.deadline.isoformat(),
        "left": time_left(told.now, due.deadline),
        "overdue": told.now >= due.deadline,
        "agency": due.agency,
        "reference": due.reference,
        "owner": due.owner,
    }


def _follow_up_shape(one: FollowUp, told: Told) -> dict[str, Any]:
    return {
        "id": one.referral.id,
        "listing": one.referral.listing,
        "name": told.name_of(one.referral.listing),
        "kind": one.referral.kind,
        "outcome": one.referral.outcome,
        "since": one.since.isoformat(),
        "card": one.card.id if one.card else None,
    }


def _span(opens: datetime, due: datetime, zone: ZoneInfo) -> str:
    first, last = opens.astimezone(zone), due.astimezone(zone)
    ends = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%a %H:%M}"
    return f"{first:%a %d %b %H:%M}-{ends}"


def _long(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes // 1440} days"


def _days(late: int) -> str:
    return "due today" if late == 0 else f"{late} day{'s' if late > 1 else ''} late"
