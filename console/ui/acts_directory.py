"""Actions on the directory itself: search it, look up who enforces, note beds, correct and add listings."""

from collections.abc import Callable

from console.ui.acts_help import shown_listing
from console.ui.board import Board
from console.ui.form_pane import form
from console.ui.found_pane import enforcers_pane, search_pane
from console.ui.prompt_pane import ACCESS_PROMPT, AccessPane, BedsPane
from resources.naming import listing_name

MARK_FIRST = "Mark a listing first (Up, Down), then the key again."


def search(board: Board, nth: int) -> None:
    """The whole directory, by name or words."""
    board.pane = search_pane(board)


def enforcers(board: Board, nth: int) -> None:
    """Who enforces immigration law here: nowhere but behind this key."""
    board.pane = enforcers_pane(board)


def access(board: Board, nth: int) -> None:
    """What somebody needs to get in."""
    board.pane = AccessPane()
    board.notice = ACCESS_PROMPT


def beds(board: Board, nth: int) -> None:
    """Free places just seen."""
    if (listing := shown_listing(board)) is None:
        board.notice = MARK_FIRST
        return
    pane = BedsPane(listing)
    board.pane = pane
    pane.ask(board)


def given(board: Board, nth: int) -> None:
    """The marked listing was given to the caller; one more key says what became of it."""
    if (listing := shown_listing(board)) is None:
        board.notice = MARK_FIRST
        return
    from console.ui.given_pane import given_pane

    board.pane = given_pane(board, listing)


def edit(board: Board, nth: int) -> None:
    """The form of the opened or marked listing, its first number under the cursor."""
    from console.listing_work import FORM, NEW_PHONE, columns_of

    if (listing := shown_listing(board)) is None:
        board.notice = MARK_FIRST
        return
    columns = columns_of(listing)
    phones = tuple(name for name in columns if name.startswith("phone ") and name != NEW_PHONE)
    board.pane = form(listing.id, f"EDIT {listing_name(listing)}", columns, (*phones, NEW_PHONE, *FORM), board.signed)


def add(board: Board, nth: int) -> None:
    """An empty form."""
    from console.listing_work import NEW_FORM

    board.pane = form(0, "ADD A LISTING", {}, NEW_FORM, board.signed)


def take_back(board: Board, nth: int) -> None:
    """The last correction of this session, taken back."""
    board.notice = board.desk.take_back()
    board.ask_again = True


DIRECTORY_ACTS: dict[str, Callable[[Board, int], None]] = {
    "search": search,
    "enforcers": enforcers,
    "access": access,
    "beds": beds,
    "given": given,
    "edit": edit,
    "add": add,
    "take_back": take_back,
}
"""Name in the key registry -> action."""
