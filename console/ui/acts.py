"""What each key of the registry does to the board."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from console.ui.acts_call import CALL_ACTS
from console.ui.acts_directory import DIRECTORY_ACTS
from console.ui.acts_help import HELP_ACTS
from console.ui.acts_record import RECORD_ACTS
from console.ui.acts_steps import STEP_ACTS
from console.ui.board import Board
from console.ui.entry import entry_notice
from console.ui.said_bar import EDITS

Act = Callable[[Board, int], None]
"""An action on the board; the number says which of the key's keys it was."""

SCROLLED = ("listing", "keys", "tour", "cover", "text", "unfit", "interpreter")
HALF_A_SCREEN = 10


def _arrow(board: Board, by: int) -> None:
    """Up or down: in an open page it scrolls, else it moves the marker of the list at hand."""
    contact = board.contact
    if contact.page in SCROLLED:
        board.show(scroll=max(0, contact.scroll + by))
    elif contact.page == "number":
        board.show(nth_number=max(0, contact.nth_number + by))
    elif contact.list == "steps":
        STEP_ACTS["step_by"](board, by)
    else:
        HELP_ACTS["mark_by"](board, by)


def up(board: Board, nth: int) -> None:
    """Up."""
    _arrow(board, -1)


def down(board: Board, nth: int) -> None:
    """Down."""
    _arrow(board, 1)


def _scroll(by: int) -> Act:
    def scroll(board: Board, nth: int) -> None:
        if board.contact.page in SCROLLED:
            board.show(scroll=max(0, board.contact.scroll + by))

    return scroll


def enter(board: Board, nth: int) -> None:
    """Open the marked help, or tick the step where arrows move in the steps."""
    (STEP_ACTS["tick"] if board.contact.list == "steps" else HELP_ACTS["open_marked"])(board, 0)


def back(board: Board, nth: int) -> None:
    """Leave what is on top: the page, the guide opened over the steps, the safety check, the list of steps."""
    contact = board.contact
    if contact.page:
        board.show(page="", opened=0, scroll=0, nth_number=0)
    elif contact.trail:
        board.change(trail=contact.trail[:-1], step=contact.steps_before[-1], steps_before=contact.steps_before[:-1])
    elif contact.safety:
        board.show(safety=False)
    elif contact.list == "steps":
        board.show(list="help")


def _page(name: str) -> Act:
    def toggle(board: Board, nth: int) -> None:
        board.show(page="" if board.contact.page == name else name, scroll=0)

    return toggle


def hide(board: Board, nth: int) -> None:
    """A neutral page at once, and back."""
    board.hidden = not board.hidden


def redraw(board: Board, nth: int) -> None:
    """Every cell again."""
    board.redraw = True


def leave(board: Board, nth: int) -> None:
    """Leave, if asked twice in a row."""
    if board.asked_to_quit:
        board.quitting = True
    board.asked_to_quit = True
    open_calls = len(board.parked) + (not board.contact.empty)
    warning = f" {open_calls} open contact{'s' if open_calls > 1 else ''} will be dropped." if open_calls else ""
    board.notice = f"Leave Northline?{warning} Ctrl+C again leaves; any other key stays."


def _edit(name: str) -> Act:
    change = EDITS[name]

    def edit(board: Board, nth: int) -> None:
        line = change(board.contact.line)
        (board.change if name.startswith(("rub_line", "rub_word")) else board.show)(line=line)

    return edit


def _entry(kind: str) -> Act:
    def open_entry(board: Board, nth: int) -> None:
        board.show(entry=kind, entry_text="")
        board.notice = entry_notice(kind, "")

    return open_entry


def type_words(board: Board, words: str) -> None:
    """Typing types, whatever is open."""
    line = board.contact.line
    if board.cleared:
        # The next call has begun: the words of the last one are gone for good.
        board.forget_last_call()
    # One undo takes back a word, not a letter.
    if not line.text or words.startswith(" ") or len(words) > 1:
        board.keep()
    board.contact = replace(board.contact, line=line.typed(words))


ACTS: MappingProxyType[str, Act] = MappingProxyType(
    {
        "up": up,
        "down": down,
        "enter": enter,
        "back": back,
        "hide": hide,
        "redraw": redraw,
        "quit": leave,
        "keys": _page("keys"),
        "cover": _page("cover"),
        "tour": _page("tour"),
        "interpreter": _page("interpreter"),
        "unfit": _page("unfit"),
        "text_mode": _page("text"),
        "page_up": _scroll(-HALF_A_SCREEN),
        "page_down": _scroll(HALF_A_SCREEN),
        **{kind: _entry(kind) for kind in ("age", "gender", "role", "language", "caller", "minutes")},
        **{name: _edit(name) for name in EDITS},
        **{
            name: act
            for name, act in (HELP_ACTS | STEP_ACTS | CALL_ACTS | DIRECTORY_ACTS | RECORD_ACTS).items()
            if name not in ("mark_by", "step_by", "open_marked")
        },
    }
)
"""Name in the key registry -> action."""
