"""What became of a listing that was given: one key at the moment it is given, in the record and in the directory."""

from dataclasses import dataclass

from console.calls import codes
from console.calls.at_hand import AtHand, begun, given_before
from console.calls.proposal import Proposal
from console.calls.record import Referral
from console.ui.acts import type_words
from console.ui.acts_help import say_kept
from console.ui.board import Board
from console.ui.found_pane import now_of
from console.ui.recorder import proposal_of
from console.ui.rows import Row
from resources.listing import Listing
from resources.naming import listing_name

WENT = {"accepted": "well", "warm_handoff": "well", "full": "badly", "no_answer": "badly"}
"""What an outcome tells the directory of a listing; the others tell nothing of the listing itself."""


ASKED = "1 offered 2 accepted 3 warm 4 full 5 declined 6 no answer 7 ? c agreed"
"""The outcomes of codes.OUTCOME in their order, as short as one line of 80 needs; c: agreed aloud to a transfer."""

NAME_LETTERS = 9


@dataclass(slots=True)
class GivenPane:
    """Open after a listing was given, for one key: what became of it."""

    listing: Listing

    def typed(self, board: Board, words: str) -> None:
        """A digit says what became of it; anything else leaves that open, and is typed."""
        board.pane = None
        outcomes = list(codes.OUTCOME)
        if words == "c":
            agreed_aloud(board, self.listing)
        elif words.isascii() and words.isdigit() and 0 < int(words) <= len(outcomes):
            where = give(board, self.listing.id, outcomes[int(words) - 1])
            say_kept(board, f"{codes.OUTCOME[outcomes[int(words) - 1]]}: {listing_name(self.listing)}", where)
        else:
            board.notice = "Offered. Tab G again says what became of it."
            type_words(board, words)

    def press(self, board: Board, key: str) -> bool:
        """No other key is for it."""
        return False

    def rows(self, board: Board, width: int, height: int) -> list[Row]:
        """The question stands in the notice line."""
        return []


def given_pane(board: Board, listing: Listing) -> GivenPane:
    """Note that a listing was given, say so if it was before, and ask what became of it."""
    record = record_of(board)
    now, earlier = record.outcome_of(listing.id), _earlier(board, listing)
    if now is None:
        give(board, listing.id, "offered")
    before = f"GIVEN BEFORE: {codes.OUTCOME[(now or earlier).outcome]}. " if (now or earlier) else ""  # type: ignore[union-attr]
    board.notice = f"{before}{listing_name(listing)[:NAME_LETTERS]}: {ASKED}"
    board.ask_again = True
    return GivenPane(listing)


def say_given_before(board: Board, listing: Listing) -> None:
    """Say so where this listing was given to the same case in an earlier call."""
    if (earlier := _earlier(board, listing)) is not None:
        became = codes.OUTCOME[earlier.outcome]
        board.notice = f"GIVEN BEFORE in {earlier.made_month:%Y-%m}: {became}. {listing_name(listing)}"


def _earlier(board: Board, listing: Listing) -> Referral | None:
    if board.recorder is None or board.recorder.book is None or board.contact.record is None:
        return None
    return given_before(board.recorder.book.log, board.contact.record, listing.id)


def agreed_aloud(board: Board, listing: Listing) -> None:
    """The caller agreed aloud to a warm transfer, or that was a slip: never a written release."""
    board.change(record=record_of(board).with_spoken_consent(listing.id))
    one = record_of(board).outcome_of(listing.id)
    said = "Agreed aloud to the transfer" if one is not None and one.spoken_consent else "Taken back: not agreed aloud"
    board.notice = f"{said}: {listing_name(listing)}. No written release. Tab G: what became of it."


def give(board: Board, listing: int, outcome: str) -> str | None:
    """A listing was given in this contact, and this became of it: in the record, and in what the directory knows.

    Says where the directory kept it.
    """
    held = board.desk.listing(listing)
    record = record_of(board)
    before = record.outcome_of(listing)
    kind = held.kinds[0] if held is not None and held.kinds else ""
    recorder = board.recorder
    now = recorder.here(now_of(board)) if recorder is not None else now_of(board)
    board.change(record=record.with_outcome(listing, kind, outcome, now.date().replace(day=1)))
    where = board.desk.note_outcome(listing, "given") if before is None else ""
    if (went := WENT.get(outcome)) and (before is None or WENT.get(before.outcome) != went):
        where = board.desk.note_outcome(listing, went)
    return where


def record_of(board: Board) -> AtHand:
    """The record of the contact at hand, begun where there is none."""
    record = board.contact.record or begun()
    if board.contact.record is None:
        board.show(record=record)
    return record


def proposal_at(board: Board) -> Proposal:
    """What is proposed for it at this moment."""
    recorder = board.recorder
    now = recorder.here(now_of(board)) if recorder is not None else now_of(board)
    return proposal_of(record_of(board), board.contact, board.answer, now)
