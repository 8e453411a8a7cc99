"""Line mode: the screen's own board, keys and words, one line in and plain lines out.

For screen readers, braille, pipes and terminals that cannot place text. What is typed is said; a line that begins with
a dot is a key of the registry: `.h` is what Tab h is on the screen, `.a 15` sets the age, `.t 3` ticks the third step.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from console import plain
from console.ui.acts_help import shown_listing
from console.ui.alert_bar import supervisor_text
from console.ui.board import Board
from console.ui.deskport import DeskPort
from console.ui.keys import KEYS, LEADER, by_tab
from console.ui.numbers import first_number
from console.ui.opening import SAFETY_STEPS
from console.ui.rows import text_of
from console.ui.said_bar import SaidLine
from console.ui.status_line import local_time
from console.ui.steps_panel import branch_text, current_of, key_of, words_of
from console.ui.working import Working
from resources.clean import safe
from resources.dial import dialled, spoken
from resources.naming import listing_name

WIDTH, HEIGHT = 160, 200
"""Pages are laid out for lines this long: whoever reads them wraps or speaks them."""

HOW = (
    "Type what you hear, then Enter. An empty line ends the call. A line with a dot is a key: .? lists them, .h the "
    "line dropped, .y yes or no only, .1 opens the first help, .b its number, .p the next place, . says all again."
)


_DOTS = {
    own: f".{key.tab[0]}"
    for key in KEYS
    if key.tab
    for own in key.shown.split(", ")
    if len(own) > 1 and not own.startswith("Tab ")
}
_TAB = re.compile(r"\bTab ([^\s,:.])")
_OWN = re.compile("|".join(sorted(map(re.escape, _DOTS), key=len, reverse=True)))


def dotted(text: str) -> str:
    """`text` with the keys that the screen names as they are typed here."""
    return _OWN.sub(lambda found: _DOTS[found[0]], _TAB.sub(r".\1", text))


class LineMode:
    """One contact after another, by lines."""

    def __init__(self, desk: DeskPort) -> None:
        self.working = Working(Board(desk))
        self._told: frozenset[str] = frozenset()

    def begin(self) -> list[str]:
        """What stands on the screen before anything is typed."""
        spanish = self.working.board.spanish()
        return [f"{verb}: {es if spanish and es else en}" for verb, en, es in SAFETY_STEPS]

    def take(self, line: str, now: datetime) -> list[str]:
        """One line typed; returns what to say to it. After words that is everything, after a key what is new."""
        board = self.working.board
        board.notice = "" if not board.asked_to_quit else board.notice
        if line.startswith("."):
            whole = not line[1:].strip()
            self._key(line[1:].strip())
        else:
            whole = True
            self._words(line)
        self.working.look(now)
        return self._answered(now, whole=whole)

    @property
    def over(self) -> bool:
        """Was Northline left by its key?"""
        return self.working.board.quitting

    def _words(self, line: str) -> None:
        """Words go to the end of what was said; the last one is whole, since Enter was pressed."""
        if not line.strip():
            self.working.press("ctrl+d", "")
            return
        board = self.working.board
        text = board.contact.line.text
        board.show(line=SaidLine(text, len(text)), page="")
        if not board.hidden:
            self.working.paste(f"{'' if not text or text.endswith(' ') else ' '}{line.strip()} ")

    def _key(self, typed: str) -> None:
        """A key of the registry, with what it asks for after it."""
        board = self.working.board
        letter, words = typed[:1], typed[1:].strip()
        if not letter:
            return
        if letter not in by_tab():
            board.notice = f"There is no key .{letter}: .? lists them all."
            return
        if letter in "tf" and words.isdigit():
            self._mark_step(int(words))
            words = ""
        times = 2 if letter == "q" else 1
        for _ in range(times):
            self.working.press(LEADER, "")
            self.working.press(letter, letter)
        if not words:
            return
        if not (board.contact.entry or board.pane):
            board.notice = f".{letter} takes no words. {board.notice}".strip()
            return
        for one in words:
            self.working.press(one, one)
        if board.contact.entry or board.pane:
            self.working.press("enter", "")

    def _mark_step(self, number: int) -> None:
        """Steps are marked by their numbers here, not by arrows."""
        board = self.working.board
        steps = board.steps()
        if 0 < number <= len(steps):
            board.contact = replace(board.hold_steps(), step=key_of(steps[number - 1]))

    # -- what is said back ------------------------------------------------------------------------------------------

    def _answered(self, now: datetime, *, whole: bool) -> list[str]:
        board = self.working.board
        if board.hidden:
            return [""] * 60 + ["Notes"]
        notice = [dotted(safe(board.notice))] if board.notice else []
        page = list(self._page())
        lines = list(self._contact_lines(now))
        new = lines if whole else [line for line in lines if line not in self._told]
        self._told = frozenset(lines)
        return [*notice, *(page or new)]

    def _page(self) -> Iterator[str]:
        """The page that covers the screen's body, in lines; a number by its digits, keys by their dots."""
        board = self.working.board
        if board.contact.page == "number" and (listing := shown_listing(board)) is not None:
            phones = dialled(listing.phones)
            number = spoken(phones[board.contact.nth_number % len(phones)]) if phones else first_number(listing)
            yield from (listing_name(listing), " ".join(number))
        elif board.contact.page == "keys":
            yield HOW
            yield from (f".{' .'.join(key.tab)}: {key.does}" for key in KEYS if key.tab and key.tab != (LEADER,))
        else:
            rows = self.working.page(WIDTH, HEIGHT) or ()
            # Digits drawn large are a picture, which no screen reader can speak; their text stands below them.
            yield from (
                dotted(text) for line in rows if (text := safe(text_of(line)).rstrip()) and set(text) - {"#", " "}
            )

    def _contact_lines(self, now: datetime) -> Iterator[str]:
        """Everything of the contact at hand, most urgent first."""
        board, answer = self.working.board, self.working.board.answer
        if answer is None:
            yield from self.begin() if board.contact.empty else ()
            return
        yield f"HEARD   {plain.heard_text(answer.heard)}"
        yield from plain.place_lines(answer.places)
        if time := local_time(answer, now):
            yield f"TIME    {time}"
        yield from (f"ALERT   {plain.alert_text(alert)}" for alert in answer.alerts)
        if answer.alerts:
            yield dotted(safe(f"ALERT   {supervisor_text(board.desk.status.supervisor(now), board.contact.told)}"))
        if answer.dispatch is not None:
            yield safe(f"911     {plain.dispatch_text(answer.dispatch)}")
        yield from (
            f"GUIDE {letter} {plain.guide_text(match)}" for letter, match in zip("ABC", answer.guides, strict=False)
        )
        yield from self._step_lines()
        yield from plain.help_lines(board.help())
        if answer.not_fitting:
            yield f"        {len(answer.not_fitting)} more listings do not fit: .z says why"
        yield from (f"NOTE    {safe(note)}" for note in answer.notes)
        yield from (f"!       {safe(fault)}" for fault in board.desk.status.faults)

    def _step_lines(self) -> Iterator[str]:
        """The steps on the board: ticked or not, the one at hand marked, in the caller's language where that is set."""
        board = self.working.board
        steps = board.steps()
        at = current_of(steps, board.contact)
        for number, shown in enumerate(steps):
            mark = "done" if key_of(shown) in board.contact.ticked else "now " if number == at else "    "
            guide = board.guide(shown.guide)
            words = words_of(shown.step, spanish=board.spanish())
            branches = branch_text(shown.step)
            where = f"[{shown.guide}{plain.draft_mark(guide)}]"
            yield safe(f"STEP {number + 1:>2} {mark} {shown.step.verb}: {words}  {branches}  {where}")
