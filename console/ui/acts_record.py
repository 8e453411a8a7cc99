"""Actions on the record of calls: open it, look for earlier ones, see what is owed, lock it."""

from collections.abc import Callable

from console.ui.board import Board


def record(board: Board, nth: int) -> None:
    """The record of the contact at hand: it opens while the log is locked too, and says that nothing is kept."""
    from console.ui.record_page import record_pane
    from console.ui.unlock_pane import NO_RECORD, NONE_SET_UP, NOT_HERE, with_record

    recorder = board.recorder
    if recorder is None:
        board.notice = NO_RECORD if board.training else NOT_HERE
    elif not recorder.there:
        board.notice = NONE_SET_UP
    elif recorder.book is None:
        with_record(board, record_pane)
    else:
        board.pane = record_pane(board)


def seen(board: Board, nth: int) -> None:
    """Earlier situations that mention the same identifier: only when asked, since impostors call too."""
    from console.ui.seen_pane import SeenPane
    from console.ui.unlock_pane import with_record

    with_record(board, lambda board: SeenPane(board.recorder) if board.recorder is not None else None)


def shift(board: Board, nth: int) -> None:
    """What is owed at this desk."""
    from console.ui.shift_page import ShiftPane, shift_pane
    from console.ui.unlock_pane import with_record

    def opened(board: Board) -> ShiftPane | None:
        recorder, at_hand = board.recorder, board.contact.record
        if recorder is None or recorder.book is None:
            return None
        pane = shift_pane(recorder.book, recorder.settings, at_hand.call if at_hand else "")
        pane.look(board)
        return pane

    with_record(board, opened)


def lock(board: Board, nth: int) -> None:
    """Close the record; whatever is open on the screen stays."""
    recorder = board.recorder
    if recorder is None or recorder.book is None:
        board.notice = "The record is not open."
        return
    recorder.lock()
    board.notice = "The record is locked. The call and its help stay as they are."


RECORD_ACTS: dict[str, Callable[[Board, int], None]] = {"record": record, "seen": seen, "shift": shift, "lock": lock}
"""Name in the key registry -> action."""
