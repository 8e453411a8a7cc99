"""The screen itself: keys in, one frame out."""

import asyncio
import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from console import boot
from console.settings import Settings
from console.ui.board import Board
from console.ui.call_screen import screen_rows
from console.ui.deskport import DeskPort
from console.ui.fit import fitted
from console.ui.idle import IdleLock, IdleWatch
from console.ui.recorder import Recorder
from console.ui.rows import Row
from console.ui.styles import STYLES
from console.ui.terminal.app import TerminalApp, say_fault
from console.ui.terminal.cells import Cell, Change
from console.ui.terminal.checks import has_title
from console.ui.terminal.driver import TerminalDriver
from console.ui.terminal.look import look_of
from console.ui.terminal.modes import NEUTRAL_TITLE
from console.ui.working import Working
from protocols.late import compile_one

LOOKS: dict[str, Style] = {name: look_of(code) for name, code in STYLES.items()}


def strip_of(line: Row, width: int) -> Strip:
    """A row as Textual draws it: exactly as wide as the screen."""
    return Strip([Segment(text, LOOKS[style]) for text, style in fitted(line, width)], width)


class Sheet(Widget):
    """All rows of the screen; it knows which of them changed."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> list[int]:
        """Take new rows; returns those that must be drawn."""
        before, self.rows = self.rows, rows
        if len(before) != len(rows):
            return [*range(len(rows))]
        return [y for y, (old, new) in enumerate(zip(before, rows, strict=True)) if old != new]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows that Textual asks for."""
        width = self.size.width
        strips = [strip_of(self.rows[y] if y < len(self.rows) else (), width) for y in range(crop.y, crop.bottom)]
        return strips if crop.x == 0 and crop.width == width else [s.crop(crop.x, crop.right) for s in strips]


class CallScreen(Screen[Any]):
    """The one screen; whatever Textual itself finds to draw is drawn at once, without its 60 Hz timer."""

    async def _on_idle(self, event: events.Idle) -> None:
        event.prevent_default()
        pending = self._layout_required or self._scroll_required or self._repaint_required or self._recompose_required
        if not self.app._batch_count and self.is_current and (pending or self._dirty_widgets):
            self._on_timer_update()
        await self._invoke_and_clear_callbacks()


class Northline(TerminalApp):
    """The desk at the screen."""

    CSS: ClassVar[str] = "Screen { layout: vertical; overflow: hidden; } Sheet { width: 100%; height: 100%; }"

    def __init__(
        self,
        desk: DeskPort,
        *,
        training: bool = False,
        clock: Callable[[], datetime] | None = None,
        idle: IdleLock | None = None,
        recorder: Recorder | None = None,
    ) -> None:
        super().__init__()
        self.working = Working(Board(desk, training=training, recorder=recorder))
        if recorder is not None:
            recorder.later = self._later
        self.sheet = Sheet()
        self._clock = clock or _utc_now
        self._cursor = (0, 0)
        self._was_hidden = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle = IdleWatch(idle, 0.0) if idle is not None else None

    def get_default_screen(self) -> Screen[Any]:
        """Our own screen."""
        return CallScreen()

    def compose(self) -> ComposeResult:
        """One sheet: nothing is laid out again when a key is pressed."""
        yield self.sheet

    def cursor_cell(self) -> tuple[int, int]:
        """Where the terminal's own cursor stands: braille displays and mosh follow it."""
        return self._cursor

    def first_cells(self) -> list[list[Cell]]:
        """The boot paint's rows, if it drew on a terminal of this size; asked for once."""
        rows = boot.painted(*self.size)
        width = self.size.width
        return [self.maker.row((text, LOOKS[style]) for text, style in fitted(line, width)) for line in rows or ()]

    def _look_at_silence(self) -> None:
        """Lock after a while without keys; an open call, or one put aside, is never closed by it."""
        if self._idle is None:
            return
        loop, board = asyncio.get_running_loop(), self.working.board
        if self._idle.due(loop.time(), locked=board.locked, open_call=board.open_call):
            # A pane may hold an opened card, or a log that is closed in the next line.
            board.locked, board.pane = True, None
            board.forget_last_call()
            self._idle.rule.lock()
            self.paint()
        loop.call_later(self._idle.look_again_in(loop.time()), self._look_at_silence)

    def on_ready(self) -> None:
        """Read keys from now on; those typed before are waiting."""
        # What the imports made stays for good: no key should wait while all of it is searched for garbage.
        gc.freeze()
        gc.enable()
        asyncio.get_running_loop().set_exception_handler(self.on_loop_fault)
        if isinstance(self._driver, TerminalDriver):
            self._driver.start_reading()
        self._note_key()
        self._look_at_silence()
        self._compile_patterns()

    def _later(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        """Off the keys' path: typing goes on while a passphrase is turned into a key."""

        async def run() -> None:
            try:
                made: object = await asyncio.get_running_loop().run_in_executor(None, work)
            except Exception as error:  # noqa: BLE001 - handed on: whoever asked says it in words
                made = error
            then(made)
            self.paint()

        task = asyncio.get_running_loop().create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _compile_patterns(self) -> None:
        """One at a time, between keys: otherwise the first age that is typed waits for dozens of them."""
        if compile_one():
            asyncio.get_running_loop().call_soon(self._compile_patterns)

    def _note_key(self) -> None:
        if self._idle is not None:
            self._idle.last_key = asyncio.get_running_loop().time()
            self.working.board.locked = self.working.board.locked and self._idle.rule.stays

    def on_resize(self, event: events.Resize) -> None:
        """A new size: compose for it; Textual then draws it whole."""
        self._compose_rows(event.size.width, event.size.height)
        if self.sheet.is_attached:
            self.sheet.refresh()

    def take(self, typed: list[events.Key | events.Paste]) -> None:
        """Work off everything that one read brought, then draw one frame."""
        self._note_key()
        for event in typed:
            if isinstance(event, events.Paste):
                self.working.paste(event.text)
            else:
                self.working.press(event.key, event.character or "")
        if self.working.board.quitting:
            self.end(0)
        else:
            self.paint()

    def paint(self) -> None:
        """One frame of what the board now holds; skipped while the terminal is still behind."""
        driver = self._driver
        if isinstance(driver, TerminalDriver) and driver.output.behind:
            driver.output.when_drained(self.paint)
            return
        changed = self._compose_rows(*self.size)
        board = self.working.board
        if board.hidden and not self._was_hidden and has_title():
            driver.write(NEUTRAL_TITLE) if driver is not None else None
        self._was_hidden = board.hidden
        if board.redraw:
            board.redraw = False
            self.clear()
        whole = not self.diffed or self.frame.unknown
        self.draw(self._cells_of(range(len(self.sheet.rows)) if whole else changed))

    def _cells_of(self, numbers: Iterable[int]) -> Iterator[Change]:
        """The rows of these numbers as cells."""
        width, rows = self.size.width, self.sheet.rows
        for y in numbers:
            yield y, 0, self.maker.row((text, LOOKS[style]) for text, style in fitted(rows[y], width))

    def _compose_rows(self, width: int, height: int) -> list[int]:
        now = self._clock()
        self.working.look(now)
        view = replace(self.working.view(now), page=self.working.page(width, height))
        rows, self._cursor = screen_rows(view, width, height)
        return self.sheet.show(rows)


def _utc_now() -> datetime:
    return datetime.now(UTC)


def run_console(desk: DeskPort, settings: Settings, *, training: bool = False) -> int:
    """Open the screen for `desk`; returns the exit code. Without a terminal it says so and returns 2.

    After the seconds of `settings.idle_s` without a key it locks; 0 is never.
    """
    if not boot.is_open() and (sentence := boot.open_screen()) is not None:
        print(sentence)
        return 2
    recorder = Recorder(settings)
    idle = IdleLock(settings.idle_s, lock=recorder.lock) if settings.idle_s else None
    app = Northline(desk, training=training, idle=idle, recorder=None if training else recorder)
    try:
        app.run(mouse=False)
    finally:
        boot.close_screen()
        recorder.lock()
    if app.fault:
        say_fault(app)
    return app.return_code or 0
