"""From keys to a view: each key goes to the prompt, the registry or the line, and one answer follows them all."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

from console.desk import CallChips
from console.errors import ConsoleError
from console.ui.acts import ACTS, type_words
from console.ui.acts_call import about
from console.ui.acts_help import shown_listing
from console.ui.board import Board
from console.ui.call_screen import View, page_width
from console.ui.entry import entry_key, entry_notice
from console.ui.help_panel import unfit_rows
from console.ui.interpreter_page import card_of, interpreter_rows
from console.ui.keys import LEADER, by_key, by_tab
from console.ui.listing_page import listing_rows
from console.ui.news import take_in
from console.ui.pages import chat_rows, cover_rows, keys_rows, number_rows, tour_rows
from console.ui.pane import TOP_ROWS
from console.ui.rows import Row
from console.ui.steps_panel import words_of
from protocols.errors import ProtocolsError
from resources.dial import dialled, spoken
from resources.errors import ResourcesError
from resources.naming import listing_name

BY_KEY, BY_TAB = by_key(), by_tab()
TAB_NOTICE = "Tab: 1-8 open help, p place, a age, l language, c caller, t tick, f follow, ? all keys, Esc leaves."
DESK_FAULTS = (ConsoleError, ProtocolsError, ResourcesError, sqlite3.Error, OSError)
"""What a store may fail with; anything else is a fault of ours and ends the screen."""

STAY_OPEN = ("hide", "redraw", "quit")
"""Actions that leave an open pane as it is."""

NOTICE_KEYS = 12
"""How many further keys an announcement stays for."""


class Working:
    """The board with its keys: `press` and `paste` change it, `view` shows it."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._answered: tuple[str, CallChips] | None = None
        self._notice_age = 0

    def press(self, key: str, character: str) -> None:
        """One key, and what it chose for the record is on disk."""
        clearing = self.board.asked_to_clear
        self._press(key, character)
        if key != LEADER:
            self.board.asked_to_clear = self.board.asked_to_clear and not clearing
        self._keep_record()

    def _keep_record(self) -> None:
        try:
            self.board.keep_record()
        except DESK_FAULTS as error:
            self.board.notice = f"! NOT KEPT: {error}"

    def _press(self, key: str, character: str) -> None:
        """For the prompt that is open, for the registry, or for the line."""
        board = self.board
        found = BY_KEY.get(key)
        if board.hidden:
            self._press_hidden(key, character)
            return
        asked, board.asked_to_quit = board.asked_to_quit, False
        self._age_notice(asked)
        if board.contact.entry and self._entered(key, character):
            return
        if board.leader:
            board.leader, board.notice = False, ""
            if key == "escape":
                return
            found = BY_TAB.get(character if character in BY_TAB else key) or (
                found if found and key != LEADER else None
            )
            board.notice = "" if found else "No such key after Tab: Tab ? shows them all."
        elif key == LEADER:
            board.leader, board.notice, board.asked_to_quit = True, TAB_NOTICE, asked
            return
        elif board.pane is not None and self._pane_took(key, character):
            return
        elif found is None:
            if character and character.isprintable():
                type_words(board, character)
            return
        if found is not None:
            board.asked_to_quit = asked
            if board.pane is not None and found[0].act not in STAY_OPEN:
                board.pane = None
                if found[0].act == "back":
                    return
            try:
                ACTS[found[0].act](board, found[1])
            except DESK_FAULTS as error:
                board.notice = f"! Not done: {error}"
            board.asked_to_quit = board.asked_to_quit and found[0].act == "quit"

    def _pane_took(self, key: str, character: str) -> bool:
        """Did the open pane take this key? Letters always are for it."""
        board = self.board
        if board.pane is None:
            return False
        try:
            if character and character.isprintable():
                board.pane.typed(board, character)
                return True
            return board.pane.press(board, key)
        except DESK_FAULTS as error:
            board.pane, board.notice = None, f"! Not done: {error}"
            return True

    def _press_hidden(self, key: str, character: str) -> None:
        """Only what hid the screen brings it back; its twin after Tab too, for terminals that lose both chords."""
        board = self.board
        found = (BY_TAB.get(character) if board.leader else None) or BY_KEY.get(key)
        board.leader = key == LEADER
        if found is not None and found[0].act == "hide":
            ACTS["hide"](board, 0)

    def paste(self, text: str) -> None:
        """Pasted text is typed, as one thing to undo; while hidden it is dropped."""
        if self.board.pane is not None and not self.board.hidden:
            self.board.pane.typed(self.board, text)
        elif not self.board.hidden:
            before = self.board.contact.line
            type_words(self.board, text)
            if len(self.board.contact.line.text) - len(before.text) < len(text.strip()):
                self._announce("Pasted, cut to what one call needs.")

    def look(self, now: datetime) -> None:
        """Ask the desk if what was said or set has changed; say in one line what is new."""
        board = self.board
        board.now = now
        self._time(now)
        asked = (board.contact.line.text, board.contact.chips)
        again, board.ask_again = board.ask_again, False
        if again:
            board.read_past = None
        if asked == self._answered and not again:
            return
        before, self._answered = board.answer, asked
        try:
            board.answer = board.desk.answer(*asked, now) if asked != ("", CallChips()) else None
        except DESK_FAULTS as error:
            # The last answer stays: half a screen of old help beats none in the middle of a call.
            self._announce(
                f"! The desk cannot answer ({type(error).__name__}). What is shown is older than your words."
            )
            return
        if again and not board.contact.page:
            board.show(held_help=None, held_near="")
        elif board.answer is not None and (news := take_in(board, before, board.answer)):
            self._announce(news)

    def _time(self, now: datetime) -> None:
        """When the contact began, and how long it took to the first help: measured, never asked."""
        contact = self.board.contact
        if contact.began is None and not contact.empty:
            self.board.show(began=now)
        elif contact.began is not None and contact.first_help_s is None and contact.page in ("listing", "number"):
            self.board.show(first_help_s=int((now - contact.began).total_seconds()))

    def view(self, now: datetime) -> View:
        """Everything to draw, after `look`."""
        board = self.board
        return View(
            contact=board.contact,
            answer=board.answer,
            steps=board.steps(),
            help=board.help(),
            page=None,
            status=replace(board.desk.status, training=True) if board.training else board.desk.status,
            guide_of=board.guide,
            now=now,
            notice=board.notice,
            near=board.near(),
            spanish=board.spanish(),
            parked=len(board.parked),
            locked=board.locked,
            hidden=board.hidden,
            record=board.recorder.told if board.recorder is not None else "",
        )

    def page(self, screen_width: int, height: int) -> tuple[Row, ...] | None:
        """The rows of the page that covers the body, if one is open."""
        width = page_width(screen_width)
        board, name = self.board, self.board.contact.page
        if board.pane is not None and (rows := board.pane.rows(board, width, height - TOP_ROWS)):
            return tuple(rows)
        if not name:
            return None
        if name == "keys":
            return tuple(keys_rows(width))
        if name == "tour":
            return tuple(tour_rows(width))
        if name == "cover":
            return tuple(cover_rows(width))
        if name == "interpreter":
            return tuple(interpreter_rows(card_of(board), width))
        if name == "unfit":
            return tuple(unfit_rows(board.answer.not_fitting if board.answer else (), width))
        if name == "text":
            words = [words_of(s.step, spanish=board.spanish()) for s in board.steps() if s.step.verb in ("Say", "Ask")]
            return tuple(chat_rows(words, width))
        listing = shown_listing(board)
        if listing is None:
            return None
        nth = board.contact.nth_number
        if name == "number":
            phones = dialled(listing.phones)
            number = spoken(phones[nth % len(phones)]) if phones else "no phone"
            return tuple(number_rows(listing_name(listing), number, width, height))
        now = board.now or datetime.now(UTC)
        return tuple(listing_rows(listing, board.opened_help(), nth, width, now, board.past_of(listing.id, now)))

    def _entered(self, key: str, character: str) -> bool:
        """Did the prompt take this key? Any key that is not for it leaves it."""
        board = self.board
        contact = board.contact
        result = entry_key(contact.entry, contact.entry_text, key, character, contact.chips.people, about(board))
        if result.chips is not None:
            board.show(entry="", entry_text="")
            board.change(
                chips=replace(contact.chips, people=result.chips),
                held_help=None,
                held_near="",
                held_steps=None,
                marked=0,
            )
            board.notice = "Set. Ctrl+_ undoes it."
        elif result.text is not None:
            board.show(entry_text=result.text)
            board.notice = entry_notice(contact.entry, result.text)
        else:
            board.show(entry="", entry_text="")
            board.notice = ""
            return key == "escape"
        return True

    def _announce(self, text: str) -> None:
        self.board.notice, self._notice_age = text, 0

    def _age_notice(self, asked_to_quit: bool) -> None:
        self._notice_age = self._notice_age + 1 if self.board.notice else 0
        if asked_to_quit or self._notice_age > NOTICE_KEYS:
            self.board.notice, self._notice_age = "", 0
