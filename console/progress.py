"""Progress on standard error: a bar where a person watches, a line a stage where nobody does, nothing when quick."""

import os
import re
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_COUNT = re.compile(r"\s*\d[\d,]*")
"""A count inside a stage's label moves on with the work; the stage stays the same."""


def watched() -> bool:
    """Whether a person watches on a terminal that can draw a line again."""
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "")


class Bar:
    """One bar for work in named stages. It appears with the first report, so that work already done stays silent."""

    def __init__(self, *, clock: bool = True) -> None:
        """With `clock` the bar reckons the time left itself; without, the details say it."""
        self._clock = clock
        self._drawn: Progress | None = None
        self._stages: dict[str, TaskID] = {}
        self._said: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __call__(self, stage: str, done: float, detail: str = "") -> None:
        """Say that `stage` is `done` (0..1); a person watching sees `detail` too."""
        if watched():
            self._draw(stage, done, detail)
        elif (name := _COUNT.sub("", stage)) not in self._said:
            self._said.add(name)
            print(f"  {name} ...", file=sys.stderr, flush=True)

    def _draw(self, stage: str, done: float, detail: str) -> None:
        if self._drawn is None:
            self._drawn = _new_bar(clock=self._clock)
            self._drawn.start()
        name = _COUNT.sub("", stage)
        if name not in self._stages:
            self._stages[name] = self._drawn.add_task(name, total=1.0)
        self._drawn.update(self._stages[name], description=f"{stage} {detail}".rstrip(), completed=done)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._drawn is not None:
            self._drawn.stop()


def _new_bar(*, clock: bool) -> "Progress":
    # rich takes 60 ms to import: only a command that has work to show pays for it.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.table import Column

    # Colours that every terminal has, and two frames a second: they may go over the very line that is waited for.
    bar = BarColumn(20, style="dim", complete_style="cyan", finished_style="green")
    share = TaskProgressColumn("{task.percentage:>3.0f}%", style="none")
    words = TextColumn("{task.description}", table_column=Column(no_wrap=True))
    columns = (bar, share, words, *((TimeRemainingColumn(),) if clock else ()))
    return Progress(*columns, console=Console(stderr=True), refresh_per_second=2)
