"""Actions on the help nearby: mark, open, read out, and report on a number."""

from collections.abc import Callable
from dataclasses import replace

from console.ui.board import Board
from resources.listing import Listing
from resources.naming import listing_name


def mark_by(board: Board, by: int) -> None:
    """Move the marker; from then on the list stays as it is until the new results are asked for."""
    helps = board.help()
    if helps:
        board.contact = replace(board.hold_help(), marked=max(0, min(len(helps) - 1, board.contact.marked + by)))


def open_nth(board: Board, nth: int) -> None:
    """Open one listing in full; it stays open while typing goes on."""
    helps = board.help()
    if nth >= len(helps):
        board.notice = f"There is no help number {nth + 1} on the list."
        return
    board.keep()
    held = board.hold_help()
    board.contact = replace(held, marked=nth, opened=helps[nth].listing.id, page="listing", scroll=0, nth_number=0)
    if held.record is not None and held.record.linked_to:
        from console.ui.given_pane import say_given_before

        say_given_before(board, helps[nth].listing)


def open_marked(board: Board, nth: int) -> None:
    """Open the listing under the marker."""
    open_nth(board, board.contact.marked)


def big_number(board: Board, nth: int) -> None:
    """The number alone, large; pressed again, the listing's next number."""
    found = board.marked_help()
    if board.contact.page == "number":
        board.show(nth_number=board.contact.nth_number + 1)
    elif found is None and not board.contact.opened:
        board.notice = "There is no number to show yet."
    else:
        opened = board.contact.opened or (found.listing.id if found else 0)
        board.contact = replace(board.hold_help(), page="number", opened=opened, nth_number=board.contact.nth_number)


def shown_listing(board: Board) -> Listing | None:
    """The opened listing, else the marked one."""
    if board.contact.opened and (listing := board.desk.listing(board.contact.opened)):
        return listing
    found = board.marked_help()
    return found.listing if found else None


def say_kept(board: Board, what: str, elsewhere: str | None) -> None:
    """Announce a note that was made, and where it went if it is not in the directory."""
    practice = board.training or board.desk.status.training
    kept = "Practice, nothing is kept" if practice else "Recorded" if not elsewhere else "Noted"
    board.notice = f"{kept}: {what}." if practice or not elsewhere else f"{kept}, {elsewhere}. {what}."
    board.ask_again = True


def _report(sign: str, what: str, tell: Callable[[Board, int], str | None]) -> Callable[[Board, int], None]:
    """An action that reports on the number of the opened or marked listing."""

    def report(board: Board, nth: int) -> None:
        if (listing := shown_listing(board)) is None:
            board.notice = f"Mark a listing first (Up, Down), then Tab {sign}."
            return
        say_kept(board, f"{what}: {listing_name(listing)}", tell(board, listing.id))

    return report


def fresh(board: Board, nth: int) -> None:
    """Stop holding older results."""
    if board.contact.held_help is None and board.contact.held_steps is None:
        board.notice = "Everything shown is already the newest."
        return
    board.change(held_help=None, held_near="", held_steps=None, marked=0, step=None)
    board.notice = "Now showing the newest results."


HELP_ACTS: dict[str, Callable[[Board, int], None]] = {
    "mark_by": mark_by,
    "open_marked": open_marked,
    "open": open_nth,
    "big_number": big_number,
    "confirmed": _report("+", "number confirmed just now", lambda board, id_: board.desk.confirm(id_)),
    "wrong": _report("-", "number is wrong", lambda board, id_: board.desk.report_wrong(id_)),
    "fresh": fresh,
}
"""Name in the key registry -> action; the first two are what arrows and Enter mean in this list."""
