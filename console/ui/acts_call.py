"""Actions on the whole contact: the place it is about, undo, clear, put aside and take up."""

from collections.abc import Callable
from dataclasses import replace

from console.ui.board import PARKED_AT_MOST, Board
from console.ui.contact import Contact
from console.ui.entry import About
from console.ui.heard_bar import person_text, place_text
from protocols.corrected import at_risk_among


def place(board: Board, nth: int) -> None:
    """The next place it could be; it stays picked while typing goes on."""
    heard = tuple(one.place for one in board.answer.places) if board.answer else ()
    if len(heard) < 2:
        board.notice = "There is no other place to pick: type more of it." if heard else "No place was heard yet."
        return
    # Once one is picked it leads the answer's places: the order heard first is what to walk through.
    ring = board.contact.ring
    if {p.id for p in ring} != {p.id for p in heard}:
        ring = heard
    picked = board.contact.chips.place or heard[0]
    at = next((n for n, one in enumerate(ring) if one.id == picked.id), 0)
    following = ring[(at + 1) % len(ring)]
    board.change(ring=ring, chips=replace(board.contact.chips, place=following), held_help=None, held_near="", marked=0)
    board.notice = f"Place: {place_text(following)}. It stays while you type; Ctrl+O the next, Ctrl+_ undo."


def person(board: Board, nth: int) -> None:
    """The next person heard: the age, gender and role keys are then about them."""
    people = board.answer.heard.people if board.answer is not None else ()
    if len(people) < 2:
        board.notice = "Only one person was heard: Tab a, g, R set theirs." if people else "Nobody was heard yet."
        return
    at = board.contact.person if board.contact.person is not None else at_risk_among(people) or 0
    following = (at + 1) % len(people)
    board.show(person=following)
    shown = person_text(people[following], with_role=True)
    board.notice = f"Person {following + 1} of {len(people)}: {shown}. Tab a, g, R set theirs; Tab P the next."


def about(board: Board) -> About:
    """Whom an entry is about."""
    people = board.answer.heard.people if board.answer is not None else ()
    nth = board.contact.person
    return About(people, nth if nth is not None and nth < len(people) else None)


def undo(board: Board, nth: int) -> None:
    """The contact as it was before."""
    while board.past and board.past[-1] == board.contact:
        board.past.pop()
    if not board.past:
        board.notice = "Nothing to undo."
        return
    now, before = board.contact, board.past.pop()
    record = before.record or (now.record.emptied() if now.record is not None else None)
    began, first_help_s = now.began or before.began, now.first_help_s or before.first_help_s
    board.contact = replace(before, record=record, began=began, first_help_s=first_help_s)
    board.cleared = False
    board.notice = "Undone."


def done(board: Board, nth: int) -> None:
    """Clear for the next call; only undo, until the next call is typed, brings it back."""
    if board.contact.empty:
        board.notice = "Nothing to clear."
        return
    record, recorder = board.contact.record, board.recorder
    waits = record is not None and record.touched and recorder is not None and recorder.there and recorder.book is None
    if waits and not board.asked_to_clear:
        board.asked_to_clear = True
        board.notice = "NOT KEPT: the record is locked. Tab K opens it; the same key again clears without keeping."
        return
    board.finish_call(keep=record is not None and record.touched)


def park(board: Board, nth: int) -> None:
    """Put this contact aside as it stands."""
    if board.contact.empty:
        board.notice = "There is no contact to put aside."
    elif len(board.parked) >= PARKED_AT_MOST:
        board.notice = f"{PARKED_AT_MOST} contacts are aside already: take one up first (Tab n)."
    else:
        board.parked.append(board.contact)
        board.contact, board.past = Contact(), []
        board.notice = f"Put aside ({len(board.parked)} of {PARKED_AT_MOST}). Tab n takes it up again."


def resume(board: Board, nth: int) -> None:
    """Take up the contact put aside first; the one at hand takes its place in the row."""
    if not board.parked:
        board.notice = "No contact is aside."
        return
    if not board.contact.empty:
        board.parked.append(board.contact)
    board.contact, board.past = board.parked.pop(0), []
    board.notice = f"Taken up. {len(board.parked)} still aside." if board.parked else "Taken up. None is aside now."


CALL_ACTS: dict[str, Callable[[Board, int], None]] = {
    "place": place,
    "person": person,
    "undo": undo,
    "done": done,
    "park": park,
    "resume": resume,
}
"""Name in the key registry -> action."""
